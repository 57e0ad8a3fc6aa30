package corpus

import "strings"

// run is a stretch of text in one face.
type run struct {
	face Face
	text string
}

func (p *press) label(text string) run { return run{p.hand.label, text} }
func (p *press) head(text string) run  { return run{p.hand.head, text} }
func (p *press) value(text string) run { return run{p.hand.value, text} }
func (p *press) note(text string) run  { return run{p.hand.note, text} }
func (p *press) body(text string) run  { return run{p.hand.body, text} }

// column is a part of the page that text flows down in.
type column struct {
	*press
	x, w, y float64
}

func (p *press) column(x, w float64) *column { return &column{press: p, x: x, w: w, y: p.y} }

const leading = 1.22 // of the size

// text flows runs down the column; "\n" in a run ends the line.
func (c *column) text(runs ...run) { c.flow(0, runs) }

// centred sets each line in the middle of the column, right at its right edge.
func (c *column) centred(runs ...run) { c.flow(0.5, runs) }
func (c *column) right(runs ...run)   { c.flow(1, runs) }

// flow breaks runs into lines and sets them, the free width before each in the
// given share.
func (c *column) flow(share float64, runs []run) {
	var line []run
	used := 0.0
	flush := func(empty Face) {
		c.flush(share, line, used, empty)
		line, used = nil, 0
	}
	for _, r := range runs {
		space := r.face.width1(' ')
		for i, part := range strings.Split(r.text, "\n") {
			if i > 0 {
				flush(r.face)
			}
			for _, w := range strings.Fields(part) {
				width := r.face.measure(w)
				if len(line) > 0 && used+space+width > c.w {
					flush(r.face)
				}
				if len(line) > 0 {
					used += space
				}
				line = append(line, run{r.face, w})
				used += width
			}
		}
	}
	if len(line) > 0 {
		flush(line[0].face)
	}
}

func (c *column) flush(share float64, line []run, used float64, empty Face) {
	size := empty.size
	for _, w := range line {
		size = max(size, w.face.size)
	}
	c.line++
	x := c.x + share*max(0, c.w-used)
	for i, w := range line {
		if i > 0 {
			x += w.face.width1(' ')
		}
		// Faces of one line share their baseline.
		x = c.more(w.face, x, c.y+0.95*(size-w.face.size), w.text)
	}
	c.y += size * leading
}

func (c *column) gap(points float64) { c.y += points }

// tick prints a box, crossed or not, with its label beside it.
func (c *column) tick(on bool, runs ...run) {
	const side = 8.5
	if c.boxes == boxTyped {
		sign := "[ ]"
		if on {
			sign = "[" + c.tickAs + "]"
		}
		c.text(append([]run{{c.hand.label, sign}}, runs...)...)
		c.y++
		return
	}
	top := c.y + 0.6
	c.frame(c.x, top, side, side, 0.7)
	if on {
		face := Face{"PTS75F", 8, 1}
		c.put(face, c.x+(side-face.measure(c.tickAs))/2, top+0.4, c.tickAs)
	}
	beside := &column{press: c.press, x: c.x + side + 4, w: c.w - side - 4, y: c.y}
	beside.text(runs...)
	c.y = max(beside.y, top+side) + 1.4
}

// filled prints a label and, behind it, what was filled in; a rule takes the place
// of an empty value.
func (c *column) filled(name, text string) {
	if text != "" {
		c.text(c.label(name), c.value(text))
		return
	}
	c.text(c.label(name))
	if from := c.x + c.hand.label.measure(name) + 3; from < c.x+c.w-6 {
		c.rule(from, c.y-2, c.x+c.w, c.y-2, 0.5)
	}
}

// beside flows parts side by side, each of its width.
func (c *column) beside(parts ...cell) {
	x, bottom := c.x, c.y
	for _, part := range parts {
		col := &column{press: c.press, x: x, w: part.w - 6, y: c.y}
		part.draw(col)
		bottom = max(bottom, col.y)
		x += part.w
	}
	c.y = bottom
}

// cell is one box of a ruled row: its width and what stands in it.
type cell struct {
	w    float64
	draw func(*column)
}

// row rules a row of cells as tall as its tallest, but not less than least; when it
// does not fit the page it goes to the next one.
func (p *press) row(least float64, cells ...cell) {
	const pad = 4
	flow := func() float64 {
		x, bottom := marginLeft, p.y
		for _, c := range cells {
			col := &column{press: p, x: x + pad, w: c.w - 2*pad, y: p.y + pad}
			c.draw(col)
			bottom = max(bottom, col.y+pad)
			x += c.w
		}
		return max(bottom-p.y, least)
	}
	p.dry = true
	height := flow()
	p.dry = false
	if p.y+height > bodyBottom {
		p.page()
	}
	flow()
	x := marginLeft
	for _, c := range cells {
		p.frame(x, p.y, c.w, height, 0.6)
		x += c.w
	}
	p.y += height
}

// full is a row of one cell as wide as the page.
func (p *press) full(draw func(*column)) { p.row(0, cell{bodyWidth, draw}) }

// para flows runs over the page's width below what stands there, on a new page when
// the page is full.
func (p *press) para(gap float64, runs ...run) {
	c := p.column(marginLeft, bodyWidth)
	p.dry = true
	c.text(runs...)
	p.dry = false
	if c.y > bodyBottom {
		p.page()
	}
	c = p.column(marginLeft, bodyWidth)
	c.text(runs...)
	p.y = c.y + gap
}

// scribble signs at x on a line whose base is y.
func (p *press) scribble(x, y, width float64) {
	if p.dry {
		return
	}
	px, py := x, y
	n := 14 + p.rng.IntN(12)
	for i := range n {
		nx := x + width*float64(i+1)/float64(n) + 5*(p.rng.Float64()-0.5)
		ny := y - 14*p.rng.Float64() + 4
		p.rule(px, py, nx, ny, 0.9)
		px, py = nx, ny
	}
}
