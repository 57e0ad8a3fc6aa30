package raster

import (
	"image"
	"slices"
)

// Bounds of a ruling, in inches unless named otherwise.
const (
	longRun     = 0.12  // of ink in one row that may belong to a ruling
	shortGap    = 0.015 // that a worn line may have
	longRuling  = 0.5   // shorter are dashes, letters and boxes to tick
	thickRuling = 0.05  // thicker are bars and pictures
	// and thicker than this share of a letter's height may be writing
	thickOfLetter = 0.6
	freeSides     = 0.6  // share of its length that is paper on either side: writing has less
	evenSides     = 0.9  // share of its length where its sides are smooth: those of writing are not
	closeBy       = 0.03 // rulings whose ends are no farther apart meet
)

// Bounds of what a form has: lines side by side, and lines at all.
const (
	manyOpen    = 300
	manyRulings = 3000
)

// Ruling is a straight line drawn on the page: of a table, of a frame, under a blank.
type Ruling struct {
	// Box bounds it in pixels of the prepared image.
	Box image.Rectangle `json:"box"`
	// Line leads from its left or upper end to the other, [x0, y0, x1, y1] in
	// fractions of the page.
	Line     [4]float64 `json:"line"`
	Vertical bool       `json:"vertical,omitempty"`
	// Meets says that rulings of the other direction meet it, as in a table.
	Meets bool `json:"meets,omitempty"`
	// Removed says that the prepared image lacks it.
	Removed bool `json:"removed,omitempty"`
}

// bar is a level ruling: where it is in every column.
type bar struct {
	image.Rectangle
	top, bottom []int32 // rows of its ink by column from Min.X, bottom beyond it; none where top ≥ bottom
	area        int
}

func (b *bar) thickness() int { return (b.area + b.Dx() - 1) / max(1, b.Dx()) }

// barsOf finds the level rulings of an image, and shorter strokes that may be
// the walls of a table's cells.
// Those thicker than thick pixels are left out.
func barsOf(img *image.Gray, dark uint8, dpi, thick float64) []*bar {
	g := gathering{img: img, width: img.Rect.Dx(), dark: dark, dpi: dpi, thick: thick, gap: max(1, int(dpi*shortGap))}
	for y := range img.Rect.Dy() {
		for _, r := range g.longRuns(y) {
			g.add(r)
		}
		g.close(int32(y))
		if len(g.open) > manyOpen || len(g.done) > manyRulings {
			return nil // a pattern, not a form: to compare all with all would take long
		}
	}
	g.close(int32(img.Rect.Dy()) + 4)
	return g.done
}

// gathering puts long runs of ink in neighbouring rows together.
type gathering struct {
	img        *image.Gray
	width, gap int
	dark       uint8
	dpi, thick float64
	open, done []*bar
}

// longRuns are the stretches of a row that are ink throughout.
func (g *gathering) longRuns(y int) []run {
	row := g.img.Pix[y*g.img.Stride : y*g.img.Stride+g.width]
	long := max(4, int(g.dpi*longRun))
	var out []run
	// Whatever is so long covers one of these places.
	for x := long - 1; x < len(row); x += long {
		if row[x] > g.dark {
			continue
		}
		start, end := x, x+1
		for start > 0 && row[start-1] <= g.dark {
			start--
		}
		for end < len(row) && row[end] <= g.dark {
			end++
		}
		if end-start >= long {
			out = append(out, run{x0: int32(start), x1: int32(end), y: int32(y)})
		}
		for x+long < end { // to the next place beyond it
			x += long
		}
	}
	return out
}

// add gives a run to the open bars that it touches, which become one.
func (g *gathering) add(r run) {
	var home *bar
	kept := g.open[:0]
	for _, b := range g.open {
		if int(r.x0) > b.Max.X+g.gap || int(r.x1) < b.Min.X-g.gap {
			kept = append(kept, b)
			continue
		}
		if home == nil {
			home = b
			kept = append(kept, b)
		} else {
			home.join(b)
		}
	}
	g.open = kept
	if home == nil {
		home = &bar{Rectangle: image.Rect(int(r.x0), int(r.y), int(r.x1), int(r.y)+1)}
		g.open = append(g.open, home)
	}
	home.include(r)
}

// include marks the columns of a run.
func (b *bar) include(r run) {
	b.cover(image.Rect(int(r.x0), int(r.y), int(r.x1), int(r.y)+1))
	for x := int(r.x0) - b.Min.X; x < int(r.x1)-b.Min.X; x++ {
		if b.top[x] >= b.bottom[x] {
			b.top[x], b.bottom[x] = r.y, r.y+1
		} else {
			b.top[x], b.bottom[x] = min(b.top[x], r.y), max(b.bottom[x], r.y+1)
		}
	}
	b.area += int(r.x1 - r.x0)
}

// cover widens the bar's columns to an area.
func (b *bar) cover(area image.Rectangle) {
	old := b.Rectangle
	b.Rectangle = b.Union(area)
	if before := old.Min.X - b.Min.X; before > 0 || len(b.top) == 0 {
		b.top = append(make([]int32, before), b.top...)
		b.bottom = append(make([]int32, before), b.bottom...)
	}
	b.top = append(b.top, make([]int32, b.Dx()-len(b.top))...)
	b.bottom = append(b.bottom, make([]int32, b.Dx()-len(b.bottom))...)
}

// join takes over another bar's columns.
func (b *bar) join(o *bar) {
	b.cover(o.Rectangle)
	for i := range o.top {
		x := o.Min.X - b.Min.X + i
		switch {
		case o.top[i] >= o.bottom[i]:
		case b.top[x] >= b.bottom[x]:
			b.top[x], b.bottom[x] = o.top[i], o.bottom[i]
		default:
			b.top[x], b.bottom[x] = min(b.top[x], o.top[i]), max(b.bottom[x], o.bottom[i])
		}
	}
	b.area += o.area
}

// close takes leave of bars that no run has continued for some rows.
func (g *gathering) close(y int32) {
	g.open = slices.DeleteFunc(g.open, func(b *bar) bool {
		if int(y)-b.Max.Y < 2 {
			return false
		}
		if float64(b.thickness()) <= g.thick && b.Dx() > 3*b.Dy() && b.even() && b.free(g.img, g.dark) {
			g.done = append(g.done, b)
		}
		return true
	})
}

// even reports whether the bar's upper and lower sides are smooth: those of
// writing go up and down with every letter.
func (b *bar) even() bool {
	smooth, n := 0, 0
	for i := 1; i < len(b.top); i++ {
		if b.top[i] >= b.bottom[i] {
			continue
		}
		n++
		if d, e := b.top[i]-b.top[i-1], b.bottom[i]-b.bottom[i-1]; -1 <= d && d <= 1 && -1 <= e && e <= 1 {
			smooth++
		}
	}
	return float64(smooth) >= evenSides*float64(n)
}

// free reports whether there is paper above and below most of the bar.
func (b *bar) free(img *image.Gray, dark uint8) bool {
	above, below, n := 0, 0, 0
	for i := range b.top {
		if b.top[i] >= b.bottom[i] {
			continue
		}
		n++
		if lightAt(img, b.Min.X+i, int(b.top[i])-2, dark) {
			above++
		}
		if lightAt(img, b.Min.X+i, int(b.bottom[i])+1, dark) {
			below++
		}
	}
	return float64(above) >= freeSides*float64(n) && float64(below) >= freeSides*float64(n)
}

// lightAt reports whether a pixel is paper; what lies outside is.
func lightAt(img *image.Gray, x, y int, dark uint8) bool {
	return x < 0 || y < 0 || x >= img.Rect.Dx() || y >= img.Rect.Dy() || img.Pix[y*img.Stride+x] > dark
}
