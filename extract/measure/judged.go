package main

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"vestnik/extract/measure/score"
	"vestnik/pipeline"
)

// judged is one value: stated by a paper, read off it, or both.
type judged struct {
	paper        string // where
	path         string // "holders[0].inn"
	stated, read bool
	right, sure  bool
	confidence   float64
	got, want    string
}

// judge compares what was read with what a paper states.
func judge(paper string, states map[string]string, read pipeline.Fields) []judged {
	var out []judged
	readings := leaves(read)
	for _, path := range slices.Sorted(maps.Keys(states)) {
		want := states[path]
		j := judged{paper: paper, path: path, stated: true, want: want}
		if r, ok := readings[path]; ok {
			j.read, j.got, j.sure, j.confidence = true, asText(r.Value), r.Sure, r.Confidence
			j.right = same(path, j.got, want)
		}
		out = append(out, j)
	}
	for _, path := range slices.Sorted(maps.Keys(readings)) {
		if _, ok := states[path]; !ok {
			r := readings[path]
			out = append(out, judged{paper: paper, path: path, read: true, sure: r.Sure, confidence: r.Confidence, got: asText(r.Value)})
		}
	}
	return out
}

// same compares two values; telephones by their digits, however they are set.
func same(path, got, want string) bool {
	if fieldOf(path) != pipeline.FieldPhone {
		return got == want
	}
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	return digits(got) == digits(want)
}

// leaves are the readings by their paths, parts of composite values each for
// itself. A part without a place of its own on the paper has its whole's reading.
func leaves(fields pipeline.Fields) map[string]pipeline.Reading {
	out := map[string]pipeline.Reading{}
	add := func(path string, r pipeline.Reading) {
		whole, composite := r.Value.(map[string]any)
		if r.Unread() {
			return // a place for a person to fill is no value
		}
		if !composite {
			out[path] = r
			return
		}
		for name, v := range whole {
			part, ok := r.Parts[name]
			if !ok {
				part = r
				part.Value = v
			}
			out[path+"."+name] = part
		}
	}
	for name, f := range fields {
		if !f.IsList() {
			add(name, f.Reading)
			continue
		}
		for i, r := range f.Values {
			add(fmt.Sprintf("%s[%d]", name, i), r)
		}
	}
	return out
}

// flatten turns the fields of a truth into values by path.
func flatten(path string, v any, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			flatten(strings.TrimPrefix(path+"."+k, "."), x, into)
		}
	case []any:
		for i, x := range v {
			flatten(fmt.Sprintf("%s[%d]", path, i), x, into)
		}
	default:
		into[path] = asText(v)
	}
}

// asText writes a value so that 4500, 4500.0 and "4500" are alike, and so are the
// ways of writing ё, dashes and quotes.
func asText(v any) string {
	if v == nil {
		return ""
	}
	if rv := reflect.ValueOf(v); rv.CanFloat() && rv.Float() == float64(int64(rv.Float())) {
		v = int64(rv.Float())
	}
	return score.Fold(fmt.Sprint(v))
}

// fieldOf is the path of a value without the places in lists.
func fieldOf(path string) string {
	return regexp.MustCompile(`\[\d+\]`).ReplaceAllString(path, "[]")
}
