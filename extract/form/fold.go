package form

import (
	"strings"
	"unicode"
)

// lookalike maps what OCR confuses with a Cyrillic letter to that letter. It is
// used for comparing only, never for values.
var lookalike = map[rune]rune{
	'ё': 'е', 'й': 'и',
	'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'k': 'к', 'm': 'м', 'n': 'п',
	'o': 'о', 'p': 'р', 'r': 'г', 't': 'т', 'u': 'и', 'x': 'х', 'y': 'у',
	'ѕ': 'с', 'і': 'и', 'ї': 'и',
}

// digitLookalike is applied to words that are mostly letters.
var digitLookalike = map[rune]rune{'0': 'о', '3': 'з', '6': 'б', '4': 'ч'}

// fold reduces text to the letters and digits that comparing looks at: lower
// case, ё as е, Latin lookalikes as Cyrillic, no spaces, no punctuation.
func fold(s string) string {
	letters, digits := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		r = unicode.ToLower(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if c, ok := lookalike[r]; ok {
			r = c
		} else if c, ok := digitLookalike[r]; ok && letters > digits {
			r = c
		}
		b.WriteRune(r)
	}
	return b.String()
}

// tolerance is how many letters of a label may be wrong: none in the shortest,
// where one letter makes another word, and about a sixth of long ones.
func tolerance(letters int) int {
	switch {
	case letters < 5:
		return 0
	case letters < 9:
		return 1
	case letters < 15:
		return 2
	case letters < 23:
		return 3
	}
	return min(letters/6, maxTolerance)
}

// maxTolerance keeps the band of the comparison small.
const maxTolerance = 9

// band is the working row of an anchored comparison of one pattern with a text
// that is fed letter by letter; only cells within the tolerance are kept.
type band struct {
	pattern []rune
	limit   int
	cells   [2*maxTolerance + 3]int // distance of the text so far to pattern[:fed+i-limit]
	fed     int
}

func newBand(pattern []rune, limit int) band {
	b := band{pattern: pattern, limit: limit}
	for i := range b.cells {
		b.cells[i] = b.far()
		if j := i - limit; j >= 0 && j <= limit {
			b.cells[i] = j
		}
	}
	return b
}

func (b *band) far() int { return maxTolerance + 1 }

// feed takes the next letter of the text and reports whether a match within the
// tolerance is still possible.
func (b *band) feed(r rune) bool {
	b.fed++
	alive := false
	width := 2*b.limit + 1
	left := b.far()
	for i := range width {
		j := b.fed + i - b.limit // letters of the pattern
		best := b.far()
		if j >= 0 && j <= len(b.pattern) {
			if i+1 < width {
				best = b.cells[i+1] + 1
			}
			if j > 0 {
				best = min(best, left+1)
				cost := 1
				if b.pattern[j-1] == r {
					cost = 0
				}
				best = min(best, b.cells[i]+cost)
			}
		}
		b.cells[i] = best
		left = best
		alive = alive || best <= b.limit
	}
	return alive
}

// distance is that of the text fed so far to the whole pattern, or more than the
// tolerance.
func (b *band) distance() int {
	i := len(b.pattern) - b.fed + b.limit
	if i < 0 || i > 2*b.limit {
		return b.far()
	}
	return b.cells[i]
}
