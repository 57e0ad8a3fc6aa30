package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

func (d *Desk) correctField(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	path, value := r.PostFormValue("path"), strings.TrimSpace(r.PostFormValue("value"))
	c, err := d.Office.Correct(r.Context(), pipeline.CaseID(r.PathValue("id")), person(me), path, typed(path, value))
	if err != nil {
		return err
	}
	return d.back(w, r, c.ID, "corrected", "#fields")
}

// typed gives years and counts their number type, everything else stays text.
func typed(path, value string) any {
	switch path {
	case pipeline.FieldCreationYear, pipeline.FieldPublicationYear, pipeline.FieldDepositPages:
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return n
		}
	case pipeline.FieldFee + ".amount":
		if n, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64); err == nil {
			return n
		}
	}
	return value
}

func (d *Desk) nameKind(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	c, err := d.Office.NameKind(r.Context(), pipeline.CaseID(r.PathValue("id")), person(me),
		pipeline.Digest(r.PostFormValue("document")), pipeline.DocumentKind(r.PostFormValue("kind")))
	if err != nil {
		return err
	}
	return d.back(w, r, c.ID, "named", "#documents")
}

func (d *Desk) reviveStage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	id := pipeline.CaseID(r.PathValue("id"))
	if err := d.Office.Revive(r.Context(), id, person(me)); err != nil {
		return err
	}
	return d.back(w, r, id, "revived", "")
}

// back returns to the case, at the page that was being looked at.
func (d *Desk) back(w http.ResponseWriter, r *http.Request, id pipeline.CaseID, done, anchor string) error {
	q := url.Values{"done": {done}}
	for _, keep := range []string{"doc", "page"} {
		if v := r.PostFormValue(keep); v != "" {
			q.Set(keep, v)
		}
	}
	http.Redirect(w, r, "/cases/"+url.PathEscape(string(id))+"?"+q.Encode()+anchor, http.StatusSeeOther)
	return nil
}

type commandView struct {
	Frame
	Case    *pipeline.CaseFile
	Command pipeline.Command
	Given   map[string]string
	Preview []pipeline.Notice
	Problem string
}

func (d *Desk) commandPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewCommand(r, me)
	if err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "command", v)
}

func (d *Desk) viewCommand(r *http.Request, me pipeline.Account) (commandView, error) {
	ctx := r.Context()
	c, err := d.Office.Case(ctx, pipeline.CaseID(r.PathValue("id")))
	if err != nil {
		return commandView{}, err
	}
	commands, err := d.Office.Commands(ctx, c.ID, person(me))
	if err != nil {
		return commandView{}, err
	}
	for _, cmd := range commands {
		if cmd.Name == r.PathValue("command") {
			return commandView{Frame: d.frame(me, cmd.Title, "queue"), Case: c, Command: cmd, Given: map[string]string{}}, nil
		}
	}
	return commandView{}, &pipeline.Error{Op: "find command", Doc: r.PathValue("command"), Kind: pipeline.NotExist, Advice: "Такого действия в этой процедуре нет."}
}

// performCommand performs a command, or shows what it would send out when the
// person asked to look first. A refusal comes back with what was typed.
func (d *Desk) performCommand(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewCommand(r, me)
	if err != nil {
		return err
	}
	order := pipeline.Order{Case: v.Case.ID, Command: v.Command.Name, Person: person(me), Args: map[string]any{}}
	for _, need := range v.Command.Needs {
		given := strings.TrimSpace(r.PostFormValue("arg." + need.Name))
		v.Given[need.Name] = given
		if given != "" {
			order.Args[need.Name] = given
		}
	}
	if r.PostFormValue("look") != "" {
		v.Preview, err = d.Office.Preview(r.Context(), order)
	} else if _, err = d.Office.Do(r.Context(), order); err == nil {
		return d.back(w, r, v.Case.ID, "performed", "")
	}
	status := http.StatusOK
	if err != nil {
		if kind := pipeline.KindOf(err); kind != pipeline.Invalid && kind != pipeline.Permission {
			return err
		}
		v.Problem, status = pipeline.AdviceOf(err), http.StatusUnprocessableEntity
	}
	return d.render(w, status, "command", v)
}

func (d *Desk) noticePaper(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	c, err := d.Office.Case(r.Context(), pipeline.CaseID(r.PathValue("id")))
	if err != nil {
		return err
	}
	id := r.PathValue("document") + "/" + r.PathValue("n")
	for _, n := range c.Notices {
		if n.ID != id {
			continue
		}
		paper := pipeline.NoticePaper{Notice: n.Notice, Case: c.ID, Numbers: c.Numbers, CreatedAt: n.At}
		switch r.PathValue("form") {
		case "html":
			body, err := d.Printer.HTML(paper)
			if err != nil {
				return err
			}
			// A letter brings its own style; it runs no script and loads nothing.
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; font-src data: 'self'; img-src data:; frame-ancestors 'self'")
			return send(w, "text/html; charset=utf-8", body)
		case "pdf":
			body, err := d.Printer.PDF(paper)
			if err != nil {
				return err
			}
			return send(w, "application/pdf", body)
		}
	}
	return &pipeline.Error{Op: "find notice", Doc: id, Kind: pipeline.NotExist, Advice: "Такого исходящего документа в деле нет."}
}

func send(w http.ResponseWriter, mediaType string, body []byte) error {
	w.Header().Set("Content-Type", mediaType)
	_, _ = w.Write(body) // the browser may go away
	return nil
}
