package workday

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ClockTime is a time of day in minutes from midnight, from 0 to 1440.
type ClockTime int

// String returns "09:30".
func (t ClockTime) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// ParseClock reads "9:30" or "09:30"; "24:00" is the end of the day.
func ParseClock(s string) (ClockTime, error) {
	hour, minute, ok := strings.Cut(s, ":")
	h, errHour := strconv.Atoi(hour)
	m, errMinute := strconv.Atoi(minute)
	t := ClockTime(h*60 + m)
	if !ok || errHour != nil || errMinute != nil || len(minute) != 2 || h < 0 || m < 0 || m > 59 || t > 24*60 {
		return 0, fmt.Errorf("time of day %q is not hours:minutes", s)
	}
	return t, nil
}

// Interval is a stretch of a day during which the office works: from Open up to,
// not including, Close.
type Interval struct{ Open, Close ClockTime }

// OfficeHours are the hours of an office, or of one window of it.
type OfficeHours struct {
	// Location is the zone of the office; nil takes that of the instant asked about.
	Location *time.Location
	// Week holds the intervals of each weekday (Sunday is 0), in order and apart,
	// the breaks left out.
	Week [7][]Interval
}

// ParseHours reads hours as notice boards put them: clauses parted by
// semicolons, each a weekday or a range of weekdays with hours, or a break that
// holds on every day, such as
//
//	Mon-Thu 9:30-17:45; Fri 9:30-16:45; break 12:30-13:00
//
// The names are the English ones, cut to three letters.
func ParseHours(s string, loc *time.Location) (OfficeHours, error) {
	h := OfficeHours{Location: loc}
	var breaks []Interval
	for clause := range strings.SplitSeq(s, ";") {
		fields := strings.Fields(clause)
		if len(fields) == 0 {
			continue
		}
		if len(fields) != 2 {
			return OfficeHours{}, fmt.Errorf("office hours %q: want days and hours", strings.TrimSpace(clause))
		}
		span, err := parseInterval(fields[1])
		if err != nil {
			return OfficeHours{}, fmt.Errorf("office hours: %w", err)
		}
		if fields[0] == "break" {
			breaks = append(breaks, span)
			continue
		}
		days, err := parseWeekdays(fields[0])
		if err != nil {
			return OfficeHours{}, fmt.Errorf("office hours: %w", err)
		}
		for _, d := range days {
			if len(h.Week[d]) > 0 {
				return OfficeHours{}, fmt.Errorf("office hours: %v is given twice", d)
			}
			h.Week[d] = []Interval{span}
		}
	}
	for d := range h.Week {
		h.Week[d] = without(h.Week[d], breaks)
	}
	return h, nil
}

func parseInterval(s string) (Interval, error) {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return Interval{}, fmt.Errorf("hours %q are not from-to", s)
	}
	open, err := ParseClock(from)
	if err != nil {
		return Interval{}, err
	}
	shut, err := ParseClock(to)
	if err != nil {
		return Interval{}, err
	}
	if shut <= open {
		return Interval{}, fmt.Errorf("hours %q end before they begin", s)
	}
	return Interval{open, shut}, nil
}

// parseWeekdays reads "Fri" or "Mon-Thu"; a range may run over Sunday.
func parseWeekdays(s string) ([]time.Weekday, error) {
	first, last, isRange := strings.Cut(s, "-")
	from, err := parseWeekday(first)
	if err != nil || !isRange {
		return []time.Weekday{from}, err
	}
	to, err := parseWeekday(last)
	if err != nil {
		return nil, err
	}
	days := []time.Weekday{from}
	for d := from; d != to; {
		d = (d + 1) % 7
		days = append(days, d)
	}
	return days, nil
}

func parseWeekday(s string) (time.Weekday, error) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(s, d.String()[:3]) {
			return d, nil
		}
	}
	return 0, fmt.Errorf("weekday %q is not one of Mon … Sun", s)
}

// without cuts the breaks out of the spans.
func without(spans, breaks []Interval) []Interval {
	for _, b := range breaks {
		var left []Interval
		for _, s := range spans {
			if before := (Interval{s.Open, min(s.Close, b.Open)}); before.Open < before.Close {
				left = append(left, before)
			}
			if after := (Interval{max(s.Open, b.Close), s.Close}); after.Open < after.Close {
				left = append(left, after)
			}
		}
		spans = left
	}
	return spans
}

// shortened returns the spans with the day's last hour taken off.
func shortened(spans []Interval) []Interval {
	if len(spans) == 0 {
		return spans
	}
	end := spans[len(spans)-1].Close - 60
	return without(spans, []Interval{{end, 24 * 60}})
}

// hoursOn returns the intervals in which the office works on d. A weekend day
// that a transfer made working keeps the hours of the weekday for which it stands
// in; a short day ends an hour earlier.
func (c *Calendar) hoursOn(d Date, h OfficeHours) []Interval {
	y, n := c.year(d.Year), yearDay(d)
	if !y.isWorking(n) {
		return nil
	}
	weekday := d.Weekday()
	if to, ok := y.standIn[n]; ok {
		weekday = to.Weekday()
	}
	if y.notes[n].Short {
		return shortened(h.Week[weekday])
	}
	return h.Week[weekday]
}

// Open reports whether the office works at the instant t.
func (c *Calendar) Open(t time.Time, h OfficeHours) bool {
	t = h.local(t)
	d := DateOf(t)
	if inRange(d) != nil {
		return false
	}
	now := ClockTime(t.Hour()*60 + t.Minute())
	for _, span := range c.hoursOn(d, h) {
		if now >= span.Open && now < span.Close {
			return true
		}
	}
	return false
}

func (h OfficeHours) local(t time.Time) time.Time {
	if h.Location == nil {
		return t
	}
	return t.In(h.Location)
}

// at returns the instant of a time of day.
func (d Date) at(t ClockTime, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, int(t), 0, 0, loc)
}

// DueAt is [Calendar.Due] from an instant. Hours and minutes run only while the
// office is open: a quarter of an hour that begins five minutes before the
// break ends ten minutes after it. Other units count from the day of the instant
// in the office's zone and end at 24:00 of their last day.
//
// Besides the errors of Due, hours without a single interval are [ErrTerm].
func (c *Calendar) DueAt(from time.Time, t Term, h OfficeHours) (Due, error) {
	from = h.local(from)
	if t.Unit != Hours && t.Unit != Minutes {
		due, err := c.Due(DateOf(from), t)
		if err != nil {
			return Due{}, err
		}
		due.At = due.Date.AddDays(1).At(from.Location())
		return due, nil
	}
	if err := t.check(); err != nil {
		return Due{}, err
	}
	if err := inRange(DateOf(from)); err != nil {
		return Due{}, err
	}
	if h.closed() {
		return Due{}, fmt.Errorf("%v at an office that never opens: %w", t, ErrTerm)
	}
	left := time.Duration(t.Amount) * time.Minute
	if t.Unit == Hours {
		left *= 60
	}
	return c.runOpenHours(from, left, h)
}

// closed reports whether the hours can never run: some interval must lie on
// Monday to Friday, the days that every working week has.
func (h OfficeHours) closed() bool {
	for d := time.Monday; d <= time.Friday; d++ {
		if len(shortened(h.Week[d])) > 0 {
			return false
		}
	}
	return true
}

// runOpenHours lets the duration pass while the office is open.
func (c *Calendar) runOpenHours(from time.Time, left time.Duration, h OfficeHours) (Due, error) {
	first := DateOf(from)
	for d := first; ; {
		for _, span := range c.hoursOn(d, h) {
			start, end := d.at(span.Open, from.Location()), d.at(span.Close, from.Location())
			if start.Before(from) {
				start = from
			}
			open := end.Sub(start)
			if open <= 0 {
				continue
			}
			if left <= open {
				return Due{Date: d, At: start.Add(left), Provisional: c.anyProvisional(first.Year, d.Year)}, nil
			}
			left -= open
		}
		next, err := c.addWorkingDays(d, 1)
		if err != nil {
			return Due{}, err
		}
		d = next
	}
}
