package dirt

import (
	"math"
	"math/rand/v2"
)

// Shade darkens the page towards its lower right corner.
func (p *Plate) Shade(depth float64) {
	if depth == 0 {
		return
	}
	for y := range p.H {
		for x := range p.W {
			way := (float64(x)/float64(p.W) + float64(y)/float64(p.H)) / 2
			dim := 1 - depth*way*way
			for c := range p.Channels {
				i := (y*p.W+x)*p.Channels + c
				p.Pix[i] = uint8(float64(p.Pix[i]) * dim)
			}
		}
	}
}

// Grain adds the sensor's noise, a deviation in grey levels.
func (p *Plate) Grain(sigma float64, r *rand.Rand) {
	if sigma == 0 {
		return
	}
	for i := range p.Pix {
		v := float64(p.Pix[i]) + sigma*r.NormFloat64()
		p.Pix[i] = uint8(min(max(v, 0), 255))
	}
}

// Speckle strews dark grains of one to three pixels.
func (p *Plate) Speckle(count int, r *rand.Rand) {
	for range count {
		x, y, size := r.IntN(p.W-3), r.IntN(p.H-3), 1+r.IntN(3)
		shade := uint8(r.IntN(110))
		for dy := range size {
			for dx := range size {
				for c := range p.Channels {
					p.Pix[((y+dy)*p.W+x+dx)*p.Channels+c] = shade
				}
			}
		}
	}
}

// Threshold leaves black and white.
func (p *Plate) Threshold(level uint8) {
	for i, v := range p.Pix {
		if v < level {
			p.Pix[i] = 0
		} else {
			p.Pix[i] = 255
		}
	}
}

// DropRows repeats the row above in a share of the rows, as a bad line does.
func (p *Plate) DropRows(share float64, r *rand.Rand) {
	if share == 0 {
		return
	}
	stride := p.W * p.Channels
	for y := 1; y < p.H; y++ {
		if r.Float64() < share {
			copy(p.Pix[y*stride:(y+1)*stride], p.Pix[(y-1)*stride:y*stride])
		}
	}
}

// shadow lays the soft shadow of a hand or telephone over a part of the page:
// everything to one side of a slanting line is darker by the depth.
func (p *Plate) shadow(depth float64, r *rand.Rand) {
	angle := 2 * math.Pi * r.Float64()
	nx, ny := math.Cos(angle), math.Sin(angle)
	offset := (0.15 + 0.25*r.Float64()) * float64(p.W)
	soft := (0.03 + 0.1*r.Float64()) * float64(p.W)
	for y := range p.H {
		for x := range p.W {
			d := (float64(x)-float64(p.W)/2)*nx + (float64(y)-float64(p.H)/2)*ny - offset
			dim := 1 - depth/(1+math.Exp(-d/soft))
			for c := range p.Channels {
				i := (y*p.W+x)*p.Channels + c
				p.Pix[i] = uint8(float64(p.Pix[i]) * dim)
			}
		}
	}
}

// salt strews white grains as well as black ones, a share of all dots.
func (p *Plate) salt(share float64, r *rand.Rand) {
	for range int(share * float64(p.W*p.H)) {
		v := uint8(255 * r.IntN(2))
		i := r.IntN(p.W*p.H) * p.Channels
		for c := range p.Channels {
			p.Pix[i+c] = v
		}
	}
}

// borders are the black edges that a scanner leaves when its lid is open: up to
// the width in pixels on two or three sides, not quite straight.
func (p *Plate) borders(width float64, r *rand.Rand) {
	for side := range 4 {
		if r.Float64() < 0.4 {
			continue
		}
		slope := 0.01 * (r.Float64() - 0.5)
		own := width * (0.3 + 0.7*r.Float64())
		length, depth := p.W, p.H
		if side%2 == 1 {
			length, depth = p.H, p.W
		}
		for i := range length {
			edge := int(own + slope*float64(i) + 1.5*r.Float64())
			for d := range min(max(edge, 0), depth) {
				x, y := i, d
				switch side {
				case 1:
					x, y = p.W-1-d, i
				case 2:
					x, y = i, p.H-1-d
				case 3:
					x, y = d, i
				}
				for c := range p.Channels {
					p.Pix[(y*p.W+x)*p.Channels+c] = uint8(8 + r.IntN(14))
				}
			}
		}
	}
}

// dither leaves black and white by an ordered screen, as fax machines send greys.
func (p *Plate) dither() {
	screen := [4][4]float64{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}
	for y := range p.H {
		for x := range p.W {
			level := 60 + 9*screen[y%4][x%4]
			for c := range p.Channels {
				i := (y*p.W+x)*p.Channels + c
				if float64(p.Pix[i]) < level {
					p.Pix[i] = 0
				} else {
					p.Pix[i] = 255
				}
			}
		}
	}
}
