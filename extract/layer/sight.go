package layer

import "image"

// Box is a rectangle in fractions of the page, origin top left.
type Box struct{ X0, Y0, X1, Y1 float64 }

// Sight is how the words of a layer lie on the picture of their page.
type Sight struct {
	OnInk   float64 `json:"onInk"`   // share of words that stand on ink
	Covered float64 `json:"covered"` // share of the ink that words stand on
	Ink     int     `json:"ink"`     // squares with ink
}

// Bounds for hidden words that were read off the picture which they lie on.
const (
	minOnInk   = 0.9
	minCovered = 0.6 // the rest is stamps, signatures, rulings
	// MuchInk is the number of squares below which a page shows next to nothing.
	MuchInk = 40
)

// Fits reports whether the words lie where writing is seen, and leave none out.
func (s Sight) Fits() bool {
	return s.OnInk >= minOnInk && (s.Covered >= minCovered || s.Ink < MuchInk)
}

// See lays words over a picture of their page, of any resolution from 50 dpi on.
func See(img *image.Gray, words []Box, dpi float64) Sight {
	grid := squares(img, max(3, int(dpi/squaresPerInch)))
	covered := make([]bool, len(grid.ink))
	on := 0
	for _, w := range words {
		if grid.touch(w, covered) {
			on++
		}
	}
	s := Sight{OnInk: part(on, len(words))}
	met := 0
	for i, ink := range grid.ink {
		if ink {
			s.Ink++
			if covered[i] {
				met++
			}
		}
	}
	s.Covered = part(met, s.Ink)
	return s
}

// squaresPerInch makes squares of 2.5 mm: about a line of writing.
const squaresPerInch = 10

// grid says on which squares of a page there is ink.
type grid struct {
	columns, rows int
	ink           []bool
}

// squares finds those with ink that may be writing: neither specks nor solid
// black, and outside the rim where scanners leave shadows.
func squares(img *image.Gray, cell int) grid {
	g := grid{columns: img.Rect.Dx() / cell, rows: img.Rect.Dy() / cell}
	g.ink = make([]bool, g.columns*g.rows)
	dark, ok := darkness(img)
	if !ok {
		return g
	}
	for r := 1; r < g.rows-1; r++ {
		for c := 1; c < g.columns-1; c++ {
			n := 0
			for y := r * cell; y < (r+1)*cell; y++ {
				for _, v := range img.Pix[y*img.Stride+c*cell : y*img.Stride+(c+1)*cell] {
					if v <= dark {
						n++
					}
				}
			}
			share := part(n, cell*cell)
			g.ink[r*g.columns+c] = share > 0.05 && share < 0.85
		}
	}
	return g
}

// darkness is the value from which down a pixel is ink: a quarter of the way from
// paper to the darkest, since thin strokes are grey at a coarse resolution. ok is
// false for a page of one shade.
func darkness(img *image.Gray) (value byte, ok bool) {
	var histogram [256]int
	n := 0
	for y := range img.Rect.Dy() {
		for _, v := range img.Pix[y*img.Stride : y*img.Stride+img.Rect.Dx()] {
			histogram[v]++
			n++
		}
	}
	at := func(share float64) int {
		sum := 0
		for v, k := range histogram {
			if sum += k; float64(sum) >= share*float64(n) {
				return v
			}
		}
		return 255
	}
	black, paper := at(0.005), at(0.7)
	if paper-black < 40 {
		return 0, false
	}
	return byte(paper - (paper-black)/4), true
}

// touch marks the squares that a word stands on and reports whether any has ink.
func (g grid) touch(w Box, covered []bool) bool {
	found := false
	for r := max(0, int(w.Y0*float64(g.rows))); r <= int(w.Y1*float64(g.rows)) && r < g.rows; r++ {
		for c := max(0, int(w.X0*float64(g.columns))); c <= int(w.X1*float64(g.columns)) && c < g.columns; c++ {
			covered[r*g.columns+c] = true
			found = found || g.ink[r*g.columns+c]
		}
	}
	return found
}
