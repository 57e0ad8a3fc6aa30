package form

import (
	"fmt"
	"strings"
)

// phrase is a printed text to be found again in spite of OCR errors, other
// spacing, line breaks and hyphens.
type phrase struct {
	text    string
	pattern []rune
	digits  string
	limit   int
}

func phrases(texts []string) ([]phrase, error) {
	list := make([]phrase, len(texts))
	for i, t := range texts {
		var pattern []rune
		for _, w := range strings.Fields(t) {
			pattern = append(pattern, []rune(fold(w))...)
		}
		if len(pattern) < 2 {
			return nil, fmt.Errorf("text %q is too short to be recognised", t)
		}
		list[i] = phrase{t, pattern, digitsOf(pattern), tolerance(len(pattern))}
	}
	return list, nil
}

// hit is a place where a phrase was found.
type hit struct {
	words    []*word
	distance int // letters that differ
	length   int // letters of the phrase
}

// quality is 1 for a letter-perfect hit and falls with the share of wrong letters.
func (h hit) quality() float64 { return 1 - float64(h.distance)/float64(h.length)/2 }

// score prefers long and exact hits.
func (h hit) score() int { return h.length - 3*h.distance }

// match finds the phrase in the text that begins at w and goes on in its
// column. The match ends at the end of a word.
func (p *phrase) match(w *word) (hit, bool) {
	h := p.align(w)
	return h, h.words != nil && p.agrees(h) && !p.betterLater(h)
}

// stray is how many rules and dots may stand between the words of a label.
const stray = 8

// align compares the phrase with the text that begins at w and returns the
// closest hit within the tolerance; a hit without words is none.
func (p *phrase) align(w *word) hit {
	best := hit{distance: p.limit + 1, length: len(p.pattern)}
	if !p.plausible(w) {
		return best
	}
	b := newBand(p.pattern, p.limit)
	length := 0 // words up to the end of the best hit
	next := w
	for n := 1; next != nil && n < len(p.pattern)+stray; n++ {
		for _, r := range next.folded {
			if !b.feed(r) {
				return best.spanning(w, length)
			}
		}
		if d := b.distance(); d < best.distance {
			best.distance, length = d, n
		}
		next = next.after()
	}
	return best.spanning(w, length)
}

// spanning is the hit with its words, so many from w on.
func (h hit) spanning(w *word, length int) hit {
	for range length {
		h.words = append(h.words, w)
		w = w.after()
	}
	return h
}

// betterLater reports whether an inexact hit is only an exact one with foreign
// words before it.
func (p *phrase) betterLater(h hit) bool {
	if h.distance == 0 || len(h.words) < 2 {
		return false
	}
	const foreign = 8
	for _, w := range h.words[1:min(len(h.words), foreign)] {
		if later := p.align(w); later.words != nil && later.distance < h.distance {
			return true
		}
	}
	return false
}

// agrees checks the digits of a phrase, which tell «статьи 1259» from «статьи
// 1334»: at most one of them may be misread.
func (p *phrase) agrees(h hit) bool {
	if p.digits == "" {
		return true
	}
	var all []rune
	for _, w := range h.words {
		all = append(all, w.folded...)
	}
	got := digitsOf(all)
	if len(got) != len(p.digits) {
		return false
	}
	wrong := 0
	for i := range len(got) {
		if got[i] != p.digits[i] {
			wrong++
		}
	}
	return wrong <= 1
}

func digitsOf(runes []rune) string {
	var b strings.Builder
	for _, r := range runes {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// plausible rejects most places at once: of the first three letters of the text
// one must be among the first letters of the phrase.
func (p *phrase) plausible(w *word) bool {
	if len(w.folded) == 0 {
		return false
	}
	if p.limit == 0 {
		return w.folded[0] == p.pattern[0]
	}
	head := p.pattern[:min(4, len(p.pattern))]
	for _, r := range w.folded[:min(3, len(w.folded))] {
		for _, h := range head {
			if r == h {
				return true
			}
		}
	}
	return false
}

// find returns the best hit of the phrases at w.
func find(list []phrase, w *word) (hit, bool) {
	var best hit
	found := false
	for i := range list {
		if h, ok := list[i].match(w); ok && (!found || h.score() > best.score()) {
			best, found = h, true
		}
	}
	if found && foreignFirst(list, best) {
		return hit{}, false
	}
	return best, found
}

// foreignFirst reports whether an inexact hit is only a closer one of another
// phrase of the same meaning with foreign words before it: «Россия» over «Описание
// вклада» is no «Краткое описание вклада».
func foreignFirst(list []phrase, h hit) bool {
	const foreign = 4
	if h.distance == 0 || len(h.words) < 3 {
		return false
	}
	end := h.words[len(h.words)-1]
	for _, w := range h.words[1:min(len(h.words)-1, foreign)] {
		if w.run == h.words[0].run {
			continue
		}
		for i := range list {
			later := list[i].align(w)
			whole := h.length-later.length <= h.distance+1 // all of the phrase but what the foreign words stand for
			if whole && later.words != nil && later.distance < h.distance && later.words[len(later.words)-1] == end {
				return true
			}
		}
	}
	return false
}
