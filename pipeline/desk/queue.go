package desk

import (
	"net/http"
	"strconv"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// queueSize is how many cases one page of the queue shows.
const queueSize = 50

// dueSoonDays is how far ahead "due soon" looks, in calendar days.
const dueSoonDays = 7

type queueView struct {
	Frame
	Filter   string
	Filters  []queueFilter
	Cases    []queueRow
	Total    int
	Previous int // offset of the page before; -1 when there is none
	Next     int // offset of the page after; -1 when there is none
	Today    workday.Date
}

type queueFilter struct {
	Name, Title string
	Count       int
	Current     bool
}

// queueRow is a case and how urgent it is.
type queueRow struct {
	pipeline.CaseSummary
	Overdue, Soon bool
	Progress      *pipeline.Progress
}

func (d *Desk) queuePage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	today := workday.DateOf(d.Clock())
	v := queueView{Frame: d.frame(me, "Очередь дел", "queue"), Filter: r.FormValue("view"), Today: today, Previous: -1, Next: -1}
	v.Notice = noticeText(r.FormValue("done"))
	queries := map[string]pipeline.CaseQuery{
		"":        {Open: true},
		"overdue": {Open: true, DueUntil: today.AddDays(-1)},
		"soon":    {Open: true, DueUntil: today.AddDays(dueSoonDays)},
		"failed":  {Failed: true},
		"all":     {},
	}
	for _, f := range []queueFilter{{Name: "", Title: "В работе"}, {Name: "overdue", Title: "Просрочены"}, {Name: "soon", Title: "Срок в ближайшие 7 дней"}, {Name: "failed", Title: "Остановлены"}, {Name: "all", Title: "Все"}} {
		q := queries[f.Name]
		q.Limit = 1
		_, total, err := d.Office.Cases(r.Context(), q)
		if err != nil {
			return err
		}
		f.Count, f.Current = total, f.Name == v.Filter
		v.Filters = append(v.Filters, f)
	}
	offset, _ := strconv.Atoi(r.FormValue("from"))
	q := queries[v.Filter]
	q.Limit, q.Offset = queueSize, max(offset, 0)
	list, total, err := d.Office.Cases(r.Context(), q)
	if err != nil {
		return err
	}
	v.Total = total
	for _, c := range list {
		row := queueRow{CaseSummary: c}
		if c.Due != nil {
			row.Overdue, row.Soon = c.Due.Before(today), !c.Due.After(today.AddDays(dueSoonDays))
		}
		if p, running := d.Office.Progress(c.ID); running {
			row.Progress = &p
		}
		v.Cases = append(v.Cases, row)
	}
	if q.Offset > 0 {
		v.Previous = max(q.Offset-queueSize, 0)
	}
	if q.Offset+len(list) < total {
		v.Next = q.Offset + queueSize
	}
	return d.render(w, http.StatusOK, "queue", v)
}
