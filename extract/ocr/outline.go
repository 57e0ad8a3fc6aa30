package ocr

import (
	"image"
	"math"
	"math/bits"
)

// A seal is 38 to 42 mm wide; others are smaller, and strokes run beyond them.
const (
	leastStamp = 14.0 // mm
	mostStamp  = 50.0
)

// outlined reports whether a ring runs through the patch. A frame says nothing:
// tables and forms have them too.
func (p patch) outlined(m measure) bool {
	w, h := float64(p.box.Dx()), float64(p.box.Dy())
	return min(w, h) >= m.mm(leastStamp) && max(w, h) <= m.mm(2*mostStamp) && p.ringed(m)
}

// sectors are the directions from the middle of a ring.
const sectors = 36

// ringed reports whether somewhere in the patch ink runs around a circle of the
// size of a seal, whatever strokes cross it. On the circle there must be ink in
// nearly every direction, and just outside of it little: a photograph has ink
// everywhere.
func (p patch) ringed(m measure) bool {
	least, most := m.mm(leastStamp)/2, min(m.mm(mostStamp)/2, float64(max(p.box.Dx(), p.box.Dy()))/2)
	points := p.sample(800)
	step := m.mm(1)
	for cy := float64(p.box.Min.Y) + least; cy <= float64(p.box.Max.Y)-least; cy += step {
		for cx := float64(p.box.Min.X) + least; cx <= float64(p.box.Max.X)-least; cx += step {
			if r := newRings(points, cx, cy, m.mm(1)); r.around(least, most) {
				return true
			}
		}
	}
	return false
}

// rings count ink by its distance from a point, and say in which directions it is.
type rings struct {
	width float64 // of a ring, in pixels
	ink   []int
	seen  []uint64 // bit by sector
}

func newRings(points []image.Point, cx, cy, width float64) rings {
	r := rings{width: width, ink: make([]int, 64), seen: make([]uint64, 64)}
	for _, q := range points {
		dx, dy := float64(q.X)-cx, float64(q.Y)-cy
		if i := int(math.Hypot(dx, dy) / width); i < len(r.ink) {
			r.ink[i]++
			r.seen[i] |= 1 << (int((math.Atan2(dy, dx)/math.Pi+1)/2*sectors) % sectors)
		}
	}
	return r
}

// around reports whether two neighbouring rings hold ink in nine directions of
// ten, and the two beyond them a third of it at most.
func (r rings) around(least, most float64) bool {
	for i := int(least / r.width); i <= int(most/r.width) && i+3 < len(r.ink); i++ {
		on, outside := r.ink[i]+r.ink[i+1], r.ink[i+2]+r.ink[i+3]
		if on >= sectors && outside*3 <= on && bits.OnesCount64(r.seen[i]|r.seen[i+1])*10 >= sectors*9 {
			return true
		}
	}
	return false
}

// sample are up to so many points of the ink, evenly along its runs.
func (p patch) sample(most int) []image.Point {
	var out []image.Point
	every := p.ink/most + 1
	n := 0
	p.each(func(x, y int) {
		if n++; n%every == 0 {
			out = append(out, image.Pt(x, y))
		}
	})
	return out
}
