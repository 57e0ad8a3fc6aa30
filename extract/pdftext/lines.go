package pdftext

import (
	"cmp"
	"math"
	"slices"
)

// Word is one word of a page, in points from the page's top left.
type Word struct {
	Text           string
	X0, Y0, X1, Y1 float64
	Line           int  // from 1, in reading order
	Font           int  // of its first character: fonts count from 1 as the page's words come
	Hidden         bool // written without being seen, as OCR programs do over a scan
}

// line is a row of words on one baseline.
type line struct {
	words []*run
	box   box
	base  float64
	size  float64
}

// order puts words into reading order. Words that are written in another
// direction than the page come last.
func order(words []*run, rulings []Segment) []line {
	var turned [4][]*run
	for _, w := range words {
		turned[w.turn] = append(turned[w.turn], w)
	}
	lines := layout{rulings}.read(linesOf(turned[0]), 0)
	for _, same := range turned[1:] {
		lines = append(lines, linesOf(same)...)
	}
	return lines
}

// numberLines makes the words of a page.
func numberLines(lines []line) []Word {
	n := 0
	for _, l := range lines {
		n += len(l.words)
	}
	out := make([]Word, 0, n)
	fonts := map[*font]int{}
	for i, l := range lines {
		for _, w := range joined(l.words) {
			f, ok := fonts[w.first]
			if !ok {
				f = len(fonts) + 1
				fonts[w.first] = f
			}
			out = append(out, Word{Text: w.text, X0: w.box.x0, Y0: w.box.y0, X1: w.box.x1, Y1: w.box.y1, Line: i + 1, Font: f, Hidden: w.hidden})
		}
	}
	return out
}

// linesOf gathers words on nearly the same baseline, top to bottom, each line in
// the direction of writing and without what was painted twice.
func linesOf(words []*run) []line {
	if len(words) == 0 {
		return nil
	}
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b *run) int { return cmp.Compare(a.base, b.base) })
	var lines []line
	for _, w := range sorted {
		best := -1
		for i := len(lines) - 1; i >= 0 && i >= len(lines)-4; i-- {
			if w.base-lines[i].base <= 0.35*min(w.size, lines[i].size) || sameRow(w, &lines[i]) {
				best = i
				break
			}
		}
		if best < 0 {
			lines = append(lines, line{base: w.base, size: w.size, box: w.box})
			best = len(lines) - 1
		}
		l := &lines[best]
		l.words = append(l.words, w)
		l.box = l.box.union(w.box)
		if w.size > l.size {
			l.size, l.base = w.size, w.base
		}
	}
	for i := range lines {
		slices.SortStableFunc(lines[i].words, func(a, b *run) int { return cmp.Compare(a.start, b.start) })
		lines[i].words = withoutDoubles(lines[i].words)
	}
	return lines
}

// sameRow lets a small raised or lowered mark belong to the row of the word that
// it stands beside, whichever of the two comes first.
func sameRow(w *run, l *line) bool {
	small, large := min(w.size, l.size), max(w.size, l.size)
	if small >= 0.8*large || w.base-l.base >= 0.5*large {
		return false
	}
	for _, k := range l.words {
		if w.start-k.end < 0.6*large && k.start-w.end < 0.6*large {
			return true
		}
	}
	return false
}

// withoutDoubles drops words painted twice a hair apart, as producers embolden.
// What follows a dropped word follows the one that stays.
func withoutDoubles(words []*run) []*run {
	const near = 4 // neighbours looked at
	out := words[:0]
	for _, w := range words {
		double := false
		for i := len(out) - 1; i >= 0 && i >= len(out)-near && !double; i-- {
			if k := out[i]; k.text == w.text && k.hidden == w.hidden && overlaid(k, w) {
				k.until = max(k.until, w.until)
				k.seq = min(k.seq, w.seq)
				double = true
			}
		}
		if !double {
			out = append(out, w)
		}
	}
	return out
}

func overlaid(a, b *run) bool {
	d, s := 0.1*a.size, 0.2*a.size
	return math.Abs(a.start-b.start) < d && math.Abs(a.end-b.end) < d && math.Abs(a.base-b.base) < s && math.Abs(a.size-b.size) < s
}
