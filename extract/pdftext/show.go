package pdftext

import "math"

// pen is where the next glyph comes to stand, in points of the page.
type pen struct {
	x, y   float64 // origin on the baseline
	ux, uy float64 // one unit of text space along the line
	size   float64 // em
	turn   int     // direction of writing in quarter turns clockwise
	moved  float64 // in text space since the line's matrix was read
}

// glyphAt is one glyph on the page.
type glyphAt struct {
	start, end float64 // along the direction of writing
	across     float64 // of the baseline
	size       float64
	turn       int
	font       *font
	hidden     bool
	unseen     bool
}

// pen reads the text matrices (§9.4.4).
func (in *interpreter) pen() pen {
	st := &in.state
	m := in.text.then(st.ctm)
	p := pen{ux: m[0], uy: m[1], size: math.Hypot(m[2], m[3]) * math.Abs(st.size) * st.font.emScale}
	p.x, p.y = m.apply(0, st.rise)
	p.turn = turnOf(m, st.size, st.font)
	return p
}

func (p *pen) move(dx float64) {
	p.x += dx * p.ux
	p.y += dx * p.uy
	p.moved += dx
}

// turnOf is the direction of writing nearest to a quarter turn, as poppler has it.
func turnOf(m matrix, size float64, f *font) int {
	a, b, c, d := m[0]*size*f.flipX, m[1]*size*f.flipX, m[2]*size*f.flipY, m[3]*size*f.flipY
	if math.Abs(a*d) > math.Abs(b*c) {
		if a > 0 || d < 0 {
			return 0
		}
		return 2
	}
	if c > 0 {
		return 1
	}
	return 3
}

// showAll shows the strings of Tj and TJ; numbers in between move back by
// thousandths of the em (§9.4.3).
func (in *interpreter) showAll(args []token) {
	st := &in.state
	if st.font == nil {
		in.faults++
		return
	}
	p := in.pen()
	for i := range args {
		switch a := &args[i]; a.kind {
		case tokString:
			in.show(&p, a.text)
		case tokNumber:
			p.move(-a.num / 1000 * st.size * st.scale)
		case tokArray:
			for j := range a.list {
				switch b := &a.list[j]; b.kind {
				case tokString:
					in.show(&p, b.text)
				case tokNumber:
					p.move(-b.num / 1000 * st.size * st.scale)
				}
			}
		}
	}
	in.text[4] += p.moved * in.text[0]
	in.text[5] += p.moved * in.text[1]
}

func (in *interpreter) show(p *pen, s []byte) {
	st := &in.state
	f := st.font
	for len(s) > 0 && in.shown <= maxGlyphs {
		g, n := f.next(s)
		s = s[n:]
		w := g.width * st.size
		in.put(p, g, w*st.scale)
		w += st.charSpace
		if g.spaced {
			w += st.wordSpace
		}
		p.move(w * st.scale)
	}
}

// put places one glyph of a width, in text space, on the page.
func (in *interpreter) put(p *pen, g *glyph, width float64) {
	if g.text == "" && !g.hollow && in.replaced == nil {
		return
	}
	st := &in.state
	wx, wy := width*p.ux, width*p.uy
	// What stands beside the page is not on it; nor is what stands nowhere.
	if !(p.x+wx >= 0 && p.x <= in.width && p.y+wy >= 0 && p.y <= in.height) || p.size < 0.1 {
		return
	}
	at := glyphAt{size: p.size, turn: p.turn, font: st.font, hidden: st.hidden, unseen: in.off > 0 || in.clipped(p, wx, wy)}
	switch p.turn {
	case 0:
		at.start, at.end, at.across = p.x, p.x+wx, p.y
	case 1:
		at.start, at.end, at.across = p.y, p.y+wy, -p.x
	case 2:
		at.start, at.end, at.across = -p.x, -p.x-wx, -p.y
	default:
		at.start, at.end, at.across = -p.y, -p.y-wy, p.x
	}
	if r := in.replaced; r != nil {
		if !r.shown {
			r.shown, r.from = true, at
		}
		r.to = at
		return
	}
	in.add(at, g)
}

// clipped reports whether nothing of a glyph can be seen. The clip is known only
// as a box around it, so that what it lets through may still be cut away.
func (in *interpreter) clipped(p *pen, wx, wy float64) bool {
	c := in.state.clip
	reach := p.size
	return max(p.x, p.x+wx)+reach < c.x0 || min(p.x, p.x+wx)-reach > c.x1 ||
		max(p.y, p.y+wy)+reach < c.y0 || min(p.y, p.y+wy)-reach > c.y1
}

// showReplaced shows the text that a span stated in the place of its glyphs.
func (in *interpreter) showReplaced() {
	r := in.replaced
	in.replaced = nil
	if r == nil || !r.shown {
		return
	}
	at := r.from
	if r.to.turn == at.turn && r.to.end > at.start {
		at.end = r.to.end
	}
	runes := []rune(r.text)
	step := (at.end - at.start) / float64(max(1, len(runes)))
	for i, c := range runes {
		at.start = r.from.start + float64(i)*step
		at.end = at.start + step
		g := glyphOf(string(c), 0)
		in.add(at, &g)
	}
}
