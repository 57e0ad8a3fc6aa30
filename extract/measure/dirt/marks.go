package dirt

import (
	"image/color"
	"math"
	"math/rand/v2"
)

// Colours of what people leave on paper.
var (
	blueInk   = color.RGBA{38, 58, 158, 255}
	violetInk = color.RGBA{96, 48, 140, 255}
	blackInk  = color.RGBA{25, 25, 28, 255}
	coffee    = color.RGBA{168, 124, 78, 255}
	graphite  = color.RGBA{90, 90, 95, 255}
)

// ink darkens one dot by a colour at a strength from 0 to 1, as a transparent ink
// does: what was black stays black.
func (p *Plate) ink(x, y int, c color.RGBA, strength float64) {
	if x < 0 || y < 0 || x >= p.W || y >= p.H || strength <= 0 {
		return
	}
	i := (y*p.W + x) * p.Channels
	through := func(v uint8, part uint8) uint8 {
		return uint8(float64(v) * (1 - strength*(255-float64(part))/255))
	}
	if p.Channels == 1 {
		p.Pix[i] = through(p.Pix[i], uint8((299*int(c.R)+587*int(c.G)+114*int(c.B))/1000))
		return
	}
	p.Pix[i], p.Pix[i+1], p.Pix[i+2] = through(p.Pix[i], c.R), through(p.Pix[i+1], c.G), through(p.Pix[i+2], c.B)
}

// dab presses a round nib of the radius in pixels.
func (p *Plate) dab(x, y, radius float64, c color.RGBA, strength float64) {
	reach := int(radius + 1.5)
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			px, py := int(x)+dx, int(y)+dy
			d := math.Hypot(float64(px)+0.5-x, float64(py)+0.5-y)
			p.ink(px, py, c, strength*min(1, max(0, radius+0.5-d)))
		}
	}
}

// stroke draws along points with a nib of the radius in pixels.
func (p *Plate) stroke(points [][2]float64, radius float64, c color.RGBA, strength float64) {
	// Dabs overlap, so that each is weak: the line as a whole comes to the strength.
	step := max(0.6, radius*0.7)
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := int(math.Hypot(b[0]-a[0], b[1]-a[1])/step) + 1
		for k := range n {
			t := float64(k) / float64(n)
			p.dab(a[0]+t*(b[0]-a[0]), a[1]+t*(b[1]-a[1]), radius, c, strength*0.6)
		}
	}
}

// scrawl writes something by hand over the print around x, y (pixels): loops that
// lean, as wide as given, 4 to 8 mm high.
func (p *Plate) scrawl(x, y, width, mm float64, c color.RGBA, r *rand.Rand) {
	var points [][2]float64
	loops := 5 + r.IntN(8)
	step := width / float64(loops)
	for i := range loops * 8 {
		t := float64(i) / 8
		rise := (2 + 2.5*r.Float64()) * mm
		angle := 2 * math.Pi * t
		points = append(points, [2]float64{
			x + t*step + 0.5*step*math.Sin(angle) + 0.25*rise*math.Cos(angle),
			y - rise*math.Cos(angle)*(0.5+0.3*r.Float64()) + 0.15*mm*t,
		})
	}
	p.stroke(smooth(points), 0.22*mm, c, 0.75)
}

// smooth rounds a broken line off by cutting its corners twice.
func smooth(points [][2]float64) [][2]float64 {
	for range 2 {
		var round [][2]float64
		for i := 1; i < len(points); i++ {
			a, b := points[i-1], points[i]
			round = append(round,
				[2]float64{0.75*a[0] + 0.25*b[0], 0.75*a[1] + 0.25*b[1]},
				[2]float64{0.25*a[0] + 0.75*b[0], 0.25*a[1] + 0.75*b[1]})
		}
		points = round
	}
	return points
}

// cross draws a line by hand through what stands at x, y, width pixels long.
func (p *Plate) cross(x, y, width, mm float64, c color.RGBA, r *rand.Rand) {
	slope := 0.06 * (r.Float64() - 0.5)
	var points [][2]float64
	for i := range 9 {
		t := float64(i) / 8
		points = append(points, [2]float64{x + t*width, y + t*width*slope + 0.5*mm*(r.Float64()-0.5)})
	}
	p.stroke(smooth(points), 0.2*mm, c, 0.7)
}

// ring leaves the mark of a cup: a brown ring with a fading inside.
func (p *Plate) ring(x, y, radius, mm float64, r *rand.Rand) {
	gap := 2 * math.Pi * r.Float64()
	for py := int(y - radius - 3*mm); py < int(y+radius+3*mm); py++ {
		for px := int(x - radius - 3*mm); px < int(x+radius+3*mm); px++ {
			dx, dy := float64(px)-x, float64(py)-y
			d := math.Hypot(dx, dy)
			wet := 0.6 + 0.4*math.Cos(math.Atan2(dy, dx)-gap)
			edge := math.Exp(-math.Pow((d-radius)/(1.1*mm), 2))
			inside := 0.0
			if d < radius {
				inside = 0.12
			}
			p.ink(px, py, coffee, wet*(0.75*edge+inside))
		}
	}
}

// fold leaves the crease of a folded sheet across the page at y or, when upright,
// down the page at that x: worn ink and a soft shadow.
func (p *Plate) fold(at float64, upright bool, mm float64, r *rand.Rand) {
	length := p.W
	if upright {
		length = p.H
	}
	drift := 0.0
	for i := range length {
		drift += 0.08 * (r.Float64() - 0.5)
		for d := -int(1.6 * mm); d <= int(1.6*mm); d++ {
			x, y := i, int(at+drift)+d
			if upright {
				x, y = y, x
			}
			away := math.Abs(float64(d)) / mm
			if away < 0.15 && r.Float64() < 0.7 && x >= 0 && y >= 0 && x < p.W && y < p.H {
				for c := range p.Channels { // the crease has rubbed the ink off
					k := (y*p.W+x)*p.Channels + c
					p.Pix[k] = uint8(0.35*float64(p.Pix[k]) + 0.65*230)
				}
			}
			p.ink(x, y, graphite, 0.28*math.Exp(-away*away*2))
		}
	}
}
