package form

import (
	"fmt"
	"strings"
	"unicode"

	"vestnik/pipeline"
)

// witness knows which words stand where in a file, so that what is printed twice
// can be compared: a name in the box and under the signature, a title on the
// statement and on the abstract.
type witness struct {
	times map[string]int
	// near holds words by what remains of them when one letter is dropped, so that
	// two that differ in one letter meet.
	near map[string][]string
	// running is all that the file says, in the order of reading: words in small
	// letters with a blank before and behind each.
	running string
}

// shortestWitness is how many letters or digits a word needs to bear witness:
// shorter ones stand everywhere.
const shortestWitness = 4

// newWitness takes in all words of the papers.
func newWitness(parts []part) *witness {
	w := &witness{times: map[string]int{}, near: map[string][]string{}}
	var running strings.Builder
	for _, p := range parts {
		for _, s := range p.sheets() {
			for _, run := range s.runs {
				for _, word := range run.words {
					w.take(word.text)
					running.WriteString(runningText(word.text))
				}
			}
		}
	}
	w.running = running.String()
	return w
}

func (w *witness) take(text string) {
	for _, token := range tokens(text) {
		if w.times[token]++; w.times[token] > 1 {
			continue
		}
		for _, rest := range shortened(token) {
			w.near[rest] = append(w.near[rest], token)
		}
	}
}

// tokens are the stretches of letters and digits of a text that can bear witness,
// in lower case.
func tokens(text string) []string {
	var out []string
	for _, t := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if t = strings.ReplaceAll(t, "ё", "е"); len([]rune(t)) >= shortestWitness {
			out = append(out, t)
		}
	}
	return out
}

// runningText is a text as words in small letters, each between blanks of its own,
// so that a stretch of words is found by itself alone: " а "  " б ".
func runningText(text string) string {
	var b strings.Builder
	for _, t := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(" " + strings.ReplaceAll(t, "ё", "е") + " ")
	}
	return b.String()
}

// twice reports whether the whole of a text stands in the file twice or more. Dirt
// does not strike the same letters in two places.
func (w *witness) twice(text string) bool {
	text = runningText(text)
	return len([]rune(text)) >= shortestWitness+2 && strings.Count(w.running, text) >= 2
}

// shortened are the token's remains without one of its letters, each with the
// place marked.
func shortened(token string) []string {
	r := []rune(token)
	out := make([]string, len(r))
	for i := range r {
		out[i] = string(r[:i]) + "*" + string(r[i+1:])
	}
	return out
}

// testify adds to the evidence of a reading what the rest of the file says.
func (w *witness) testify(r pipeline.Reading) {
	own := map[string]int{}
	all := tokens(r.Raw)
	for _, t := range all {
		own[t]++
	}
	repeated := 0
	for _, t := range all {
		switch {
		case w.times[t] > own[t]:
			repeated++
		case w.disputed(t, own):
			r.Grounds.Disputed++
		}
	}
	r.Grounds.Twice = w.twice(r.Raw)
	if len(all) > 0 {
		r.Grounds.Repeated = float64(repeated) / float64(len(all))
	}
}

// disputed reports whether a word that differs in one letter stands elsewhere.
// Endings are no dispute: Russian words change them.
func (w *witness) disputed(token string, own map[string]int) bool {
	const ending = 2
	r := []rune(token)
	for i, rest := range shortened(token) {
		if i >= len(r)-ending && !unicode.IsDigit(r[i]) {
			continue
		}
		for _, other := range w.near[rest] {
			if other != token && own[other] == 0 {
				return true
			}
		}
	}
	return false
}

// each calls f for every reading of the fields that has grounds of its own: those
// that are no composites, and the parts of composites, with the name of the field or
// part. A composite is as sure as its least certain part, what a value itself tells
// as sure as the value.
func each(fields pipeline.Fields, f func(name string, r *pipeline.Reading)) {
	single := func(name string, r *pipeline.Reading, orderly, alone bool) {
		own := *r.Grounds // one reading may stand for two fields
		own.Orderly, own.Alone, own.Disputed = orderly, alone, 0
		r.Grounds = &own
		f(name, r)
		for part, detail := range r.Parts {
			detail.Confidence, detail.Sure = r.Confidence, r.Sure
			r.Parts[part] = detail
		}
	}
	visit := func(name string, r *pipeline.Reading, orderly, alone bool) {
		if r.Grounds != nil {
			single(name, r, orderly, alone)
			return
		}
		least := 1.0
		for part, reading := range r.Parts {
			if reading.Grounds != nil {
				single(name+"."+part, &reading, orderly && (part != "country" || addressed(*r)), alone)
				r.Parts[part] = reading
			}
			least = min(least, reading.Confidence)
		}
		if len(r.Parts) > 0 {
			r.Confidence, r.Sure = least, least >= pipeline.SureFrom
		}
	}
	for name, field := range fields {
		if !field.IsList() {
			visit(name, &field.Reading, true, true)
			fields[name] = field
		}
		ordered := orderly(name, field.Values)
		for i := range field.Values {
			visit(name, &field.Values[i], ordered, len(field.Values) == 1)
		}
	}
}

// orderly reports whether a list of persons or organisations came apart into whole
// items: each has a name, and an address and a tax number where the first has them.
// Where one has not, a neighbour may have got what is its own.
func orderly(field string, items []pipeline.Reading) bool {
	if !persons[field] || len(items) == 0 {
		return true
	}
	for _, item := range items {
		if name, ok := item.Parts["name"]; !ok || name.Value == "" || contradicts(item) {
			return false
		}
		for _, part := range []string{"address", "inn"} {
			_, first := items[0].Parts[part]
			if _, has := item.Parts[part]; first != has {
				return false
			}
		}
	}
	return true
}

// contradicts reports whether an item has a number that its kind does not bear: an
// organisation has an ИНН of ten digits and an ОГРН of 13, a person of twelve and 15,
// and only persons have a СНИЛС.
func contradicts(item pipeline.Reading) bool {
	kind, ok := item.Parts["kind"]
	if !ok {
		return false
	}
	person := kind.Value == "person"
	length := func(part string) int { return len(onlyDigits(fmt.Sprint(item.Parts[part].Value))) }
	inn, ogrn, snils := length("inn"), length("ogrn"), length("snils")
	return inn == 12 != person && inn > 0 || ogrn == 15 != person && ogrn > 0 || snils > 0 && !person
}

// addressed reports whether the address of an item, out of which its country is read,
// is whole or not stated.
func addressed(item pipeline.Reading) bool {
	address, ok := item.Parts["address"]
	return !ok || shaped("address", address.Value)
}

// persons are the lists whose items are nothing without a name.
var persons = map[string]bool{pipeline.FieldHolders: true, pipeline.FieldAuthors: true, pipeline.FieldSignatures: true}
