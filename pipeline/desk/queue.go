package desk

import (
	"context"
	"net/http"
	"slices"
	"sort"
	"strconv"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// queueSize is how many cases one page of the queue shows.
const queueSize = 50

// dueSoonDays is how far ahead "due soon" looks, in calendar days.
const dueSoonDays = 7

// queueView is the list of cases, what falls due first on top.
type queueView struct {
	Frame
	Filter   string
	Filters  []queueFilter
	Pack     string   // only cases of this regulation; empty is all
	Packs    []choice // regulations that cases are of
	Cases    []queueRow
	Total    int
	From     int // offset of this page
	Previous int // offset of the page before; -1 when there is none
	Next     int // offset of the page after; -1 when there is none
	Busy     bool
	ToSign   int // corrections of published entries that wait for this person's signature
}

type queueFilter struct {
	Name, Title string
	Count       int // -1 where it is not counted
	Current     bool
}

// queueRow is a case and how urgent it is.
type queueRow struct {
	pipeline.CaseSummary
	Overdue, Soon bool
	Left          string // "осталось 5 дней"
	Progress      *pipeline.Progress
	ProposedBy    string // name of who drafted the decision that waits
}

func (d *Desk) queuePage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := queueView{Frame: d.frame(me, "Очередь дел", "queue"), Filter: r.FormValue("view"), Previous: -1, Next: -1}
	v.Notice = noticeText(r.FormValue("done"))
	v.Pack, v.Packs = d.servicesFor(r.FormValue("pack"))
	queries := queueQueries(d.today())
	for name, q := range queries {
		q.Pack = v.Pack
		queries[name] = q
	}
	if _, known := queries[v.Filter]; !known && v.Filter != "mine" {
		v.Filter = ""
	}
	if err := d.countFilters(r.Context(), &v, queries); err != nil {
		return err
	}
	if err := d.countCorrections(r.Context(), &v); err != nil {
		return err
	}
	list, err := d.queueCases(r, &v, queries)
	if err != nil {
		return err
	}
	people, err := d.staffNames(r.Context())
	if err != nil {
		return err
	}
	for _, c := range list {
		row := d.queueRow(c, people)
		if row.Progress, err = d.progressOf(r.Context(), c); err != nil {
			return err
		}
		v.Cases = append(v.Cases, row)
		v.Busy = v.Busy || c.Stage != pipeline.StageDone
	}
	return d.render(w, http.StatusOK, "queue", v)
}

// countCorrections tells whoever signs corrections how many of others' wait.
func (d *Desk) countCorrections(ctx context.Context, v *queueView) error {
	if !holdsAny(v.Me, signsCorrections) {
		return nil
	}
	list, err := d.Office.CorrectionDrafts(ctx)
	for _, draft := range list {
		if draft.By != v.Me.Login {
			v.ToSign++
		}
	}
	return err
}

// servicesFor offers the regulations that have a procedure, and which of them was asked for.
func (d *Desk) servicesFor(asked string) (pack string, list []choice) {
	for _, p := range d.Office.Engine().Packs() {
		if len(p.Procedure.States) == 0 || slices.ContainsFunc(list, func(c choice) bool { return c.Value == p.ID }) {
			continue
		}
		list = append(list, choice{Value: p.ID, Title: p.Title, Chosen: p.ID == asked})
		if p.ID == asked {
			pack = asked
		}
	}
	return pack, list
}

// queueQueries are what the tabs of the queue show.
func queueQueries(today workday.Date) map[string]pipeline.CaseQuery {
	return map[string]pipeline.CaseQuery{
		"":        {Open: true},
		"overdue": {Open: true, DueUntil: today.AddDays(-1)},
		"soon":    {Open: true, DueUntil: today.AddDays(dueSoonDays)},
		"failed":  {Failed: true},
		"all":     {},
	}
}

func (d *Desk) countFilters(ctx context.Context, v *queueView, queries map[string]pipeline.CaseQuery) error {
	v.Filters = []queueFilter{
		{Name: "", Title: "В работе"}, {Name: "mine", Title: "Ждут меня", Count: -1}, {Name: "overdue", Title: "Просрочены"},
		{Name: "soon", Title: "Срок в ближайшие 7 дней"}, {Name: "failed", Title: "Остановлены"}, {Name: "all", Title: "Все"},
	}
	for i := range v.Filters {
		f := &v.Filters[i]
		f.Current = f.Name == v.Filter
		q, counted := queries[f.Name]
		if !counted {
			continue
		}
		q.Limit = 1
		var err error
		if _, f.Count, err = d.Office.Cases(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// queueCases returns the cases of the chosen tab and page.
func (d *Desk) queueCases(r *http.Request, v *queueView, queries map[string]pipeline.CaseQuery) ([]pipeline.CaseSummary, error) {
	if v.Filter == "mine" {
		list, err := d.waitingFor(r.Context(), v.Me, v.Pack)
		v.Total = len(list)
		return list, err
	}
	offset, _ := strconv.Atoi(r.FormValue("from"))
	q := queries[v.Filter]
	q.Limit, q.Offset = queueSize, max(offset, 0)
	list, total, err := d.Office.Cases(r.Context(), q)
	v.Total, v.From = total, q.Offset
	if q.Offset > 0 {
		v.Previous = max(q.Offset-queueSize, 0)
	}
	if q.Offset+len(list) < total {
		v.Next = q.Offset + queueSize
	}
	return list, err
}

func (d *Desk) queueRow(c pipeline.CaseSummary, people names) queueRow {
	row := queueRow{CaseSummary: c}
	if c.ProposedBy != "" {
		row.ProposedBy = people.Of(c.ProposedBy)
	}
	if c.Due != nil {
		left := d.today().DaysUntil(*c.Due)
		row.Overdue, row.Soon = left < 0, left >= 0 && left <= soonDays
		switch {
		case left < 0:
			row.Left = "просрочен на " + plural(-left, "день", "дня", "дней")
		case left == 0:
			row.Left = "истекает сегодня"
		default:
			row.Left = "осталось " + plural(left, "день", "дня", "дней")
		}
	}
	return row
}

// progressOf tells how far the reading of a case of the queue is; nil when it is not read.
func (d *Desk) progressOf(ctx context.Context, c pipeline.CaseSummary) (*pipeline.Progress, error) {
	if c.Stage != pipeline.StageExtract {
		return nil, nil
	}
	file, err := d.Office.Case(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	return d.Office.Progress(ctx, file)
}

// maxWaiting bounds how many cases of a state are looked at for somebody's list.
const maxWaiting = 100

// waitingFor returns the open cases in which something with a term of the act is
// this person's to do now, or a draft waits for this person's signature.
func (d *Desk) waitingFor(ctx context.Context, me pipeline.Account, pack string) ([]pipeline.CaseSummary, error) {
	var mine []pipeline.CaseSummary
	for _, state := range d.statesOf(me) {
		list, _, err := d.Office.Cases(ctx, pipeline.CaseQuery{State: state, Pack: pack, Open: true, Limit: maxWaiting})
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			waits, err := d.waits(ctx, c, me)
			if err != nil {
				return nil, err
			}
			if waits {
				mine = append(mine, c)
			}
		}
	}
	sort.SliceStable(mine, func(i, j int) bool {
		a, b := mine[i].Due, mine[j].Due
		return a != nil && (b == nil || a.Before(*b))
	})
	return mine, nil
}

// statesOf returns the states from which a command with a term leads that the
// person may perform or sign.
func (d *Desk) statesOf(me pipeline.Account) []string {
	var states []string
	for _, pack := range d.Office.Engine().Packs() {
		mine := map[string]bool{}
		for _, cmd := range pack.Procedure.Commands {
			mine[cmd.ID] = cmd.Term != "" && (holdsAny(me, cmd.Who) || holdsAny(me, cmd.Sign))
		}
		for _, t := range pack.Procedure.Transitions {
			for _, s := range t.From {
				if mine[t.Command] && !slices.Contains(states, s) {
					states = append(states, s)
				}
			}
		}
	}
	return states
}

// waits reports whether a case has something open for the person that the act
// gives a term to.
func (d *Desk) waits(ctx context.Context, c pipeline.CaseSummary, me pipeline.Account) (bool, error) {
	commands, err := d.Office.Commands(ctx, c.ID, person(me))
	for _, cmd := range commands {
		if cmd.Open && (cmd.Term != "" || c.ProposedBy != "") {
			return true, err
		}
	}
	return false, err
}
