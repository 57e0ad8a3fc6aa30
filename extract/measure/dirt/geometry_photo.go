package dirt

import (
	"math"
	"math/rand/v2"
)

// corners are where the corners of the paper come to lie in the picture, in
// pixels: top left, top right, bottom right, bottom left.
type corners [4][2]float64

// photograph lays the page on a table and takes its picture by hand: the paper
// fills most of the frame, its corners off by up to tilt of the frame's width.
// The table is darker than the paper.
func (p *Plate) photograph(tilt float64, r *rand.Rand) *Plate {
	const margin = 0.03
	w, h := float64(p.W-1), float64(p.H-1)
	var to corners
	for i, c := range [4][2]float64{{margin, margin}, {1 - margin, margin}, {1 - margin, 1 - margin}, {margin, 1 - margin}} {
		to[i] = [2]float64{(c[0] + tilt*(r.Float64()-0.5)) * w, (c[1] + tilt*(r.Float64()-0.5)) * h}
	}
	from := projection(to, w, h)
	table := 70 + 60*r.Float64()
	out := &Plate{p.W, p.H, p.Channels, make([]uint8, len(p.Pix))}
	for y := range p.H {
		for x := range p.W {
			sx, sy := from.at(float64(x), float64(y))
			for c := range p.Channels {
				i := (y*p.W+x)*p.Channels + c
				if sx < 0 || sy < 0 || sx > w || sy > h {
					out.Pix[i] = uint8(table + 12*math.Sin(float64(x+y)/90))
					continue
				}
				out.Pix[i] = p.between(sx, sy, c)
			}
		}
	}
	return out
}

// homography maps a place in the picture to one on the paper.
type homography [8]float64

func (m homography) at(x, y float64) (float64, float64) {
	d := m[6]*x + m[7]*y + 1
	return (m[0]*x + m[1]*y + m[2]) / d, (m[3]*x + m[4]*y + m[5]) / d
}

// projection solves for the map that takes the corners in the picture to those of
// a paper of w × h pixels: eight linear equations, by elimination with pivots.
func projection(c corners, w, h float64) homography {
	paper := corners{{0, 0}, {w, 0}, {w, h}, {0, h}}
	var a [8][9]float64
	for i := range c {
		x, y, u, v := c[i][0], c[i][1], paper[i][0], paper[i][1]
		a[2*i] = [9]float64{x, y, 1, 0, 0, 0, -u * x, -u * y, u}
		a[2*i+1] = [9]float64{0, 0, 0, x, y, 1, -v * x, -v * y, v}
	}
	for col := range 8 {
		best := col
		for row := col; row < 8; row++ {
			if math.Abs(a[row][col]) > math.Abs(a[best][col]) {
				best = row
			}
		}
		a[col], a[best] = a[best], a[col]
		for row := range 8 {
			if row == col {
				continue
			}
			f := a[row][col] / a[col][col]
			for k := col; k < 9; k++ {
				a[row][k] -= f * a[col][k]
			}
		}
	}
	var m homography
	for i := range 8 {
		m[i] = a[i][8] / a[i][i]
	}
	return m
}

// wave bends the lines of the page as paper that does not lie flat: up to depth
// pixels up and down over its width.
func (p *Plate) wave(depth float64, r *rand.Rand) *Plate {
	phase, length := 2*math.Pi*r.Float64(), float64(p.W)*(0.8+0.7*r.Float64())
	out := &Plate{p.W, p.H, p.Channels, make([]uint8, len(p.Pix))}
	for x := range p.W {
		shift := depth * math.Sin(2*math.Pi*float64(x)/length+phase)
		for y := range p.H {
			for c := range p.Channels {
				out.Pix[(y*p.W+x)*p.Channels+c] = p.between(float64(x), float64(y)+shift, c)
			}
		}
	}
	return out
}
