package desk

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// correctField takes a person's word on a field, and goes on to the next value that
// somebody should look at.
func (d *Desk) correctField(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	id, path := pipeline.CaseID(r.PathValue("id")), r.PostFormValue("path")
	before, err := d.Office.Case(r.Context(), id)
	if err != nil {
		return err
	}
	words := d.vocabularyOf(before)
	if !words.knows(path) {
		return &pipeline.Error{Op: "correct field", Doc: path, Kind: pipeline.Invalid, Advice: "Выберите, какое сведение записать."}
	}
	order, err := d.doubtsOf(r.Context(), before, me, words)
	if err != nil {
		return err
	}
	c, err := d.judge(r, before, me, path, words)
	if err != nil {
		return err
	}
	q := url.Values{"done": {"corrected"}}
	keep(q, r, "doc", "page")
	v, err := d.doubtsOf(r.Context(), c, me, words)
	if err != nil {
		return err
	}
	anchor := "#fields"
	if next := v.nextDoubt(path, order.Doubtful); next != nil {
		q.Set("field", next.Path)
		anchor = "#" + next.ID
		if at := c.Fields.Reading(next.Path); at.Document != "" && at.Page > 0 {
			q.Set("doc", string(at.Document))
			q.Set("page", strconv.Itoa(at.Page))
		}
	}
	http.Redirect(w, r, caseAddress(c.ID)+"?"+q.Encode()+anchor, http.StatusSeeOther)
	return nil
}

// doubtsOf lists the rows of a case as its page orders them.
func (d *Desk) doubtsOf(ctx context.Context, c *pipeline.CaseFile, me pipeline.Account, words vocabulary) (*caseView, error) {
	v := &caseView{Frame: d.frame(me, "", ""), Case: c, Words: words}
	v.listFindings()
	return v, d.listFields(ctx, v, "")
}

// judge records what the person said: the value typed; or, by the button pressed,
// that the value read is right, that the proposed one is, or that nobody can read it.
func (d *Desk) judge(r *http.Request, c *pipeline.CaseFile, me pipeline.Account, path string, words vocabulary) (*pipeline.CaseFile, error) {
	was := c.Fields.Reading(path)
	typed := trimmed(r.PostFormValue("value"))
	switch r.PostFormValue("verdict") {
	case "confirm":
		if !sameText(typed, text(was.Value)) && !sameText(typed, words.shown(path, was.Value)) {
			return nil, &pipeline.Error{Op: "confirm field", Doc: path, Kind: pipeline.Invalid,
				Advice: "В поле «" + words.pathTitle(path) + "» набрано другое значение, чем прочитала машина. Чтобы записать набранное, нажмите «Записать»; чтобы подтвердить прочитанное, откройте дело ещё раз и нажмите «Верно»."}
		}
		return d.Office.Correct(r.Context(), c.ID, person(me), path, was.Value)
	case "accept":
		if was.Proposed == nil || text(was.Proposed.Value) != r.PostFormValue("proposed") {
			return nil, &pipeline.Error{Op: "accept proposal", Doc: path, Kind: pipeline.Exists,
				Advice: "Предложение машины по полю «" + words.pathTitle(path) + "» изменилось. Посмотрите на поле ещё раз."}
		}
		return d.Office.Correct(r.Context(), c.ID, person(me), path, was.Proposed.Value)
	case "unreadable":
		return d.Office.MarkUnreadable(r.Context(), c.ID, person(me), path)
	}
	return d.Office.Correct(r.Context(), c.ID, person(me), path, words.typed(path, typed, was.Value))
}

// sameText reports whether two texts differ in nothing but their white space.
func sameText(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
