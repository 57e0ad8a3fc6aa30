package pdftext

import (
	"cmp"
	"slices"
	"sort"
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

// order puts words into reading order and numbers their lines. Words that are
// written in another direction than the page come last.
func order(words []*run) []Word {
	var level, turned []*run
	for _, w := range words {
		if w.turn == 0 {
			level = append(level, w)
		} else {
			turned = append(turned, w)
		}
	}
	lines := columns(level, 0)
	for _, turn := range []int{90, 180, 270} {
		var same []*run
		for _, w := range turned {
			if w.turn == turn {
				same = append(same, w)
			}
		}
		lines = append(lines, linesOf(same)...)
	}
	return numberLines(lines)
}

func numberLines(lines []line) []Word {
	var out []Word
	fonts := map[*font]int{}
	n := 0
	for _, l := range lines {
		n++
		before := len(out)
		var last *run
		for _, w := range l.words {
			text := Clean(w.text.String())
			if text == "" {
				continue
			}
			if last != nil && w.glued && joins(last, w) {
				p := &out[len(out)-1]
				p.Text += text
				p.X0, p.Y0 = min(p.X0, w.box.x0), min(p.Y0, w.box.y0)
				p.X1, p.Y1 = max(p.X1, w.box.x1), max(p.Y1, w.box.y1)
			} else {
				if fonts[w.font] == 0 {
					fonts[w.font] = len(fonts) + 1
				}
				out = append(out, Word{Text: text, X0: w.box.x0, Y0: w.box.y0, X1: w.box.x1, Y1: w.box.y1, Line: n, Font: fonts[w.font], Hidden: w.hidden})
			}
			last = w
		}
		if len(out) == before {
			n--
		}
	}
	return out
}

// joins reports whether two neighbours of a line are one word cut by a change of
// font or by the producer's whim.
func joins(a, b *run) bool {
	gap := b.start - a.end
	return a.turn == b.turn && a.hidden == b.hidden && gap < gapBreaks*a.size && gap > -backBreaks*a.size &&
		b.size > 0.9*a.size && b.size < 1.1*a.size
}

// linesOf gathers words on nearly the same baseline, top to bottom.
func linesOf(words []*run) []line {
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b *run) int { return cmp.Compare(a.base, b.base) })
	var lines []line
	for _, w := range sorted {
		best := -1
		for i := len(lines) - 1; i >= 0 && i >= len(lines)-4; i-- {
			if w.base-lines[i].base <= 0.35*min(w.size, lines[i].size) || sameRow(w, lines[i]) {
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
	}
	return lines
}

// sameRow lets a small raised or lowered mark belong to the row that it adorns,
// whichever of the two comes first.
func sameRow(w *run, l line) bool {
	small, large := min(w.size, l.size), max(w.size, l.size)
	return small < 0.8*large && w.base-l.base < 0.5*large && w.turn == l.words[0].turn
}

// maxCuts bounds the recursion over a page's regions.
const maxCuts = 24

// columns reads a region: columns of running text one after the other, all else
// row by row. A form's label and value stay on one row, since columns are only
// told apart where both sides are running text.
func columns(words []*run, depth int) []line {
	rows := linesOf(words)
	if depth >= maxCuts || len(rows) < 4 {
		return rows
	}
	if at, ok := gutter(words, rows); ok {
		left, right := divide(words, func(w *run) bool { return w.box.x1 <= at })
		return append(columns(left, depth+1), columns(right, depth+1)...)
	}
	at, ok := widestGap(rows)
	if !ok {
		return rows
	}
	top, bottom := divide(words, func(w *run) bool { return w.box.y1 <= at })
	return append(columns(top, depth+1), columns(bottom, depth+1)...)
}

func divide(words []*run, first func(*run) bool) (a, b []*run) {
	for _, w := range words {
		if first(w) {
			a = append(a, w)
		} else {
			b = append(b, w)
		}
	}
	return a, b
}

// gutter finds the widest blank stripe from top to bottom with running text on
// both sides.
func gutter(words []*run, rows []line) (float64, bool) {
	spans := make([]box, len(words))
	for i, w := range words {
		spans[i] = w.box
	}
	sort.SliceStable(spans, func(i, j int) bool { return spans[i].x0 < spans[j].x0 })
	size := medianSize(words)
	right := spans[0].x1
	best, at := 0.0, 0.0
	for _, s := range spans[1:] {
		if gap := s.x0 - right; gap >= 1.2*size && gap > best {
			middle := (right + s.x0) / 2
			l, r := divide(words, func(w *run) bool { return w.box.x1 <= middle })
			if running(linesOf(l), len(rows)) && running(linesOf(r), len(rows)) {
				best, at = gap, middle
			}
		}
		right = max(right, s.x1)
	}
	return at, best > 0
}

// running reports whether rows look like a column of prose: several words on
// most rows, and a row for most rows of the whole region.
func running(rows []line, of int) bool {
	words := 0
	for _, r := range rows {
		words += len(r.words)
	}
	return len(rows) >= 4 && len(rows)*2 >= of && words >= 3*len(rows)
}

// widestGap finds the widest blank stripe from side to side, wider than a line.
func widestGap(rows []line) (float64, bool) {
	best, at := 0.0, 0.0
	bottom := rows[0].box.y1
	for _, r := range rows[1:] {
		if gap := r.box.y0 - bottom; gap > best && gap > 0.5*r.size {
			best, at = gap, (bottom+r.box.y0)/2
		}
		bottom = max(bottom, r.box.y1)
	}
	return at, best > 0
}

func medianSize(words []*run) float64 {
	sizes := make([]float64, len(words))
	for i, w := range words {
		sizes[i] = w.size
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}
