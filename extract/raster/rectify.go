package raster

import (
	"image"
	"math"
)

// laidFlat cuts a photographed sheet out of its surroundings and looks at it from
// right above. When the writing is not the more level for it, nothing is done.
func (s sheet) laidFlat() (sheet, bool) {
	q, ok := sheetIn(s.img)
	if !ok {
		return s, false
	}
	flat := s.rectified(q)
	if flat.levelness() < noWorse*s.levelness() {
		return s, false
	}
	return flat, true
}

// noWorse is how level the writing must be after a correction, the writing before
// being 1: the search for lines is not exact.
const noWorse = 0.95

// levelness says how steep the profile of rows is along the lines of writing;
// only of the same writing may two be compared.
func (s sheet) levelness() float64 {
	s = s.resized(DPI/2, 1)
	if l := lightOf(s.img, s.dpi); l.uneven() {
		s.img = l.even(s.img)
	}
	k := inked(s.img, threshold(s.img))
	e := k.lowerEdges(k.letters(s.dpi), s.dpi)
	if len(e.points) < fewEdges {
		return 0
	}
	upright := k.rightEdges(k.letters(s.dpi), s.dpi, s.img.Rect.Dy())
	return max(e.steepest(), upright.steepest())
}

// rectified is the sheet seen from right above.
func (s sheet) rectified(q quad) sheet {
	length := func(a, b corner) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }
	w := max(length(q[0], q[1]), length(q[3], q[2]))
	h := max(length(q[0], q[3]), length(q[1], q[2]))
	if long, short := max(w, h), min(w, h); math.Abs(long/short-a4Ratio) < a4Near {
		if w > h {
			h = w / a4Ratio
		} else {
			w = h / a4Ratio
		}
	}
	iw, ih := max(1, int(math.Round(w))), max(1, int(math.Round(h)))
	to := q.from(float64(iw), float64(ih))
	return sheet{img: warp(s.img, iw, ih, to), dpi: AssumedDPI(iw, ih), at: s.at.after(to)}
}

// Shape of the sheets that offices use.
const (
	a4Ratio = math.Sqrt2
	a4Near  = 0.2 // seen aslant, sides look shorter than they are
)

// from leads from the pixels of an upright image of w × h to where they lie
// between the corners (after Heckbert, Fundamentals of texture mapping, 1989).
func (q quad) from(w, h float64) [9]float64 {
	dx1, dx2, sx := q[1].x-q[2].x, q[3].x-q[2].x, q[0].x-q[1].x+q[2].x-q[3].x
	dy1, dy2, sy := q[1].y-q[2].y, q[3].y-q[2].y, q[0].y-q[1].y+q[2].y-q[3].y
	det := dx1*dy2 - dx2*dy1
	g, i := 0.0, 0.0
	if det != 0 {
		g, i = (sx*dy2-dx2*sy)/det, (dx1*sy-sx*dy1)/det
	}
	return [9]float64{
		(q[1].x - q[0].x + g*q[1].x) / w, (q[3].x - q[0].x + i*q[3].x) / h, q[0].x,
		(q[1].y - q[0].y + g*q[1].y) / w, (q[3].y - q[0].y + i*q[3].y) / h, q[0].y,
		g / w, i / h, 1,
	}
}

// warp draws an image of w × h whose pixels lie at to in src.
func warp(src *image.Gray, w, h int, to [9]float64) *image.Gray {
	dst := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		out := dst.Pix[y*dst.Stride:]
		fy := float64(y) + 0.5
		nx, ny, d := to[1]*fy+to[2], to[4]*fy+to[5], to[7]*fy+to[8]
		for x := range w {
			fx := float64(x) + 0.5
			over := 1 / (to[6]*fx + d)
			out[x] = sample(src, (to[0]*fx+nx)*over-0.5, (to[3]*fx+ny)*over-0.5)
		}
	}
	return dst
}
