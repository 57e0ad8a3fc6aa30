package raster

import (
	"image"
	"slices"
)

// Mark is what somebody left on the print in another colour.
type Mark struct {
	Box  [4]float64 `json:"box"`  // fractions of the page
	Kind string     `json:"kind"` // [Stamp] or [Handwriting]
}

// Kinds of marks.
const (
	Stamp       = "stamp"
	Handwriting = "handwriting"
)

// Bounds of a mark, in inches unless named otherwise.
const (
	strongColour  = 24   // blue and red difference from the paper's, together: less is grey
	smallMark     = 0.25 // what is smaller by itself is coloured print
	thinMark      = 0.06 // what is thinner is a line
	largeMark     = 3.5  // what is larger is a picture or a form printed in colour
	thickStroke   = 0.08 // on average along rows: more is a picture, or a heading in colour
	reachOfMark   = 0.12 // how far from a mark's strokes its letters may be
	smallStamp    = 0.5  // of either side
	lettersIn     = 10   // separate letters that a stamp has at least
	barelyLighter = 25   // levels that a mark must be lighter than print to be told from it
	manyMarks     = 100  // on one page: more are a pattern
	muchColour    = 0.3  // share of the page in colour from which it is a picture
)

// tint is the colour of an image's paper, which lamps and cameras change.
type tint struct{ cb, cr uint8 }

// tintOf takes the commonest colour for the paper's.
func tintOf(cb, cr *image.Gray) tint { return tint{middle(cb), middle(cr)} }

// middle is the median of an image's levels.
func middle(img *image.Gray) uint8 {
	var hist [256]int
	left := 0
	for y := 0; y < img.Rect.Dy(); y += 2 {
		for _, v := range img.Pix[y*img.Stride : y*img.Stride+img.Rect.Dx()] {
			hist[v]++
		}
		left += img.Rect.Dx()
	}
	left /= 2
	for v, n := range hist {
		if left -= n; left < 0 {
			return uint8(v)
		}
	}
	return 255
}

// strength is how far a colour is from the paper's.
func (t tint) strength(cb, cr uint8) int {
	b, r := int(cb)-int(t.cb), int(cr)-int(t.cr)
	return max(b, -b) + max(r, -r)
}

// fade takes coloured marks out of the image and lists them, in fractions of the
// page. Black print under them stays. Coloured print, lines and pictures are no
// marks, and stay.
func (s *source) fade(dpi float64) []Mark {
	if s.cb == nil {
		return nil
	}
	paper := tintOf(s.cb, s.cr)
	mask := image.NewGray(s.cb.Rect)
	area := 0
	for y := range mask.Rect.Dy() {
		for x := range mask.Rect.Dx() {
			v := uint8(255)
			if paper.strength(s.cb.Pix[y*s.cb.Stride+x], s.cr.Pix[y*s.cr.Stride+x]) > strongColour {
				v = 0
				area++
			}
			mask.Pix[y*mask.Stride+x] = v
		}
	}
	if float64(area) > muchColour*float64(len(mask.Pix)) {
		return nil
	}
	k := inked(mask, 0)
	var out []Mark
	w, h := float64(s.gray.Rect.Dx()), float64(s.gray.Rect.Dy())
	dark := int(threshold(s.gray))
	black := s.level(mask.Rect, func(gray, colour int) bool { return gray <= dark && colour < strongColour/2 }, paper)
	for _, m := range k.marks(mask.Rect, dpi/2) {
		s.fadeIn(m.Rectangle, paper, black)
		out = append(out, Mark{Kind: m.kind, Box: [4]float64{
			within(2 * float64(m.Min.X) / w), within(2 * float64(m.Min.Y) / h),
			within(2 * float64(m.Max.X) / w), within(2 * float64(m.Max.Y) / h),
		}})
	}
	return out
}

// mark is where a mark lies in the planes of colour.
type mark struct {
	image.Rectangle
	kind string
}

// marks gathers coloured blobs: long strokes, the letters between them, and what
// overlaps.
func (k *ink) marks(page image.Rectangle, dpi float64) []mark {
	var out []mark
	for i := range k.blobs {
		b := &k.blobs[i]
		long, short := float64(max(b.width(), b.height())), float64(min(b.width(), b.height()))
		if short < smallMark*dpi || long > largeMark*dpi || float64(b.area) > thickStroke*dpi*float64(b.rows) {
			continue
		}
		if len(out) == manyMarks {
			return nil
		}
		m := mark{Rectangle: image.Rect(int(b.x0), int(b.y0), int(b.x1), int(b.y1)).Inset(-int(reachOfMark * dpi))}
		for j := 0; j < len(out); j++ {
			both := m.Union(out[j].Rectangle)
			if out[j].Overlaps(m.Rectangle) && float64(max(both.Dx(), both.Dy())) <= largeMark*dpi {
				m.Rectangle = both
				out = slices.Delete(out, j, j+1)
				j = -1 // the larger box may overlap others
			}
		}
		out = append(out, m)
	}
	for i := range out {
		m := &out[i]
		m.Rectangle = m.Intersect(page)
		m.kind = Handwriting
		if k.stamped(m.Rectangle, dpi) {
			m.kind = Stamp
		}
	}
	return out
}

// stamped tells a stamp from handwriting: there is a ring or a frame, and letters.
func (k *ink) stamped(area image.Rectangle, dpi float64) bool {
	letters, framed := 0, false
	for i := range k.blobs {
		b := &k.blobs[i]
		if !image.Pt(int(b.x0+b.x1)/2, int(b.y0+b.y1)/2).In(area) {
			continue
		}
		if high := float64(b.height()); high >= 0.04*dpi && high <= 0.2*dpi {
			letters++
		}
		inner := area.Inset(int(reachOfMark * dpi))
		framed = framed || b.width()*10 >= inner.Dx()*7 && b.height()*10 >= inner.Dy()*7 && float64(min(b.width(), b.height())) >= smallStamp*dpi
	}
	return framed && letters >= lettersIn
}

// fadeIn lifts the coloured ink of an area, given in the planes of colour, to
// paper. What is as dark as black print stays.
func (s *source) fadeIn(area image.Rectangle, paper tint, black int) {
	own := image.Rect(2*area.Min.X, 2*area.Min.Y, 2*area.Max.X, 2*area.Max.Y).Intersect(s.gray.Rect)
	white := int(paperLevel(s.gray, own))
	ink := s.level(area, func(_, colour int) bool { return colour > strongColour }, paper)
	if ink-black < barelyLighter {
		return
	}
	border := (ink + black) / 2
	for y := own.Min.Y; y < own.Max.Y; y++ {
		for x := own.Min.X; x < own.Max.X; x++ {
			c := y/2*s.cb.Stride + x/2
			colour := paper.strength(s.cb.Pix[c], s.cr.Pix[c]) - strongColour/2
			p := &s.gray.Pix[y*s.gray.Stride+x]
			if v := int(*p); colour > 0 && v > border && v < white {
				// Faint colour at the rim of a stroke is lifted in part.
				*p = uint8(v + (white-v)*min(colour, strongColour/2)/(strongColour/2))
			}
		}
	}
}

// level is the median grey of an area's pixels of a kind; 0 when it has none.
func (s *source) level(area image.Rectangle, of func(gray, colour int) bool, paper tint) int {
	var hist [256]int
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if 2*x >= s.gray.Rect.Dx() || 2*y >= s.gray.Rect.Dy() {
				continue
			}
			c := y*s.cb.Stride + x
			v := s.gray.Pix[2*y*s.gray.Stride+2*x]
			if of(int(v), paper.strength(s.cb.Pix[c], s.cr.Pix[c])) {
				hist[v]++
				n++
			}
		}
	}
	left := n / 2
	for v := range hist {
		if left -= hist[v]; left < 0 {
			return v
		}
	}
	return 0
}
