package raster

import "image"

// Grid says on which squares of a page there is ink.
type Grid struct {
	Columns int    `json:"columns"`
	Rows    int    `json:"rows"`
	Cell    int    `json:"cell"` // side of a square in pixels
	Ink     []byte `json:"ink"`  // one byte per square, row by row: 1 has ink
}

// cellsPerInch makes squares of 2.5 mm: about a line of writing.
const cellsPerInch = 10

// inkOf finds the squares with ink that may be writing: neither specks nor solid
// black, and outside the rim where scanners leave shadows.
func inkOf(img *image.Gray, dpi float64) Grid {
	cell := max(4, int(dpi/cellsPerInch))
	w, h := img.Rect.Dx(), img.Rect.Dy()
	g := Grid{Columns: w / cell, Rows: h / cell, Cell: cell}
	g.Ink = make([]byte, g.Columns*g.Rows)
	dark := threshold(img)
	for r := 1; r < g.Rows-1; r++ {
		for c := 1; c < g.Columns-1; c++ {
			n := 0
			for y := r * cell; y < (r+1)*cell; y++ {
				for _, v := range img.Pix[y*img.Stride+c*cell : y*img.Stride+(c+1)*cell] {
					if v <= dark {
						n++
					}
				}
			}
			if share := float64(n) / float64(cell*cell); share > 0.04 && share < 0.7 {
				g.Ink[r*g.Columns+c] = 1
			}
		}
	}
	return g
}

// Count is the number of squares with ink.
func (g Grid) Count() int {
	n := 0
	for _, v := range g.Ink {
		n += int(v)
	}
	return n
}

// Uncovered is the share of squares with ink that no box, given in pixels, touches.
func (g Grid) Uncovered(boxes []image.Rectangle) float64 {
	total := g.Count()
	if total == 0 {
		return 0
	}
	covered := make([]bool, len(g.Ink))
	for _, b := range boxes {
		for r := max(0, b.Min.Y/g.Cell); r <= b.Max.Y/g.Cell && r < g.Rows; r++ {
			for c := max(0, b.Min.X/g.Cell); c <= b.Max.X/g.Cell && c < g.Columns; c++ {
				covered[r*g.Columns+c] = true
			}
		}
	}
	left := 0
	for i, v := range g.Ink {
		if v == 1 && !covered[i] {
			left++
		}
	}
	return float64(left) / float64(total)
}
