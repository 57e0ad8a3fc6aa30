package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// DefaultNumbering returns the patterns of the number sequences. {year} is the
// year of the drawing, {n} the running number of that year, {n:05} the same
// padded with zeros. A sequence may be told apart by regulation or by register:
// "application/databases". One that stands here under no name follows [OtherNumbers].
// Patterns are the office's own custom, not the act's: order 210 asks only that
// an incoming, an application and a registration number be given (пп. 34, 63, 85).
func DefaultNumbering() map[string]string {
	return map[string]string{
		"receipt":                "{year}-{n:06}",
		"incoming":               "ВК-{year}-{n:06}",
		"application":            "{year}6{n:05}",
		"application/programs":   "{year}61{n:04}",
		"application/databases":  "{year}62{n:04}",
		"registration":           "{year}6{n:05}",
		"registration/programs":  "{year}61{n:04}",
		"registration/databases": "{year}62{n:04}",

		"incoming/order-210-duplicate":   "ДБ-{year}-{n:05}",
		"incoming/complaints":            "Ж-{year}-{n:05}",
		"incoming/order-210-submissions": "ОБ-{year}-{n:05}",
		"open_licence":                   "ОЛ-{year}-{n:05}",
	}
}

// OtherNumbers is the pattern of the sequences that the office gave none: a
// regulation that comes with a number of its own works at once.
const OtherNumbers = "{year}-{n:05}"

var numberSlot = regexp.MustCompile(`\{(year|n)(?::0(\d+))?\}`)

// formatNumber fills a pattern.
func formatNumber(pattern string, year, n int) string {
	return numberSlot.ReplaceAllStringFunc(pattern, func(slot string) string {
		m := numberSlot.FindStringSubmatch(slot)
		value := n
		if m[1] == "year" {
			value = year
		}
		width, _ := strconv.Atoi(m[2])
		return fmt.Sprintf("%0*d", width, value)
	})
}

// CheckNumbering refuses patterns that would give the same number twice: numbers
// start anew each year, so a pattern needs {n} and {year}, and nothing else in
// braces, which would be a misspelt one.
func CheckNumbering(patterns map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(patterns)) {
		has := map[string]bool{}
		for _, m := range numberSlot.FindAllStringSubmatch(patterns[name], -1) {
			has[m[1]] = true
		}
		rest := numberSlot.ReplaceAllString(patterns[name], "")
		if !has["n"] || !has["year"] || strings.ContainsAny(rest, "{}") {
			return &Error{Op: "read numbering", Doc: name, Kind: Invalid,
				Err:    fmt.Errorf("pattern %q must hold {n} and {year}, as {n:05} where padded, and nothing else in braces", patterns[name]),
				Advice: fmt.Sprintf("Шаблон номера «%s» задан неверно: в нём нужны {n} и {year}. Исправьте настройку нумерации.", name)}
		}
	}
	return nil
}

// drawn is a number about to be taken: it becomes true when its StreamAppend is
// committed, and is lost to nobody when it is not.
type drawn struct {
	number string
	append StreamAppend
}

// draw prepares the next number of a sequence, as it is told apart by the first of
// the qualifiers for which there is a pattern. Numbers are gapless: the journal
// accepts the append only while nobody else has drawn.
func (o *Office) draw(ctx context.Context, sequence string, of []string, id CaseID, at time.Time, actor string) (drawn, error) {
	name, pattern := o.pattern(sequence, of)
	year := at.In(o.rules.Zone).Year()
	key := name + "/" + strconv.Itoa(year)
	n, err := o.count(ctx, key)
	if err != nil {
		return drawn{}, err
	}
	number := formatNumber(pattern, year, n+1)
	if id == "" { // a receipt's number becomes the case's own name
		id = CaseID(number)
	}
	return drawn{number: number, append: StreamAppend{
		Stream: "number/" + key, Expect: n,
		Events: []NewEvent{{Type: EvNumberDrawn, At: at, Actor: actor, Data: NumberDrawn{Number: number, Case: id}}},
	}}, nil
}

// pattern returns the name under which a sequence is counted, and its pattern.
func (o *Office) pattern(sequence string, of []string) (name, pattern string) {
	for _, q := range of {
		if p, ok := o.rules.Numbering[sequence+"/"+q]; ok && q != "" {
			return sequence + "/" + q, p
		}
	}
	if p, ok := o.rules.Numbering[sequence]; ok {
		return sequence, p
	}
	return sequence, OtherNumbers
}

// count returns how many numbers a sequence has given.
func (o *Office) count(ctx context.Context, key string) (int, error) {
	d, err := o.views.Doc(ctx, ViewNumbers, key)
	if errors.Is(err, NotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var n int
	if err := json.Unmarshal(d.Body, &n); err != nil {
		return 0, &Error{Op: "read sequence", Doc: key, Kind: Corrupt, Err: err}
	}
	return n, nil
}
