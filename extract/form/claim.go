package form

import (
	"slices"
	"strings"
	"unicode"

	"vestnik/pipeline"
)

// mark is a label where it was found, with the words that it owns.
type mark struct {
	label   *label
	hit     hit
	geo     pipeline.Box
	page    int
	row     int // of its first word
	lastRow int
	section string
	owned   []*word // in reading order
}

// claims gives the words of a paper to its labels, page by page.
type claims struct {
	form    *description
	marks   []*mark
	owner   map[*word]*mark  // of value words; a label's own words are in printed
	printed map[*word]*mark  // words of labels; nil for hints
	last    map[*run]*mark   // who owns the end of a run
	spans   map[*run][]*mark // every owner of a run, from the left
	carried *mark            // who owns the end of the page before
}

// claim finds the labels of a paper and what each of them owns, in reading order.
func claim(d *description, sheets []*sheet) *claims {
	c := &claims{form: d, owner: map[*word]*mark{}, printed: map[*word]*mark{}, last: map[*run]*mark{}, spans: map[*run][]*mark{}}
	for _, s := range sheets {
		for i := range s.runs {
			c.walk(s, i)
		}
		if n := len(s.runs); n > 0 {
			c.carried = c.last[s.runs[n-1]]
		}
	}
	return c
}

// walk gives out the words of one run.
func (c *claims) walk(s *sheet, at int) {
	r := s.runs[at]
	owner, context := c.inherit(s, at)
	beside := ""
	if at > 0 && s.runs[at-1].row == r.row && c.last[s.runs[at-1]] != nil {
		beside = c.last[s.runs[at-1]].section
	}
	start := lead(r)
	c.spans[r] = append(c.spans[r], owner)
	for i := 0; i < len(r.words); i++ {
		w := r.words[i]
		if m, ok := c.printed[w]; ok {
			if m != nil {
				owner, context = m, m
				c.spans[r] = append(c.spans[r], m)
			}
			continue
		}
		m := c.labelAt(w, i == start || junk(r.words[:i]), context, beside)
		if h, ok := c.hintAt(w); ok && (m == nil || h.score() > m.hit.score() || w.text[0] == '(' && h.score() == m.hit.score()) {
			for _, hw := range h.words {
				c.printed[hw] = nil
			}
			continue
		}
		if m != nil {
			c.disown(r.words[:i], i == start || junk(r.words[:i]))
			c.put(m)
			owner, context = m, m
			c.spans[r] = append(c.spans[r], m)
			continue
		}
		if owner != nil {
			c.owner[w] = owner
			owner.owned = append(owner.owned, w)
		}
	}
	if owner == nil {
		owner = context
		if owner != nil {
			owner = &mark{label: boundary, section: context.section}
		}
	}
	c.last[r] = owner
}

// junk reports whether what stands before a label is only scraps: a box number
// that OCR misread («ТА.» for «1А.»), specks, stray brackets.
func junk(words []*word) bool {
	const scraps, letters = 2, 2
	if len(words) == 0 || len(words) > scraps {
		return false
	}
	for _, w := range words {
		if len(w.folded) > letters {
			return false
		}
	}
	return true
}

// boundary is the label of text that nobody owns, kept for its section.
var boundary = &label{}

// hintAt finds a printed explanation: in brackets, or alone in its run.
func (c *claims) hintAt(w *word) (hit, bool) {
	h, ok := find(c.form.hints, w)
	if !ok {
		return h, false
	}
	last := h.words[len(h.words)-1]
	alone := w.index == 0 && last.index == len(last.run.words)-1
	return h, alone || strings.HasPrefix(w.text, "(") || len(h.words) > 2
}

// put enters a label that was found.
func (c *claims) put(m *mark) {
	for _, w := range m.hit.words {
		c.printed[w] = m
	}
	c.marks = append(c.marks, m)
}

// disown takes the box number before a label from whoever owned it.
func (c *claims) disown(words []*word, start bool) {
	if !start {
		return
	}
	for _, w := range words {
		if m := c.owner[w]; m != nil {
			m.owned = slices.DeleteFunc(m.owned, func(o *word) bool { return o == w })
			delete(c.owner, w)
		}
	}
}

// labelAt returns the label that begins at w, the longest of those that may
// stand here: in the section of the column, or of the cell beside.
func (c *claims) labelAt(w *word, start bool, context *mark, beside string) *mark {
	column := ""
	if context != nil {
		column = context.section
	}
	var best *mark
	for i := range c.form.Labels {
		l := &c.form.Labels[i]
		section := column
		if len(l.Within) > 0 && !slices.Contains(l.Within, section) {
			if section = beside; !slices.Contains(l.Within, section) {
				continue
			}
		}
		h, ok := find(l.phrases, w)
		if !ok || !l.fits(h) || !(start || l.Inline || opensClause(w, h)) {
			continue
		}
		if best == nil || h.score() > best.hit.score() {
			best = &mark{label: l, hit: h, page: w.page, section: section}
			if l.Section != "" {
				best.section = l.Section
			}
		}
	}
	if best != nil {
		best.row = w.run.row
		best.hit.words = withExplanation(best.hit.words)
		best.geo = best.hit.words[0].geo
		for _, lw := range best.hit.words {
			best.geo = union(best.geo, lw.geo)
			best.lastRow = max(best.lastRow, lw.run.row)
		}
	}
	return best
}

// opensClause reports whether a long label inside a line stands behind the end
// of a clause or an empty rule, as after a value.
func opensClause(w *word, h hit) bool {
	const long = 10
	if h.length < long || w.index == 0 {
		return false
	}
	before := w.run.words[w.index-1]
	return before.filler() || strings.ContainsRune(".:;,_)]", rune(before.text[len(before.text)-1]))
}

// fits checks that a label that needs a colon has one, or stands alone in its cell.
func (l *label) fits(h hit) bool {
	if !l.Colon {
		return true
	}
	last := h.words[len(h.words)-1]
	if strings.ContainsAny(last.text[len(last.text)-1:], ":;") {
		return true
	}
	rest := last.run.words[last.index+1:]
	return len(rest) == 0 || strings.IndexAny(rest[0].text, ":-–—(") == 0
}

// withExplanation adds to a label the bracketed explanation that follows it.
// One with digits must begin in lower case: else it may be a value.
func withExplanation(words []*word) []*word {
	const longest = 60
	last := words[len(words)-1]
	w := last.after()
	for w != nil && w.filler() && strings.Trim(w.text, ":.-–—") == "" {
		w = w.after()
	}
	if w == nil || strings.IndexAny(w.text, brackets.open) != 0 {
		return words
	}
	all := slices.Clone(words)
	depth := 0
	lower := startsLower(strings.TrimLeft(w.text, "({ "))
	for range longest {
		if w == nil || numeric(w) && !lower {
			return words
		}
		all = append(all, w)
		depth += brackets.count(w.text)
		if depth <= 0 {
			return all
		}
		w = w.after()
	}
	return words
}

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
	if left != nil && c.endsWithLabel(left) && c.last[left].takes() {
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
		if m != nil && m.label.Type.flows() {
			return m
		}
	}
	return last
}

// takes reports whether a value is expected beside the label: it has a field
// that is written out, or ends with a colon.
func (m *mark) takes() bool {
	if m.label.Type == typeOption || m.label.Type == typeGroup {
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

// bracket pairs as OCR reads round ones.
type bracketPair struct{ open, closed string }

var brackets = bracketPair{"({", ")}"}

// count is how many more brackets the text opens than closes.
func (b bracketPair) count(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune(b.open, r):
			n++
		case strings.ContainsRune(b.closed, r):
			n--
		}
	}
	return n
}

func (c *claims) reaches(s *sheet, above, r *run) bool {
	reach := valueReach
	if c.endsWithLabel(above) {
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

// lead is the index of the first word of a run behind box numbers ("7А.",
// "(72)"), ticks and rules.
func lead(r *run) int {
	for i, w := range r.words {
		if !w.filler() && !isBox(w.text) && !numbering(w.text) {
			return i
		}
	}
	return 0
}

// numbering reports whether the text is the number of a box or item.
func numbering(s string) bool {
	s = strings.Trim(s, "().-–—№*•")
	digits := 0
	for _, r := range s {
		if unicode.IsDigit(r) || r == '.' {
			digits++
		}
	}
	rest := len([]rune(s)) - digits
	return digits > 0 && digits <= 4 && (rest == 0 || rest == 1 && hasLetter(s))
}

func numeric(w *word) bool { return strings.ContainsFunc(w.text, unicode.IsDigit) }
