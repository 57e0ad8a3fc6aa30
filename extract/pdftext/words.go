package pdftext

import (
	"math"
	"unicode/utf8"
)

// run is a word in the making: glyphs that follow one another.
type run struct {
	from, to   int32 // its text among that of all
	text       string
	box        box
	base       float64 // position across the direction of writing
	start, end float64 // position along it
	last       float64 // where its last glyph begins
	size       float64
	first      *font // of its first and its last glyph
	font       *font
	seq        int // in the order shown
	until      int // the last that belongs to it, where more were dropped
	turn       int
	hidden     bool
	unseen     bool
	glued      bool // no blank stood before it
	odd        bool // holds soft hyphens or accents of their own
}

// collector groups glyphs, in the order they are shown, into words.
type collector struct {
	text     []byte
	runs     []run
	open     bool // the last run may still grow
	blank    bool // a blank was shown since
	overlaid bool // the last glyph stood on the one before
	shown    int  // glyphs, blanks not counted
	turns    [4]int
}

// What parts words, in fractions of the em and in points; poppler's, so that
// words agree.
const (
	gapBreaks   = 0.1
	backBreaks  = 0.2
	lineBreaks  = 0.5 // points off the baseline
	overAlong   = 0.1
	overAcross  = 0.2
	sizeDiffers = 1e-4
)

// add places a glyph's text in the open word or begins another.
func (c *collector) add(at glyphAt, g *glyph) {
	if g.blank {
		c.open, c.blank = false, true
		return
	}
	mirrored := at.end < at.start
	if mirrored {
		at.start, at.end = at.end, at.start
	}
	if g.accent && c.accented(at, g) {
		return
	}
	if g.hollow {
		if c.open && !c.breaks(at) {
			c.runs[len(c.runs)-1].end = max(c.runs[len(c.runs)-1].end, at.end)
		}
		return
	}
	c.shown++
	c.turns[at.turn]++
	if c.open {
		over := c.overlays(at)
		if over || c.overlaid || mirrored || c.breaks(at) {
			c.open = false
		}
		c.overlaid = over
	} else {
		c.overlaid = false
	}
	if !c.open {
		c.begin(at)
	}
	r := &c.runs[len(c.runs)-1]
	c.text = append(c.text, g.text...)
	r.to = int32(len(c.text))
	r.end, r.last, r.font = max(r.end, at.end), at.start, at.font
	if len(g.text) > 3 && utf8.RuneCountInString(g.text) > 1 {
		r.last = at.end - (at.end-at.start)/float64(utf8.RuneCountInString(g.text))
	}
	r.odd = r.odd || g.odd
}

func (c *collector) begin(at glyphAt) {
	n := len(c.runs)
	c.runs = append(c.runs, run{
		from: int32(len(c.text)), base: at.across, start: at.start, end: at.end, size: at.size, first: at.font,
		seq: n, until: n, turn: at.turn, hidden: at.hidden, unseen: at.unseen, glued: !c.blank,
	})
	c.open, c.blank = true, false
}

// accented lets an accent that is written over a letter stay in its word.
func (c *collector) accented(at glyphAt, g *glyph) bool {
	if !c.open {
		return false
	}
	r := &c.runs[len(c.runs)-1]
	if at.turn != r.turn || math.Abs(at.across-r.base) > 0.6*r.size || at.start > r.end+0.2*r.size || at.end < r.last-0.3*r.size {
		return false
	}
	c.text = append(c.text, g.text...)
	r.to, r.odd = int32(len(c.text)), true
	return true
}

// overlays reports whether a glyph stands where the last one stands, as producers
// do to embolden.
func (c *collector) overlays(at glyphAt) bool {
	r := &c.runs[len(c.runs)-1]
	return math.Abs(at.start-r.last) < overAlong*r.size && math.Abs(at.across-r.base) < overAcross*r.size
}

func (c *collector) breaks(at glyphAt) bool {
	r := &c.runs[len(c.runs)-1]
	gap := at.start - r.end
	return at.turn != r.turn || at.hidden != r.hidden || at.unseen != r.unseen ||
		gap > gapBreaks*r.size || gap < -backBreaks*r.size ||
		math.Abs(at.across-r.base) > lineBreaks ||
		math.Abs(at.size-r.size) > sizeDiffers*r.size
}

// words finishes the runs: those that are seen and those that are not.
func (c *collector) words() (seen, unseen []*run) {
	all := string(c.text)
	seen = make([]*run, 0, len(c.runs))
	for i := range c.runs {
		r := &c.runs[i]
		r.text = all[r.from:r.to]
		if r.odd {
			if r.text = mended(r.text); r.text == "" {
				continue
			}
		}
		r.box = r.bounds()
		if r.unseen {
			unseen = append(unseen, r)
		} else {
			seen = append(seen, r)
		}
	}
	return seen, unseen
}

// bounds is the word's box: its length by the height of its first font.
func (r *run) bounds() box {
	up, down := r.first.ascent*r.size, r.first.descent*r.size
	switch r.turn {
	case 0:
		return box{r.start, r.base - up, r.end, r.base - down}
	case 1:
		return box{-r.base + down, r.start, -r.base + up, r.end}
	case 2:
		return box{-r.end, -r.base + down, -r.start, -r.base + up}
	}
	return box{r.base - up, -r.end, r.base - down, -r.start}
}
