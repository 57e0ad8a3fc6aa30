package workday

import (
	"errors"
	"fmt"
	"time"
)

// What can be wrong with a question. Test with errors.Is.
var (
	// ErrRange: a date lies, or would lie, outside the years 1–9999.
	ErrRange = errors.New("outside the years 1 to 9999")
	// ErrTerm: the amount or the unit of a term makes no sense here.
	ErrTerm = errors.New("not a term that can be counted")
)

// Unit is what a term is counted in.
type Unit string

// The units that the acts use.
const (
	WorkingDays  Unit = "working-days"
	CalendarDays Unit = "calendar-days"
	Months       Unit = "months"
	Years        Unit = "years"
	Hours        Unit = "hours"
	Minutes      Unit = "minutes"
)

// Units lists every unit.
func Units() []Unit { return []Unit{WorkingDays, CalendarDays, Months, Years, Hours, Minutes} }

// Term is a length of time as an act sets it: "40 working days".
type Term struct {
	Amount int
	Unit   Unit
}

// maxAmount bounds terms: far above any act's, far below overflow.
const maxAmount = 1_000_000

func (t Term) check() error {
	if t.Amount < 0 || t.Amount > maxAmount {
		return fmt.Errorf("amount %d: %w", t.Amount, ErrTerm)
	}
	return nil
}

// String returns "40 working-days".
func (t Term) String() string { return fmt.Sprintf("%d %s", t.Amount, t.Unit) }

// Due is when a term ends.
type Due struct {
	Date Date
	// At is the instant of the end: set by [Calendar.DueAt] only. A term in days,
	// months or years ends with its last day, at 24:00 (Civil Code art. 194).
	At time.Time
	// Provisional is set when the date rests on a year without a calendar file.
	Provisional bool
	// Rolled is set when the last day was off and the term ends later (art. 193).
	Rolled bool
}

// Due returns the last day of the term t that an event of the day from opens.
// The event's own day does not count (Civil Code art. 191): a term of one
// working day ends on the next one. A term in months or years ends on the same
// number of the last month, or on its last day (art. 192); if the last day is
// off, on the next working day (art. 193), unless the options say otherwise. A
// term of nothing ends on the day itself, moved likewise.
//
// Hours and minutes need an instant and are refused with [ErrTerm]: see
// [Calendar.DueAt]. A negative amount or unknown unit is ErrTerm, a date beyond
// the years 1–9999 is [ErrRange].
func (c *Calendar) Due(from Date, t Term) (Due, error) {
	if err := t.check(); err != nil {
		return Due{}, err
	}
	if err := inRange(from); err != nil {
		return Due{}, err
	}
	switch t.Unit {
	case WorkingDays:
		return c.dueWorkingDays(from, t.Amount)
	case CalendarDays:
		return c.settleLastDay(from.AddDays(t.Amount), c.options.rollDays)
	case Months:
		return c.settleLastDay(addMonths(from, t.Amount), c.options.rollMonths)
	case Years:
		return c.settleLastDay(addMonths(from, 12*t.Amount), c.options.rollMonths)
	case Hours, Minutes:
		return Due{}, fmt.Errorf("%v from a date without a time of day: %w", t, ErrTerm)
	}
	return Due{}, fmt.Errorf("unit %q: %w", t.Unit, ErrTerm)
}

func (c *Calendar) dueWorkingDays(from Date, n int) (Due, error) {
	if n == 0 {
		return c.settleLastDay(from, true)
	}
	end, err := c.addWorkingDays(from, n)
	if err != nil {
		return Due{}, err
	}
	// The event's own year matters only when a day after the event lies in it.
	first := from.AddDays(1).Year
	return Due{Date: end, Provisional: c.anyProvisional(first, end.Year)}, nil
}

// settleLastDay applies Civil Code art. 193 to the nominal last day. When the
// term does not roll, the calendar has no say and nothing is provisional.
func (c *Calendar) settleLastDay(nominal Date, roll bool) (Due, error) {
	if err := inRange(nominal); err != nil {
		return Due{}, err
	}
	if !roll {
		return Due{Date: nominal}, nil
	}
	end, err := c.NextWorking(nominal)
	if err != nil {
		return Due{}, err
	}
	return Due{
		Date:        end,
		Provisional: c.anyProvisional(nominal.Year, end.Year),
		Rolled:      end != nominal,
	}, nil
}

// addMonths returns the same number n months later, or the last day of a month
// that has no such number (Civil Code art. 192 п. 3).
func addMonths(d Date, n int) Date {
	first := NewDate(d.Year, d.Month+time.Month(n), 1)
	last := NewDate(first.Year, first.Month+1, 0)
	return Date{first.Year, first.Month, min(d.Day, last.Day)}
}
