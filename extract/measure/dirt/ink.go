package dirt

import (
	"math"
	"math/rand/v2"
)

// cloud is a smooth field of numbers from 0 to 1 over a page: coarse random dots
// with straight lines between them.
type cloud struct {
	cell float64 // pixels
	w    int
	dots []float64
}

func newCloud(w, h int, cell float64, r *rand.Rand) cloud {
	c := cloud{cell: cell, w: int(float64(w)/cell) + 2}
	c.dots = make([]float64, c.w*(int(float64(h)/cell)+2))
	for i := range c.dots {
		c.dots[i] = r.Float64()
	}
	return c
}

func (c cloud) at(x, y int) float64 {
	fx, fy := float64(x)/c.cell, float64(y)/c.cell
	ix, iy := int(fx), int(fy)
	fx, fy = fx-float64(ix), fy-float64(iy)
	i := iy*c.w + ix
	return (1-fy)*((1-fx)*c.dots[i]+fx*c.dots[i+1]) + fy*((1-fx)*c.dots[i+c.w]+fx*c.dots[i+c.w+1])
}

// fade takes the share of the ink away, as a cartridge near its end does: in
// patches, never evenly.
func (p *Plate) fade(share float64, r *rand.Rand) {
	patches := newCloud(p.W, p.H, float64(p.W)/9, r)
	for y := range p.H {
		for x := range p.W {
			lost := share * (0.4 + 1.2*patches.at(x, y))
			for c := range p.Channels {
				i := (y*p.W+x)*p.Channels + c
				p.Pix[i] = uint8(255 - (255-float64(p.Pix[i]))*max(0, 1-lost))
			}
		}
	}
}

// crack drops the ink of spots of a few dots, so that letters break: the share of
// the print that is lost.
func (p *Plate) crack(share float64, dot float64, r *rand.Rand) {
	spots := newCloud(p.W, p.H, max(1.2, dot), r)
	for y := range p.H {
		for x := range p.W {
			if spots.at(x, y) > share {
				continue
			}
			for c := range p.Channels {
				p.Pix[(y*p.W+x)*p.Channels+c] = 255
			}
		}
	}
}

// spread lets the ink run by a radius in pixels, as worn copiers do: every dot
// takes the darkest shade around it. A negative radius eats the ink instead.
func (p *Plate) spread(radius float64) *Plate {
	reach := int(math.Ceil(math.Abs(radius)))
	darker := radius > 0
	part := math.Abs(radius) - float64(reach-1) // share of the outermost ring
	pass := func(in *Plate, dx, dy int) *Plate {
		out := &Plate{in.W, in.H, in.Channels, make([]uint8, len(in.Pix))}
		for y := range in.H {
			for x := range in.W {
				for c := range in.Channels {
					own := in.at(x, y, c)
					v := own
					for d := -reach; d <= reach; d++ {
						n := in.at(x+dx*d, y+dy*d, c)
						if d == -reach || d == reach {
							n = own + (n-own)*part
						}
						if darker == (n < v) {
							v = n
						}
					}
					out.Pix[(y*in.W+x)*in.Channels+c] = uint8(v + 0.5)
				}
			}
		}
		return out
	}
	return pass(pass(p, 1, 0), 0, 1)
}

// bleed lets the back of the sheet show through: other is its page, mirrored and
// softened, at a strength from 0 to 1.
func (p *Plate) bleed(other *Plate, strength float64) {
	back := other.Blur(1.2)
	for y := range p.H {
		for x := range p.W {
			mirrored := p.W - 1 - x
			if mirrored >= back.W || y >= back.H {
				continue
			}
			through := 1 - strength*(255-back.at(mirrored, y, 0))/255
			for c := range p.Channels {
				i := (y*p.W+x)*p.Channels + c
				p.Pix[i] = uint8(float64(p.Pix[i]) * through)
			}
		}
	}
}
