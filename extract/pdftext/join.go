package pdftext

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joined puts together what is one word of a line though it was shown in pieces:
// cut by a change of font, set in small capitals, or set apart letter by letter.
func joined(words []*run) []*run {
	spaced := letterSpaced(words)
	out := words[:0]
	for i, w := range words {
		if last := len(out) - 1; last >= 0 {
			if p := out[last]; spaced[i] || follows(p, w) && (continues(p, w) || smallCapitals(p, w)) {
				p.text += w.text
				p.box = p.box.union(w.box)
				p.end, p.until, p.font = max(p.end, w.end), w.until, w.font
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// follows reports whether b was shown right after a without a blank.
func follows(a, b *run) bool {
	return b.glued && b.seq == a.until+1 && a.turn == b.turn && a.hidden == b.hidden
}

// continues reports whether b goes on where a ends, in one size and font.
func continues(a, b *run) bool {
	gap := b.start - a.end
	return gap < 0.03*a.size && gap > -backBreaks*a.size && math.Abs(a.size-b.size) < 0.05*a.size && a.font == b.first
}

// smallCapitals reports whether two pieces are a word whose first letter, or the
// rest, is set in smaller capitals on the same baseline.
func smallCapitals(a, b *run) bool {
	gap, size := b.start-a.end, max(a.size, b.size)
	if gap > gapBreaks*size || gap < -gapBreaks*size || math.Abs(a.base-b.base) > lineBreaks || min(a.size, b.size) < 0.6*size {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(a.text)
	return unicode.IsUpper(before) && !strings.ContainsFunc(b.text, func(r rune) bool { return !unicode.IsUpper(r) })
}

// Bounds of words that are set letter by letter.
const (
	fewestSpaced = 4   // letters in a row
	evenly       = 1.3 // widest gap within a word to the narrowest of the row
	unevenly     = 0.1 // em that kerning may add to a gap
	widestSpaced = 0.4 // em
)

// letterSpaced marks the letters of a line that belong to the letter before
// them: single letters, shown one after the other, at nearly the same gaps. Where
// a line has one such word, shorter ones beside it are words too.
func letterSpaced(words []*run) map[int]bool {
	var out map[int]bool
	gap := 0.0 // of the line's spaced words
	for _, fewest := range []int{fewestSpaced, 2} {
		for i := 0; i < len(words); {
			j, narrowest := spacedFrom(words, i)
			if j-i >= fewest && narrowest > 0 && (gap == 0 || narrowest < evenly*gap) {
				for k := i + 1; k < j; k++ {
					if words[k].start-words[k-1].end < min(max(evenly*narrowest, narrowest+unevenly*words[k].size), widestSpaced*words[k].size) {
						if out == nil {
							out = map[int]bool{}
						}
						out[k], gap = true, narrowest
					}
				}
			}
			i = j
		}
		if gap == 0 {
			break
		}
	}
	return out
}

// spacedFrom returns the end of the series of single letters that begins at i,
// and their narrowest gap.
func spacedFrom(words []*run, i int) (end int, narrowest float64) {
	narrowest = math.Inf(1)
	for end = i + 1; end < len(words); end++ {
		a, b := words[end-1], words[end]
		if !isLetter(a) || !isLetter(b) || !b.glued || b.seq != a.until+1 || math.Abs(a.size-b.size) > 0.05*a.size {
			break
		}
		narrowest = min(narrowest, b.start-a.end)
	}
	return end, narrowest
}

func isLetter(w *run) bool {
	r, n := utf8.DecodeRuneInString(w.text)
	return n == len(w.text) && unicode.IsLetter(r)
}
