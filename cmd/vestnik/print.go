package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"vestnik/pipeline"
)

// readingLeaves are the readings of fields by name, parts of composite values each
// for itself, in the order of the names. The parts of a text (of a name, of an
// address) come after it where they are asked for.
func readingLeaves(fields pipeline.Fields, partsOfText bool) []fieldPlace {
	var out []fieldPlace
	var add func(name string, r pipeline.Reading)
	add = func(name string, r pipeline.Reading) {
		if whole, stated := r.Value.(string); len(r.Parts) == 0 || stated && whole != "" {
			out = append(out, fieldPlace{name, r})
			if !partsOfText {
				return
			}
		}
		for _, part := range slices.Sorted(maps.Keys(r.Parts)) {
			add(name+"."+part, r.Parts[part])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		f := fields[name]
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

// printFields writes fields for people, unsure ones marked.
func printFields(w io.Writer, fields pipeline.Fields) {
	for _, f := range readingLeaves(fields, true) {
		doubt := ""
		if !f.r.Sure {
			doubt = "  (не уверенно, проверьте)"
		}
		fmt.Fprintf(w, "  %-24s %v%s\n", f.name, f.r.Value, doubt)
	}
}

// printDoubts lists what a person has to look at, the most doubtful first.
func printDoubts(w io.Writer, fields pipeline.Fields) {
	doubts := slices.DeleteFunc(readingLeaves(fields, false), func(f fieldPlace) bool { return f.r.Sure })
	if len(doubts) == 0 {
		return
	}
	slices.SortStableFunc(doubts, func(a, b fieldPlace) int { return cmp.Compare(a.r.Confidence, b.r.Confidence) })
	fmt.Fprintf(w, "  Проверьте по изображению, начиная с самого сомнительного (всего %d):\n", len(doubts))
	for i, f := range doubts {
		fmt.Fprintf(w, "  %3d. %s\n", i+1, doubt(f))
	}
}

// doubt says in a sentence what to look at, where, and what is likelier.
func doubt(f fieldPlace) string {
	where := ""
	if f.r.Page > 0 {
		where = fmt.Sprintf(", стр. %d", f.r.Page)
	}
	s := fmt.Sprintf("%s%s: прочитано «%v», уверенность %s.", f.name, where, f.r.Value, hundredths(f.r.Confidence))
	if f.r.Unread() {
		s = fmt.Sprintf("%s%s: не прочитано.", f.name, where)
	}
	if f.r.Doubt != "" {
		s += " " + f.r.Doubt
	}
	if p := f.r.Proposed; p != nil {
		s += fmt.Sprintf(" Вероятнее «%v»: %s.", p.Value, p.Why)
	}
	return s
}
