package form

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// caption is small print under a line that says what is written on it:
// «(фамилия, имя, отчество)». Captions are looked at only where no label of the
// field was found: a seal often hides the heading of the box of signatures.
type caption struct {
	Text  []string  `yaml:"text"`
	Field string    `yaml:"field"` // a part of a composite
	Type  valueType `yaml:"type"`
	// Beyond names sections in which the caption means something else.
	Beyond []string `yaml:"beyond"`

	phrases []phrase
}

func (c *caption) compile(sections map[string]bool) (err error) {
	if len(c.Text) == 0 || partOf(c.Field) == "" || !c.Type.known() {
		return fmt.Errorf("caption %q needs texts, a part of a field and a type", c.Text)
	}
	for _, s := range c.Beyond {
		if !sections[s] {
			return fmt.Errorf("caption %q: no label opens section %q", c.Text[0], s)
		}
	}
	c.phrases, err = phrases(c.Text)
	return err
}

// captioned is what stands over a caption.
type captioned struct {
	field, part string
	value       found
	at          pipeline.Box
	page        int
}

// readCaptions reads composites that no label introduced off the captions under
// their parts. Captions at about one height belong to one item.
func (r *reader) readCaptions(c *claims, sheets []*sheet) {
	var all []captioned
	for _, s := range sheets {
		for _, run := range s.runs {
			for _, w := range run.words {
				all = append(all, r.over(c, s, w)...)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b captioned) int {
		return cmp.Or(cmp.Compare(a.page, b.page), cmp.Compare(a.at[1], b.at[1]))
	})
	const sameLine = 2.0 // heights of the type
	for i, one := range all {
		high := one.at[3] - one.at[1]
		opens := i == 0 || all[i-1].page != one.page || math.Abs(one.at[1]-all[i-1].at[1]) > sameLine*high
		r.piece(one.field, piece{part: one.part, value: one.value, quality: 1, opens: opens})
	}
}

// over reads what stands over a caption that begins at the word.
func (r *reader) over(c *claims, s *sheet, w *word) []captioned {
	const doubtful = 0.85 // of a value that only a caption introduces
	if strings.IndexAny(w.text, brackets.open) != 0 {
		return nil // «(дата)» and not the label «Дата»
	}
	for i := range r.form.Captions {
		caption := &r.form.Captions[i]
		name := compositeOf(caption.Field)
		h, ok := find(caption.phrases, w)
		if !ok || r.known(name) {
			continue
		}
		words := c.above(s, h, caption.Beyond)
		f, ok := caption.Type.read(newPassage(words))
		if !ok {
			continue
		}
		f.quality = math.Min(f.quality, doubtful)
		return []captioned{{name, partOf(caption.Field), f, w.geo, w.page}}
	}
	return nil
}

// known reports whether a label has stated the composite already.
func (r *reader) known(name string) bool { _, ok := r.pieces[name]; return ok }

// above are the words over a caption, on the nearest line within reach, that are
// no label and stand in none of the sections.
func (c *claims) above(s *sheet, h hit, beyond []string) []*word {
	const reach = 1.5 // line heights
	under := h.words[0].geo
	for _, w := range h.words {
		under = union(under, w.geo)
	}
	var best *run
	for _, up := range s.runs {
		gap := under[1] - up.geo[3]
		if up.row >= h.words[0].run.row || gap > reach*s.em || overlap(up, &run{geo: under}) < columnShare {
			continue
		}
		if best == nil || up.row >= best.row {
			best = up
		}
	}
	if best == nil {
		return nil
	}
	var words []*word
	for _, w := range best.words {
		if _, label := c.printed[w]; label {
			return nil
		}
		if m := c.owner[w]; m != nil && slices.Contains(beyond, m.section) {
			return nil
		}
		words = append(words, w)
	}
	return words
}
