package regulation

import (
	"slices"

	"vestnik/pipeline/workday"
)

// branch is how much of one extension of a term has occurred.
type branch struct {
	first workday.Date // zero: it has not
	days  int          // in calendar days
}

// occurred is one time that the branch of an extension lasted.
type occurred struct {
	span
	extension int
}

// lengthened is the end of the run with the branches that occurred, added in the
// order in which they began: one that began when the term was over adds nothing.
func (r *counting) lengthened() (ending, error) {
	base, err := r.base()
	if err != nil {
		return ending{}, err
	}
	took := make([]branch, len(r.term.Extensions))
	out, err := r.with(base, took)
	for _, o := range r.occurred() {
		if err != nil || !o.from.Before(r.view.after(out.Date)) {
			break
		}
		b := &took[o.extension]
		if b.first.IsZero() {
			b.first = r.day(o.from)
		}
		b.days += r.calendarDays(o.span)
		out, err = r.with(base, took)
	}
	return out, err
}

// occurred returns the times of all branches in the order in which they began.
func (r *counting) occurred() []occurred {
	var out []occurred
	for i, x := range r.term.Extensions {
		if !r.counts(i) {
			continue
		}
		for _, s := range r.view.branches(x.From, x.To, r.start.origin) {
			out = append(out, occurred{s, i})
		}
	}
	slices.SortStableFunc(out, func(a, b occurred) int { return a.from.Compare(b.from) })
	return out
}

// counts reports whether an extension lengthens the term in this case.
func (r *counting) counts(extension int) bool {
	when := r.view.pack.program.extends[r.term.ID][extension]
	if when == nil {
		return true
	}
	ok, err := when.holds(r.view)
	return err == nil && ok
}

// with adds branches to the base: their real days, or where they reached their
// cap the cap itself; and once more all with their whole caps.
func (r *counting) with(base workday.Due, took []branch) (ending, error) {
	var real, literal addition
	capped := false
	for i, x := range r.term.Extensions {
		b := took[i]
		switch {
		case b.first.IsZero():
			continue
		case x.Cap == nil:
			real.days += b.days
			literal.days += b.days
			continue
		}
		limit, err := r.view.engine.literal.Due(b.first, x.Cap.length())
		if err != nil {
			return ending{}, err
		}
		lasted, whole := real, real
		lasted.days += b.days
		whole.add(*x.Cap)
		shorter, err := r.shorter(base, lasted, whole)
		if err != nil {
			return ending{}, err
		}
		if b.first.AddDays(b.days).Before(limit.Date) && shorter {
			real = lasted
		} else {
			real = whole
		}
		literal.add(*x.Cap)
		capped = true
	}
	due, err := r.plus(base, real)
	if err != nil || !capped {
		return ending{Due: due}, err
	}
	whole, err := r.plus(base, literal)
	return ending{Due: due, literal: &whole.Date}, err
}

// addition is what branches add to a term: days first, then months.
type addition struct{ days, months int }

func (a *addition) add(l Length) {
	switch l.length().Unit {
	case workday.CalendarDays:
		a.days += l.Amount
	case workday.Years:
		a.months += 12 * l.Amount
	default:
		a.months += l.Amount
	}
}

func (l Length) length() workday.Term {
	return workday.Term{Amount: l.Amount, Unit: workday.Unit(l.Unit)}
}

// shorter reports whether one addition ends before another. Months are not equally
// long: days that are still within a cap where the branch lasted may be beyond it
// where they are added, and then the cap is what is added.
func (r *counting) shorter(base workday.Due, a, b addition) (bool, error) {
	x, err := r.laid(base, a)
	if err != nil {
		return false, err
	}
	y, err := r.laid(base, b)
	return x.Before(y), err
}

// plus is the base with an addition, moved off a day off where the term rolls.
func (r *counting) plus(base workday.Due, a addition) (workday.Due, error) {
	last, err := r.laid(base, a)
	if err != nil {
		return workday.Due{}, err
	}
	return r.rolled(base, last)
}

// laid is the base with an addition, be it a day off.
func (r *counting) laid(base workday.Due, a addition) (workday.Date, error) {
	last, err := r.view.engine.literal.Due(base.Date.AddDays(a.days), workday.Term{Amount: a.months, Unit: workday.Months})
	return last.Date, err
}
