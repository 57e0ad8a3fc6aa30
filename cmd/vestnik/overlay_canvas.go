package main

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"vestnik/pipeline"
	"vestnik/publish/fonts"
)

// Colours of an overlay. Nothing is told by colour alone: doubt is dashed, regions
// are hatched and labelled.
var (
	sureInk     = color.RGBA{0x1b, 0x7f, 0x3b, 0xff}
	unsureInk   = color.RGBA{0xb2, 0x5e, 0x00, 0xff}
	doubtfulInk = color.RGBA{0xb0, 0x10, 0x30, 0xff}
	fieldInk    = color.RGBA{0x10, 0x3a, 0xa0, 0xff}
	regionInk   = color.RGBA{0x7a, 0x20, 0x90, 0xff}
	plainInk    = color.RGBA{0x20, 0x20, 0x20, 0xff}
)

// pens are the fonts of an overlay.
type pens struct{ plain font.Face }

const penSize = 15 // pixels

func newPens() (*pens, error) {
	for _, face := range fonts.Paper() {
		if face.Family != "sans" || face.Style != "" {
			continue
		}
		f, err := opentype.Parse(face.Body)
		if err != nil {
			return nil, err
		}
		plain, err := opentype.NewFace(f, &opentype.FaceOptions{Size: penSize, DPI: 72, Hinting: font.HintingFull})
		return &pens{plain}, err
	}
	return nil, &pipeline.Error{Op: "find font of overlays", Kind: pipeline.Internal}
}

func (p *pens) lineHeight() int { return p.plain.Metrics().Height.Ceil() + 2 }

func (p *pens) width(text string) int { return font.MeasureString(p.plain, text).Ceil() }

// canvas is a page's picture with a foot for the legend.
type canvas struct {
	*image.RGBA
	pens   *pens
	sheet  image.Rectangle   // the page itself
	print  []image.Rectangle // where words stand
	labels []image.Rectangle // where labels stand already
}

// pixels is where a box of the page lies.
func (c *canvas) pixels(b pipeline.Box) image.Rectangle {
	w, h := float64(c.sheet.Dx()), float64(c.sheet.Dy())
	r := image.Rect(int(b[0]*w), int(b[1]*h), int(b[2]*w+0.999), int(b[3]*h+0.999))
	return r.Intersect(c.sheet)
}

// tint lays a colour over an area so that the print beneath stays readable.
func (c *canvas) tint(r image.Rectangle, ink color.RGBA, strength uint8) {
	mask := image.NewUniform(color.Alpha{strength})
	draw.DrawMask(c.RGBA, r.Intersect(c.sheet), image.NewUniform(ink), image.Point{}, mask, image.Point{}, draw.Over)
}

// dash is how long the strokes of a broken line and the gaps between them are.
const dash = 6

// outline draws the edge of an area, whole or broken.
func (c *canvas) outline(r image.Rectangle, ink color.RGBA, thick int, broken bool) {
	put := func(x, y, along int) {
		if !broken || along/dash%2 == 0 {
			c.set(x, y, ink)
		}
	}
	for t := range thick {
		for x := r.Min.X; x < r.Max.X; x++ {
			put(x, r.Min.Y+t, x-r.Min.X)
			put(x, r.Max.Y-1-t, x-r.Min.X)
		}
		for y := r.Min.Y; y < r.Max.Y; y++ {
			put(r.Min.X+t, y, y-r.Min.Y)
			put(r.Max.X-1-t, y, y-r.Min.Y)
		}
	}
}

// hatch draws slanting lines over an area.
func (c *canvas) hatch(r image.Rectangle, ink color.RGBA) {
	const gap = 9
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if (x+y)%gap == 0 {
				c.set(x, y, ink)
			}
		}
	}
}

func (c *canvas) set(x, y int, ink color.RGBA) {
	if image.Pt(x, y).In(c.Bounds()) {
		c.SetRGBA(x, y, ink)
	}
}

// write sets a text with its upper left corner at a point.
func (c *canvas) write(at image.Point, text string, ink color.RGBA) {
	d := font.Drawer{
		Dst: c.RGBA, Src: image.NewUniform(ink), Face: c.pens.plain,
		Dot: fixed.P(at.X, at.Y+c.pens.plain.Metrics().Ascent.Ceil()),
	}
	d.DrawString(text)
}

// label writes a text on white beside an area: of the places about it, where it
// hides the least of other labels and of the print.
func (c *canvas) label(r image.Rectangle, text string, ink color.RGBA) {
	w, h := c.pens.width(text)+6, c.pens.lineHeight()
	var best image.Rectangle
	least := -1
	for _, corner := range []image.Point{
		{r.Min.X, r.Min.Y - h}, {r.Min.X, r.Max.Y}, {r.Max.X + 2, r.Min.Y}, {r.Max.X - w, r.Min.Y - h},
		{r.Max.X - w, r.Max.Y}, {r.Min.X - w - 2, r.Min.Y}, {r.Min.X, r.Min.Y},
	} {
		at := c.onSheet(image.Rectangle{corner, corner.Add(image.Pt(w, h))})
		if hidden := c.hides(at); least < 0 || hidden < least {
			best, least = at, hidden
		}
	}
	c.labels = append(c.labels, best)
	draw.Draw(c.RGBA, best, image.White, image.Point{}, draw.Src)
	c.outline(best, ink, 1, false)
	c.write(best.Min.Add(image.Pt(3, 1)), text, ink)
}

// hides is how much of labels and print lies under an area, in pixels; a label
// counts for more, since nobody could read either.
func (c *canvas) hides(r image.Rectangle) int {
	const label = 5
	n := 0
	for _, l := range c.labels {
		n += label * area(l.Intersect(r))
	}
	for _, w := range c.print {
		n += area(w.Intersect(r))
	}
	return n
}

func area(r image.Rectangle) int { return r.Dx() * r.Dy() }

// onSheet moves an area so that it lies on the page.
func (c *canvas) onSheet(r image.Rectangle) image.Rectangle {
	dx := min(0, c.sheet.Max.X-r.Max.X)
	dy := min(0, c.sheet.Max.Y-r.Max.Y)
	r = r.Add(image.Pt(dx, dy))
	return r.Add(image.Pt(max(0, -r.Min.X), max(0, -r.Min.Y)))
}
