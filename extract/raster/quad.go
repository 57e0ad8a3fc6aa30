package raster

import (
	"image"
	"math"
	"slices"
)

// Bounds of a sheet that lies on a darker table.
const (
	thumbLong   = 320  // pixels of the longer side of the picture that it is looked for in
	clearEdge   = 45   // levels by which paper is brighter than the table
	leastSheet  = 0.25 // share of the picture
	fullSheet   = 0.93 // share of its four sides' area that is paper
	widestAngle = 35.0 // degrees by which a corner may differ from a right one
	inFrame     = 0.02 // share of the picture within which its border is the sheet's
)

// corner is a point of a picture, in pixels.
type corner struct{ x, y float64 }

// quad is a sheet in a picture: its corners clockwise from the upper left.
type quad [4]corner

// sheetIn finds the sheet of paper in a photo by its brightness; false when there
// is none to be sure of, or when it fills the picture.
func sheetIn(img *image.Gray) (quad, bool) {
	f := float64(thumbLong) / float64(max(img.Rect.Dx(), img.Rect.Dy()))
	if f > 1 {
		return quad{}, false
	}
	w, h := max(1, int(float64(img.Rect.Dx())*f)), max(1, int(float64(img.Rect.Dy())*f))
	thumb := withoutPrint(scale(img, w, h))
	level := threshold(thumb)
	if !parted(thumb, level) {
		return quad{}, false
	}
	edges, area, ok := outline(thumb, level)
	if !ok {
		return quad{}, false
	}
	q, ok := edges.corners(w, h)
	if !ok || !q.plausible(area, w, h) {
		return quad{}, false
	}
	fx, fy := float64(img.Rect.Dx())/float64(w), float64(img.Rect.Dy())/float64(h)
	for i := range q {
		q[i] = corner{q[i].x * fx, q[i].y * fy}
	}
	return q, true
}

// withoutPrint closes a small picture: what is dark and thin goes.
func withoutPrint(thumb *image.Gray) *image.Gray {
	l := light{cell: 1, cols: thumb.Rect.Dx(), rows: thumb.Rect.Dy(), level: slices.Clone(thumb.Pix)}
	l.spread(3, func(a, b uint8) uint8 { return max(a, b) })
	l.spread(3, func(a, b uint8) uint8 { return min(a, b) })
	return &image.Gray{Pix: l.level, Stride: l.cols, Rect: thumb.Rect}
}

// parted reports whether a level parts bright from dark clearly.
func parted(img *image.Gray, level uint8) bool {
	var sum, n [2]int
	for _, v := range img.Pix {
		side := 0
		if v > level {
			side = 1
		}
		sum[side] += int(v)
		n[side]++
	}
	return n[0]*50 > len(img.Pix) && n[1] > 0 && sum[1]/n[1]-sum[0]/n[0] >= clearEdge
}

// outlines are the ends of the sheet in every row and column; -1 where there is none.
type outlines struct {
	left, right []int // by row
	upper, last []int // by column
}

// outline follows the largest bright patch.
func outline(thumb *image.Gray, level uint8) (outlines, int, bool) {
	negative := image.NewGray(thumb.Rect)
	for i, v := range thumb.Pix {
		negative.Pix[i] = 255 - v
	}
	k := inked(negative, 254-level)
	largest := -1
	for i := range k.blobs {
		if largest < 0 || k.blobs[i].area > k.blobs[largest].area {
			largest = i
		}
	}
	if largest < 0 || float64(k.blobs[largest].area) < leastSheet*float64(len(thumb.Pix)) {
		return outlines{}, 0, false
	}
	w, h := thumb.Rect.Dx(), thumb.Rect.Dy()
	o := outlines{left: none(h), right: none(h), upper: none(w), last: none(w)}
	for i := range k.runs {
		r := &k.runs[i]
		if int(r.blob) != largest {
			continue
		}
		if o.left[r.y] < 0 {
			o.left[r.y] = int(r.x0)
		}
		o.right[r.y] = int(r.x1)
		for x := r.x0; x < r.x1; x++ {
			if o.upper[x] < 0 {
				o.upper[x] = int(r.y)
			}
			o.last[x] = int(r.y) + 1
		}
	}
	return o, int(k.blobs[largest].area), true
}

func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// side is a straight edge: at = from + slope · along.
type side struct {
	from, slope float64
	cut         bool // by the border of the picture
}

// corners fits a line to each side and has them meet.
func (o outlines) corners(w, h int) (quad, bool) {
	left, okL := fit(o.left, 0)
	right, okR := fit(o.right, w)
	upper, okU := fit(o.upper, 0)
	last, okB := fit(o.last, h)
	if !okL || !okR || !okU || !okB {
		return quad{}, false
	}
	cut := 0
	for _, s := range []side{left, right, upper, last} {
		if s.cut {
			cut++
		}
	}
	if cut > 2 { // one straight edge alone may be that of a picture on the page
		return quad{}, false
	}
	meet := func(upright, level side) corner {
		// x = a + b·y and y = c + d·x
		x := (upright.from + upright.slope*level.from) / (1 - upright.slope*level.slope)
		return corner{x, level.from + level.slope*x}
	}
	return quad{meet(left, upper), meet(right, upper), meet(right, last), meet(left, last)}, true
}

// fit lays a line through the ends of a side, leaving out what does not lie on
// it: the ends near the corners belong to the neighbouring sides. Where the sheet
// leaves the picture its border is the side.
func fit(ends []int, border int) (side, bool) {
	first, last := -1, -1
	for i, v := range ends {
		if v >= 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 || last-first < 20 {
		return side{}, false
	}
	var points []corner // x along, y the end
	margin := (last - first) / 8
	atBorder := 0
	for i := first + margin; i <= last-margin; i++ {
		if ends[i] < 0 {
			continue
		}
		if d := ends[i] - border; -1 <= d && d <= 1 {
			atBorder++
		}
		points = append(points, corner{float64(i) + 0.5, float64(ends[i])})
	}
	if atBorder*2 > len(points) {
		return side{from: float64(border), cut: true}, true
	}
	var s side
	for range 6 {
		if len(points) < 20 {
			return side{}, false
		}
		s = regress(points)
		var off []float64
		for _, p := range points {
			off = append(off, math.Abs(s.from+s.slope*p.x-p.y))
		}
		slices.Sort(off)
		limit := max(1, 2.5*off[len(off)/2])
		points = slices.DeleteFunc(points, func(p corner) bool { return math.Abs(s.from+s.slope*p.x-p.y) > limit })
	}
	return s, len(points)*10 >= (last-first)*5
}

// regress is the line of least squares.
func regress(points []corner) side {
	var n, x, y, xx, xy float64
	for _, p := range points {
		n, x, y, xx, xy = n+1, x+p.x, y+p.y, xx+p.x*p.x, xy+p.x*p.y
	}
	d := n*xx - x*x
	if d == 0 {
		return side{from: y / n}
	}
	slope := (n*xy - x*y) / d
	return side{from: (y - slope*x) / n, slope: slope}
}

// plausible reports whether the corners are those of a sheet seen aslant, of
// which area pixels are paper, in a picture of w × h.
func (q quad) plausible(area, w, h int) bool {
	size := q.area()
	if size < leastSheet*float64(w*h) || float64(area) < fullSheet*size || float64(area) > size/fullSheet {
		return false
	}
	fills := true
	for i, c := range q {
		a, b := q[(i+3)%4], q[(i+1)%4]
		angle := math.Atan2((a.x-c.x)*(b.y-c.y)-(a.y-c.y)*(b.x-c.x), (a.x-c.x)*(b.x-c.x)+(a.y-c.y)*(b.y-c.y)) * 180 / math.Pi
		if math.Abs(math.Abs(angle)-90) > widestAngle {
			return false
		}
		mx, my := inFrame*float64(w), inFrame*float64(h)
		if c.x < -2*mx || c.y < -2*my || c.x > float64(w)+2*mx || c.y > float64(h)+2*my {
			return false
		}
		cornerX, cornerY := float64(w)*float64((i+1)/2%2), float64(h)*float64(i/2)
		fills = fills && math.Abs(c.x-cornerX) < mx && math.Abs(c.y-cornerY) < my
	}
	return !fills
}

// area is that of the four corners, positive when they go round clockwise.
func (q quad) area() float64 {
	sum := 0.0
	for i, c := range q {
		n := q[(i+1)%4]
		sum += c.x*n.y - n.x*c.y
	}
	return sum / 2
}
