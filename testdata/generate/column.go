package main

import "strings"

// The faces of the forms: labels in serif, what the applicant filled in in sans.
var (
	labelFace = face{"serif", "", 8}
	headFace  = face{"serif", "B", 8.5}
	valueFace = face{fill, "", 10}
	noteFace  = face{"serif", "", 7}
	bodyFace  = face{"serif", "", 11}
	boldFace  = face{"serif", "B", 11}
	titleFace = face{"serif", "B", 13}
	codeFace  = face{"mono", "", 8}
)

// fill is the family of what the applicant filled in; the sheet says which font it is.
const fill = "fill"

// run is a stretch of text in one face.
type run struct {
	face face
	text string
}

func label(text string) run { return run{labelFace, text} }
func head(text string) run  { return run{headFace, text} }
func value(text string) run { return run{valueFace, text} }
func note(text string) run  { return run{noteFace, text} }
func body(text string) run  { return run{bodyFace, text} }

// column is a part of the page that text flows down in.
type column struct {
	s       *sheet
	x, w, y float64
}

// alignment of a line in its column.
type alignment int

const (
	left alignment = iota
	centre
	right
)

// word is a piece of a line that is never broken.
type word struct {
	run
	width float64
}

// text flows runs down the column; "\n" in a run ends the line.
func (c *column) text(runs ...run) { c.aligned(left, runs...) }

// aligned flows runs down the column under an alignment.
func (c *column) aligned(a alignment, runs ...run) {
	var line []word
	used := 0.0
	for _, r := range runs {
		space := c.s.width(r.face, " ")
		for i, part := range strings.Split(r.text, "\n") {
			if i > 0 {
				c.flush(a, line, r.face)
				line, used = nil, 0
			}
			for _, w := range strings.Split(part, " ") {
				if w == "" {
					continue
				}
				width := c.s.width(r.face, w)
				if len(line) > 0 && used+space+width > c.w {
					c.flush(a, line, r.face)
					line, used = nil, 0
				}
				if width > c.w+0.01 {
					c.s.fail("word wider than its column: %q", w)
				}
				if len(line) > 0 {
					used += space
				}
				line = append(line, word{run{r.face, w}, width})
				used += width
			}
		}
	}
	if len(line) > 0 {
		c.flush(a, line, line[len(line)-1].face)
	}
}

// flush writes one line; words of one face go out as one string, so that the
// text layer has true spaces. An empty line takes the height of the given face.
func (c *column) flush(a alignment, line []word, empty face) {
	size := empty.size
	total := 0.0
	for i, w := range line {
		size = max(size, w.face.size)
		total += w.width
		if i > 0 {
			total += c.s.width(w.face, " ")
		}
	}
	height := size * 0.3528 * 1.22
	x := c.x
	switch a {
	case centre:
		x += (c.w - total) / 2
	case right:
		x += c.w - total
	}
	baseline := c.y + height*0.78
	for i := 0; i < len(line); {
		j := i + 1
		texts := []string{line[i].text}
		for j < len(line) && line[j].face == line[i].face {
			texts = append(texts, line[j].text)
			j++
		}
		text := strings.Join(texts, " ")
		if i > 0 {
			x += c.s.width(line[i].face, " ")
		}
		c.s.put(line[i].face, x, baseline, text)
		x += c.s.width(line[i].face, text)
		i = j
	}
	c.y += height
}

// gap leaves millimetres free.
func (c *column) gap(mm float64) { c.y += mm }

// tick draws a box, crossed or not, with its label beside it.
func (c *column) tick(on bool, runs ...run) {
	const side = 3.1
	top := c.y + 0.2
	c.s.rect(c.x, top, side, side)
	if on {
		c.s.put(face{"sans", "B", 9}, c.x+0.72, top+2.68, "X")
	}
	beside := column{s: c.s, x: c.x + side + 1.4, w: c.w - side - 1.4, y: c.y}
	beside.text(runs...)
	c.y = max(beside.y, top+side) + 0.5
}

// filled writes a label and, behind it, what was filled in; a rule takes the
// place of an empty value.
func (c *column) filled(name, text string) {
	if text != "" {
		c.text(label(name), value(text))
		return
	}
	top := c.y
	c.text(label(name), value(" "))
	if c.y == top {
		c.gap(3.3)
	}
	from := c.x + c.s.width(labelFace, name) + 1
	if from < c.x+c.w-2 {
		c.s.line(from, c.y-0.6, c.x+c.w, c.y-0.6)
	}
}

// cell is one box of a ruled row: its width in millimetres and what stands in it.
type cell struct {
	w    float64
	draw func(*column)
}

// row rules a row of cells at the left margin, as tall as its tallest cell but
// not less than least; when it does not fit the page it goes to the next one.
func (s *sheet) row(least float64, cells ...cell) {
	const pad = 1.5
	flow := func() float64 {
		x, bottom := marginLeft, s.y
		for _, c := range cells {
			col := &column{s: s, x: x + pad, w: c.w - 2*pad, y: s.y + pad}
			if c.draw != nil {
				c.draw(col)
			}
			bottom = max(bottom, col.y+pad)
			x += c.w
		}
		return max(bottom-s.y, least)
	}
	dry := s.dry
	s.dry = true
	height := flow()
	s.dry = dry
	if s.y+height > bodyBottom {
		s.page()
	}
	flow()
	x := marginLeft
	for _, c := range cells {
		s.rect(x, s.y, c.w, height)
		x += c.w
	}
	s.y += height
}

// beside draws parts side by side, each of its width, and goes on below the longest.
func (c *column) beside(parts ...cell) {
	x, bottom := c.x, c.y
	for _, part := range parts {
		col := &column{s: c.s, x: x, w: part.w - 2, y: c.y}
		part.draw(col)
		bottom = max(bottom, col.y)
		x += part.w
	}
	c.y = bottom
}
