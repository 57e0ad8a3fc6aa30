package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"net/http"
	"strconv"

	"vestnik/pipeline"
)

// wordsView is what the forms for messages and for explanations share.
type wordsView struct {
	Frame
	Ref     pipeline.IssueRef
	Paper   template.HTML // as the issue will print it
	Looked  string        // digest of Paper
	Problem string
}

// messageView is the form of an official message.
type messageView struct {
	wordsView
	Message pipeline.IssueMessage
}

// numbersView is the form by which numbers without entries are explained.
type numbersView struct {
	wordsView
	Note      pipeline.NumberNote
	Registers []choice
	Reasons   []choice
}

func (d *Desk) messagePage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewWords(r, me, "Официальное сообщение")
	if err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "message", messageView{wordsView: v})
}

func (d *Desk) addMessage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewWords(r, me, "Официальное сообщение")
	if err != nil {
		return err
	}
	m := pipeline.IssueMessage{Title: r.PostFormValue("title"), Text: r.PostFormValue("text"), Signed: r.PostFormValue("signed")}
	seen, err := d.seenWords(r, &v, pipeline.IssueWords{Messages: []pipeline.IssueMessage{m}})
	if err == nil && seen {
		_, err = d.Office.AddMessage(r.Context(), person(me), v.Ref, m)
	}
	return d.worded(w, r, &v, seen, err, "message", func() any { return messageView{wordsView: v, Message: m} })
}

func (d *Desk) numbersPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewWords(r, me, "Номера без записей")
	if err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "numbers", d.numbersForm(v, noteOf(r)))
}

func (d *Desk) explainNumbers(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewWords(r, me, "Номера без записей")
	if err != nil {
		return err
	}
	n := noteOf(r)
	seen, err := d.seenWords(r, &v, pipeline.IssueWords{Numbers: []pipeline.NumberNote{n}})
	if err == nil && seen {
		_, err = d.Office.ExplainNumbers(r.Context(), person(me), v.Ref, n)
	}
	return d.worded(w, r, &v, seen, err, "numbers", func() any { return d.numbersForm(v, n) })
}

// noteOf reads an explanation from a form or an address.
func noteOf(r *http.Request) pipeline.NumberNote {
	return pipeline.NumberNote{Register: pipeline.RegisterID(r.FormValue("register")), From: trimmed(r.FormValue("from")), To: trimmed(r.FormValue("to")),
		Reason: pipeline.NumberReason(r.FormValue("reason")), Words: r.FormValue("words")}
}

func (d *Desk) numbersForm(v wordsView, n pipeline.NumberNote) numbersView {
	form := numbersView{wordsView: v, Note: n}
	for _, register := range d.Office.RegistersOf(v.Ref.Series) {
		title := d.Registers[register]
		if title == "" {
			title = string(register)
		}
		form.Registers = append(form.Registers, choice{Value: string(register), Title: title, Chosen: register == n.Register})
	}
	for _, reason := range []pipeline.NumberReason{pipeline.NumberNotUsed, pipeline.NumberAnnulled, pipeline.NumberReserved} {
		form.Reasons = append(form.Reasons, choice{Value: string(reason), Title: reason.Title(), Chosen: reason == n.Reason})
	}
	return form
}

// viewWords reads the issue that the form is about: an open one.
func (d *Desk) viewWords(r *http.Request, me pipeline.Account, title string) (wordsView, error) {
	v := wordsView{Frame: d.frame(me, title, "issues"), Ref: refOf(r)}
	f, err := d.Office.IssueFile(r.Context(), v.Ref)
	if err == nil && f.Closed {
		err = &pipeline.Error{Op: "write for issue", Doc: v.Ref.Key(), Kind: pipeline.Invalid,
			Advice: "Выпуск закрыт и не изменяется. Сообщение или пояснение напечатает следующий выпуск: откройте его."}
	}
	return v, err
}

// seenWords renders words as the issue would print them, and reports whether they
// stood so on the screen when the person sent them.
func (d *Desk) seenWords(r *http.Request, v *wordsView, w pipeline.IssueWords) (bool, error) {
	tried, err := d.Office.TryWords(r.Context(), v.Ref, w)
	if err != nil {
		return false, err
	}
	if v.Paper, err = paperOf(d.Preview.WordsText(tried)); err != nil {
		return false, err
	}
	sum := sha256.Sum256([]byte(v.Paper))
	v.Looked = hex.EncodeToString(sum[:])
	return r.PostFormValue("look") == "" && r.PostFormValue("looked") == v.Looked, nil
}

// worded leads back to the issue, or shows the form again: with what would be
// printed, or with why it would not.
func (d *Desk) worded(w http.ResponseWriter, r *http.Request, v *wordsView, written bool, err error, page string, view func() any) error {
	switch kind := pipeline.KindOf(err); {
	case err == nil && written:
		http.Redirect(w, r, issueAddress(v.Ref)+"?done=worded", http.StatusSeeOther)
		return nil
	case err != nil && kind != pipeline.Invalid:
		return err
	case err != nil:
		v.Problem, v.Paper, v.Looked = pipeline.AdviceOf(err), "", ""
	case r.PostFormValue("look") == "":
		v.Problem = "Прочтите, как это выйдет в бюллетене, и подтвердите."
	default:
		return d.render(w, http.StatusOK, page, view())
	}
	return d.render(w, http.StatusUnprocessableEntity, page, view())
}

func (d *Desk) dropMessage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	_, err := d.Office.DropMessage(r.Context(), person(me), refOf(r), ordinalOf(r), pipeline.Digest(r.PostFormValue("seen")))
	return unworded(w, r, err)
}

func (d *Desk) dropNumbers(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	_, err := d.Office.DropNumbers(r.Context(), person(me), refOf(r), ordinalOf(r), pipeline.Digest(r.PostFormValue("seen")))
	return unworded(w, r, err)
}

func ordinalOf(r *http.Request) int {
	n, _ := strconv.Atoi(r.PostFormValue("ordinal")) // 0 is refused: there is no such message
	return n
}

func unworded(w http.ResponseWriter, r *http.Request, err error) error {
	if err != nil {
		return err
	}
	http.Redirect(w, r, issueAddress(refOf(r))+"?done=unworded", http.StatusSeeOther)
	return nil
}
