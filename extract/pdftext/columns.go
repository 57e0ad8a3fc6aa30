package pdftext

import "slices"

// layout reads the rows of a page in order: columns of prose one after the
// other, all else row by row. A form's label and value stay on one row, since
// columns are only told apart where both sides are running text.
type layout struct{ rulings []Segment }

// maxCuts bounds the recursion over a page's regions.
const maxCuts = 24

// read orders a region given as rows from top to bottom. Rows above, below and
// between columns (headings, notes) stand before or after them as they are.
func (l layout) read(rows []line, depth int) []line {
	if depth >= maxCuts || len(rows) < fewestRows {
		return rows
	}
	at, from, to, ok := l.gutter(rows)
	if !ok {
		return rows
	}
	var left, right []*run
	for _, r := range rows[from:to] {
		for _, w := range r.words {
			if w.box.x1 <= at {
				left = append(left, w)
			} else {
				right = append(right, w)
			}
		}
	}
	out := l.read(rows[:from], depth+1)
	out = append(slices.Clip(out), l.read(linesOf(left), depth+1)...)
	out = append(out, l.read(linesOf(right), depth+1)...)
	return append(out, l.read(rows[to:], depth+1)...)
}

// What makes a column.
const (
	fewestRows  = 4
	proseWords  = 3    // words on a row of prose, on average
	widthGutter = 1.0  // em
	crossing    = 0.15 // share of the rows that headings and notes may run across
	bin         = 2.0  // points of the histogram of what is covered
)

// gutter finds a blank stripe at x between rows from and to (exclusive) with
// running text on both sides. The stripe may be crossed above and below.
func (l layout) gutter(rows []line) (x float64, from, to int, ok bool) {
	bounds := rows[0].box
	for _, r := range rows[1:] {
		bounds = bounds.union(r.box)
	}
	size := medianSize(rows)
	best := 0
	for _, stripe := range stripes(rows, bounds, size) {
		f, t := clearRows(rows, stripe)
		if t-f > best && prose(rows[f:t], stripe) && !l.table(rows[f:t], stripe) {
			best, x, from, to = t-f, stripe, f, t
		}
	}
	return x, from, to, best > 0
}

// stripes lists the middles of stripes, wide enough for a gutter, that few rows
// cross.
func stripes(rows []line, bounds box, size float64) []float64 {
	n := int(min(bounds.width()/bin, 4000)) + 2
	covered := make([]int, n+1)
	at := func(x float64) int { return min(max(int((x-bounds.x0)/bin), 0), n-1) }
	for _, r := range rows {
		for _, w := range r.words {
			covered[at(w.box.x0)]++
			covered[min(at(w.box.x1)+1, n)]--
		}
	}
	few := int(crossing*float64(len(rows))) + 1
	var out []float64
	start, now := -1, 0
	for i := range n {
		now += covered[i]
		switch {
		case now <= few && start < 0:
			start = i
		case now > few && start >= 0:
			if float64(i-start)*bin >= widthGutter*size && start > 0 {
				out = append(out, bounds.x0+float64(start+i)/2*bin)
			}
			start = -1
		}
	}
	return out
}

// clearRows finds the longest series of rows that do not cross x and that have
// text on either side of it.
func clearRows(rows []line, x float64) (from, to int) {
	start := 0
	for i := 0; i <= len(rows); i++ {
		if i < len(rows) && !crosses(rows[i], x) {
			continue
		}
		if i-start > to-from {
			from, to = start, i
		}
		start = i + 1
	}
	return from, to
}

func crosses(r line, x float64) bool {
	for _, w := range r.words {
		if w.box.x0 < x && w.box.x1 > x {
			return true
		}
	}
	return false
}

// prose reports whether rows look like columns of running text left and right
// of x: several words on most rows, and text on at least half of the rows.
func prose(rows []line, x float64) bool {
	var words, lines [2]int
	for _, r := range rows {
		var here [2]int
		for _, w := range r.words {
			if w.box.x1 <= x {
				here[0]++
			} else {
				here[1]++
			}
		}
		for side, n := range here {
			words[side] += n
			if n > 0 {
				lines[side]++
			}
		}
	}
	for side := range words {
		if lines[side] < fewestRows || lines[side]*2 < min(len(rows), 2*max(lines[0], lines[1])) || words[side] < proseWords*lines[side] {
			return false
		}
	}
	return true
}

// table reports whether rules run across the stripe between the rows: what
// stands beside one another then is cells of one row, not columns.
func (l layout) table(rows []line, x float64) bool {
	top, bottom := rows[0].box.y1, rows[len(rows)-1].box.y0
	n := 0
	for _, s := range l.rulings {
		if s.Horizontal() && s.X0 < x && s.X1 > x && s.Y0 > top && s.Y0 < bottom {
			n++
		}
	}
	return n >= 2
}

func medianSize(rows []line) float64 {
	sizes := make([]float64, len(rows))
	for i, r := range rows {
		sizes[i] = r.size
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}
