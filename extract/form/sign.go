package form

import (
	"fmt"
	"slices"
	"strings"
)

// sign is a text that speaks for a kind of paper, or, with a negative weight, against it.
type sign struct {
	Text   []string  `yaml:"text"`
	As     signPlace `yaml:"as"`
	Weight float64   `yaml:"weight"`
	// Must is set on signs of which at least one has to be there: they say what the
	// paper is.
	Must bool `yaml:"must"`
	// Matter is set on signs of which, likewise, at least one has to be there: they
	// say that it is about the matters of the office.
	Matter bool `yaml:"matter"`

	phrases []phrase
	key     string // the same for signs of the same texts at the same place
}

type signPlace string

const (
	asHeading signPlace = "heading" // alone on its lines, in the upper part of the page
	asLabel   signPlace = "label"   // at the start of a line or cell
	asPhrase  signPlace = "phrase"  // anywhere
	asCode    signPlace = "code"    // most lines look like source text; Text is empty
)

func (s *sign) compile() (err error) {
	switch s.As {
	case asHeading, asLabel, asPhrase:
		if len(s.Text) == 0 {
			return fmt.Errorf("a sign has no text")
		}
	case asCode:
	default:
		return fmt.Errorf("sign %q: as %q is unknown", s.Text, s.As)
	}
	if s.Weight == 0 && !s.Matter {
		return fmt.Errorf("sign %q has no weight", s.Text)
	}
	s.key = string(s.As) + "\n" + strings.Join(s.Text, "\n")
	s.phrases, err = phrases(s.Text)
	return err
}

// seen reports whether the sign is on the page; several kinds share a sign, and it
// is looked for once.
func (s *sign) seen(on *sheet, seen map[string]bool) bool {
	there, known := seen[s.key]
	if !known {
		there = s.on(on)
		seen[s.key] = there
	}
	return there
}

// says puts the sign in words for people.
func (s *sign) says() string {
	not := ""
	if s.Weight < 0 {
		not = "против: "
	}
	switch {
	case s.As == asHeading:
		return fmt.Sprintf("%sзаголовок «%s»", not, strings.ToUpper(s.Text[0]))
	case s.As == asCode:
		return not + "строки похожи на исходный текст"
	case s.As == asLabel:
		return fmt.Sprintf("%sграфа «%s»", not, s.Text[0])
	case s.Matter && s.Weight == 0:
		return "речь о делах Роспатента"
	}
	return fmt.Sprintf("%sслова «%s»", not, s.Text[0])
}

// on reports whether the sign is on the page.
func (s *sign) on(page *sheet) bool {
	if s.As == asCode {
		return page.codeLike()
	}
	for _, r := range page.runs {
		first := lead(r)
		for i, w := range r.words {
			if s.As != asPhrase && i != first {
				continue
			}
			if s.As == asHeading && s.headsAt(page, w) {
				return true
			}
			if _, ok := find(s.phrases, w); ok && s.As != asHeading {
				return true
			}
		}
	}
	return false
}

// headsAt reports whether any of the texts begins at the word and stands alone: of
// «ЖАЛОБА» over «на действия эксперта» the short one does.
func (s *sign) headsAt(page *sheet, w *word) bool {
	for i := range s.phrases {
		h, ok := find(s.phrases[i:i+1], w)
		if ok && page.heads(h) && !(s.Weight < 0 && strings.HasSuffix(h.words[len(h.words)-1].text, ":")) {
			return true // «Доверенность:» is a box of this paper and no other paper
		}
	}
	return false
}

// headingZone is the upper part of a page where a heading may stand.
const headingZone = 0.6

// heads reports whether a hit stands alone on its lines, high on the page.
func (s *sheet) heads(h hit) bool {
	last := h.words[len(h.words)-1]
	for _, w := range last.run.words[last.index+1:] {
		if len(w.folded) > 0 && w.text[0] != '(' && !numeric(w) {
			return false
		}
	}
	if s.shared(h.words[0].run) && startsLower(h.words[0].text) {
		return false // a cell of a table
	}
	return middle(h.words[0].geo) < headingZone*s.height
}

// shared reports whether other cells stand in the row of a run.
func (s *sheet) shared(r *run) bool {
	return slices.ContainsFunc(s.runs, func(other *run) bool { return other != r && other.row == r.row })
}

func (l *label) on(s *sheet) bool {
	for _, r := range s.runs {
		first := lead(r)
		for i, w := range r.words {
			if !l.Inline && i != first {
				continue
			}
			if h, ok := find(l.phrases, w); ok && l.fits(h) {
				return true
			}
		}
	}
	return false
}
