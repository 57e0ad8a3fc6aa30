package desk

import (
	"html/template"
	"net/http"

	"vestnik/pipeline"
)

// draftsView lists the corrections that wait for their second person.
type draftsView struct {
	Frame
	Drafts []draftRow
}

type draftRow struct {
	pipeline.CorrectionDraft
	Address string
	Author  string
	Changed string // which fields
	Object  registerRow
	Mine    bool // the person signed in drafted it
}

func (d *Desk) draftsPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := draftsView{Frame: d.frame(me, "Исправления ждут подписи", "registers")}
	v.Notice = noticeText(r.FormValue("done"))
	list, err := d.Office.CorrectionDrafts(r.Context())
	if err != nil {
		return err
	}
	people, err := d.staffNames(r.Context())
	if err != nil {
		return err
	}
	for _, draft := range list {
		e, err := d.Office.Entry(r.Context(), draft.Entry)
		if err != nil {
			return err
		}
		v.Drafts = append(v.Drafts, draftRow{CorrectionDraft: draft, Address: entryAddress(draft.Entry) + "/draft", Author: people.Of(draft.By),
			Changed: changedTitles(draft.Changes), Mine: draft.By == me.Login, Object: rowOf(e)})
	}
	return d.render(w, http.StatusOK, "drafts", v)
}

// draftView is one correction before its signature.
type draftView struct {
	Frame
	Key     string
	Heading string
	Draft   pipeline.CorrectionDraft
	Digest  pipeline.Digest
	Author  string
	Paper   template.HTML // the notice as it will be printed
	Stale   string        // why it cannot be signed any more; empty when it can
	Reason  string
	Problem string
}

// Signs reports whether the person signed in may sign corrections at all.
func (v draftView) Signs() bool { return holdsAny(v.Me, signsCorrections) }

// Mine reports whether the person signed in drafted it.
func (v draftView) Mine() bool { return v.Draft.By == v.Me.Login }

// Drafts reports whether the person signed in may draft it anew.
func (v draftView) Drafts() bool { return holdsAny(v.Me, drafts) }

func (d *Desk) draftPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewDraft(r, me)
	if err != nil {
		return err
	}
	v.Notice = noticeText(r.FormValue("done"))
	return d.render(w, http.StatusOK, "draft", v)
}

func (d *Desk) viewDraft(r *http.Request, me pipeline.Account) (draftView, error) {
	v := draftView{Frame: d.frame(me, "Проект исправления записи "+r.PathValue("number"), "registers"), Key: keyOf(r)}
	draft, err := d.Office.CorrectionDraft(r.Context(), v.Key)
	if pipeline.KindOf(err) == pipeline.NotExist {
		return v, &pipeline.Error{Op: "find correction", Doc: v.Key, Kind: pipeline.NotExist,
			Advice: "Проекта исправления этой записи нет: его уже подписали или отклонили. Кто и когда, показано на странице записи."}
	}
	if err != nil {
		return v, err
	}
	e, err := d.Office.Entry(r.Context(), v.Key)
	if err != nil {
		return v, err
	}
	people, err := d.staffNames(r.Context())
	if err != nil {
		return v, err
	}
	v.Draft, v.Digest, v.Author, v.Heading = draft, draft.Digest(), people.Of(draft.By), rowOf(e).Title
	switch err := d.Office.CheckCorrection(r.Context(), draft); pipeline.KindOf(err) {
	case pipeline.Invalid:
		v.Stale = pipeline.AdviceOf(err)
	default:
		if err != nil {
			return v, err
		}
	}
	v.Paper, err = paperOf(d.Preview.NotificationText(draft.Notice(e, d.today())))
	return v, err
}

// signCorrection signs exactly the draft that was on the screen.
func (d *Desk) signCorrection(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	if !holdsAny(me, signsCorrections) {
		return &pipeline.Error{Op: "sign correction", Doc: keyOf(r), Kind: pipeline.Permission,
			Advice: "Исправление подписывает руководитель Роспатента или уполномоченное им должностное лицо. Проект ждёт его подписи."}
	}
	if r.PostFormValue("draft") == "" {
		return &pipeline.Error{Op: "sign correction", Doc: keyOf(r), Kind: pipeline.Invalid, Advice: "Сначала прочтите проект: подписывается именно то, что показано на странице."}
	}
	_, err := d.Office.SignCorrection(r.Context(), person(me), keyOf(r), pipeline.Digest(r.PostFormValue("draft")))
	return d.settled(w, r, me, err, "signed")
}

// dropCorrection throws the draft on the screen away; its author reads why on the
// page of the entry.
func (d *Desk) dropCorrection(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	reason := trimmed(r.PostFormValue("reason"))
	if reason == "" {
		return d.settled(w, r, me, &pipeline.Error{Op: "drop correction", Doc: keyOf(r), Kind: pipeline.Invalid,
			Advice: "Напишите, почему проект отклоняется: это увидит тот, кто его готовил."}, "")
	}
	err := d.Office.DropCorrection(r.Context(), person(me), keyOf(r), pipeline.Digest(r.PostFormValue("draft")), reason)
	return d.settled(w, r, me, err, "dropped")
}

// settled leads on to the entry, or back to the draft with why it did not go.
func (d *Desk) settled(w http.ResponseWriter, r *http.Request, me pipeline.Account, err error, done string) error {
	kind := pipeline.KindOf(err)
	switch {
	case err == nil:
		http.Redirect(w, r, entryAddress(keyOf(r))+"?done="+done, http.StatusSeeOther)
		return nil
	case kind != pipeline.Invalid && kind != pipeline.Permission:
		return err
	}
	v, missing := d.viewDraft(r, me)
	if missing != nil {
		return missing
	}
	v.Problem, v.Reason = pipeline.AdviceOf(err), trimmed(r.PostFormValue("reason"))
	return d.render(w, statusByKind[kind], "draft", v)
}
