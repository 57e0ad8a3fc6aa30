package desk

import (
	"net/http"
	"strconv"

	"vestnik/pipeline"
)

type reportsView struct {
	Frame
	Dead   []pipeline.DeadJob
	States []stateCount
	Open   int
	Failed []pipeline.CaseSummary
}

type stateCount struct {
	Title string
	Count int
}

// reportsPage shows the figures of the office and what the machine gave up.
func (d *Desk) reportsPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := reportsView{Frame: d.frame(me, "Отчёты", "reports")}
	v.Notice = noticeText(r.FormValue("done"))
	var err error
	if v.Dead, err = d.Queue.Dead(r.Context()); err != nil {
		return err
	}
	if v.Failed, _, err = d.Office.Cases(r.Context(), pipeline.CaseQuery{Failed: true}); err != nil {
		return err
	}
	for _, p := range d.Office.Engine().Packs() {
		for _, s := range p.Procedure.States {
			_, n, err := d.Office.Cases(r.Context(), pipeline.CaseQuery{State: s.ID, Limit: 1})
			if err != nil {
				return err
			}
			if n > 0 {
				v.States = append(v.States, stateCount{Title: s.Title, Count: n})
			}
		}
	}
	if _, v.Open, err = d.Office.Cases(r.Context(), pipeline.CaseQuery{Open: true, Limit: 1}); err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "reports", v)
}

func (d *Desk) reviveJob(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	id, err := strconv.ParseInt(r.PathValue("job"), 10, 64)
	if err != nil {
		return &pipeline.Error{Op: "revive job", Doc: r.PathValue("job"), Kind: pipeline.Invalid, Advice: "Такой записи нет. Обновите страницу."}
	}
	dead, err := d.Queue.Dead(r.Context())
	if err != nil {
		return err
	}
	for _, j := range dead {
		if j.ID == id {
			if err := d.Office.Revive(r.Context(), j.Job.Case, person(me)); err != nil {
				return err
			}
		}
	}
	if err := d.Queue.Revive(r.Context(), id); err != nil {
		return err
	}
	http.Redirect(w, r, "/reports?done=revived", http.StatusSeeOther)
	return nil
}
