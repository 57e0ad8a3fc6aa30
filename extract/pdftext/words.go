package pdftext

import (
	"math"
	"strings"
	"unicode"
)

// run is a word in the making: glyphs that follow one another.
type run struct {
	text   strings.Builder
	box    box
	base   float64 // position across the direction of writing
	end    float64 // position along it
	start  float64
	size   float64
	turn   int
	font   *font // of its first glyph
	hidden bool
	glued  bool // no blank stood before it
}

// Fractions of the em that tell words apart; poppler's, so that words agree.
const (
	gapBreaks      = 0.1
	backBreaks     = 0.2
	baselineBreaks = 0.2
)

// wordsOf groups glyphs, in the order they were shown, into words.
func wordsOf(glyphs []glyph) []*run {
	var out []*run
	var cur *run
	blank := true
	for _, g := range glyphs {
		if g.space {
			cur, blank = nil, true
			continue
		}
		along, across, end := axes(g)
		if cur == nil || breaks(cur, g, along, across) {
			cur = &run{box: g.box, base: across, start: along, size: g.size, turn: g.turn, font: g.font, hidden: g.hidden, glued: !blank}
			out = append(out, cur)
		}
		cur.text.WriteString(g.text)
		cur.box = cur.box.union(g.box)
		cur.end = end
		blank = false
	}
	return dropDoubles(out)
}

// axes returns where a glyph stands along and across its direction of writing.
func axes(g glyph) (along, across, end float64) {
	switch g.turn {
	case 90:
		return g.y, -g.x, g.ey
	case 180:
		return -g.x, -g.y, -g.ex
	case 270:
		return -g.y, g.x, -g.ey
	}
	return g.x, g.y, g.ex
}

func breaks(w *run, g glyph, along, across float64) bool {
	gap := along - w.end
	return g.turn != w.turn || g.hidden != w.hidden ||
		math.Abs(across-w.base) > baselineBreaks*w.size ||
		gap > gapBreaks*w.size || gap < -backBreaks*w.size ||
		math.Abs(g.size-w.size) > 0.3*w.size
}

// dropDoubles removes words painted twice a hair apart, as producers embolden.
func dropDoubles(words []*run) []*run {
	type place struct {
		text string
		x, y int
	}
	seen := map[place]box{}
	out := words[:0]
	for _, w := range words {
		p := place{w.text.String(), int(w.box.x0 / 4), int(w.box.y0 / 4)}
		double := false
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				b, ok := seen[place{p.text, p.x + dx, p.y + dy}]
				double = double || ok && math.Abs(b.x0-w.box.x0) < 0.1*w.size && math.Abs(b.y0-w.box.y0) < 0.1*w.size
			}
		}
		if !double {
			seen[p] = w.box
			out = append(out, w)
		}
	}
	return out
}

// Clean makes a word's text fit to be kept: no control characters, ligatures
// written out, soft hyphens gone.
func Clean(s string) string {
	if !strings.ContainsFunc(s, unfit) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= 'ﬀ' && r <= 'ﬆ':
			b.WriteString(ligature(r))
		case !unfit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unfit(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r >= 'ﬀ' && r <= 'ﬆ' || unicode.IsControl(r)
}

func ligature(r rune) string {
	return [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-'ﬀ']
}
