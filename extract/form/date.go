package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

const monthNames = `январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]|(?:янв|фев|февр|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)\.`

// Years in words: «две тысячи двадцать четвёртого», «тысяча девятьсот восемьдесят
// пятого», «двухтысячного».
const yearWords = `двухтысячного|(?:две\s+тысячи|(?:одна\s+)?тысяча\s+девятьсот)(?:\s+[а-яё]+){1,2}`

var (
	datePattern      = onUse(`(\d{1,2})\s?[.,/\-]\s?(\d{1,2})\s?[.,/\-]\s?(\d{4})`)
	shortDatePattern = onUse(`(?:^|\D)(\d{2})\.(\d{2})\.(\d{2})(?:\D|$)`)
	isoPattern       = onUse(`(\d{4})-(\d{2})-(\d{2})`)
	spelledPattern   = onUse(`(?i)[«"“„<]*\s?(\d{1,2})(?:-?го)?\s?[»"”“>]*[\s_]*(` + monthNames + `)[\s_]*(\d{4})`)
	quotedPattern    = onUse(`[«"“„<]\s?(\d{1,2})\s?[»"”“>][\s._]*(\d{1,2})[\s._]+(\d{4})`)
	romanPattern     = onUse(`(?:^|\D)(\d{1,2})[./\s-]([IVXІХ]{1,4})[./\s-](\d{4})(?:\D|$)`)
	labelledPattern  = onUse(`(?i)число\W*(\d{1,2})\P{L}+месяц\P{L}*?(\d{1,2}|` + monthNames + `)\P{L}+год\P{L}*?(\d{4})`)
	spacedPattern    = onUse(`(?:^|\D)(\d{1,2})\s+(\d{1,2})\s+((?:19|20)\d{2})(?:\D|$)`)
	wordsPattern     = onUse(`(?i)((?:двадцать |тридцать )?[а-яё]+|\d{1,2})\s+(` + monthNames + `)\s+(` + yearWords + `)(?:\s+год|[^\p{L}]|$)`)
	blurredDate      = onUse(`(?:^|[^\p{L}\d])([\dОOоoЗзlIБбВ]{1,2}\s?[.,]\s?[\dОOоoЗзlIБбВ]{1,2}\s?[.,]\s?[\dОOоoЗзlIБбВ]{4})(?:[^\p{L}\d]|$)`)
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
	if m := blurredDate.FindStringSubmatchIndex(p.text); m != nil {
		f, ok := asRead(p.cut(m[2], m[3]))
		f.proposed = proposeDate(p.text[m[2]:m[3]])
		return f, ok
	}
	return asRead(p)
}

// proposeDate is the date that digits read as letters likely were, or nil.
func proposeDate(read string) *pipeline.ProposedValue {
	var changed []string
	plain := strings.Map(func(r rune) rune {
		if options := misreadings[r]; !unicode.IsDigit(r) && options != "" {
			changed = append(changed, fmt.Sprintf("«%s» вместо «%c»", options, r))
			return rune(options[0])
		}
		return r
	}, read)
	m, ok := findDate(plain)
	if !ok || m.date.IsZero() || len(changed) == 0 || len(changed) > mostLetters {
		return nil
	}
	return &pipeline.ProposedValue{Value: m.date.String(), Why: "Среди цифр даты прочитаны буквы; дата получается, если поставить " +
		strings.Join(changed, ", ") + ". Сверьте с бумагой."}
}

// found is the date as a value; the passage is that which it was found in.
func (m dateMatch) found(p passage) found {
	return found{value: m.date.String(), words: p.cover(m.from, m.to), quality: m.quality, exact: true}
}

// findDate finds the first date of a text in any of the usual forms. The zero
// date with ok means that something of the form of a date is none.
func findDate(text string) (dateMatch, bool) {
	for _, try := range []struct {
		pattern expression
		quality float64
		order   [3]int // groups of year, month, day
	}{
		{spelledPattern, 0.98, [3]int{3, 2, 1}},
		{datePattern, 0.98, [3]int{3, 2, 1}},
		{isoPattern, 0.98, [3]int{1, 2, 3}},
		{quotedPattern, 0.97, [3]int{3, 2, 1}},
		{labelledPattern, 0.97, [3]int{3, 2, 1}},
		{wordsPattern, 0.96, [3]int{3, 2, 1}},
		{romanPattern, 0.93, [3]int{3, 2, 1}},
		{spacedPattern, 0.93, [3]int{3, 2, 1}},
		{shortDatePattern, 0.8, [3]int{3, 2, 1}},
	} {
		m := try.pattern.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		group := func(i int) string { return strings.ToLower(text[m[2*i]:m[2*i+1]]) }
		y, mon, d := numeral(group(try.order[0])), month(group(try.order[1])), numeral(group(try.order[2]))
		y = century(y, group(try.order[0]))
		match := dateMatch{from: m[2*min(try.order[0], try.order[2])], to: m[2*max(try.order[0], try.order[2])+1], quality: try.quality}
		if date := workday.NewDate(y, time.Month(mon), d); mon >= 1 && mon <= 12 && date.Day == d && int(date.Month) == mon && d > 0 && y > 1890 && y < 2100 {
			match.date = date
		}
		return match, true
	}
	return dateMatch{}, false
}

// century completes a year of two digits or words: of what papers say, years to 40
// are of this century. Years in words state theirs.
func century(year int, written string) int {
	const lastOfThis = 40
	switch {
	case year >= 100:
		return year
	case strings.Contains(written, "девятьсот"):
		return year + 1900
	case year > lastOfThis && unicode.IsDigit([]rune(written)[0]):
		return year + 1900
	}
	return year + 2000
}

// roman are the months as stamps and old papers number them.
var roman = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

// month reads the number or the name of a month; 0 is none.
func month(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if i := slices.Index(roman, strings.NewReplacer("і", "i", "х", "x").Replace(s)); i >= 0 {
		return i + 1
	}
	for i, stem := range []string{"янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"} {
		if strings.HasPrefix(s, stem) {
			return i + 1
		}
	}
	return 0
}

// numeral reads digits or an ordinal below a hundred as deeds write it («двадцать
// шестого»), the thousand and the hundreds of a year left out; 0 is neither.
func numeral(s string) int {
	s = strings.NewReplacer("девятьсот", "", "тысяча", "", "две тысячи", "").Replace(strings.Join(strings.Fields(s), " "))
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
		{"сорок", 40}, {"пятидесят", 50}, {"пятьдесят", 50}, {"шестидесят", 60}, {"шестьдесят", 60}, {"семидесят", 70}, {"семьдесят", 70},
		{"восьмидесят", 80}, {"восемьдесят", 80}, {"девяност", 90},
		{"перв", 1}, {"втор", 2}, {"трет", 3}, {"четверт", 4}, {"четвёрт", 4}, {"пят", 5}, {"шест", 6},
		{"седьм", 7}, {"восьм", 8}, {"девят", 9},
	} {
		if strings.HasPrefix(word, o.stem) {
			return o.value
		}
	}
	return 0
}
