package dirt

import (
	"math"
)

// Blur softens the page by a Gaussian of the given deviation in pixels.
func (p *Plate) Blur(sigma float64) *Plate {
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
	pass := func(in *Plate, dx, dy int) *Plate {
		out := &Plate{in.W, in.H, in.Channels, make([]uint8, len(in.Pix))}
		for y := range in.H {
			for x := range in.W {
				for c := range in.Channels {
					v := 0.0
					for i, k := range kernel {
						v += k * in.at(x+dx*(i-reach), y+dy*(i-reach), c)
					}
					out.Pix[(y*in.W+x)*in.Channels+c] = uint8(v + 0.5)
				}
			}
		}
		return out
	}
	return pass(pass(p, 1, 0), 0, 1)
}
