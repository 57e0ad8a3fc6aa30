package index

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/pipeline/workday"
)

// numberQuery looks for a registration or application number: as it is, by its
// beginning, or between two.
func numberQuery(cl clause) query.Query {
	if cl.form == rangeForm {
		return numberRange(cl)
	}
	number := bareNumber(cl.text)
	switch {
	case number == "":
		return nil
	case cl.form == prefixForm:
		return beginning(number, fieldNumber)
	}
	return term(number, fieldNumber)
}

// maxDigits is the longest number that an unsigned integer of 64 bits holds surely.
const maxDigits = 19

// partOfNumber looks for a number by itself, its beginning or its end, and where
// there is none such, by any part of a registration number.
func (c *compiler) partOfNumber(number string) []query.Query {
	options := []query.Query{
		boosted(term(number, fieldNumber), numberBoost),
		boosted(beginning(number, fieldNumber), partBoost),
		boosted(beginning(reversed(number), fieldTail), partBoost),
	}
	for field, beginning := range map[string]string{fieldNumber: number, fieldTail: reversed(number)} {
		begins, err := c.index.begins(beginning, field)
		if err != nil {
			c.err = err
		}
		if begins || !isDigits(number) || len(number) > maxDigits {
			return options
		}
	}
	part, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return options
	}
	return append(options, placeQuery{holds: func(p place) bool { return p.entry && containsDigits(p.number, part, len(number)) }})
}

// containsDigits reports whether a part of so many digits stands in a number.
func containsDigits(number, part uint64, digits int) bool {
	unit := uint64(1)
	for range digits {
		unit *= 10
	}
	for ; number >= unit/10; number /= 10 {
		if number%unit == part {
			return true
		}
	}
	return false
}

func numberRange(cl clause) query.Query {
	bound := func(text string, step int64) *int64 {
		n, err := strconv.ParseInt(bareNumber(text), 10, 64)
		if err != nil {
			return nil
		}
		if cl.beyond {
			n += step
		}
		return &n
	}
	return between(place.entryNumber, bound(cl.low, 1), bound(cl.high, -1))
}

// issueQuery looks for what an issue of the bulletin published. It is named by its
// number, with the year before or behind it, with or without the series: 3, 2026/3,
// 3/2026, programs/2026/3.
func issueQuery(cl clause) query.Query {
	name := strings.ToLower(strings.TrimLeft(strings.TrimSpace(cl.text), "№ "))
	parts := strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '-' || r == ' ' })
	if len(parts) == 0 {
		return nil
	}
	if last := len(parts) - 1; last > 0 && len(parts[last]) == 4 && len(parts[last-1]) < 4 {
		parts[last-1], parts[last] = parts[last], parts[last-1]
	}
	for i, part := range parts {
		if isDigits(part) {
			parts[i] = strings.TrimLeft(part, "0")
		}
	}
	return term(strings.Join(parts, "/"), fieldIssue)
}

// keywordQuery looks a register or a kind up.
func keywordQuery(cl clause) query.Query {
	value := strings.ToLower(strings.TrimSpace(cl.text))
	switch {
	case value == "":
		return nil
	case cl.form == prefixForm:
		return beginning(value, cl.field)
	case cl.field == fieldKind && strings.HasPrefix(value, "программ"):
		value = "program"
	case cl.field == fieldKind && (strings.HasPrefix(value, "баз") || value == "database" || value == "бд"):
		return beginning("database", cl.field) // there is one kind for each article of the law
	}
	return term(value, cl.field)
}

// periodQuery looks for a year or day, or for all between two.
func periodQuery(cl clause) query.Query {
	if cl.form != rangeForm {
		cl.low, cl.high = cl.text, cl.text
	}
	first, last := period(cl.low), period(cl.high)
	from, to := first.from, last.to
	if cl.beyond {
		if !first.to.IsZero() {
			from = first.to.AddDays(1)
		}
		if !last.from.IsZero() {
			to = last.from.AddDays(-1)
		}
	}
	if cl.field == fieldPublished {
		return dayRange(place.publishedOn, from, to)
	}
	return dayRange(place.registeredOn, from, to)
}

// days are a period from one day to another, both inclusive.
type days struct{ from, to workday.Date }

// period reads a day, month or year: 2004-06-30, 30.06.2004, 2004-06, 06.2004,
// 2004. What is none of them is no period.
func period(text string) days {
	var figures []int
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '-' || r == '.' }) {
		n, err := strconv.Atoi(part)
		if err != nil {
			return days{}
		}
		figures = append(figures, n)
	}
	if len(figures) > 0 && figures[0] < 1000 {
		slices.Reverse(figures)
	}
	switch {
	case len(figures) == 0 || len(figures) > 3 || figures[0] < 1000 || figures[0] > 9999:
		return days{}
	case len(figures) == 1:
		return days{workday.NewDate(figures[0], 1, 1), workday.NewDate(figures[0], 12, 31)}
	case figures[1] < 1 || figures[1] > 12:
		return days{}
	case len(figures) == 2:
		next := workday.NewDate(figures[0], time.Month(figures[1]+1), 1)
		return days{workday.NewDate(figures[0], time.Month(figures[1]), 1), next.AddDays(-1)}
	}
	day, err := workday.ParseDate(fmt.Sprintf("%04d-%02d-%02d", figures[0], figures[1], figures[2]))
	if err != nil {
		return days{}
	}
	return days{day, day}
}

// dayRange holds for the days between the two, both inclusive; it is nil when
// neither is given.
func dayRange(of func(place) (int64, bool), from, to workday.Date) query.Query {
	bound := func(d workday.Date) *int64 {
		if d.IsZero() {
			return nil
		}
		n := int64(dayNumber(d))
		return &n
	}
	return between(of, bound(from), bound(to))
}

// between holds for the values between the two, both inclusive; it is nil when
// neither is given.
func between(of func(place) (int64, bool), low, high *int64) query.Query {
	if low == nil && high == nil {
		return nil
	}
	first, last := int64(math.MinInt64), int64(math.MaxInt64)
	if low != nil {
		first = *low
	}
	if high != nil {
		last = *high
	}
	return placeQuery{holds: func(p place) bool {
		value, ok := of(p)
		return ok && first <= value && value <= last
	}}
}

// looksLikeNumber reports whether a word may be a registration or application
// number: enough digits and little else.
func looksLikeNumber(bare string) bool {
	digits := 0
	for _, r := range bare {
		if '0' <= r && r <= '9' {
			digits++
		}
	}
	return digits >= 5 && len(bare) <= digits+2
}

// reversed returns a number from its end, so that its last figures are found as a
// beginning.
func reversed(number string) string {
	runes := []rune(number)
	slices.Reverse(runes)
	return string(runes)
}
