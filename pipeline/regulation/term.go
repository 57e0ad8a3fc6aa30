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

// Due counts a term of a pack, or of another pack of the same act, from a day:
// by the edition that was in force then, or the nearest. It fails with [ErrNoPack], with [ErrNoTerm], or with [ErrNoLength] when the act gives the
// term no length in days.
func (e *Engine) Due(pack, term string, from workday.Date) (DueAnswer, error) {
	if len(e.byID[pack]) == 0 {
		return DueAnswer{}, fmt.Errorf("%w: %s", ErrNoPack, pack)
	}
	p, t, ok := e.termOf(e.on(pack, from), term, from)
	if !ok {
		return DueAnswer{}, fmt.Errorf("%w: %s has no term %s", ErrNoTerm, pack, term)
	}
	if t.Unit == "none" {
		return DueAnswer{}, fmt.Errorf("%w: %s (point %s)", ErrNoLength, term, t.Point)
	}
	due, err := e.count(p, t, from)
	if err != nil {
		return DueAnswer{}, fmt.Errorf("term %s: %w", term, err)
	}
	return DueAnswer{p.ID, t.ID, t.Point, from, t.Amount, t.Unit, due.Date, due.Provisional}, nil
}

// termOf finds a term in the packs of an act, and the pack that has it.
func (e *Engine) termOf(p *Pack, id string, on workday.Date) (*Pack, Term, bool) {
	for _, q := range e.family(p, on) {
		if i := slices.IndexFunc(q.Terms, func(t Term) bool { return t.ID == id }); i >= 0 {
			return q, q.Terms[i], true
		}
	}
	return nil, Term{}, false
}

// Terms returns the terms that a case has opened, in the order of the pack, each
// run of a repeated one by itself.
func (e *Engine) Terms(p *Pack, c Case, now time.Time) []RunningTerm {
	st, err := p.standOf(c.History)
	if err != nil {
		return nil
	}
	v := e.view(p, c, st, now)
	var out []RunningTerm
	for _, t := range p.Terms {
		out = append(out, v.runs(t)...)
	}
	return out
}

// start is the opening of one run of a term. Origin is the event at the root of
// a chain of terms: what happened after it may meet a term before it has begun.
// The event itself, by its place in the timeline, opens the run and does not meet
// it: a second request ends the check of the first and opens its own.
type start struct {
	from, origin time.Time
	by           int // -1 where a date opens the run
}

// runs returns every run of a term in a case.
func (v *view) runs(t Term) []RunningTerm {
	if t.Unit == "none" {
		return nil
	}
	starts := v.starts(t)
	if len(starts) == 0 || !v.applies(t) {
		return nil
	}
	var out []RunningTerm
	for _, s := range starts {
		if end, err := v.endOf(t, s); err == nil { // else beyond the calendar: no date can be given
			out = append(out, v.running(t, s, end))
		}
	}
	return out
}

func (v *view) applies(t Term) bool {
	x := v.pack.program.termApplies[t.ID]
	if x == nil {
		return true
	}
	ok, err := x.holds(v)
	return err == nil && ok
}

// starts returns the openings of a term in the history.
func (v *view) starts(t Term) []start {
	var out []start
	switch {
	case t.From.Event != "":
		for i, m := range v.stand.timeline {
			if m.event == t.From.Event {
				out = append(out, start{m.countedAt(t.From.Date), m.at, i})
			}
		}
	case t.From.Date != "":
		if at, ok := v.stand.dates[t.From.Date]; ok {
			out = append(out, start{at, at, -1})
		}
	case t.From.EndOf != "":
		before := v.pack.program.scope.terms[t.From.EndOf]
		for _, s := range v.starts(before) {
			if end, err := v.endOf(before, s); err == nil {
				out = append(out, start{end.Date.At(v.pack.program.scope.zone), s.origin, s.by})
			}
		}
	}
	return out
}

// countedAt is the moment that counts of an event: the date that the event set,
// where the term names one and it was set.
func (m moment) countedAt(date string) time.Time {
	if at, ok := m.dates[date]; ok {
		return at
	}
	return m.at
}

// met returns when a run of a term was met, or nil: when the event happened or,
// where the term names a date, on the date that the event set.
func (v *view) met(t Term, s start) *time.Time {
	for i, m := range v.stand.timeline {
		if i != s.by && slices.Contains(t.Met, m.event) && !m.at.Before(s.origin) {
			at := m.countedAt(t.MetOn)
			return &at
		}
	}
	return nil
}

// running says how a run stands now.
func (v *view) running(t Term, s start, e ending) RunningTerm {
	out := RunningTerm{
		Rule: t.ID, Title: t.Title, Point: t.Point, From: s.from, Due: e.Date, DueLiteral: e.literal,
		Met: v.met(t, s), Who: t.Who, Provisional: e.Provisional, Status: "running",
	}
	end := v.after(e.Date)
	if !e.At.IsZero() {
		at := e.At.In(v.pack.program.scope.zone)
		out.DueAt, out.Due = &at, workday.DateOf(at)
		end = at.Add(time.Nanosecond) // the last minute itself is in time
	}
	switch {
	case out.Met != nil && out.Met.Before(end):
		out.Status = "met"
	case t.Waits && !v.now.Before(end):
		out.Met, out.Status = &end, "met"
	case out.Met != nil:
		out.Status = "broken"
	case e.stopped:
		out.Status = "stopped"
	case !v.now.Before(end):
		out.Status = "overdue"
	}
	return out
}

// after is the instant at which a day is over.
func (v *view) after(d workday.Date) time.Time {
	return d.AddDays(1).At(v.pack.program.scope.zone)
}

// terms are the last days of the terms that the case has opened, by id, of each
// its latest run: what ends() and runs() look at.
func (v *view) terms() map[string]any {
	out := map[string]any{}
	for _, t := range v.pack.Terms {
		for _, r := range v.runs(t) {
			out[t.ID] = r.Due.At(v.pack.program.scope.zone)
		}
	}
	return out
}
