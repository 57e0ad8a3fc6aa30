package corpus

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Draw draws the leaf in grey at a resolution in dots an inch.
func (l *Leaf) Draw(dpi int) *image.Gray {
	scale := float64(dpi) / 72
	img := image.NewGray(image.Rect(0, 0, int(paperWidth*scale), int(paperHeight*scale)))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, r := range l.rules {
		drawRule(img, r, scale)
	}
	for _, w := range l.prints {
		t := typefaces()[w.face.name]
		x := w.x
		for _, r := range w.text {
			g := t.glyph(r)
			drawGlyph(img, t, g, w.face, x*scale, w.baseline*scale, scale)
			x += g.advance * w.face.size * w.face.width
		}
	}
	return img
}

// drawGlyph fills an outline with its origin at x, y in pixels.
func drawGlyph(img *image.Gray, t *typeface, g glyph, f Face, x, y, scale float64) {
	if len(g.segments) == 0 {
		return
	}
	k := f.size * scale / t.em()
	// The raster covers the glyph with a margin on every side.
	left, top := math.Floor(x-0.3*f.size*scale), math.Floor(y-1.2*f.size*scale)
	w, h := int(1.7*f.size*scale*max(1, f.width))+2, int(1.7*f.size*scale)+2
	z := vector.NewRasterizer(w, h)
	z.DrawOp = draw.Src
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(x - left + float64(p.X)*k*f.width), float32(y - top + float64(p.Y)*k)
	}
	for _, s := range g.segments {
		x0, y0 := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			z.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := at(s.Args[1])
			z.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			z.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	z.ClosePath()
	ink(img, z, int(left), int(top))
}

// drawRule fills a line of a weight in points.
func drawRule(img *image.Gray, r rule, scale float64) {
	x0, y0, x1, y1 := r.x0*scale, r.y0*scale, r.x1*scale, r.y1*scale
	half := max(0.5, r.weight*scale/2)
	length := math.Hypot(x1-x0, y1-y0)
	if length == 0 {
		return
	}
	nx, ny := -(y1-y0)/length*half, (x1-x0)/length*half
	left, top := math.Floor(min(x0, x1)-half-1), math.Floor(min(y0, y1)-half-1)
	z := vector.NewRasterizer(int(math.Abs(x1-x0)+2*half)+4, int(math.Abs(y1-y0)+2*half)+4)
	z.DrawOp = draw.Src
	for i, c := range [4][2]float64{{x0 + nx, y0 + ny}, {x1 + nx, y1 + ny}, {x1 - nx, y1 - ny}, {x0 - nx, y0 - ny}} {
		if i == 0 {
			z.MoveTo(float32(c[0]-left), float32(c[1]-top))
		} else {
			z.LineTo(float32(c[0]-left), float32(c[1]-top))
		}
	}
	z.ClosePath()
	ink(img, z, int(left), int(top))
}

// ink darkens the image by what the rasterizer filled.
func ink(img *image.Gray, z *vector.Rasterizer, left, top int) {
	size := z.Size()
	mask := image.NewAlpha(image.Rect(0, 0, size.X, size.Y))
	z.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	area := image.Rect(left, top, left+size.X, top+size.Y).Intersect(img.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			a := mask.Pix[(y-top)*mask.Stride+x-left]
			if a == 0 {
				continue
			}
			i := img.PixOffset(x, y)
			img.Pix[i] = uint8(int(img.Pix[i]) * (255 - int(a)) / 255)
		}
	}
}
