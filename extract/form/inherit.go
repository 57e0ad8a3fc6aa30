package form

import (
	"slices"
	"strings"
)

// Reach of a label and of a value to the line under it, in line heights.
const (
	labelReach = 7.0
	valueReach = 3.5
)

// inherit says who owns the beginning of a run (nil for nobody) and what the
// last label before it in its column is, for the section.
func (c *claims) inherit(s *sheet, at int) (owner, context *mark) {
	r := s.runs[at]
	var left *run
	if at > 0 && s.runs[at-1].row == r.row {
		left = s.runs[at-1]
	}
	above := c.overhead(s, at)
	if m := c.column(r); m != nil {
		return m, m
	}
	context = c.carried
	switch {
	case above != nil:
		context = c.last[above]
	case left != nil:
		context = c.last[left]
	case at > 0:
		context = c.last[s.runs[at-1]]
	}
	if above != nil && overlap(above, r) > columnShare && c.endsWithLabel(above) && len(c.last[above].owned) == 0 && c.last[above].takes() && c.reaches(s, above, r) {
		return c.last[above], context
	}
	if left != nil && c.endsWithLabel(left) && c.last[left].takes() && (c.last[left].label.Field != "" || c.last[left].endsIn(left)) {
		return c.last[left], c.last[left]
	}
	if above != nil && c.reaches(s, above, r) && (left == nil || !c.bears(left) || aligned(above, r, s.em) || c.endsWithLabel(above)) {
		return c.flowing(above, r, s.em), context
	}
	if left != nil {
		return c.last[left], context
	}
	if at == 0 {
		return c.carried, context
	}
	if before := s.runs[at-1]; above == nil && c.reaches(s, before, r) {
		return c.last[before], context
	}
	return nil, context
}

// flowing is the owner of the end of a run whose text goes on in the run below:
// the last, or the one before it when the last is a number far to the right that
// takes one line only.
func (c *claims) flowing(above, below *run, em float64) *mark {
	last := c.last[above]
	if last == nil || last.label.Type.flows() || below.geo[0] > last.geo[0]-em {
		return last
	}
	for _, m := range slices.Backward(c.spans[above]) {
		if m != nil && m.label.Type.flows() && c.within(m, above) {
			return m
		}
	}
	return last
}

// within reports whether a label or any of its value stands in the run.
func (c *claims) within(m *mark, r *run) bool {
	return slices.ContainsFunc(r.words, func(w *word) bool { return c.printed[w] == m || c.owner[w] == m })
}

// endsIn reports whether the label ends in the run, and does not go on below it.
func (m *mark) endsIn(r *run) bool { return m.hit.words[len(m.hit.words)-1].run == r }

// takes reports whether a value is expected beside the label: it has a field
// that is written out, or ends with a colon. A label that asks for boxes to be
// ticked («отметить [X]») takes none.
func (m *mark) takes() bool {
	if m.label.Type == typeOption || m.label.Type == typeGroup {
		return false
	}
	if m.label.Field == "" && slices.ContainsFunc(m.hit.words, func(w *word) bool { return isBox(strings.Trim(w.text, "():,;")) }) {
		return false
	}
	last := m.hit.words[len(m.hit.words)-1]
	return m.label.Field != "" || strings.HasSuffix(last.text, ":")
}

// overhead is the nearest run above in the same column, or a heading of the
// form over its whole width that stands between.
func (c *claims) overhead(s *sheet, at int) *run {
	const close = 1.0 // line heights between lines of one text
	r := s.runs[at]
	var best, heading *run
	for i := at - 1; i >= 0; i-- {
		up := s.runs[i]
		if up.row == r.row {
			continue
		}
		if best != nil && up.row < best.row {
			break
		}
		if overlap(up, r) > columnShare && (best == nil || overlap(up, r) > overlap(best, r)) {
			best = up
		}
		if best == nil && heading == nil && c.heads(s, i) {
			heading = up
		}
	}
	if heading != nil && (best == nil || r.geo[1]-best.geo[3] > close*s.em) {
		return heading
	}
	return best
}

// heads reports whether a run is a label that opens a section, alone in its row.
func (c *claims) heads(s *sheet, i int) bool {
	r := s.runs[i]
	if i > 0 && s.runs[i-1].row == r.row || i+1 < len(s.runs) && s.runs[i+1].row == r.row {
		return false
	}
	return c.endsWithLabel(r) && c.last[r].label.Section != "" && c.printed[r.words[lead(r)]] == c.last[r]
}

func (c *claims) reaches(s *sheet, above, r *run) bool {
	reach := valueReach
	last := c.last[above]
	if c.endsWithLabel(above) || last != nil && last.label.Type == typeSignatures { // room is left to sign
		reach = labelReach
	}
	return r.geo[1]-above.geo[3] < reach*s.em
}

func (c *claims) endsWithLabel(r *run) bool {
	for _, w := range slices.Backward(r.words) {
		if w.filler() {
			continue
		}
		return c.printed[w] != nil
	}
	return false
}

// bears reports whether a run has a label anywhere.
func (c *claims) bears(r *run) bool {
	return slices.ContainsFunc(r.words, func(w *word) bool { return c.printed[w] != nil })
}

func aligned(a, b *run, em float64) bool {
	d := a.geo[0] - b.geo[0]
	return d < 1.5*em && d > -1.5*em
}
