package form

import (
	"slices"
	"strings"
	"unicode"
)

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
		best.hit.words = withExplanation(toColon(best.hit.words))
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

// fits checks that a label that needs a colon has one, or stands alone in its cell,
// and that one which a capital letter must follow has it behind.
func (l *label) fits(h hit) bool {
	last := h.words[len(h.words)-1]
	if next := last.after(); l.Upper && (next == nil || !startsUpper(strings.TrimLeft(next.text, "«\"„“(")) && !partyNoun.MatchString(next.text)) {
		return false
	}
	if !l.Colon {
		return true
	}
	if strings.ContainsAny(last.text[len(last.text)-1:], ":;") {
		return true
	}
	if l.Extends {
		words := toColon(h.words)
		if strings.HasSuffix(words[len(words)-1].text, ":") {
			return true
		}
	}
	rest := last.run.words[last.index+1:]
	return len(rest) == 0 || strings.IndexAny(rest[0].text, ":-–—(") == 0
}

// toColon adds to a label the few words in lower case that part it from its colon:
// «Творческий вклад автора:» of «творческий вклад».
func toColon(words []*word) []*word {
	const few = 3
	last := words[len(words)-1]
	if !endsInLetter(last.text) {
		return words
	}
	for i, w := range last.run.words[last.index+1:] {
		if i == few || !startsLower(w.text) {
			break
		}
		if strings.HasSuffix(w.text, ":") {
			return append(slices.Clone(words), last.run.words[last.index+1:last.index+2+i]...)
		}
	}
	return words
}

// longestExplanation is how many words an explanation behind a label may have.
const longestExplanation = 60

// withExplanation adds to a label the bracketed explanation that follows it.
// One with digits must begin in lower case: else it may be a value.
func withExplanation(words []*word) []*word {
	last := words[len(words)-1]
	w := last.after()
	for w != nil && w.filler() && strings.Trim(w.text, ":.-–—") == "" {
		w = w.after()
	}
	if w == nil || strings.IndexAny(w.text, brackets.open) != 0 {
		return withUnopened(words, w)
	}
	all := slices.Clone(words)
	depth := 0
	lower := startsLower(strings.TrimLeft(w.text, "({ "))
	for range longestExplanation {
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

// withUnopened adds to a label without a colon an explanation whose opening
// bracket was lost: words from w on, in lower case and without digits, up to a
// bracket that closes what none opened and ends a line or sentence.
func withUnopened(words []*word, w *word) []*word {
	if w == nil || !startsLower(w.text) || strings.HasSuffix(words[len(words)-1].text, ":") {
		return words
	}
	all := slices.Clone(words)
	depth := 0
	for range longestExplanation {
		if w == nil || numeric(w) {
			return words
		}
		all = append(all, w)
		if item := len(w.folded) < 2; !item { // «а)» numbers an item
			depth += brackets.count(w.text)
		}
		if depth < 0 {
			if w.index < len(w.run.words)-1 && !strings.ContainsAny(w.text[len(w.text)-1:], ".:") {
				return words
			}
			return all
		}
		w = w.after()
	}
	return words
}

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
