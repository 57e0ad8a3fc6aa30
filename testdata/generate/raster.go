package main

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"slices"
)

// raster is a page in pixels, one channel of grey or three of colour.
type raster struct {
	w, h, channels int
	pix            []uint8
}

func newRaster(img image.Image, colour bool) *raster {
	b := img.Bounds()
	p := &raster{w: b.Dx(), h: b.Dy(), channels: 1}
	if colour {
		p.channels = 3
	}
	p.pix = make([]uint8, 0, p.w*p.h*p.channels)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if colour {
				c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
				p.pix = append(p.pix, c.R, c.G, c.B)
			} else {
				p.pix = append(p.pix, color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
			}
		}
	}
	return p
}

// image returns the page as a picture of its channels.
func (p *raster) image() image.Image {
	area := image.Rect(0, 0, p.w, p.h)
	if p.channels == 1 {
		return &image.Gray{Pix: p.pix, Stride: p.w, Rect: area}
	}
	img := image.NewNRGBA(area)
	for i := range p.w * p.h {
		copy(img.Pix[4*i:4*i+3], p.pix[3*i:])
		img.Pix[4*i+3] = 255
	}
	return img
}

// rotate turns the page clockwise about its middle; what was not paper is white.
func (p *raster) rotate(degrees float64) *raster {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := &raster{p.w, p.h, p.channels, make([]uint8, len(p.pix))}
	cx, cy := float64(p.w)/2, float64(p.h)/2
	for y := range p.h {
		for x := range p.w {
			dx, dy := float64(x)-cx, float64(y)-cy
			sx, sy := cos*dx+sin*dy+cx, -sin*dx+cos*dy+cy
			for c := range p.channels {
				out.pix[(y*p.w+x)*p.channels+c] = p.between(sx, sy, c)
			}
		}
	}
	return out
}

// between reads a channel at a place between pixels.
func (p *raster) between(x, y float64, c int) uint8 {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	fx, fy := x-float64(x0), y-float64(y0)
	top := (1-fx)*p.at(x0, y0, c) + fx*p.at(x0+1, y0, c)
	bottom := (1-fx)*p.at(x0, y0+1, c) + fx*p.at(x0+1, y0+1, c)
	return uint8((1-fy)*top + fy*bottom + 0.5)
}

func (p *raster) at(x, y, c int) float64 {
	if x < 0 || y < 0 || x >= p.w || y >= p.h {
		return 255
	}
	return float64(p.pix[(y*p.w+x)*p.channels+c])
}

// turnOver turns the page by half a turn.
func (p *raster) turnOver() {
	slices.Reverse(p.pix)
	if p.channels == 3 {
		for i := 0; i < len(p.pix); i += 3 {
			p.pix[i], p.pix[i+2] = p.pix[i+2], p.pix[i]
		}
	}
}

// blur softens the page by a Gaussian of the given deviation in pixels.
func (p *raster) blur(sigma float64) *raster {
	reach := int(math.Ceil(2.5 * sigma))
	kernel := make([]float64, 2*reach+1)
	sum := 0.0
	for i := range kernel {
		d := float64(i - reach)
		kernel[i] = math.Exp(-d * d / (2 * sigma * sigma))
		sum += kernel[i]
	}
	for i := range kernel {
		kernel[i] /= sum
	}
	pass := func(in *raster, dx, dy int) *raster {
		out := &raster{in.w, in.h, in.channels, make([]uint8, len(in.pix))}
		for y := range in.h {
			for x := range in.w {
				for c := range in.channels {
					v := 0.0
					for i, k := range kernel {
						v += k * in.at(x+dx*(i-reach), y+dy*(i-reach), c)
					}
					out.pix[(y*in.w+x)*in.channels+c] = uint8(v + 0.5)
				}
			}
		}
		return out
	}
	return pass(pass(p, 1, 0), 0, 1)
}

// shade darkens the page towards its lower right corner.
func (p *raster) shade(depth float64) {
	if depth == 0 {
		return
	}
	for y := range p.h {
		for x := range p.w {
			way := (float64(x)/float64(p.w) + float64(y)/float64(p.h)) / 2
			dim := 1 - depth*way*way
			for c := range p.channels {
				i := (y*p.w+x)*p.channels + c
				p.pix[i] = uint8(float64(p.pix[i]) * dim)
			}
		}
	}
}

// grain adds the sensor's noise, a deviation in grey levels.
func (p *raster) grain(sigma float64, r *rand.Rand) {
	if sigma == 0 {
		return
	}
	for i := range p.pix {
		v := float64(p.pix[i]) + sigma*r.NormFloat64()
		p.pix[i] = uint8(min(max(v, 0), 255))
	}
}

// speckle strews dark grains of one to three pixels.
func (p *raster) speckle(count int, r *rand.Rand) {
	for range count {
		x, y, size := r.IntN(p.w-3), r.IntN(p.h-3), 1+r.IntN(3)
		shade := uint8(r.IntN(110))
		for dy := range size {
			for dx := range size {
				for c := range p.channels {
					p.pix[((y+dy)*p.w+x+dx)*p.channels+c] = shade
				}
			}
		}
	}
}

// threshold leaves black and white.
func (p *raster) threshold(level uint8) {
	for i, v := range p.pix {
		if v < level {
			p.pix[i] = 0
		} else {
			p.pix[i] = 255
		}
	}
}

// dropRows repeats the row above in a share of the rows, as a bad line does.
func (p *raster) dropRows(share float64, r *rand.Rand) {
	if share == 0 {
		return
	}
	stride := p.w * p.channels
	for y := 1; y < p.h; y++ {
		if r.Float64() < share {
			copy(p.pix[y*stride:(y+1)*stride], p.pix[(y-1)*stride:y*stride])
		}
	}
}
