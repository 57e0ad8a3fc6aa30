package publish

import (
	"fmt"
	"strconv"
	"time"

	"vestnik/pipeline/workday"
)

var monthsGenitive = [...]string{
	"января", "февраля", "марта", "апреля", "мая", "июня",
	"июля", "августа", "сентября", "октября", "ноября", "декабря",
}

// LongDate returns "1 марта 2026 года", or "" for no date.
func LongDate(d workday.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d года", d.Day, monthsGenitive[d.Month-1], d.Year)
}

// shortDate returns "01.03.2026", or "" for no date.
func shortDate(d workday.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d.%02d.%04d", d.Day, int(d.Month), d.Year)
}

// plural returns n with the right form of a Russian noun: 1 запись, 2 записи, 5 записей.
func plural(n int, one, few, many string) string {
	word := many
	switch tens, ones := n%100/10, n%10; {
	case tens == 1:
	case ones == 1:
		word = one
	case ones >= 2 && ones <= 4:
		word = few
	}
	return strconv.Itoa(n) + " " + word
}

// instant returns the start of the day where the office is; feeds ask for
// instants where a bulletin has days.
func (p *Press) instant(d workday.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.At(p.location)
}
