package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// Figures counts the indicators of a period of days, both ends included (order
// 210 пп. 41, 42, 117–119). A zero from is the beginning, a zero to is today. A
// period that ends before it begins is Invalid.
func (o *Office) Figures(ctx context.Context, from, to workday.Date) (Figures, error) {
	if to.IsZero() {
		to = o.today()
	}
	if to.Before(from) {
		return Figures{}, &Error{Op: "count figures", Doc: from.String() + "–" + to.String(), Kind: Invalid,
			Advice: "Отчётный период заканчивается раньше, чем начинается. Проверьте даты."}
	}
	rows, err := o.figureRows(ctx, from)
	if err != nil {
		return Figures{}, err
	}
	count := figureCount{office: o, rows: rows, period: Span{from, to}, today: o.today()}
	return Figures{
		From: from, To: to, At: o.now(),
		Procedures: count.procedures(), Terms: count.terms(), Measures: count.measures(), Samples: count.samples(),
	}, nil
}

// figureRows reads every case that was not over before the quarter in which the
// period begins, in the order of their numbers.
func (o *Office) figureRows(ctx context.Context, from workday.Date) ([]figureRow, error) {
	q := ViewQuery{View: ViewFigures}
	if !from.IsZero() {
		q.From = quarterOf(from).From.String()
	}
	docs, _, err := o.views.Docs(ctx, q)
	if err != nil {
		return nil, err
	}
	rows := make([]figureRow, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &rows[i]); err != nil {
			return nil, &Error{Op: "read figures", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	slices.SortFunc(rows, func(a, b figureRow) int { return cmp.Compare(a.Case, b.Case) })
	return rows, nil
}

// figureCount counts the rows of one period.
type figureCount struct {
	office *Office
	rows   []figureRow
	period Span
	today  workday.Date
}

// Holds reports whether a day lies in the span.
func (s Span) Holds(d workday.Date) bool { return !d.IsZero() && !d.Before(s.From) && !d.After(s.To) }

// procedure is a pack that has one, in its newest edition, with the states and
// terms of all editions: cases of an older one are still counted.
type procedure struct {
	*regulation.Pack
	states []regulation.StateOf
	terms  []regulation.Term
}

// packs returns the procedures by the ids of their packs.
func (f figureCount) packs() []procedure {
	var list []procedure
	for _, p := range f.office.engine.Packs() { // by id, editions in their order
		if len(p.Procedure.States) == 0 {
			continue
		}
		next := procedure{Pack: p, states: p.Procedure.States, terms: p.Own().Terms}
		if n := len(list); n > 0 && list[n-1].ID == p.ID {
			older := list[n-1]
			next.states = slices.Concat(next.states, slices.DeleteFunc(slices.Clone(older.states), func(s regulation.StateOf) bool {
				return slices.ContainsFunc(next.states, func(t regulation.StateOf) bool { return t.ID == s.ID })
			}))
			next.terms = slices.Concat(next.terms, slices.DeleteFunc(slices.Clone(older.terms), func(s regulation.Term) bool {
				return slices.ContainsFunc(next.terms, func(t regulation.Term) bool { return t.ID == s.ID })
			}))
			list[n-1] = next
			continue
		}
		list = append(list, next)
	}
	return list
}

// procedures counts the cases that came in the period, by procedure. One to which
// nothing came is left out.
func (f figureCount) procedures() []ProcedureFigures {
	list := []ProcedureFigures{}
	for _, p := range f.packs() {
		figures := ProcedureFigures{Pack: p.ID, Title: p.Title, Outcomes: []OutcomeFigures{}}
		outcomes := map[string]int{}
		for _, row := range f.rows {
			if row.Pack != p.ID || !f.period.Holds(row.Received) {
				continue
			}
			figures.Received++
			figures.Interactions.add(row)
			if row.Ended.IsZero() {
				figures.Pending++
				continue
			}
			figures.Decided++
			outcomes[row.Outcome]++
		}
		if figures.Received == 0 {
			continue
		}
		figures.Interactions.Mean = float64(figures.Interactions.Total) / float64(figures.Received)
		for _, s := range p.states {
			if n := outcomes[s.ID]; n > 0 {
				figures.Outcomes = append(figures.Outcomes, OutcomeFigures{State: s.ID, Title: s.Title, Count: n})
			}
		}
		list = append(list, figures)
	}
	return list
}

func (i *InteractionFigures) add(row figureRow) {
	of := row.Papers + row.Notices + row.Other
	i.Papers += row.Papers
	i.Notices += row.Notices
	i.Other += row.Other
	i.Total += of
	i.Most = max(i.Most, of)
}

// terms counts the runs that began in the period, in the order of the packs.
func (f figureCount) terms() []TermFigures {
	type name struct{ pack, term string }
	runs := map[name][]figureTerm{}
	for _, row := range f.rows {
		for _, t := range row.Terms {
			if f.period.Holds(t.From) && !t.From.After(f.today) {
				key := name{row.Pack, t.Term}
				runs[key] = append(runs[key], t)
			}
		}
	}
	list := []TermFigures{}
	for _, p := range f.packs() {
		for _, t := range p.terms {
			if of := runs[name{p.ID, t.ID}]; len(of) > 0 {
				list = append(list, f.term(p.Pack, t, of))
			}
		}
	}
	return list
}

// term counts the runs of one term.
func (f figureCount) term(p *regulation.Pack, t regulation.Term, runs []figureTerm) TermFigures {
	figures := TermFigures{Pack: p.ID, Term: t.ID, Title: t.Title, Point: t.Point, Who: t.Who, Runs: len(runs), Unit: "working-days"}
	var took []int
	for _, r := range runs {
		if r.Fine {
			figures.Unit = "minutes"
		}
		switch r.Standing {
		case termKept:
			figures.Kept++
			took = append(took, r.Took)
		case termLate:
			figures.Broken++
			took = append(took, r.Took)
		case termMissed:
			figures.Broken++
		case termOpen:
			if r.Due.Before(f.today) {
				figures.Overdue++
			} else {
				figures.Running++
			}
		case termStill:
			figures.Running++
		}
	}
	if over := figures.Kept + figures.Broken + figures.Overdue; over > 0 {
		figures.Share = float64(figures.Kept) / float64(over)
	}
	figures.Median, figures.Most = median(took)
	return figures
}

// median returns the middle and the largest of the values.
func median(values []int) (middle, most float64) {
	n := len(values)
	if n == 0 {
		return 0, 0
	}
	slices.Sort(values)
	return float64(values[(n-1)/2]+values[n/2]) / 2, float64(values[n-1])
}

// measures counts what the packs declare.
func (f figureCount) measures() []MeasureFigures {
	list := []MeasureFigures{}
	for _, p := range f.packs() {
		for _, m := range p.Own().Measures {
			figures := MeasureFigures{ID: m.ID, Pack: p.ID, Title: m.Title, Point: m.Point, Every: m.Every}
			if m.Every == "" {
				f.countShare(&figures, measuredPack(p.Pack, m), m.When)
			} else {
				f.countDue(&figures, measuredPack(p.Pack, m), m)
			}
			if figures.Of > 0 {
				figures.Share = float64(figures.Count) / float64(figures.Of)
			}
			list = append(list, figures)
		}
	}
	return list
}

// countShare counts the cases of a pack that came in the period, and those of them
// in which one of the events occurred.
func (f figureCount) countShare(figures *MeasureFigures, pack string, when []string) {
	for _, row := range f.rows {
		if row.Pack != pack || !f.period.Holds(row.Received) {
			continue
		}
		figures.Of++
		if slices.ContainsFunc(when, func(name string) bool { return !row.Came[name].IsZero() }) {
			figures.Count++
		}
	}
}

// countDue counts the quarters or years of the period that are over, and those of
// them in which one of the events occurred.
func (f figureCount) countDue(figures *MeasureFigures, pack string, m regulation.Measure) {
	for _, span := range f.spans(m.Every) {
		if !span.To.Before(f.today) {
			break
		}
		figures.Of++
		if f.cameIn(span, pack, m.When) {
			figures.Count++
		} else {
			figures.Missing = append(figures.Missing, span)
		}
	}
}

func (f figureCount) cameIn(span Span, pack string, when []string) bool {
	for _, row := range f.rows {
		if row.Pack == pack && slices.ContainsFunc(when, func(name string) bool { return span.Holds(row.Came[name]) }) {
			return true
		}
	}
	return false
}

// spans returns the quarters or years that lie wholly in the period. A period from
// the beginning begins with the first case.
func (f figureCount) spans(every string) []Span {
	from := f.period.From
	if from.IsZero() {
		if from = f.first(); from.IsZero() {
			return nil
		}
	}
	step := quarterOf
	if every == "year" {
		step = yearOf
	}
	var list []Span
	for span := step(from); !span.To.After(f.period.To); span = step(span.To.AddDays(1)) {
		if !span.From.Before(from) || f.period.From.IsZero() {
			list = append(list, span)
		}
	}
	return list
}

// first is the day on which the first of the cases came.
func (f figureCount) first() workday.Date {
	var first workday.Date
	for _, row := range f.rows {
		if first.IsZero() || row.Received.Before(first) {
			first = row.Received
		}
	}
	return first
}
