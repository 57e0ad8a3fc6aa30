package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vestnik/pipeline/workday"
)

// ViewJudged is the view of what the machine read and people judged. Key: case id;
// body: judgedRow; sort: the day on which the case's papers were first read.
const ViewJudged = "judged"

// judgedRow is one case: what of its readings was shown, and what was said of them.
type judgedRow struct {
	Day   workday.Date `json:"day"`
	Shown []shownCount `json:"shown,omitempty"`
	Pairs []Pair       `json:"pairs,omitempty"`
}

// shownCount counts readings that were shown to the staff. Nothing in it says what
// they were.
type shownCount struct {
	Form  DocumentKind `json:"form"`
	Field string       `json:"field"`
	Band  int          `json:"band"` // of confidence; see bandOf
	Sure  bool         `json:"sure"`
	Count int          `json:"count"`
	Sum   float64      `json:"sum"` // of their confidences
}

// judgedView keeps the rows.
type judgedView struct{}

func (judgedView) Views() []string { return []string{ViewJudged} }

// Version changes with the rows.
func (judgedView) Version() string { return "judged 1" }

func (judgedView) Project(ctx context.Context, w ViewWriter, e Event) error {
	id, ok := CaseOfStream(e.Stream)
	if !ok || e.Type != EvRecognised && e.Type != EvKindNamed && e.Type != EvCorrected {
		return nil
	}
	var c CaseFile // made by the view of cases, which comes before this one
	if err := load(ctx, w, ViewCases, string(id), &c); err != nil {
		return err
	}
	var row judgedRow
	if err := load(ctx, w, ViewJudged, string(id), &row); err != nil {
		return err
	}
	if row.Day.IsZero() {
		row.Day = workday.DateOf(e.At)
	}
	if e.Type == EvCorrected {
		if err := handle(e, func(v Corrected) error { row.judge(&c, e, v); return nil }); err != nil {
			return err
		}
	} else {
		row.Shown = countShown(&c)
	}
	return put(ctx, w, Doc{View: ViewJudged, Key: string(id), Sort: row.Day.String()}, row)
}

// judge adds a person's word. A second word on the same reading takes the place
// of the first: the last that people said is what the machine is held against.
func (r *judgedRow) judge(c *CaseFile, e Event, v Corrected) {
	if p, first := pairOf(c, e, v); first {
		r.Pairs = append(r.Pairs, p)
		return
	}
	for i := len(r.Pairs) - 1; i >= 0; i-- {
		if r.Pairs[i].Path == v.Path {
			r.Pairs[i].say(v, e)
			return
		}
	}
}

// countShown counts what the machine read of a case, as it was shown: what people
// put in its place is left out of account.
func countShown(c *CaseFile) []shownCount {
	counts := map[shownCount]shownCount{} // by all but the figures
	MergeFields(c.Documents).each(func(at place, r Reading) {
		d := c.Document(r.Document)
		if d == nil {
			return
		}
		key := shownCount{Form: d.kindOf(r.Page), Field: at.field(), Band: bandOf(r.Confidence), Sure: r.Sure}
		n := counts[key]
		if n.Count == 0 {
			n = key
		}
		n.Count++
		n.Sum += r.Confidence
		counts[key] = n
	})
	return slices.SortedFunc(maps.Values(counts), func(a, b shownCount) int {
		return cmp.Or(cmp.Compare(a.Form, b.Form), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Band, b.Band), compareBools(a.Sure, b.Sure))
	})
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// each calls fn for every reading that a person can judge by itself, in a stable
// order: those without parts, and the parts of the others.
func (fs Fields) each(fn func(place, Reading)) {
	for _, name := range slices.Sorted(maps.Keys(fs)) {
		f := fs[name]
		if !f.IsList() {
			f.Reading.each(place{name: name, index: -1}, fn)
			continue
		}
		for i, r := range f.Values {
			r.each(place{name: name, index: i}, fn)
		}
	}
}

func (r Reading) each(at place, fn func(place, Reading)) {
	if _, composite := r.Value.(map[string]any); len(r.Parts) == 0 || !composite {
		fn(at, r)
	}
	for _, part := range slices.Sorted(maps.Keys(r.Parts)) {
		at.part = part
		fn(at, r.Parts[part])
	}
}
