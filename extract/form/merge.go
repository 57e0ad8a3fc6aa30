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
			was, ok := fields[name]
			switch {
			case !ok:
				fields[name], rank[name] = f, p.rank
			case f.IsList() && was.IsList() && p.rank == rank[name]:
				was.Values = append(was.Values, f.Values...)
				fields[name] = was
			case !f.IsList() && !was.IsList():
				fields[name] = pipeline.Field{Reading: weighed(was.Reading, f.Reading)}
			}
		}
	}
	return fields
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
	switch {
	case agree && other.Confidence > was.Confidence:
		was.Confidence = round(math.Min(0.99, (was.Confidence+other.Confidence)/2))
	case !agree && was.Confidence < other.Confidence-0.3:
		return other
	}
	was.Sure = sure(was.Confidence)
	return was
}
