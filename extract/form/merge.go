package form

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// paper is what one paper of a file states.
type paper struct {
	rank   int
	fields pipeline.Fields
}

// merge brings the papers of one file together. The paper of the lowest rank
// states a field; what others say of it only supports or weakens it. Lists of
// papers of the same rank are joined: further authors follow the first.
func merge(papers []paper) pipeline.Fields {
	slices.SortStableFunc(papers, func(a, b paper) int { return cmp.Compare(a.rank, b.rank) })
	fields := pipeline.Fields{}
	rank := map[string]int{}
	for _, p := range papers {
		for _, name := range slices.Sorted(keys(p.fields)) {
			f := p.fields[name]
			if f.IsList() && name != pipeline.FieldSignatures {
				f.Values = withNew(nil, f.Values)
			}
			was, ok := fields[name]
			switch {
			case !ok:
				fields[name], rank[name] = f, p.rank
			case f.IsList() && was.IsList() && p.rank == rank[name]:
				fields[name] = pipeline.Field{Values: withNew(was.Values, f.Values)}
			case !f.IsList() && !was.IsList():
				fields[name] = pipeline.Field{Reading: weighed(was.Reading, f.Reading)}
			}
		}
	}
	return fields
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

// weighed is a reading after another paper has said the same or something else.
func weighed(was, other pipeline.Reading) pipeline.Reading {
	a, isText := was.Value.(string)
	b, sameType := other.Value.(string)
	if was.Parts != nil || other.Parts != nil || isText != sameType {
		return was
	}
	agree := was.Value == other.Value
	if isText {
		agree = strings.EqualFold(fold(a), fold(b))
	}
	if was.Grounds != nil && agree {
		was.Grounds.Agreed++
	} else if was.Grounds != nil {
		was.Grounds.Differs++
	}
	switch {
	case agree && other.Confidence > was.Confidence:
		was.Confidence = round(math.Min(0.99, (was.Confidence+other.Confidence)/2))
	case !agree && was.Confidence < other.Confidence-0.3:
		return other
	}
	was.Sure = sure(was.Confidence)
	return was
}
