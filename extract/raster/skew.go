package raster

import (
	"image"
	"math"
)

// Bounds of the search for skew, in degrees.
const (
	maxSkew    = 10.0
	coarseStep = 0.5
	fineStep   = 0.05
	minSkew    = 0.1 // less does Tesseract no harm
)

// point is the lower edge of some ink, in pixels of a reduced image.
type point struct{ x, y float64 }

// skewOf finds by how many degrees clockwise the lines of writing lean: at the
// right angle the lower edges of letters fall into few rows, so that the profile
// of rows has its steepest steps. Zero when no angle stands out.
func skewOf(img *image.Gray) float64 {
	edges := lowerEdges(img)
	if len(edges) < 200 {
		return 0
	}
	best, at := -1.0, 0.0
	for a := -maxSkew; a <= maxSkew; a += coarseStep {
		if s := steepness(edges, a); s > best {
			best, at = s, a
		}
	}
	centre := at
	for a := centre - coarseStep; a <= centre+coarseStep; a += fineStep {
		if s := steepness(edges, a); s > best {
			best, at = s, a
		}
	}
	if math.Abs(at) < minSkew || math.Abs(at) > maxSkew-coarseStep || best < 1.15*steepness(edges, 0) {
		return 0
	}
	return math.Round(at/fineStep) * fineStep
}

// sideways reports whether the writing runs up or down the page.
func sideways(img *image.Gray) bool {
	level, upright := lowerEdges(img), lowerEdges(turn(img, 90))
	if len(level) < 200 || len(upright) < 200 {
		return false
	}
	peak := func(edges []point) float64 {
		best := 0.0
		for a := -3.0; a <= 3; a++ {
			best = max(best, steepness(edges, a))
		}
		return best / float64(len(edges))
	}
	return peak(upright) > 1.3*peak(level)
}

// analysisWidth is the width that images are reduced to for looking at lines.
const analysisWidth = 900

// reduced is the image at the size that skew is looked for in.
func reduced(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if long := max(w, h); long > analysisWidth*4/3 {
		f := float64(analysisWidth*4/3) / float64(long)
		return scale(img, max(1, int(float64(w)*f)), max(1, int(float64(h)*f)))
	}
	return img
}

// lowerEdges lists ink pixels with paper right below, leaving out the margins
// where scanners leave black stripes.
func lowerEdges(img *image.Gray) []point {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	dark := threshold(img)
	var out []point
	for y := h / 50; y < h-h/50-1; y++ {
		row, below := img.Pix[y*img.Stride:], img.Pix[(y+1)*img.Stride:]
		for x := w / 50; x < w-w/50; x++ {
			if row[x] <= dark && below[x] > dark {
				out = append(out, point{float64(x), float64(y)})
			}
		}
	}
	return out
}

// steepness is the sum of squared steps in the profile of rows at an angle.
func steepness(edges []point, degrees float64) float64 {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	const margin = 400
	bins := make([]float64, 4096)
	for _, p := range edges {
		if i := int(p.y*cos-p.x*sin) + margin; i >= 0 && i < len(bins) {
			bins[i]++
		}
	}
	var s float64
	for i := 1; i < len(bins); i++ {
		d := bins[i] - bins[i-1]
		s += d * d
	}
	return s
}
