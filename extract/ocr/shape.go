package ocr

import (
	"math"
	"slices"

	"vestnik/pipeline"
)

// kind tells by shape what a patch of ink holds; "" is nothing worth a word:
// specks, a rest of a ruling. The order matters: what is surely print or surely
// a ring is said first. What is neither strokes nor a picture may still be print,
// badly printed: whether it is, a second reading will tell.
func (p patch) kind(m measure) pipeline.RegionKind {
	switch {
	case float64(p.ink) < m.body*m.body/5 || p.bullet(m):
		return ""
	case p.printed(m):
		return pipeline.LostText
	case p.outlined(m):
		return pipeline.Stamp
	case p.dense(m):
		return pipeline.Figure
	case p.strokes(m) > mostStrokes:
		return pipeline.Handwriting
	case p.box.Dx() > int(4*m.body) && p.box.Dy() > int(m.body*0.7):
		return pipeline.LostText
	}
	return ""
}

// bullet reports a small solid mark, as stands before the items of a list.
func (p patch) bullet(m measure) bool {
	area := p.box.Dx() * p.box.Dy()
	return len(p.blobs) == 1 && float64(p.box.Dy()) < 1.3*m.body && float64(p.ink) > 0.6*float64(area)
}

// mostStrokes is the share of ink in strokes that a patch of print may have: a
// bracket, a sign «@», letters that touch.
const mostStrokes = 0.4

// Print has letters alike in height, few joined to one another, on lines.
const (
	leastLetters  = 0.6 // share of the ink that letter-like blobs must hold
	mostSpread    = 0.5 // of letters' heights, between quartiles, by the median
	leastAligned  = 0.6 // share of letters that stand on a common line
	longestLetter = 2.5 // width by height: two letters that touch
	tallestPrint  = 4.0 // by the page's usual letter: a heading
	tallestAlone  = 2.2 // the same, of one or two letters that nothing confirms
)

func (p patch) printed(m measure) bool {
	height := p.typicalHeight()
	if height < 0.5*m.body || height > tallestPrint*m.body || height < m.mm(0.9) {
		return false
	}
	ink := 0
	var heights, feet []int
	for _, b := range p.blobs {
		h, w := float64(b.box.Dy()), float64(b.box.Dx())
		if h < 0.45*height || h > 1.8*height || w > longestLetter*h {
			continue
		}
		ink += b.ink
		heights, feet = append(heights, b.box.Dy()), append(feet, b.box.Max.Y)
	}
	switch {
	case float64(ink) < leastLetters*float64(p.ink):
		return false
	case len(heights) < 3:
		return height <= tallestAlone*m.body && p.stroke() > 0.08*height
	}
	return spread(heights) <= mostSpread && aligned(feet, 0.2*height) >= leastAligned
}

// typicalHeight is the height at which half of the ink is in lower blobs.
func (p patch) typicalHeight() float64 {
	blobs := slices.SortedFunc(slices.Values(p.blobs), func(a, b blob) int { return a.box.Dy() - b.box.Dy() })
	ink := 0
	for _, b := range blobs {
		if ink += b.ink; ink*2 >= p.ink {
			return float64(b.box.Dy())
		}
	}
	return 0
}

// stroke is the usual length of a run of ink: about the thickness of a stroke.
func (p patch) stroke() float64 {
	n := 0
	for _, b := range p.blobs {
		n += len(b.runs)
	}
	return float64(p.ink) / float64(max(1, n))
}

// spread is the distance of the quartiles by the median.
func spread(heights []int) float64 {
	h := slices.Sorted(slices.Values(heights))
	return float64(h[len(h)*3/4]-h[len(h)/4]) / float64(max(1, h[len(h)/2]))
}

// aligned is the share of feet that stand within a tolerance of at least two
// others.
func aligned(feet []int, tolerance float64) float64 {
	n := 0
	for _, a := range feet {
		near := 0
		for _, b := range feet {
			if math.Abs(float64(a-b)) <= tolerance {
				near++
			}
		}
		if near >= 3 {
			n++
		}
	}
	return float64(n) / float64(max(1, len(feet)))
}

func (p patch) each(f func(x, y int)) {
	for _, b := range p.blobs {
		for _, r := range b.runs {
			for x := int(r.x0); x < int(r.x1); x++ {
				f(x, int(r.y))
			}
		}
	}
}

// dense: as large as a picture and as full of ink, or a solid mark.
func (p patch) dense(m measure) bool {
	w, h := float64(p.box.Dx()), float64(p.box.Dy())
	share := float64(p.ink) / max(1, w*h)
	return min(w, h) > m.mm(20) && share > 0.15 || min(w, h) > m.mm(6) && share > 0.22 ||
		min(w, h) > m.mm(45)
}

// strokes is the share of ink in pieces that go well beyond a letter of print, up
// or along, and are no line of it run together.
func (p patch) strokes(m measure) float64 {
	ink := 0
	for _, b := range p.blobs {
		w, h := float64(b.box.Dx()), float64(b.box.Dy())
		if h > tallestAlone*m.body && w > 0.5*m.body || w > 3*m.body && h > 1.3*m.body {
			ink += b.ink
		}
	}
	return float64(ink) / float64(max(1, p.ink))
}

// ruling reports whether a blob is a rest of a line of a table or a form: much
// longer than thick, or straight strokes for the most part.
func (b blob) ruling(m measure) bool {
	w, h := float64(b.box.Dx()), float64(b.box.Dy())
	thin := m.mm(0.9)
	if h <= thin && w > 6*h && w > m.mm(4) || w <= thin && h > 6*w && h > m.mm(7) {
		return true
	}
	if w < m.mm(10) && h < m.mm(10) {
		return false
	}
	// A grid: long runs across, or columns of short ones, hold most of the ink.
	type column struct{ end, length int32 }
	columns := map[int32]column{}
	along, long := int32(0), int32(m.mm(8))
	for _, r := range b.runs {
		width := r.x1 - r.x0
		if width > long {
			along += width
		}
		if float64(width) > thin {
			continue
		}
		at := (r.x0 + r.x1) / 6
		c := columns[at]
		if c.end != r.y {
			c.length = 0
		}
		c.length++
		c.end = r.y + 1
		columns[at] = c
		switch {
		case c.length == long:
			along += long * width
		case c.length > long:
			along += width
		}
	}
	return float64(along) > 0.7*float64(b.ink)
}
