package main

import (
	"context"

	"vestnik/pipeline"
)

// plainLetter is a letter in free form: where it is addressed and from whom, its
// heading, its paragraphs, and the lines of its signatures.
type plainLetter struct {
	kind    pipeline.DocumentKind
	Top     []string // in the right upper corner, line by line
	Heading string
	Text    []string
	Closing []string // line by line
	Signed  string   // whose scribble stands in the closing; empty for none
}

// paper is the letter as printed.
func (l plainLetter) paper() paper {
	return paper{l.kind, func(s *sheet, _ application, _ counts) { l.draw(s) }}
}

func (l plainLetter) draw(s *sheet) {
	c := s.letter()
	top := &column{s: s, x: 105, w: 87, y: c.y}
	for _, line := range l.Top {
		top.text(body(line))
	}
	c.y = top.y
	c.gap(10)
	if l.Heading != "" {
		c.aligned(centre, run{titleFace, l.Heading})
		c.gap(5)
	}
	for _, paragraph := range l.Text {
		c.text(body(paragraph))
		c.gap(2)
	}
	c.gap(8)
	for i, line := range l.Closing {
		c.text(body(line))
		if i == 0 && l.Signed != "" {
			s.scribble(82, c.y-1, 26, l.Signed)
		}
		c.gap(1)
	}
}

// encode makes the letter a word processor's document: the form of itself.
func (l plainLetter) encode(context.Context, drawing, string) ([]byte, error) {
	w := &wordWriter{}
	for _, line := range l.Top {
		w.paragraph("right", plain(line))
	}
	if l.Heading != "" {
		w.paragraph("center", span{l.Heading, true, 24})
	}
	for _, text := range append(l.Text, l.Closing...) {
		w.paragraph("left", span{text: text, size: 22})
	}
	return w.file()
}

func (plainLetter) raster() bool { return false }
