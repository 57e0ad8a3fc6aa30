package raster

import (
	"image"
	"slices"
)

// Bounds of light that needs no correcting.
const (
	lightCells = 8    // squares per inch in which the paper's level is taken
	unevenness = 0.88 // the darker paper over the brighter: what is more even is left alone
	noPaper    = 0.15 // darker than this share of the brightest paper is as black as ink
)

// light says how bright the paper is, square by square.
type light struct {
	cell       int // side of a square in pixels
	cols, rows int
	level      []uint8
}

// lightOf finds the brightness of the paper: of each square a level that most
// paper in it has, then of its neighbourhood the brightest, which is not hidden
// by print, and of that the darkest, so that shadows keep their place.
func lightOf(img *image.Gray, dpi float64) light {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	cell := max(4, int(dpi/lightCells))
	l := light{cell: cell, cols: (w + cell - 1) / cell, rows: (h + cell - 1) / cell}
	l.level = make([]uint8, l.cols*l.rows)
	for r := range l.rows {
		for c := range l.cols {
			l.level[r*l.cols+c] = paperLevel(img, image.Rect(c*cell, r*cell, min(w, (c+1)*cell), min(h, (r+1)*cell)))
		}
	}
	const reach = 2 // squares on each side: a bold heading is no shadow
	l.spread(reach, func(a, b uint8) uint8 { return max(a, b) })
	l.spread(reach, func(a, b uint8) uint8 { return min(a, b) })
	l.smooth()
	return l
}

// paperLevel is the level that the brighter pixels of an area have: nine tenths
// are darker or as dark.
func paperLevel(img *image.Gray, area image.Rectangle) uint8 {
	var hist [256]int
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y += 2 {
		row := img.Pix[y*img.Stride : y*img.Stride+area.Max.X]
		for x := area.Min.X; x < area.Max.X; x += 2 {
			hist[row[x]]++
			n++
		}
	}
	left := n / 10
	for v := 255; v > 0; v-- {
		if left -= hist[v]; left < 0 {
			return uint8(v)
		}
	}
	return 0
}

// spread gives every square the extreme of those within reach of it.
func (l *light) spread(reach int, extreme func(a, b uint8) uint8) {
	pass := func(at func(i, j int) *uint8, n, m int) {
		line := make([]uint8, m)
		for i := range n {
			for j := range m {
				line[j] = *at(i, j)
			}
			for j := range m {
				v := line[j]
				for k := max(0, j-reach); k <= min(m-1, j+reach); k++ {
					v = extreme(v, line[k])
				}
				*at(i, j) = v
			}
		}
	}
	pass(func(i, j int) *uint8 { return &l.level[i*l.cols+j] }, l.rows, l.cols)
	pass(func(i, j int) *uint8 { return &l.level[j*l.cols+i] }, l.cols, l.rows)
}

// smooth averages every square with its neighbours, so that no edges show.
func (l *light) smooth() {
	old := slices.Clone(l.level)
	for r := range l.rows {
		for c := range l.cols {
			sum, n := 0, 0
			for y := max(0, r-1); y <= min(l.rows-1, r+1); y++ {
				for x := max(0, c-1); x <= min(l.cols-1, c+1); x++ {
					sum += int(old[y*l.cols+x])
					n++
				}
			}
			l.level[r*l.cols+c] = uint8(sum / n)
		}
	}
}

// uneven reports whether the paper's brightness differs more than a scanner's
// lamp makes it differ.
func (l *light) uneven() bool {
	sorted := slices.Clone(l.level)
	slices.Sort(sorted)
	bright := sorted[len(sorted)*95/100]
	// Pictures and black margins are dark paper to nobody.
	paper := slices.IndexFunc(sorted, func(v uint8) bool { return float64(v) >= noPaper*float64(bright) })
	dark := sorted[paper+(len(sorted)-paper)/20]
	return float64(dark) < unevenness*float64(bright)
}

// even divides an image by its light, so that all its paper is white.
func (l *light) even(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	dst := image.NewGray(image.Rect(0, 0, w, h))
	bright := slices.Max(l.level)
	floor := max(1, int(noPaper*float64(bright)))
	// Levels between the middles of squares are drawn out in 8 bits of fraction.
	column := make([]int, l.cols)
	for y := range h {
		r0, fy := between(y, l.cell, l.rows)
		for c := range l.cols {
			column[c] = int(l.level[r0*l.cols+c])*(256-fy) + int(l.level[min(r0+1, l.rows-1)*l.cols+c])*fy
		}
		src, out := img.Pix[y*img.Stride:], dst.Pix[y*dst.Stride:]
		for x := range w {
			c0, fx := between(x, l.cell, l.cols)
			level := max(floor, (column[c0]*(256-fx)+column[min(c0+1, l.cols-1)]*fx)>>16)
			out[x] = uint8(min(255, (int(src[x])*255+level/2)/level))
		}
	}
	return dst
}

// between returns the square whose middle is the last before a position, and how
// far the position is on the way to the next, in 256ths.
func between(at, cell, n int) (int, int) {
	v := max(0, (2*at+1-cell)*128/cell)
	i := min(v>>8, n-1)
	return i, v & 255
}
