package pdftext

import (
	"math"
	"strings"
)

// glyph is one shown character where it stands on the page.
type glyph struct {
	text   string
	box    box
	x, y   float64 // origin on the baseline
	ex, ey float64 // where the next glyph would stand without spacing
	size   float64 // em in points on the page
	turn   int     // direction of writing: 0, 90, 180 or 270 degrees clockwise
	font   *font
	hidden bool
	space  bool // a blank: it ends a word and is not kept
}

// showAll shows the strings of Tj and TJ; numbers in between move back by
// thousandths of the em (§9.4.3).
func (in *interpreter) showAll(args []token) {
	for _, a := range args {
		switch a.kind {
		case tokString:
			in.show(a.text)
		case tokNumber:
			in.advance(-a.num / 1000 * in.state.size * in.state.scale)
		case tokArray:
			in.showAll(a.list)
		}
	}
}

func (in *interpreter) advance(dx float64) {
	in.text[4] += dx * in.text[0]
	in.text[5] += dx * in.text[1]
}

func (in *interpreter) show(s []byte) {
	st := &in.state
	if st.font == nil {
		in.faults++
		return
	}
	for len(s) > 0 && len(in.glyphs) <= maxGlyphs {
		var g glyphInfo
		g, s = st.font.next(s)
		in.place(g)
		dx := g.width*st.size + st.charSpace
		if g.space {
			dx += st.wordSpace
		}
		in.advance(dx * st.scale)
	}
}

// place puts one glyph on the page.
func (in *interpreter) place(g glyphInfo) {
	st := &in.state
	text := in.textFor(g)
	if text == "" {
		return
	}
	m := matrix{st.size * st.scale, 0, 0, st.size, 0, st.rise}.then(in.text).then(st.ctm)
	at := glyph{
		text: text, font: st.font, hidden: st.hidden, turn: turnOf(m),
		size: math.Hypot(m[2], m[3]), space: strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " ")) == "",
		box: m.around(0, st.font.descent, g.width, st.font.ascent),
	}
	at.x, at.y = m.apply(0, 0)
	at.ex, at.ey = m.apply(g.width, 0)
	if at.box.finite() && at.size > 0.1 {
		in.glyphs = append(in.glyphs, at)
	}
}

// textFor is the glyph's own text, or the text of the span that replaces it,
// which the span's first glyph carries.
func (in *interpreter) textFor(g glyphInfo) string {
	if in.replaced == nil {
		return g.text
	}
	if in.replaced.shown {
		return ""
	}
	in.replaced.shown = true
	return in.replaced.text
}

// turnOf is the direction of writing nearest to a quarter turn.
func turnOf(m matrix) int {
	// m maps to a page with y downwards: writing to the right has m[0] > 0.
	if math.Abs(m[0]) >= math.Abs(m[1]) {
		if m[0] >= 0 {
			return 0
		}
		return 180
	}
	if m[1] > 0 {
		return 90
	}
	return 270
}
