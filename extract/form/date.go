package form

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline/workday"
)

const monthNames = `январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]`

var (
	datePattern      = regexp.MustCompile(`(\d{1,2})\s?[.,/\-]\s?(\d{1,2})\s?[.,/\-]\s?(\d{4})`)
	shortDatePattern = regexp.MustCompile(`(?:^|\D)(\d{2})\.(\d{2})\.(\d{2})(?:\D|$)`)
	isoPattern       = regexp.MustCompile(`(\d{4})-(\d{2})-(\d{2})`)
	spelledPattern   = regexp.MustCompile(`(?i)[«"“„<]*\s?(\d{1,2})\s?[»"”“>]*\s*(` + monthNames + `)\s+(\d{4})`)
	labelledPattern  = regexp.MustCompile(`(?i)число\W*(\d{1,2})\P{L}+месяц\P{L}*?(\d{1,2}|` + monthNames + `)\P{L}+год\P{L}*?(\d{4})`)
	spacedPattern    = regexp.MustCompile(`(?:^|\D)(\d{1,2})\s+(\d{1,2})\s+((?:19|20)\d{2})(?:\D|$)`)
	wordsPattern     = regexp.MustCompile(`(?i)((?:двадцать |тридцать )?[а-яё]+)\s+(` + monthNames + `)\s+две\s+тысячи\s+((?:двадцать |тридцать )?[а-яё]+)\s+год`)
)

// dateMatch is a date and where it stands in a text.
type dateMatch struct {
	date     workday.Date
	from, to int
	quality  float64
	day, mon int // as written, when the date does not exist
}

// readDate finds a date; its value is YYYY-MM-DD. The blank of a form
// («__» ________ 20__) states none; a day that does not exist is handed over as read.
func readDate(p passage) (found, bool) {
	if m, ok := findDate(p.text); ok {
		if m.date.IsZero() {
			return asRead(p.cut(m.from, m.to))
		}
		return m.found(p), true
	}
	if digits(p.text) < 4 {
		return found{}, false
	}
	return asRead(p)
}

// found is the date as a value; the passage is that which it was found in.
func (m dateMatch) found(p passage) found {
	return found{value: m.date.String(), words: p.cover(m.from, m.to), quality: m.quality, exact: true}
}

// findDate finds the first date of a text in any of the usual forms. The zero
// date with ok means that something of the form of a date is none.
func findDate(text string) (dateMatch, bool) {
	for _, try := range []struct {
		pattern *regexp.Regexp
		quality float64
		order   [3]int // groups of year, month, day
	}{
		{spelledPattern, 0.98, [3]int{3, 2, 1}},
		{datePattern, 0.98, [3]int{3, 2, 1}},
		{isoPattern, 0.98, [3]int{1, 2, 3}},
		{labelledPattern, 0.97, [3]int{3, 2, 1}},
		{wordsPattern, 0.96, [3]int{3, 2, 1}},
		{spacedPattern, 0.93, [3]int{3, 2, 1}},
		{shortDatePattern, 0.8, [3]int{3, 2, 1}},
	} {
		m := try.pattern.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		group := func(i int) string { return strings.ToLower(text[m[2*i]:m[2*i+1]]) }
		y, mon, d := numeral(group(try.order[0])), month(group(try.order[1])), numeral(group(try.order[2]))
		if y < 100 {
			y += 2000
		}
		match := dateMatch{from: m[2*min(try.order[0], try.order[2])], to: m[2*max(try.order[0], try.order[2])+1], quality: try.quality}
		if date := workday.NewDate(y, time.Month(mon), d); mon >= 1 && mon <= 12 && date.Day == d && int(date.Month) == mon && d > 0 && y > 1890 && y < 2100 {
			match.date = date
		}
		return match, true
	}
	return dateMatch{}, false
}

// month reads the number or the name of a month; 0 is none.
func month(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	for i, stem := range []string{"янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"} {
		if strings.HasPrefix(s, stem) {
			return i + 1
		}
	}
	return 0
}

// numeral reads digits or an ordinal up to thirty-nine as deeds write it
// («двадцать шестого»); 0 is neither.
func numeral(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	total := 0
	for word := range strings.FieldsSeq(s) {
		total += ordinal(word)
	}
	return total
}

func ordinal(word string) int {
	for _, o := range []struct {
		stem  string
		value int
	}{
		{"одиннадцат", 11}, {"двенадцат", 12}, {"тринадцат", 13}, {"четырнадцат", 14}, {"пятнадцат", 15},
		{"шестнадцат", 16}, {"семнадцат", 17}, {"восемнадцат", 18}, {"девятнадцат", 19},
		{"двадцат", 20}, {"тридцат", 30}, {"десят", 10},
		{"перв", 1}, {"втор", 2}, {"трет", 3}, {"четверт", 4}, {"четвёрт", 4}, {"пят", 5}, {"шест", 6},
		{"седьм", 7}, {"восьм", 8}, {"девят", 9},
	} {
		if strings.HasPrefix(word, o.stem) {
			return o.value
		}
	}
	return 0
}
