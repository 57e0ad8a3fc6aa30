package dirt

import (
	"math"
	"slices"
)

// Rotate turns the page clockwise about its middle; what was not paper is white.
func (p *Plate) Rotate(degrees float64) *Plate {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := &Plate{p.W, p.H, p.Channels, make([]uint8, len(p.Pix))}
	cx, cy := float64(p.W)/2, float64(p.H)/2
	for y := range p.H {
		for x := range p.W {
			dx, dy := float64(x)-cx, float64(y)-cy
			sx, sy := cos*dx+sin*dy+cx, -sin*dx+cos*dy+cy
			for c := range p.Channels {
				out.Pix[(y*p.W+x)*p.Channels+c] = p.between(sx, sy, c)
			}
		}
	}
	return out
}

// between reads a channel at a place between pixels.
func (p *Plate) between(x, y float64, c int) uint8 {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	fx, fy := x-float64(x0), y-float64(y0)
	top := (1-fx)*p.at(x0, y0, c) + fx*p.at(x0+1, y0, c)
	bottom := (1-fx)*p.at(x0, y0+1, c) + fx*p.at(x0+1, y0+1, c)
	return uint8((1-fy)*top + fy*bottom + 0.5)
}

func (p *Plate) at(x, y, c int) float64 {
	if x < 0 || y < 0 || x >= p.W || y >= p.H {
		return 255
	}
	return float64(p.Pix[(y*p.W+x)*p.Channels+c])
}

// TurnOver turns the page by half a turn.
func (p *Plate) TurnOver() {
	slices.Reverse(p.Pix)
	if p.Channels == 3 {
		for i := 0; i < len(p.Pix); i += 3 {
			p.Pix[i], p.Pix[i+2] = p.Pix[i+2], p.Pix[i]
		}
	}
}
