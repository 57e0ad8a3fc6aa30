package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vestnik/extract/form"
	"vestnik/extract/measure/corpus"
	"vestnik/extract/measure/score"
	"vestnik/pipeline"
)

// example is one value that was read, with what was said for it and whether it is
// what the paper states.
type example struct {
	seed       uint64
	layout     string
	dirt       string // family of dirt, how misread, empty for a text layer
	field      string // "holders.name"
	path       string // "holders[0].name"
	grounds    pipeline.Grounds
	confidence float64
	sure       bool
	right      bool
	got, want  string
}

// judge reads the fields off a filing and compares them with its truth. A value of
// a field that no paper of the corpus states is left out: nothing is known of it.
func judge(r *form.Recogniser, f readFiling) []example {
	readings := values(r.Recognise("", f.Pages).Fields)
	if v, ok := f.Truth["representative"]; ok {
		f.Truth["representative.name"] = v
	}
	truth := aligned(f.Truth, readings)
	var all []example
	for _, path := range slices.Sorted(maps.Keys(readings)) {
		v := readings[path]
		field := itemPlace.ReplaceAllString(path, "")
		if v.Grounds == nil || unstated[field] {
			continue
		}
		got := fmt.Sprint(v.Value)
		all = append(all, example{
			seed: f.Seed, layout: f.Layout, dirt: f.dirt(), field: field, path: path,
			grounds: *v.Grounds, confidence: v.Confidence, sure: v.Sure,
			right: same(field, got, truth[path]), got: got, want: truth[path],
		})
	}
	return all
}

// same reports whether a reading says what the paper says: telephone numbers by
// their digits, everything else letter by letter, folded.
func same(field, got, want string) bool {
	if field == "phone" {
		return subscriber(got) == subscriber(want)
	}
	if field == "authors.name" {
		want = strings.TrimPrefix(want, "Индивидуальный предприниматель ")
	}
	return score.Fold(got) == score.Fold(want)
}

// subscriber is a telephone number without the ways of dialling Russia.
func subscriber(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	return digits[max(0, len(digits)-10):]
}

// unstated are fields that the reader derives and the corpus does not tell.
var unstated = map[string]bool{"deposit_pages": true, "fee.uin": true, "statement_date": true, "holders.kpp": true, "attachments": true,
	"representative.kind": true, "representative.address": true,
	"fee.payer": true, "fee.payer_inn": true, "fee.payer_kpp": true, "fee.recipient": true, "fee.purpose": true,
	"fee.kbk": true, "fee.oktmo": true, "fee.amount_in_words": true,
	"letter_number": true, "letter_date": true, "letter_addressee": true, "letter_subject": true, "letter_phone": true, "letter_email": true,
	"letter_signatures.name": true, "letter_signatures.position": true, "letter_signatures.date": true,
	"enclosures.title": true, "enclosures.sheets": true, "enclosures.copies": true}

var itemPlace = regexp.MustCompile(`\[\d+\]`)

// values are the readings by path, parts of composite values each for itself.
func values(fields pipeline.Fields) map[string]pipeline.Reading {
	out := map[string]pipeline.Reading{}
	add := func(path string, r pipeline.Reading) {
		if r.Grounds != nil {
			out[path] = r
			return
		}
		for part, reading := range r.Parts {
			out[path+"."+part] = reading
		}
	}
	for name, f := range fields {
		if !f.IsList() {
			add(name, f.Reading)
		}
		for i, v := range f.Values {
			add(fmt.Sprintf("%s[%d]", name, i), v)
		}
	}
	return out
}

// aligned brings the items of a truth's lists to the places where they were read: a
// reader that misses the first author has read the second one right all the same.
func aligned(truth corpus.States, read map[string]pipeline.Reading) corpus.States {
	out := corpus.States{}
	items := map[string]map[int]corpus.States{}
	for path, v := range truth {
		name, place, part := split(path)
		if place < 0 {
			out[path] = v
			continue
		}
		if items[name] == nil {
			items[name] = map[int]corpus.States{}
		}
		if items[name][place] == nil {
			items[name][place] = corpus.States{}
		}
		items[name][place][part] = v
	}
	readItems := map[string]map[int]corpus.States{}
	for path, r := range read {
		if name, place, part := split(path); place >= 0 {
			if readItems[name] == nil {
				readItems[name] = map[int]corpus.States{}
			}
			if readItems[name][place] == nil {
				readItems[name][place] = corpus.States{}
			}
			readItems[name][place][part] = fmt.Sprint(r.Value)
		}
	}
	for name, list := range items {
		for place, best := range pair(list, readItems[name]) {
			for part, v := range list[best] {
				out[fmt.Sprintf("%s[%d].%s", name, place, part)] = v
			}
		}
	}
	return out
}

// pair gives each item that was read the item of the truth that it is most like,
// the nearest place deciding between equals; no item twice.
func pair(truth, read map[int]corpus.States) map[int]int {
	out, taken := map[int]int{}, map[int]bool{}
	for _, place := range slices.Sorted(maps.Keys(read)) {
		best, most := -1, -1.0
		for _, other := range slices.Sorted(maps.Keys(truth)) {
			like := -0.1 * float64(max(other-place, place-other))
			for part, v := range read[place] {
				if score.Fold(v) == score.Fold(truth[other][part]) {
					like++
				}
			}
			if !taken[other] && (best < 0 || like > most) {
				best, most = other, like
			}
		}
		if best >= 0 {
			out[place], taken[best] = best, true
		}
	}
	return out
}

// split takes "holders[0].inn" apart; the place is -1 where there is none.
func split(path string) (name string, place int, part string) {
	head, part, _ := strings.Cut(path, ".")
	name, at, listed := strings.Cut(head, "[")
	if !listed {
		return name, -1, part
	}
	n, err := strconv.Atoi(strings.TrimSuffix(at, "]"))
	if err != nil {
		return name, -1, part
	}
	return name, n, part
}
