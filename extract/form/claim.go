package form

import (
	"slices"

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
	columns []*mark          // the labels over the columns of a table that is open
	closing *mark            // the signatures without a label
}

// claim finds the labels of a paper and what each of them owns, in reading order.
// The runs of the closing are the signatures'.
func claim(d *description, sheets []*sheet, closing map[*run]bool) *claims {
	c := &claims{form: d, owner: map[*word]*mark{}, printed: map[*word]*mark{}, last: map[*run]*mark{}, spans: map[*run][]*mark{}}
	for _, s := range sheets {
		for i, r := range s.runs {
			if closing[r] {
				c.close(r)
				continue
			}
			c.walk(s, i)
		}
		if n := len(s.runs); n > 0 {
			c.carried = c.last[s.runs[n-1]]
		}
	}
	c.cutTables()
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
			c.explain(owner, h.words)
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

// explain takes from a label what stands between it and the end of an explanation
// whose opening bracket was lost: small print that is no value.
func (c *claims) explain(m *mark, end []*word) {
	const longest = 40
	depth := 0
	for _, w := range end {
		depth += brackets.count(w.text)
	}
	if m == nil || depth >= 0 || len(m.owned) == 0 || len(m.owned) > longest || !startsLower(m.owned[0].text) {
		return
	}
	if slices.ContainsFunc(m.owned, func(w *word) bool { return numeric(w) && len(w.folded) > 1 }) {
		return
	}
	for _, w := range m.owned {
		c.printed[w] = nil
		delete(c.owner, w)
	}
	m.owned = nil
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

// put enters a label that was found.
func (c *claims) put(m *mark) {
	for _, w := range m.hit.words {
		c.printed[w] = m
	}
	c.marks = append(c.marks, m)
	c.columns = c.columnsOf(m)
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
