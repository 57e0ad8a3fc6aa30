package ocr

import (
	"image"
	"math"

	"vestnik/pipeline"
)

// placed is a word's box on the page as it lay on the glass: the straightened
// box's corners are put back and bounded anew.
func placed(w word, width, height, skew float64) pipeline.Box {
	x0, y0 := float64(w.box.Min.X), float64(w.box.Min.Y)
	x1, y1 := float64(w.box.Max.X), float64(w.box.Max.Y)
	if skew != 0 {
		// The middle of each side, not the corners: a long word's corners would
		// bound a box much taller than its writing.
		mx, my := (x0+x1)/2, (y0+y1)/2
		lx, ly := skewed(x0, my, width, height, skew)
		rx, ry := skewed(x1, my, width, height, skew)
		_, ty := skewed(mx, y0, width, height, skew)
		_, by := skewed(mx, y1, width, height, skew)
		half := (by - ty) / 2
		x0, x1 = lx, rx
		y0, y1 = min(ly, ry)-half, max(ly, ry)+half
	}
	return pipeline.Box{part(x0, width), part(y0, height), part(x1, width), part(y1, height)}
}

// part is a position as a fraction within the page.
func part(v, of float64) float64 { return round(min(max(v/of, 0), 1), 1e5) }

// round keeps results the same on every machine.
func round(v, to float64) float64 { return math.Round(v*to) / to }

func rectangles(words []word) []image.Rectangle {
	out := make([]image.Rectangle, len(words))
	for i, w := range words {
		out[i] = w.box
	}
	return out
}
