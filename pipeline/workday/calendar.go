package workday

import (
	"fmt"
	"sync"
	"time"
)

// Calendar is a production calendar: which days are worked and why the others
// are not. It is immutable and safe for concurrent use; make one with
// [Production] or [Load] and vary it with [Calendar.With] and [Calendar.WithFile].
type Calendar struct {
	files   map[int]yearFile // by year, as read
	options settled

	// statutory holds *year for the years without a file, made when first asked
	// for: terms rarely leave the fixed years, so that making all ahead is waste.
	statutory sync.Map
	fixed     map[int]*year
}

// Options are the choices that the acts leave open. The zero value is the
// default of each.
type Options struct {
	// TransferredSaturdaysCount says whether a Saturday or Sunday that the
	// Government made a working day counts as one (order 210 п. 3 calls every
	// Saturday a day off: G210-26). Nil is true.
	TransferredSaturdaysCount *bool
	// PresidentialDaysOff says whether the non-working days that the President
	// declared in 2020 and 2021 are days off. They were neither holidays nor days
	// of rest in the sense of Labour Code art. 112, and terms ran on; false by
	// default.
	PresidentialDaysOff bool
	// RollMonths says whether a term in months or years whose last day is off
	// ends on the next working day (Civil Code art. 193). Nil is true.
	RollMonths *bool
	// RollDays says the same of terms in calendar days. Nil is true.
	RollDays *bool
}

// settled is Options with every default filled in.
type settled struct {
	saturdaysCount, presidentialOff, rollMonths, rollDays bool
}

func (o Options) settle() settled {
	return settled{
		saturdaysCount:  orTrue(o.TransferredSaturdaysCount),
		presidentialOff: o.PresidentialDaysOff,
		rollMonths:      orTrue(o.RollMonths),
		rollDays:        orTrue(o.RollDays),
	}
}

func orTrue(b *bool) bool { return b == nil || *b }

// Day says what a calendar knows of one date.
type Day struct {
	Working      bool
	Short        bool   // a working day that ends an hour earlier (Labour Code art. 95)
	Holiday      string // Russian name of the holiday, empty on other days
	Transferred  bool   // its being worked or off was moved here from another day
	Presidential bool   // declared non-working by the President in 2020 or 2021
	Provisional  bool   // its year has no calendar file yet
	Source       string // the act that makes it what it is; Russian; empty for ordinary days
}

// With returns a calendar of the same years under other options.
func (c *Calendar) With(o Options) *Calendar { return newCalendar(c.files, o.settle()) }

// newCalendar lays the years out under the options.
func newCalendar(files map[int]yearFile, options settled) *Calendar {
	c := &Calendar{files: files, options: options, fixed: make(map[int]*year, len(files))}
	for n, f := range files {
		c.fixed[n] = layOut(f, options)
	}
	return c
}

// The first and last year that dates may lie in.
const (
	firstYear = 1
	lastYear  = 9999
)

// year returns the layout of year n, which must lie between firstYear and lastYear.
func (c *Calendar) year(n int) *year {
	if y, ok := c.fixed[n]; ok {
		return y
	}
	if y, ok := c.statutory.Load(n); ok {
		return y.(*year)
	}
	y, _ := c.statutory.LoadOrStore(n, layOut(statutoryYear(n), c.options))
	return y.(*year)
}

// IsWorking reports whether d is a working day. A date outside the years 1–9999,
// the zero Date among them, is none.
func (c *Calendar) IsWorking(d Date) bool {
	if inRange(d) != nil {
		return false
	}
	return c.year(d.Year).isWorking(yearDay(d))
}

// Day says what d is and by which act. A date outside the years 1–9999 gives
// the zero Day.
func (c *Calendar) Day(d Date) Day {
	if inRange(d) != nil {
		return Day{}
	}
	y := c.year(d.Year)
	n := yearDay(d)
	day := y.notes[n]
	day.Working = y.isWorking(n)
	day.Provisional = y.provisional
	return day
}

// Between returns how many working days lie after from, up to and including to;
// negative when to is earlier. It is the inverse of a term in working days:
// Between(d, Due(d, n working days)) is n. Dates outside the years 1–9999 give 0.
func (c *Calendar) Between(from, to Date) int {
	if inRange(from) != nil || inRange(to) != nil {
		return 0
	}
	if to.Before(from) {
		return -c.Between(to, from)
	}
	n := -c.year(from.Year).upTo(yearDay(from))
	for y := from.Year; y < to.Year; y++ {
		n += c.year(y).total()
	}
	return n + c.year(to.Year).upTo(yearDay(to))
}

// NextWorking returns d itself when it is worked, else the first working day
// after it. It fails with [ErrRange] at the end of the year 9999.
func (c *Calendar) NextWorking(d Date) (Date, error) {
	if c.IsWorking(d) {
		return d, nil
	}
	return c.addWorkingDays(d, 1)
}

// addWorkingDays returns the n-th working day after d, n ≥ 1: one look-up in
// the year where it ends and one subtraction for each year between.
func (c *Calendar) addWorkingDays(d Date, n int) (Date, error) {
	if err := inRange(d); err != nil {
		return Date{}, err
	}
	want := c.year(d.Year).upTo(yearDay(d)) + n
	for number := d.Year; number <= lastYear; number++ {
		y := c.year(number)
		if want <= y.total() {
			return NewDate(number, time.January, int(y.working[want-1])), nil
		}
		want -= y.total()
	}
	return Date{}, fmt.Errorf("%d working days from %v: %w", n, d, ErrRange)
}

// anyProvisional reports whether a year from first to last has no file.
func (c *Calendar) anyProvisional(first, last int) bool {
	for n := first; n <= last; n++ {
		if _, ok := c.fixed[n]; !ok {
			return true
		}
	}
	return false
}

func inRange(d Date) error {
	if d.Year < firstYear || d.Year > lastYear {
		return fmt.Errorf("date %d-%d-%d: %w", d.Year, d.Month, d.Day, ErrRange)
	}
	return nil
}

// yearDay returns the number of d in its year, from 1.
func yearDay(d Date) int { return d.At(time.UTC).YearDay() }
