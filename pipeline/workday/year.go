package workday

import "time"

// year is one year laid out for counting.
type year struct {
	number      int
	provisional bool
	working     []uint16           // the working days by number in the year, ascending
	counted     [maxDays + 1]int16 // counted[n]: working days among the first n days
	notes       map[int]Day        // what is special about a day; ordinary days have no note
	standIn     map[int]Date       // a working weekend day → the weekday that it stands in for
}

const maxDays = 366

// upTo returns how many of the year's first n days are worked.
func (y *year) upTo(n int) int { return int(y.counted[n]) }

// total returns how many days of the year are worked.
func (y *year) total() int { return len(y.working) }

func (y *year) isWorking(n int) bool { return y.counted[n] > y.counted[n-1] }

// layOut decides each day of the year: weekends and holidays are off, transfers
// move rest from one day to another, and the options have the last word.
func layOut(f yearFile, o settled) *year {
	y := &year{
		number:      f.Year,
		provisional: f.provisional,
		working:     make([]uint16, 0, 260),
		notes:       notesOf(f, o),
		standIn:     make(map[int]Date),
	}
	off := daysOff(f, o)
	for _, t := range f.Transfers {
		if t.From.Year == f.Year && isWeekend(t.From.Weekday()) {
			y.standIn[yearDay(t.From)] = t.To
		}
	}
	days := yearDay(Date{f.Year, time.December, 31})
	for n := 1; n <= days; n++ {
		y.counted[n] = y.counted[n-1]
		if !off[n] {
			y.counted[n]++
			y.working = append(y.working, uint16(n))
		}
	}
	return y
}

// daysOff returns the days of the year that are not worked, by number.
func daysOff(f yearFile, o settled) [maxDays + 1]bool {
	var off [maxDays + 1]bool
	first := Date{f.Year, time.January, 1}.Weekday()
	for n := 1; n <= maxDays; n++ {
		off[n] = isWeekend((first + time.Weekday(n-1)) % 7)
	}
	for _, t := range f.Transfers {
		if t.From.Year == f.Year && (o.saturdaysCount || !isWeekend(t.From.Weekday())) {
			off[yearDay(t.From)] = false
		}
	}
	// Holidays come after the transfers: a Saturday that is a holiday stays off
	// although its rest was moved.
	for d := range f.Holidays {
		off[yearDay(d)] = true
	}
	for _, t := range f.Transfers {
		if t.To.Year == f.Year {
			off[yearDay(t.To)] = true
		}
	}
	if o.presidentialOff {
		for _, p := range f.Presidential {
			for d := p.First; !d.After(p.Last); d = d.AddDays(1) {
				off[yearDay(d)] = true
			}
		}
	}
	return off
}

// notesOf returns what makes days of the year more than ordinary ones.
func notesOf(f yearFile, o settled) map[int]Day {
	notes := make(map[int]Day)
	for _, p := range f.Presidential {
		for d := p.First; !d.After(p.Last); d = d.AddDays(1) {
			notes[yearDay(d)] = Day{Presidential: true, Source: p.Source}
		}
	}
	note := func(d Date, change func(*Day)) {
		if d.Year == f.Year {
			day := notes[yearDay(d)]
			change(&day)
			notes[yearDay(d)] = day
		}
	}
	for _, t := range f.Transfers {
		_, holiday := f.Holidays[t.From]
		if !holiday && (o.saturdaysCount || !isWeekend(t.From.Weekday())) {
			note(t.From, func(d *Day) { d.Transferred, d.Source = true, t.Source })
		}
		note(t.To, func(d *Day) { d.Transferred, d.Source = true, t.Source })
	}
	for date, name := range f.Holidays {
		note(date, func(d *Day) { d.Holiday, d.Source = name, f.holidaySource(date) })
	}
	off := daysOff(f, o)
	for _, date := range f.Short {
		if !off[yearDay(date)] {
			note(date, func(d *Day) { d.Short = true })
		}
	}
	return notes
}

func isWeekend(d time.Weekday) bool { return d == time.Saturday || d == time.Sunday }
