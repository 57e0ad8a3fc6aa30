package regulation

import (
	"time"

	"vestnik/pipeline/workday"
)

// ending is when a run of a term ends.
type ending struct {
	workday.Due
	literal *workday.Date // with the whole caps of the branches that occurred; nil where none did
	stopped bool          // a state that stops terms lasts now
}

// count counts a term by itself from a day, with nothing of a case.
func (e *Engine) count(p *Pack, t Term, from workday.Date) (workday.Due, error) {
	length := workday.Term{Amount: t.Amount, Unit: workday.Unit(t.Unit)}
	if length.Unit != workday.WorkingDays && !e.rolls(p, t) {
		return e.literal.Due(from, length)
	}
	return e.calendar.Due(from, length)
}

// rolls reports whether a term whose last day is off ends later (Civil Code art. 193).
func (e *Engine) rolls(p *Pack, t Term) bool {
	if t.Roll.Setting == "" {
		return t.Roll.Word != "never"
	}
	for _, s := range p.Settings {
		if s.Key == t.Roll.Setting {
			return e.setting(s) == t.Roll.When
		}
	}
	return true
}

// endOf counts a run: its length and pauses, the time that it stood still, the
// branches that lengthened it, and a day off at its end.
func (v *view) endOf(t Term, s start) (ending, error) {
	if byClock(t.Unit) {
		length := workday.Term{Amount: t.Amount, Unit: workday.Unit(t.Unit)}
		due, err := v.engine.calendar.DueAt(s.from, length, v.pack.hours[t.Hours])
		return ending{Due: due}, err
	}
	r := counting{view: v, term: t, start: s}
	if !t.Unstoppable {
		r.stops = v.stops()
	}
	for _, p := range t.Pauses {
		for _, b := range v.branches(p.From, p.To, s.origin) {
			r.working += r.workingDays(b)
		}
	}
	due, err := r.lengthened()
	if err != nil || len(r.stops) == 0 {
		return due, err
	}
	return r.stopped(due)
}

// counting is the count of one run of a term.
type counting struct {
	view          *view
	term          Term
	start         start
	stops         []span
	working, days int // that it did not count: working days, or calendar days
}

// stopped moves the end by the stops that fell into the run, one after another:
// a stop that began when the term was over or met changes nothing.
func (r *counting) stopped(due ending) (ending, error) {
	met := r.view.met(r.term, r.start)
	for _, stop := range r.stops {
		if !stop.from.Before(r.view.after(due.Date)) || met != nil && !stop.from.Before(*met) {
			break
		}
		from := stop.from
		if from.Before(r.start.from) {
			from = r.start.from
		}
		if stop.to.Before(from) {
			continue
		}
		r.working += r.between(from, stop.to)
		r.days += daysBetween(r.day(from), r.day(stop.to))
		var err error
		if due, err = r.lengthened(); err != nil {
			return due, err
		}
		due.stopped = stop.open
	}
	return due, nil
}

// base is the last day before branches lengthen the term, not moved off a day off.
func (r *counting) base() (workday.Due, error) {
	if r.term.Unit == string(workday.WorkingDays) {
		return r.view.engine.calendar.Due(r.day(r.start.from), workday.Term{Amount: r.term.Amount + r.working, Unit: workday.WorkingDays})
	}
	due, err := r.view.engine.literal.Due(r.day(r.start.from), workday.Term{Amount: r.term.Amount, Unit: workday.Unit(r.term.Unit)})
	due.Date = due.Date.AddDays(r.days)
	return due, err
}

// rolled moves a last day off a day off, where the term does.
func (r *counting) rolled(base workday.Due, last workday.Date) (workday.Due, error) {
	if !r.view.engine.rolls(r.view.pack, r.term) {
		return workday.Due{Date: last, Provisional: base.Provisional}, nil
	}
	unit := workday.Unit(r.term.Unit)
	if unit == workday.WorkingDays {
		unit = workday.Months // what its extensions add
	}
	due, err := r.view.engine.calendar.Due(last, workday.Term{Unit: unit})
	due.Provisional = due.Provisional || base.Provisional
	return due, err
}

func (r *counting) day(t time.Time) workday.Date { return dateIn(t, r.view.pack) }

// workingDays is how many working days of a span the term has not stood still anyway.
func (r *counting) workingDays(s span) int {
	days := r.between(s.from, s.to)
	for _, stop := range r.stops {
		if both, ok := s.within(stop); ok {
			days -= r.between(both.from, both.to)
		}
	}
	return days
}

// calendarDays is the same in calendar days.
func (r *counting) calendarDays(s span) int {
	days := daysBetween(r.day(s.from), r.day(s.to))
	for _, stop := range r.stops {
		if both, ok := s.within(stop); ok {
			days -= daysBetween(r.day(both.from), r.day(both.to))
		}
	}
	return days
}

func (r *counting) between(from, to time.Time) int {
	return r.view.engine.calendar.Between(r.day(from), r.day(to))
}

func daysBetween(from, to workday.Date) int {
	return int(to.At(time.UTC).Sub(from.At(time.UTC)) / (24 * time.Hour))
}
