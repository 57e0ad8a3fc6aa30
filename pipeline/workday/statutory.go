package workday

import (
	"slices"
	"time"
)

// labourCode is the source of every holiday and of the transfers that need no
// decision of the Government.
const (
	labourCode         = "Трудовой кодекс РФ, ст. 112"
	labourCodeTransfer = "Трудовой кодекс РФ, ст. 112, часть вторая"
)

// statutoryHoliday is one holiday of Labour Code art. 112.
type statutoryHoliday struct {
	month time.Month
	day   int
	name  string
}

// statutoryHolidays returns the holidays of Labour Code art. 112 part 1 as in
// force since 2013.
func statutoryHolidays() []statutoryHoliday {
	const newYear = "Новогодние каникулы"
	return []statutoryHoliday{
		{time.January, 1, newYear}, {time.January, 2, newYear}, {time.January, 3, newYear},
		{time.January, 4, newYear}, {time.January, 5, newYear}, {time.January, 6, newYear},
		{time.January, 7, "Рождество Христово"}, {time.January, 8, newYear},
		{time.February, 23, "День защитника Отечества"},
		{time.March, 8, "Международный женский день"},
		{time.May, 1, "Праздник Весны и Труда"},
		{time.May, 9, "День Победы"},
		{time.June, 12, "День России"},
		{time.November, 4, "День народного единства"},
	}
}

// statutoryYear is what the law alone says of a year: the holidays, the rest of
// a holiday on a weekend moved to the next working day (art. 112 part 2, which
// leaves the January holidays out), and the shorter eve of each holiday
// (art. 95). The Government's transfers are unknown, hence provisional.
func statutoryYear(n int) yearFile {
	f := yearFile{Year: n, Source: labourCode, Holidays: make(map[Date]string), provisional: true}
	for _, h := range statutoryHolidays() {
		f.Holidays[Date{n, h.month, h.day}] = h.name
	}
	taken := make(map[Date]bool)
	for _, h := range statutoryHolidays() {
		d := Date{n, h.month, h.day}
		if h.month == time.January || !isWeekend(d.Weekday()) {
			continue
		}
		to := d.AddDays(1)
		for isWeekend(to.Weekday()) || f.Holidays[to] != "" || taken[to] {
			to = to.AddDays(1)
		}
		taken[to] = true
		f.Transfers = append(f.Transfers, transfer{From: d, To: to, Source: labourCodeTransfer})
	}
	f.Short = holidayEves(f, taken)
	return f
}

// holidayEves returns the working days directly before a holiday, in order. The
// last day of the year stands before the first of January.
func holidayEves(f yearFile, off map[Date]bool) []Date {
	var eves []Date
	for _, h := range statutoryHolidays() {
		d := Date{f.Year, h.month, h.day}.AddDays(-1)
		if d.Year < f.Year {
			d = Date{f.Year, time.December, 31}
		}
		if !isWeekend(d.Weekday()) && f.Holidays[d] == "" && !off[d] {
			eves = append(eves, d)
		}
	}
	slices.SortFunc(eves, Date.Compare)
	return eves
}
