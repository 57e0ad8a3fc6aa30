package pdftext

import "math"

// matrix is [a b c d e f] of §8.3.3: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

func identity() matrix { return matrix{1, 0, 0, 1, 0, 0} }

// then returns the transformation that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// box is a rectangle in points, y downwards.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }

// around returns the bounds of a rectangle of m's own space.
func (m matrix) around(x0, y0, x1, y1 float64) box {
	ax, ay := m.apply(x0, y0)
	bx, by := m.apply(x1, y0)
	cx, cy := m.apply(x0, y1)
	dx, dy := m.apply(x1, y1)
	return box{
		min(ax, bx, cx, dx), min(ay, by, cy, dy),
		max(ax, bx, cx, dx), max(ay, by, cy, dy),
	}
}

func (b box) union(o box) box {
	return box{min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)}
}

// clip cuts b to the page; the result may be empty.
func (b box) clip(width, height float64) box {
	return box{
		min(max(b.x0, 0), width), min(max(b.y0, 0), height),
		min(max(b.x1, 0), width), min(max(b.y1, 0), height),
	}
}

func (b box) area() float64 { return max(0, b.width()) * max(0, b.height()) }

func (b box) finite() bool {
	for _, v := range [...]float64{b.x0, b.y0, b.x1, b.y1} {
		if math.IsNaN(v) || math.Abs(v) > 1e6 {
			return false
		}
	}
	return true
}

// upright maps user space (y upwards) to the page as it is seen: y downwards,
// origin top left, turned clockwise by rotation degrees.
func upright(page box, rotation int) (m matrix, width, height float64) {
	w, h := page.width(), page.height()
	switch rotation {
	case 90:
		return matrix{0, 1, 1, 0, -page.y0, -page.x0}, h, w
	case 180:
		return matrix{-1, 0, 0, 1, page.x1, -page.y0}, w, h
	case 270:
		return matrix{0, -1, -1, 0, page.y1, page.x1}, h, w
	default:
		return matrix{1, 0, 0, -1, -page.x0, page.y1}, w, h
	}
}

// everything is a box that cuts nothing.
func everything() box { return box{-1e9, -1e9, 1e9, 1e9} }

// cut is what two boxes share; it has no area where they share nothing.
func (b box) cut(o box) box {
	return box{max(b.x0, o.x0), max(b.y0, o.y0), min(b.x1, o.x1), min(b.y1, o.y1)}
}

func (b box) grown(by float64) box {
	return box{b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by}
}
