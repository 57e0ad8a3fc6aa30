package notice

import "strings"

// span is text of one look within a paragraph.
type span struct {
	text   string
	face   typeface
	size   float64 // points
	accent bool
	to     string // key of the place that the text leads to
}

// segment is a span's part of one line, in millimetres: from the left margin, and
// below the line of its band.
type segment struct {
	span
	x, width, down float64
}

// lines breaks spans at spaces into lines of a width, which begin at left. A word
// that is wider than a line is cut.
func (g *gazette) lines(spans []span, left, width float64) [][]segment {
	s := lineSetter{widths: g.widths, left: left, width: width}
	for _, one := range spans {
		one.text = g.coverage.fit(one.text)
		for i, word := range strings.Split(one.text, " ") {
			if i > 0 {
				s.blank = true
			}
			if word != "" {
				s.word(word, one)
			}
		}
	}
	s.end()
	return s.lines
}

// lineSetter is a paragraph under way.
type lineSetter struct {
	widths      *widths
	left, width float64
	lines       [][]segment
	line        []segment
	x           float64 // end of the line so far, from its left
	blank       bool    // a space stands before what comes
}

func (s *lineSetter) word(word string, look span) {
	wide, gap := s.widths.of(word, look.face, look.size), 0.0
	if s.blank && len(s.line) > 0 {
		gap = s.widths.of(" ", look.face, look.size)
	}
	if len(s.line) > 0 && s.x+gap+wide > s.width {
		s.end()
		gap = 0
	}
	for wide > s.width {
		cut := s.widths.fitting(word, look.face, look.size, s.width)
		if cut == len(word) {
			break // a single character
		}
		s.put(word[:cut], look, 0)
		s.end()
		word = word[cut:]
		wide = s.widths.of(word, look.face, look.size)
	}
	s.put(word, look, gap)
	s.blank = false
}

// put sets a word; one of the same look joins what stands before it.
func (s *lineSetter) put(word string, look span, gap float64) {
	wide := s.widths.of(word, look.face, look.size)
	if n := len(s.line); n > 0 {
		last := &s.line[n-1]
		before := look
		before.text = last.text
		if last.span == before {
			if gap > 0 {
				last.text += " "
			}
			last.text += word
			last.width += gap + wide
			s.x += gap + wide
			return
		}
	}
	look.text = word
	s.line = append(s.line, segment{span: look, x: s.left + s.x + gap, width: wide})
	s.x += gap + wide
}

func (s *lineSetter) end() {
	if len(s.line) > 0 {
		s.lines = append(s.lines, s.line)
	}
	s.line, s.x, s.blank = nil, 0, false
}
