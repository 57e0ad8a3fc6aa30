package dirt

import (
	"image"
	"image/color"
	"slices"
)

// Plate is a page in pixels, row by row, one channel of grey or three of colour
// (red, green, blue), 255 white.
type Plate struct {
	W, H, Channels int
	Pix            []uint8
}

// NewPlate copies a picture, in grey or in colour.
func NewPlate(img image.Image, colour bool) *Plate {
	b := img.Bounds()
	p := &Plate{W: b.Dx(), H: b.Dy(), Channels: 1}
	if colour {
		p.Channels = 3
	}
	p.Pix = make([]uint8, 0, p.W*p.H*p.Channels)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if colour {
				c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
				p.Pix = append(p.Pix, c.R, c.G, c.B)
			} else {
				p.Pix = append(p.Pix, color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
			}
		}
	}
	return p
}

// Image returns the page as a picture of its channels.
func (p *Plate) Image() image.Image {
	area := image.Rect(0, 0, p.W, p.H)
	if p.Channels == 1 {
		return &image.Gray{Pix: p.Pix, Stride: p.W, Rect: area}
	}
	img := image.NewNRGBA(area)
	for i := range p.W * p.H {
		copy(img.Pix[4*i:4*i+3], p.Pix[3*i:])
		img.Pix[4*i+3] = 255
	}
	return img
}

// inColour is a copy of the page with one channel or three.
func (p *Plate) inColour(colour bool) *Plate {
	out := &Plate{W: p.W, H: p.H, Channels: p.Channels, Pix: slices.Clone(p.Pix)}
	if !colour || p.Channels == 3 {
		return out
	}
	out.Channels = 3
	out.Pix = make([]uint8, 0, 3*len(p.Pix))
	for _, v := range p.Pix {
		out.Pix = append(out.Pix, v, v, v)
	}
	return out
}
