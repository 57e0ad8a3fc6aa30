package main

import (
	"fmt"
	"image"
	"image/color"

	"vestnik/pipeline"
)

// Bounds of the three ways in which a word is shown.
const (
	clearWord  = 0.90
	doubtWord  = 0.60
	wordTint   = 0x30
	strongTint = 0x58
)

// word tints a word by its confidence; a doubtful one is framed too.
func (c *canvas) word(w pipeline.Word) {
	r := c.pixels(w.Box)
	c.print = append(c.print, r)
	switch {
	case w.Confidence >= clearWord:
		c.tint(r, sureInk, wordTint)
	case w.Confidence >= doubtWord:
		c.tint(r, unsureInk, strongTint)
		c.outline(r, unsureInk, 1, true)
	default:
		c.tint(r, doubtfulInk, strongTint)
		c.outline(r, doubtfulInk, 1, false)
	}
}

// region hatches a place that no word says anything of, and names it. A figure is
// framed alone: it says itself what it is, and may lie about the whole page, as the
// border of a certificate does.
func (c *canvas) region(r pipeline.Region) {
	at := c.pixels(r.Box)
	if r.Kind != pipeline.Figure {
		c.hatch(at, regionInk)
	}
	c.outline(at, regionInk, 2, false)
	c.label(at, regionTitle(r.Kind), regionInk)
}

// regionTitle names a kind of region for people.
func regionTitle(k pipeline.RegionKind) string {
	switch k {
	case pipeline.LostText:
		return "не прочитано"
	case pipeline.Handwriting:
		return "рукопись"
	case pipeline.Stamp:
		return "печать или штамп"
	case pipeline.Figure:
		return "рисунок"
	}
	return string(k)
}

// field frames a reading, with a broken line where a person must look.
func (c *canvas) field(f fieldPlace) {
	r := c.pixels(f.r.Box).Inset(-2)
	text := fmt.Sprintf("%s %s", f.name, hundredths(f.r.Confidence))
	if !f.r.Sure {
		text += " — проверьте"
	}
	c.outline(r, fieldInk, 2, !f.r.Sure)
	c.label(r, text, fieldInk)
}

// legend writes the foot: what the marks mean, and where the page's text is from.
func (c *canvas) legend(lines []string, withFields bool) {
	y := c.sheet.Max.Y + 4
	c.keys(y, withFields)
	y += c.pens.lineHeight() + 4
	for _, l := range lines {
		c.write(image.Pt(8, y), l, plainInk)
		y += c.pens.lineHeight()
	}
}

// keys draws a sample of each mark with its meaning.
func (c *canvas) keys(y int, withFields bool) {
	type key struct {
		mark func(image.Rectangle)
		text string
	}
	// The canvas tints the page alone; here the sample is drawn as if on it.
	box := func(ink color.RGBA, strength uint8, frame func(image.Rectangle)) func(image.Rectangle) {
		return func(r image.Rectangle) {
			sheet := c.sheet
			c.sheet = c.Bounds()
			c.tint(r, ink, strength)
			c.sheet = sheet
			if frame != nil {
				frame(r)
			}
		}
	}
	framed := func(ink color.RGBA, thick int, broken bool) func(image.Rectangle) {
		return func(r image.Rectangle) { c.outline(r, ink, thick, broken) }
	}
	list := []key{
		{box(sureInk, wordTint, nil), "слово ≥ 0,90"},
		{box(unsureInk, strongTint, framed(unsureInk, 1, true)), "0,60–0,90"},
		{box(doubtfulInk, strongTint, framed(doubtfulInk, 1, false)), "ниже 0,60"},
		{func(r image.Rectangle) { c.hatch(r, regionInk); c.outline(r, regionInk, 2, false) }, "не прочитано"},
	}
	if withFields {
		list = append(list,
			key{framed(fieldInk, 2, false), "поле"},
			key{framed(fieldInk, 2, true), "поле, проверьте"})
	}
	x := 8
	for _, k := range list {
		k.mark(image.Rect(x, y+2, x+26, y+c.pens.lineHeight()-2))
		c.write(image.Pt(x+32, y), k.text, plainInk)
		x += 32 + c.pens.width(k.text) + 18
	}
}
