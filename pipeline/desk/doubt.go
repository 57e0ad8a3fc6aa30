package desk

import (
	"cmp"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// proposedRow is a value that the machine thinks likelier than what it read.
type proposedRow struct {
	Value string // as it is sent
	Shown string // as people say it
	Why   string
}

// orderDoubts puts the doubtful rows in the order in which a person should look at
// them: first what an open finding rests on, then the rest, in both the least
// certain on top. Equals keep the order of the statement.
func (v *caseView) orderDoubts() {
	for i := range v.Doubtful {
		v.Doubtful[i].Cited = v.cites(v.Doubtful[i].Path)
	}
	slices.SortStableFunc(v.Doubtful, func(a, b fieldRow) int {
		if a.Cited != b.Cited {
			if a.Cited {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Confidence, b.Confidence)
	})
}

// cites reports whether a finding that is open rests on the value at the path, or
// on the whole that it is part of.
func (v *caseView) cites(path string) bool {
	return slices.ContainsFunc(v.Findings, func(f findingRow) bool {
		return slices.ContainsFunc(f.Evidence, func(e pipeline.Evidence) bool {
			return e.Field != "" && (within(path, e.Field) || within(e.Field, path))
		})
	})
}

// within reports whether a path is the whole's or leads into it.
func within(path, whole string) bool {
	rest, inside := strings.CutPrefix(path, whole)
	return inside && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// nextDoubt returns the doubtful row to look at after one was settled: of those
// that came after it, the first that still is in doubt, else the first of all; nil
// when there is none. before is the order in which they were shown.
func (v *caseView) nextDoubt(path string, before []fieldRow) *fieldRow {
	at := slices.IndexFunc(before, func(r fieldRow) bool { return r.Path == path })
	for _, r := range before[at+1:] {
		if i := slices.IndexFunc(v.Doubtful, func(d fieldRow) bool { return d.Path == r.Path }); i >= 0 {
			return &v.Doubtful[i]
		}
	}
	if len(v.Doubtful) > 0 {
		return &v.Doubtful[0]
	}
	return nil
}

// proposal returns what the machine thinks likelier; nil where it thinks nothing else.
func (l *fieldList) proposal(path string, r pipeline.Reading) *proposedRow {
	if r.Proposed == nil {
		return nil
	}
	return &proposedRow{Value: text(r.Proposed.Value), Shown: l.view.Words.shown(path, r.Proposed.Value), Why: r.Proposed.Why}
}
