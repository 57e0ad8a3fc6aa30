package desk

import (
	"net/http"
	"strconv"

	"vestnik/pipeline"
)

// reportsView is the figures of the office and what the machine gave up.
type reportsView struct {
	Frame
	Names   names
	Figures []figure
	States  []stateCount
	Failed  []*pipeline.CaseFile
	Dead    []pipeline.DeadJob
	Period  pipeline.Figures
	Reading pipeline.CorrectionFigures // the staff's word on it, in the period
	period
}

// figure is one number with what it counts.
type figure struct {
	Title string
	Count int
	Where string // list of what is counted
	Bad   bool
}

type stateCount struct {
	Service string // title of the regulation
	Title   string
	Count   int
	Share   int // of all cases, in percent
}

// maxFailed bounds how many stopped cases the report tells in full.
const maxFailed = 100

func (d *Desk) reportsPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := reportsView{Frame: d.frame(me, "Отчёты", "reports")}
	v.Notice = noticeText(r.FormValue("done"))
	var err error
	if v.Names, err = d.staffNames(r.Context()); err != nil {
		return err
	}
	if v.Dead, err = d.Queue.Dead(r.Context()); err != nil {
		return err
	}
	for _, step := range []func(*http.Request, *reportsView) error{d.countCases, d.countStates, d.listFailed, d.countPeriod} {
		if err := step(r, &v); err != nil {
			return err
		}
	}
	return d.render(w, http.StatusOK, "reports", v)
}

func (d *Desk) countCases(r *http.Request, v *reportsView) error {
	queries := queueQueries(d.today())
	for _, f := range []struct{ name, title string }{
		{"", "в работе"}, {"soon", "срок в ближайшие 7 дней"}, {"overdue", "просрочены"}, {"failed", "остановлены"}, {"all", "всего дел"},
	} {
		q := queries[f.name]
		q.Limit = 1
		_, n, err := d.Office.Cases(r.Context(), q)
		if err != nil {
			return err
		}
		where := "/"
		if f.name != "" {
			where += "?view=" + f.name
		}
		v.Figures = append(v.Figures, figure{Title: f.title, Count: n, Where: where, Bad: n > 0 && (f.name == "overdue" || f.name == "failed")})
	}
	return nil
}

func (d *Desk) countStates(r *http.Request, v *reportsView) error {
	all, seen := 0, map[string]bool{} // editions of a regulation share their states
	for _, p := range d.Office.Engine().Packs() {
		for _, s := range p.Procedure.States {
			if seen[p.ID+" "+s.ID] {
				continue
			}
			seen[p.ID+" "+s.ID] = true
			_, n, err := d.Office.Cases(r.Context(), pipeline.CaseQuery{Pack: p.ID, State: s.ID, Limit: 1})
			if err != nil {
				return err
			}
			if n > 0 {
				v.States = append(v.States, stateCount{Service: p.Title, Title: s.Title, Count: n})
				all += n
			}
		}
	}
	for i := range v.States {
		v.States[i].Share = 100 * v.States[i].Count / all
	}
	return nil
}

// listFailed tells the cases whose processing stopped, with stage and reason.
func (d *Desk) listFailed(r *http.Request, v *reportsView) error {
	list, _, err := d.Office.Cases(r.Context(), pipeline.CaseQuery{Failed: true, Limit: maxFailed})
	if err != nil {
		return err
	}
	for _, s := range list {
		c, err := d.Office.Case(r.Context(), s.ID)
		if err != nil {
			return err
		}
		if c.Failed != nil {
			v.Failed = append(v.Failed, c)
		}
	}
	return nil
}

// reviveJob puts a dead job back, and lets the stage that it had given up begin again.
func (d *Desk) reviveJob(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	id, err := strconv.ParseInt(r.PathValue("job"), 10, 64)
	if err != nil {
		return noJob(r.PathValue("job"))
	}
	dead, err := d.Queue.Dead(r.Context())
	if err != nil {
		return err
	}
	for _, j := range dead {
		if j.ID != id {
			continue
		}
		if err := d.Office.Revive(r.Context(), j.Job.Case, person(me)); err != nil {
			return err
		}
		if err := d.Queue.Revive(r.Context(), id); err != nil {
			return err
		}
		http.Redirect(w, r, "/reports?done=revived", http.StatusSeeOther)
		return nil
	}
	return noJob(r.PathValue("job"))
}

func noJob(id string) error {
	return &pipeline.Error{Op: "revive job", Doc: id, Kind: pipeline.NotExist, Advice: "Такого задания в списке уже нет. Обновите страницу."}
}
