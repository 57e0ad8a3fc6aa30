package dirt

import (
	"image/color"
	"math"
	"math/rand/v2"
)

// seal presses a round seal: two rims, letters around them, something in the
// middle. The ink is uneven. Its words cannot be read, nor need they be: letters
// are strokes like those of Cyrillic capitals.
func (p *Plate) seal(x, y, radius, mm float64, c color.RGBA, r *rand.Rand) {
	pressed := newCloud(p.W, p.H, 5*mm, r)
	circle := func(radius, nib float64) {
		for a := 0.0; a < 2*math.Pi; a += 0.7 / radius {
			px, py := x+radius*math.Cos(a), y+radius*math.Sin(a)
			p.dab(px, py, nib, c, 0.35*p.pressure(pressed, px, py))
		}
	}
	circle(radius, 0.35*mm)
	circle(radius-1*mm, 0.15*mm)
	circle(radius-5*mm, 0.2*mm)
	letters := int(2 * math.Pi * (radius - 3*mm) / (2.4 * mm))
	for i := range letters {
		a := 2 * math.Pi * float64(i) / float64(letters)
		p.glyph(x+(radius-3*mm)*math.Cos(a), y+(radius-3*mm)*math.Sin(a), a+math.Pi/2, 2.4*mm, c, pressed, r)
	}
	for line := range 2 {
		for i := range 6 {
			p.glyph(x+(float64(i)-2.5)*2.6*mm, y+(float64(line)*4-2)*mm, 0, 2.6*mm, c, pressed, r)
		}
	}
}

// rubber presses a rectangular stamp of w × h pixels, turned by a few degrees:
// a frame with two or three lines of letters and digits.
func (p *Plate) rubber(x, y, w, h, mm float64, c color.RGBA, r *rand.Rand) {
	pressed := newCloud(p.W, p.H, 6*mm, r)
	turn := (r.Float64() - 0.5) * 0.16
	sin, cos := math.Sincos(turn)
	at := func(u, v float64) [2]float64 { return [2]float64{x + u*cos - v*sin, y + u*sin + v*cos} }
	frame := [][2]float64{at(0, 0), at(w, 0), at(w, h), at(0, h), at(0, 0)}
	p.stroke(frame, 0.35*mm, c, 0.5)
	lines := max(1, int(h/(4.5*mm)))
	for l := range lines {
		for u := 2.5 * mm; u < w-3*mm; u += 2.3 * mm {
			if r.Float64() < 0.13 {
				continue
			}
			g := at(u, (float64(l)+0.5)*h/float64(lines))
			p.glyph(g[0], g[1], turn, 2.6*mm, c, pressed, r)
		}
	}
}

func (p *Plate) pressure(c cloud, x, y float64) float64 {
	if x < 0 || y < 0 || int(x) >= p.W || int(y) >= p.H {
		return 0
	}
	return 0.35 + 0.65*c.at(int(x), int(y))
}

// strokes of made-up capitals in a square from -1 to 1.
var capitals = [][][2]float64{
	{{-0.6, 1}, {-0.6, -1}, {0.6, -1}, {0.6, 1}},
	{{-0.6, -1}, {-0.6, 1}, {-0.6, 0}, {0.6, 0}, {0.6, -1}, {0.6, 1}},
	{{0.6, -1}, {-0.6, -1}, {-0.6, 1}, {0.6, 1}},
	{{-0.7, 1}, {0, -1}, {0.7, 1}, {0.4, 0.2}, {-0.4, 0.2}},
	{{-0.6, 1}, {-0.6, -1}, {0.5, -0.9}, {0.6, -0.2}, {-0.6, 0.1}},
	{{0, 1}, {0, -1}, {-0.7, -1}, {0.7, -1}},
	{{-0.6, 1}, {-0.6, -1}, {0.6, 1}, {0.6, -1}},
	{{0.5, -1}, {-0.6, -1}, {-0.6, 0}, {0.4, 0}, {-0.6, 0}, {-0.6, 1}, {0.6, 1}},
}

func (p *Plate) glyph(x, y, turn, height float64, c color.RGBA, pressed cloud, r *rand.Rand) {
	sin, cos := math.Sincos(turn)
	var points [][2]float64
	for _, s := range capitals[r.IntN(len(capitals))] {
		u, v := s[0]*height*0.38, s[1]*height*0.5
		points = append(points, [2]float64{x + u*cos - v*sin, y + u*sin + v*cos})
	}
	p.stroke(points, height*0.07, c, 0.8*p.pressure(pressed, x, y))
}
