package corpus

import (
	"strings"

	"vestnik/pipeline"
)

// The paper: A4 in points, with the margins of forms.
const (
	paperWidth, paperHeight = 595.0, 842.0
	marginLeft, bodyWidth   = 50.0, 505.0
	marginTop, bodyBottom   = 34.0, 806.0
)

// Leaf is one printed page.
type Leaf struct {
	prints []printed
	rules  []rule
	words  []pipeline.Word
}

// printed is a word of one face with its pen's place.
type printed struct {
	face        Face
	x, baseline float64
	text        string
}

// rule is a ruled line; filled ones are of ink by hand.
type rule struct{ x0, y0, x1, y1, weight float64 }

// press sets type on leaves.
type press struct {
	leaves []*Leaf
	hand   hand
	boxes  boxStyle
	tickAs string  // what stands in a ticked box
	y      float64 // top of what comes next
	line   int
	dry    bool // measures only
	rng    source
}

func newPress(s source) *press {
	p := &press{hand: s.hand(), boxes: boxStyle(s.IntN(int(boxStyles))), tickAs: of(s, fields("X X х V")), rng: s}
	p.page()
	return p
}

// page begins a new page.
func (p *press) page() {
	p.leaves = append(p.leaves, &Leaf{})
	p.y, p.line = marginTop, 0
}

func (p *press) leaf() *Leaf { return p.leaves[len(p.leaves)-1] }

// put prints a text with its top at y and returns where the pen is then. A new
// printed line begins.
func (p *press) put(f Face, x, y float64, text string) float64 {
	p.line++
	return p.more(f, x, y, text)
}

// more prints on in the same line.
func (p *press) more(f Face, x, y float64, text string) float64 {
	const ascent, descent = 0.74, 0.22
	space := f.width1(' ')
	baseline := y + 0.95*f.size
	for i, w := range strings.Fields(text) {
		if i > 0 {
			x += space
		}
		width := f.measure(w)
		if !p.dry {
			l := p.leaf()
			l.prints = append(l.prints, printed{f, x, baseline, w})
			l.words = append(l.words, pipeline.Word{Text: w, Confidence: 1, Line: p.line, Box: pipeline.Box{
				x / paperWidth, (baseline - ascent*f.size) / paperHeight,
				(x + width) / paperWidth, (baseline + descent*f.size) / paperHeight}})
		}
		x += width
	}
	return x
}

// rule rules a line of a weight in points.
func (p *press) rule(x0, y0, x1, y1, weight float64) {
	if !p.dry {
		l := p.leaf()
		l.rules = append(l.rules, rule{x0, y0, x1, y1, weight})
	}
}

func (p *press) frame(x, y, w, h, weight float64) {
	p.rule(x, y, x+w, y, weight)
	p.rule(x, y+h, x+w, y+h, weight)
	p.rule(x, y, x, y+h, weight)
	p.rule(x+w, y, x+w, y+h, weight)
}

// boxStyle is how a box to tick is printed.
type boxStyle int

const (
	boxDrawn boxStyle = iota // a ruled square, with a sign in it when ticked
	boxTyped                 // [X] and [ ]
	boxStyles
)

// Page is the leaf as a text layer.
func (l *Leaf) Page(number int) pipeline.Page {
	page := pipeline.Page{Number: number, Width: paperWidth, Height: paperHeight,
		Source: pipeline.FromTextLayer, Language: "ru", Confidence: 1, Words: l.words}
	page.Text = l.Text()
	return page
}

// Text is what stands on the leaf, line by line in the order of printing.
func (l *Leaf) Text() string {
	var b strings.Builder
	for _, line := range (pipeline.Page{Words: l.words}).Lines() {
		b.WriteString(pipeline.JoinWords(line))
		b.WriteByte('\n')
	}
	return b.String()
}

// Words are the words of the leaf with their boxes on the clean page.
func (l *Leaf) Words() []pipeline.Word { return l.words }
