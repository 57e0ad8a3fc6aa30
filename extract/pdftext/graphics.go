package pdftext

import "math"

// path is what has been drawn and not yet painted, in points of the page: enough
// to know lines along the edges of the page, and what a clip leaves to be seen.
type path struct {
	start, at  point
	bounds     box
	begun      bool // bounds hold something
	lines      []Segment
	rectangles []box
	clips      bool
}

type point struct{ x, y float64 }

// Bounds of one path and of a line: a filled rectangle thicker than this is a
// shape. A table's rule is a point or two.
const (
	maxPathParts = 256
	ruleWidth    = 3.0
	minRule      = 4.0 // shorter strokes are parts of drawings or of letters
)

// graphics performs the operators of paths and of the graphics state.
func (in *interpreter) graphics(op []byte, args operands) {
	s := &in.state
	switch string(op) {
	case "q":
		if len(in.stack) < maxStateDepth {
			in.stack = append(in.stack, *s)
		}
	case "Q":
		if k := len(in.stack); k > 0 {
			*s, in.stack = in.stack[k-1], in.stack[:k-1]
		}
	case "cm":
		s.ctm = args.matrix().then(s.ctm)
	case "w":
		s.lineWidth = args.num(0)
	case "m":
		in.path.at = in.place(args, 0)
		in.path.start = in.path.at
		in.path.grow(in.path.at)
	case "l":
		in.lineTo(in.place(args, 0))
	case "c":
		in.curveTo(args, 4)
	case "v", "y":
		in.curveTo(args, 2)
	case "h":
		in.lineTo(in.path.start)
	case "re":
		in.rectangle(args)
	case "W", "W*":
		in.path.clips = true
	case "n":
		in.endPath(false, false)
	case "S":
		in.endPath(true, false)
	case "s":
		in.lineTo(in.path.start)
		in.endPath(true, false)
	case "f", "F", "f*":
		in.endPath(false, true)
	case "B", "B*", "b", "b*":
		in.endPath(true, true)
	}
}

func (in *interpreter) place(args operands, i int) point {
	x, y := in.state.ctm.apply(args.num(i), args.num(i+1))
	return point{x, y}
}

func (p *path) grow(at point) {
	here := box{at.x, at.y, at.x, at.y}
	if p.begun {
		here = p.bounds.union(here)
	}
	p.bounds, p.begun = here, true
}

func (in *interpreter) lineTo(to point) {
	p := &in.path
	if s, ok := along(p.at, to); ok && len(p.lines) < maxPathParts {
		p.lines = append(p.lines, s)
	}
	p.at = to
	p.grow(to)
}

// curveTo moves on without noting a line: a rule does not bend.
func (in *interpreter) curveTo(args operands, last int) {
	for i := 0; i <= last; i += 2 {
		in.path.at = in.place(args, i)
		in.path.grow(in.path.at)
	}
}

func (in *interpreter) rectangle(args operands) {
	x, y := args.num(0), args.num(1)
	b := in.state.ctm.around(x, y, x+args.num(2), y+args.num(3))
	p := &in.path
	p.at = in.place(args, 0)
	p.start = p.at
	p.grow(point{b.x0, b.y0})
	p.grow(point{b.x1, b.y1})
	if len(p.rectangles) < maxPathParts {
		p.rectangles = append(p.rectangles, b)
	}
}

// along makes a segment of a line that runs along an edge of the page, give or
// take a third of a point.
func along(a, b point) (Segment, bool) {
	dx, dy := math.Abs(a.x-b.x), math.Abs(a.y-b.y)
	switch {
	case dy < 0.35 && dx >= minRule:
		y := (a.y + b.y) / 2
		return Segment{min(a.x, b.x), y, max(a.x, b.x), y, 0}, true
	case dx < 0.35 && dy >= minRule:
		x := (a.x + b.x) / 2
		return Segment{x, min(a.y, b.y), x, max(a.y, b.y), 0}, true
	}
	return Segment{}, false
}

// endPath paints the path, or only clips by it.
func (in *interpreter) endPath(stroked, filled bool) {
	p := &in.path
	if (stroked || filled) && in.off == 0 {
		in.paths++
		in.addRulings(stroked, filled)
	}
	if p.clips && p.begun {
		in.state.clip = in.state.clip.cut(p.bounds)
	}
	*p = path{lines: p.lines[:0], rectangles: p.rectangles[:0]}
}

func (in *interpreter) addRulings(stroked, filled bool) {
	p, m := &in.path, in.state.ctm
	width := in.state.lineWidth * math.Sqrt(math.Abs(m[0]*m[3]-m[1]*m[2]))
	if stroked {
		for _, s := range p.lines {
			s.Width = width
			in.addRuling(s)
		}
	} else if len(p.lines) > 0 {
		p.rectangles = append(p.rectangles, p.bounds)
	}
	for _, b := range p.rectangles {
		switch {
		case min(b.width(), b.height()) <= ruleWidth && (filled || stroked):
			if s, ok := middle(b); ok {
				s.Width = max(min(b.width(), b.height()), width)
				in.addRuling(s)
			}
		case stroked:
			a, c := point{b.x0, b.y0}, point{b.x1, b.y1}
			for _, side := range [][2]point{{a, {c.x, a.y}}, {{a.x, c.y}, c}, {a, {a.x, c.y}}, {{c.x, a.y}, c}} {
				if s, ok := along(side[0], side[1]); ok {
					s.Width = width
					in.addRuling(s)
				}
			}
		}
	}
}

// middle is the line that a thin rectangle draws.
func middle(b box) (Segment, bool) {
	if x, y := (b.x0+b.x1)/2, (b.y0+b.y1)/2; b.width() >= b.height() {
		return along(point{b.x0, y}, point{b.x1, y})
	} else {
		return along(point{x, b.y0}, point{x, b.y1})
	}
}

// addRuling notes what of a line is on the page and not clipped away.
func (in *interpreter) addRuling(s Segment) {
	if len(in.rulings) >= maxRulings {
		return
	}
	b := box{s.X0, s.Y0, s.X1, s.Y1}.cut(in.state.clip.grown(1)).cut(box{0, 0, in.width, in.height})
	if s.X0, s.Y0, s.X1, s.Y1 = b.x0, b.y0, b.x1, b.y1; b.finite() && b.x0 <= b.x1 && b.y0 <= b.y1 && b.width()+b.height() >= minRule {
		in.rulings = append(in.rulings, s)
	}
}
