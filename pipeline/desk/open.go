package desk

import (
	"net/http"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// openingsView lists the cases that a person may begin without a filing: a
// planned check, a call to the help desk, an enquiry.
type openingsView struct {
	Frame
	Groups []openingGroup
}

// openingGroup are the openings of one regulation.
type openingGroup struct {
	Title    string
	Openings []pipeline.Opening
}

// openingView is the form of one opening.
type openingView struct {
	Frame
	Opening pipeline.Opening
	Command pipeline.Command
	Given   map[string]string
	Problem string
}

func (d *Desk) openingsPage(w http.ResponseWriter, _ *http.Request, me pipeline.Account) error {
	v := openingsView{Frame: d.frame(me, "Начать дело без поступления", "open")}
	for _, o := range d.Office.Openings(person(me)) {
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Title != o.Title {
			v.Groups = append(v.Groups, openingGroup{Title: o.Title})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Openings = append(g.Openings, o)
	}
	return d.render(w, http.StatusOK, "openings", v)
}

func (d *Desk) openingPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewOpening(r, me)
	if err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "opening", v)
}

func (d *Desk) viewOpening(r *http.Request, me pipeline.Account) (openingView, error) {
	for _, o := range d.Office.Openings(person(me)) {
		if o.Pack != r.PathValue("pack") || o.Command.Name != r.PathValue("command") {
			continue
		}
		v := openingView{Frame: d.frame(me, o.Command.Title, "open"), Opening: o, Command: o.Command, Given: map[string]string{}}
		for _, n := range o.Command.Needs {
			v.Given[n.Name] = trimmed(r.FormValue("arg." + n.Name))
		}
		return v, nil
	}
	return openingView{}, &pipeline.Error{Op: "find opening", Doc: r.PathValue("command"), Kind: pipeline.NotExist,
		Advice: "Такого дела открыть нельзя. Выберите из списка."}
}

// openCase begins a case by the person's command.
func (d *Desk) openCase(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewOpening(r, me)
	if err != nil {
		return err
	}
	order := pipeline.OpenOrder{Pack: v.Opening.Pack, Command: v.Command.Name, Person: person(me), Args: map[string]any{}}
	for name, value := range v.Given {
		if value != "" {
			order.Args[name] = value
		}
	}
	done, err := d.Office.Open(r.Context(), order)
	switch pipeline.KindOf(err) {
	case pipeline.Invalid, pipeline.Permission:
		v.Problem = upperFirst(pipeline.AdviceOf(err))
		return d.render(w, http.StatusUnprocessableEntity, "opening", v)
	}
	if err != nil {
		return err
	}
	id, _ := pipeline.CaseOfStream(done.Event.Stream) // a case's first event is in its own stream
	http.Redirect(w, r, caseAddress(id)+"?done=begun", http.StatusSeeOther)
	return nil
}

// opensByFiling reports whether papers may open a case of the pack.
func opensByFiling(p *regulation.Pack) bool {
	for _, t := range p.Procedure.Transitions {
		if t.Begin && t.Command == "" {
			return true
		}
	}
	return false
}
