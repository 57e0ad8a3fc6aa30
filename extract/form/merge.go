package form

import (
	"cmp"
	"slices"

	"vestnik/pipeline"
)

// paper is what one paper of a file states.
type paper struct {
	at     int // its place among the papers of the file
	rank   int
	fields pipeline.Fields
}

// merge brings the papers of one file together. The paper of the lowest rank
// states a field; what others say of it supports or contests it, and is handed back by
// the place of the paper that says it. Lists of papers of the same rank are joined:
// further authors follow the first.
func merge(papers []paper) (pipeline.Fields, map[int][]testimony) {
	slices.SortStableFunc(papers, func(a, b paper) int { return cmp.Compare(a.rank, b.rank) })
	fields := pipeline.Fields{}
	rank := map[string]int{}
	said := map[int][]testimony{}
	for _, p := range papers {
		for _, name := range slices.Sorted(keys(p.fields)) {
			f := p.fields[name]
			if f.IsList() && name != pipeline.FieldSignatures {
				f.Values = withNew(nil, f.Values)
			}
			was, ok := fields[name]
			switch {
			case !ok, was.Unread() && !was.IsList():
				fields[name], rank[name] = f, p.rank
			case f.Unread() && !f.IsList():
			case f.IsList() && was.IsList() && p.rank == rank[name]:
				fields[name] = pipeline.Field{Values: withNew(was.Values, f.Values)}
			case f.IsList() && was.IsList():
				said[p.at] = append(said[p.at], listed(name, was.Values, f.Values))
			case !f.IsList() && !was.IsList():
				reading, t := weighed(name, was.Reading, f.Reading)
				fields[name] = pipeline.Field{Reading: reading}
				said[p.at] = append(said[p.at], t)
			}
		}
	}
	return fields, said
}

// withNew adds to a list the items that are not on it: a sheet that was scanned
// twice names nobody anew.
func withNew(list, more []pipeline.Reading) []pipeline.Reading {
	all := slices.Clone(list)
	for _, item := range more {
		if !slices.ContainsFunc(all, func(was pipeline.Reading) bool { return sameItem(was, item) }) {
			all = append(all, item)
		}
	}
	return all
}

// sameItem reports whether two items of a list are of one person or organisation:
// their names are the same within what OCR misreads, and no date of birth or number
// that both bear differs.
func sameItem(a, b pipeline.Reading) bool {
	if name := fold(a.Parts["name"].Raw); name == "" || !alike(name, fold(b.Parts["name"].Raw)) {
		return false
	}
	for _, part := range []string{"birth_date", "inn", "ogrn", "snils"} {
		x, y := fold(a.Parts[part].Raw), fold(b.Parts[part].Raw)
		if x != "" && y != "" && !alike(x, y) {
			return false
		}
	}
	return true
}
