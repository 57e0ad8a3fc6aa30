package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
	"strings"
	"unicode/utf8"

	"vestnik/pipeline"
)

// Preview writes what an issue would print, in CommonMark.
type Preview interface {
	NotificationText(pipeline.IssueRecord) string
	WordsText(pipeline.IssueWords) string
}

// correctionView is the form by which a published entry is corrected.
type correctionView struct {
	Frame
	Key     string
	Entry   pipeline.Entry
	Heading string
	Fields  []correctionField
	Natures []choice
	Basis   string
	Seen    pipeline.Digest           // of the entry that the form was made of
	Over    pipeline.Digest           // of the draft that a new one would replace; empty for none
	Draft   *pipeline.CorrectionDraft // that draft
	Names   names
	Paper   template.HTML // the notice as it will be printed
	Looked  string        // digest of Paper
	Problem string
}

// correctionField is a field of the form: what stands, and what shall stand.
type correctionField struct {
	entryField
	New     string
	Waits   []string // the value that a signed correction will give it
	Changed bool
}

// correctionPage shows the form: the entry as it stands, or the draft that waits,
// to be gone on with.
func (d *Desk) correctionPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	if err := mayDraft(me); err != nil {
		return err
	}
	v, err := d.viewCorrection(r, me)
	if err != nil {
		return err
	}
	v.Seen = pipeline.EntryDigest(v.Entry)
	given, nature := map[string]string{}, pipeline.Nature("")
	if v.Draft != nil {
		v.Over, v.Basis, nature = v.Draft.Digest(), v.Draft.Basis, v.Draft.Nature
		for _, c := range v.Draft.Changes {
			given[c.Field] = c.After
		}
	}
	v.fill(given, nature)
	return d.render(w, http.StatusOK, "correct", v)
}

// draftCorrection proposes the correction. One whose notice was not on the screen
// as it would be printed is shown first.
func (d *Desk) draftCorrection(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	if err := mayDraft(me); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return broken(err)
	}
	v, err := d.viewCorrection(r, me)
	if err != nil {
		return err
	}
	c := v.readForm(r)
	draft, err := d.Office.TryCorrection(r.Context(), person(me), v.Key, c)
	if err == nil {
		if v.Paper, err = paperOf(d.Preview.NotificationText(draft.Notice(v.Entry, d.today()))); err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(v.Paper))
		v.Looked = hex.EncodeToString(sum[:])
		asked, seen := r.PostFormValue("look") != "", r.PostFormValue("looked")
		if !asked && seen != v.Looked {
			v.Problem = "Прочтите извещение: так оно выйдет в бюллетене. Если всё верно, передайте его на подпись."
		} else if !asked {
			_, err = d.Office.DraftCorrection(r.Context(), person(me), v.Key, c)
			if err == nil {
				http.Redirect(w, r, entryAddress(v.Key)+"/draft?done=proposed", http.StatusSeeOther)
				return nil
			}
		}
	}
	if err != nil && pipeline.KindOf(err) != pipeline.Invalid {
		return err
	}
	status := http.StatusOK
	if err != nil {
		v.Problem, v.Looked, v.Paper = pipeline.AdviceOf(err), "", ""
	}
	if v.Problem != "" {
		status = http.StatusUnprocessableEntity
	}
	return d.render(w, status, "correct", v)
}

// viewCorrection reads the entry that the form is about, and the draft that waits.
func (d *Desk) viewCorrection(r *http.Request, me pipeline.Account) (correctionView, error) {
	v := correctionView{Frame: d.frame(me, "Исправление записи "+r.PathValue("number"), "registers"), Key: keyOf(r)}
	e, err := d.Office.Entry(r.Context(), v.Key)
	if err != nil {
		return v, err
	}
	if !e.Public() {
		return v, &pipeline.Error{Op: "correct entry", Doc: v.Key, Kind: pipeline.Invalid,
			Advice: "Запись ещё не опубликована, исправлять извещением нечего. Исправьте сведения дела до закрытия выпуска."}
	}
	v.Entry, v.Heading = e, rowOf(e).Title
	for _, f := range pipeline.CorrectableFields(e) {
		field := correctionField{entryField: entryField{CorrectableField: f, Lines: shownValue(f.Shape, f.Name, f.Value)}}
		if f.Waiting != nil {
			field.Waits = shownValue(f.Shape, f.Name, f.Waiting.After)
		}
		v.Fields = append(v.Fields, field)
	}
	if v.Names, err = d.staffNames(r.Context()); err != nil {
		return v, err
	}
	draft, err := d.Office.CorrectionDraft(r.Context(), v.Key)
	switch {
	case err == nil:
		v.Draft = &draft
	case pipeline.KindOf(err) != pipeline.NotExist:
		return v, err
	}
	return v, nil
}

// fill puts the values into the form; a field that is not among them keeps what stands.
func (v *correctionView) fill(given map[string]string, nature pipeline.Nature) {
	for i := range v.Fields {
		f := &v.Fields[i]
		f.New = f.Value
		if value, ok := given[f.Name]; ok {
			f.New, f.Changed = value, true
		}
	}
	for _, n := range pipeline.Natures() {
		v.Natures = append(v.Natures, choice{Value: string(n), Title: n.Title(), Chosen: n == nature})
	}
}

// readForm reads what the person proposes, and keeps the form as it was filled in.
func (v *correctionView) readForm(r *http.Request) pipeline.EntryCorrection {
	values := map[string]string{}
	fields := make([]pipeline.CorrectableField, len(v.Fields))
	for i, f := range v.Fields {
		fields[i] = f.CorrectableField
		if given := r.PostForm["field."+f.Name]; f.Waiting == nil && len(given) > 0 {
			values[f.Name] = given[0]
		}
	}
	v.Seen, v.Over = pipeline.Digest(r.PostFormValue("seen")), pipeline.Digest(r.PostFormValue("over"))
	v.Basis = strings.TrimSpace(r.PostFormValue("basis"))
	c := pipeline.EntryCorrection{
		Nature: pipeline.Nature(r.PostFormValue("nature")), Basis: v.Basis, Values: pipeline.Changed(fields, values), Seen: v.Seen, Over: &v.Over,
	}
	v.fill(c.Values, c.Nature)
	return c
}

// mayDraft refuses whoever may not propose corrections, and says who may.
func mayDraft(me pipeline.Account) error {
	if holdsAny(me, drafts) {
		return nil
	}
	return &pipeline.Error{Op: "draft correction", Doc: me.Login, Kind: pipeline.Permission,
		Advice: "Исправление опубликованной записи готовит сотрудник приёма и регистрации или сотрудник по публикации (Гражданский кодекс, ст. 1262). Передайте им, что и почему нужно исправить."}
}

// paperOf renders what an issue prints. Its links lead over the public site, where
// it is not yet, so they stand as text.
func paperOf(markdown string) (template.HTML, error) {
	body, err := paperHTML(markdown)
	return template.HTML(outwardLink.ReplaceAllString(string(body), "<a>")), err
}

// Rows is how high the field stands in the form: its lines, within reason.
func (f correctionField) Rows() int {
	const letters, most = 60, 12
	rows := 0
	for line := range strings.SplitSeq(f.New, "\n") {
		rows += 1 + utf8.RuneCountInString(line)/letters
	}
	return min(max(rows, 1), most)
}
