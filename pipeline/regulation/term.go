package regulation

import (
	"fmt"
	"slices"
	"time"

	"vestnik/pipeline/workday"
)

// applicant is whose term it is when it is no officer's.
const applicant = "applicant"

// DueAnswer is a term counted by itself.
type DueAnswer struct {
	Pack        string       `json:"pack"`
	Term        string       `json:"term"`
	Point       string       `json:"point"`
	From        workday.Date `json:"from"`
	Amount      int          `json:"amount"`
	Unit        string       `json:"unit"`
	Due         workday.Date `json:"due"`
	Provisional bool         `json:"provisional,omitempty"`
}

// Due counts a term of a pack from a day: the newest edition's that was in force
// then, or the nearest. It fails with [ErrNoPack], or when the act gives the
// term no length in days.
func (e *Engine) Due(pack, term string, from workday.Date) (DueAnswer, error) {
	p, err := e.InForce(pack, from)
	if err != nil {
		if len(e.byID[pack]) == 0 {
			return DueAnswer{}, err
		}
		p = nearest(e.byID[pack], from)
	}
	t, ok := p.program.linked.terms[term]
	if !ok {
		return DueAnswer{}, fmt.Errorf("%w: %s has no term %s", ErrNoTerm, pack, term)
	}
	if t.Unit == "none" {
		return DueAnswer{}, fmt.Errorf("%w: %s has no length that could be counted (point %s)", ErrNoTerm, term, t.Point)
	}
	due, err := e.calendar.Due(from, t.length())
	if err != nil {
		return DueAnswer{}, fmt.Errorf("term %s: %w", term, err)
	}
	return DueAnswer{p.ID, t.ID, t.Point, from, t.Amount, t.Unit, due.Date, due.Provisional}, nil
}

// Terms returns the terms that a case has opened, in the order of the pack, each
// run of a repeated one by itself.
func (e *Engine) Terms(p *Pack, c Case, now time.Time) []RunningTerm {
	st, err := p.standOf(c.History)
	if err != nil {
		return nil
	}
	var out []RunningTerm
	for _, t := range p.Terms {
		out = append(out, e.runs(p, c, st, t, now)...)
	}
	return out
}

// start is the opening of one run of a term. Origin is the event at the root of
// a chain of terms: what happened after it may meet a term before it has begun.
type start struct{ from, origin time.Time }

// runs returns every run of a term in a case.
func (e *Engine) runs(p *Pack, c Case, st *stand, t Term, now time.Time) []RunningTerm {
	if t.Unit == "none" || !e.applies(p, c, st, t) {
		return nil
	}
	var out []RunningTerm
	for _, s := range e.starts(p, st, t, now) {
		due, err := e.dueOf(p, st, t, s, now)
		if err != nil {
			continue // beyond the calendar: no date can be given
		}
		out = append(out, p.running(st, t, s, due, now))
	}
	return out
}

func (e *Engine) applies(p *Pack, c Case, st *stand, t Term) bool {
	x := p.program.termApplies[t.ID]
	if x == nil {
		return true
	}
	ok, err := x.holds(e.view(p, c, st, time.Time{}))
	return err == nil && ok
}

// starts returns the openings of a term in the history.
func (e *Engine) starts(p *Pack, st *stand, t Term, now time.Time) []start {
	var out []start
	switch {
	case t.From.Event != "":
		for _, m := range st.timeline {
			if m.event == t.From.Event {
				out = append(out, start{m.at, m.at})
			}
		}
	case t.From.Date != "":
		if at, ok := st.dates[t.From.Date]; ok {
			out = append(out, start{at, at})
		}
	case t.From.EndOf != "":
		before := p.program.linked.terms[t.From.EndOf]
		for _, s := range e.starts(p, st, before, now) {
			if due, err := e.dueOf(p, st, before, s, now); err == nil {
				out = append(out, start{due.Date.At(p.program.linked.zone), s.origin})
			}
		}
	}
	return out
}

// dueOf counts a run, longer by the working days of its pauses.
func (e *Engine) dueOf(p *Pack, st *stand, t Term, s start, now time.Time) (workday.Due, error) {
	length := t.length()
	switch length.Unit {
	case workday.Hours, workday.Minutes:
		return e.calendar.DueAt(s.from, length, p.hours[t.Hours])
	}
	for _, pause := range t.Pauses {
		length.Amount += e.paused(p, st, pause, s.origin, now)
	}
	return e.calendar.Due(dateIn(s.from, p), length)
}

// paused counts the working days of a pause; one that lasts still grows.
func (e *Engine) paused(p *Pack, st *stand, pause Pause, origin, now time.Time) int {
	days := 0
	var open time.Time
	for _, m := range st.timeline {
		switch {
		case m.event == pause.From && open.IsZero() && !m.at.Before(origin):
			open = m.at
		case !open.IsZero() && slices.Contains(pause.To, m.event):
			days += e.calendar.Between(dateIn(open, p), dateIn(m.at, p))
			open = time.Time{}
		}
	}
	if !open.IsZero() && now.After(open) {
		days += e.calendar.Between(dateIn(open, p), dateIn(now, p))
	}
	return days
}

// running says how a run stands now.
func (p *Pack) running(st *stand, t Term, s start, due workday.Due, now time.Time) RunningTerm {
	out := RunningTerm{
		Rule: t.ID, Title: t.Title, Point: t.Point, From: s.from, Due: due.Date,
		Who: t.Who, Provisional: due.Provisional, Status: "running",
	}
	end := due.Date.AddDays(1).At(p.program.linked.zone)
	if !due.At.IsZero() {
		at := due.At.In(p.program.linked.zone)
		out.DueAt, out.Due = &at, workday.DateOf(at)
		end = at.Add(time.Nanosecond) // the last minute itself is in time
	}
	for _, m := range st.timeline {
		if slices.Contains(t.Met, m.event) && !m.at.Before(s.origin) {
			met := m.at
			out.Met = &met
			break
		}
	}
	switch {
	case out.Met != nil && out.Met.Before(end):
		out.Status = "met"
	case out.Met != nil:
		out.Status = "broken"
	case !now.Before(end):
		out.Status = "overdue"
	}
	return out
}
