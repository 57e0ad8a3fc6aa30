package regulation

import (
	"slices"
	"time"

	"vestnik/pipeline/workday"
)

// Begin opens a case on its receipt. The error is a [*Refused] when the filing
// opens none: it came by a channel that the act does not know.
func (e *Engine) Begin(p *Pack, c Case) (Outcome, error) {
	st, err := p.standOf(c.History)
	if err != nil {
		return Outcome{}, err
	}
	v := e.view(p, c, st, c.ReceivedAt).by(Person{Login: machine})
	var first *Refused
	for _, tp := range p.program.transitions {
		if !tp.Begin || tp.Command != "" {
			continue
		}
		if st.main != "" {
			return Outcome{}, &Refused{Command: "begin", Point: tp.Point, Reason: "дело уже открыто"}
		}
		refused := v.unmet("begin", tp, false)
		if refused == nil {
			return v.take(tp, step{at: c.ReceivedAt, actor: machine})
		}
		if first == nil {
			first = refused
		}
	}
	if first == nil {
		first = &Refused{Command: "begin", Reason: "порядок «" + p.Procedure.Title + "» не открывает дел по поступившим документам"}
	}
	return Outcome{}, first
}

// BeginBy opens a case by a person's command rather than on a filing: a planned
// check, a call. [Engine.Commands] of a case without history lists the commands
// that do so. The error is a [*Refused] as with [Engine.Perform].
func (e *Engine) BeginBy(p *Pack, c Case, a Act) (Outcome, error) {
	if cmd := p.program.commands[a.Command]; cmd != nil && !cmd.begins() {
		return Outcome{}, &Refused{Command: a.Command, Point: cmd.Point, Reason: "этим действием дело не открывается"}
	}
	return e.Perform(p, c, a)
}

// maxAutomatic bounds a chain of automatic transitions; a longer one would be a
// circle in the pack.
const maxAutomatic = 32

// Automatic returns what the machine itself does with a case now: transitions
// whose term has run out and those whose conditions hold by themselves, one
// after another. Performing it again at once gives nothing.
func (e *Engine) Automatic(p *Pack, c Case, now time.Time) ([]Outcome, error) {
	var out []Outcome
	c.History = append([]Occurrence(nil), c.History...)
	for range maxAutomatic {
		o, err := e.automatic(p, c, now)
		if err != nil || o == nil {
			return out, err
		}
		out = append(out, *o)
		c.History = append(c.History, o.Occurrences...)
	}
	return out, nil
}

// automatic returns the first step that the machine may take, or nil.
func (e *Engine) automatic(p *Pack, c Case, now time.Time) (*Outcome, error) {
	st, err := p.standOf(c.History)
	if err != nil {
		return nil, err
	}
	for _, tp := range p.program.transitions {
		if !tp.Automatic && tp.AfterTerm == "" || !p.stands(st, tp) || p.blocked(st, tp) != "" {
			continue
		}
		if tp.AfterTerm != "" && !e.ranOut(p, c, st, tp.AfterTerm, now) {
			continue
		}
		v := e.view(p, c, st, now).by(Person{Login: machine})
		if v.unmet(tp.ID, tp, false) != nil {
			continue
		}
		at, err := v.cameAt(tp)
		if err != nil {
			return nil, err
		}
		o, err := e.view(p, c, st, at).by(Person{Login: machine}).take(tp, step{at: at, actor: machine})
		if err != nil {
			return nil, err
		}
		return &o, nil
	}
	return nil, nil
}

// cameAt returns when the time of a machine's step came: at the end of the term
// that ran out or at the moment that the pack names, so that the dates of a case do
// not depend on when somebody looked at it. It is never before what happened last,
// and a step that makes a paper is of the day on which the paper is made.
func (v *view) cameAt(tp *transitionProgram) (time.Time, error) {
	came := v.now
	switch {
	case len(tp.Notices) > 0:
	case tp.AfterTerm != "":
		i := slices.IndexFunc(v.pack.Terms, func(t Term) bool { return t.ID == tp.AfterTerm })
		runs := v.runs(v.pack.Terms[i])
		last := runs[len(runs)-1]
		if came = v.after(last.Due); last.DueAt != nil {
			came = *last.DueAt
		}
	case tp.since != nil:
		var err error
		if came, err = tp.since.moment(v); err != nil {
			return time.Time{}, err
		}
		came = came.In(v.pack.program.scope.zone)
	}
	for _, o := range v.kase.History {
		if o.At.After(came) {
			came = o.At
		}
	}
	if came.After(v.now) {
		return v.now, nil
	}
	return came, nil
}

// ranOut reports whether the latest run of a term is over and was not met; a
// wait is met by its own end.
func (e *Engine) ranOut(p *Pack, c Case, st *stand, term string, now time.Time) bool {
	i := slices.IndexFunc(p.Terms, func(t Term) bool { return t.ID == term })
	v := e.view(p, c, st, now)
	runs := v.runs(p.Terms[i])
	if len(runs) == 0 {
		return false
	}
	last := runs[len(runs)-1]
	return last.Status == "overdue" || p.Terms[i].Waits && last.Met != nil && !last.Met.Before(v.after(last.Due))
}

func dateIn(t time.Time, p *Pack) workday.Date {
	return workday.DateOf(t.In(p.program.scope.zone))
}
