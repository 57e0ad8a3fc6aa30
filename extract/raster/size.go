package raster

import (
	"math"
	"slices"
)

// Bounds of what letters measure on office paper, in pixels of a page at [DPI].
const (
	smallLetters = 10.5 // the lowercase of 7 points, blurred: what is smaller runs together
	goodLetters  = 15.0 // the lowercase of 11 points
	fewLetters   = 60   // fewer measure nothing
)

// maxPrepared bounds the pixels of an enlarged page, and with them what Tesseract
// needs: A2 at [DPI].
const maxPrepared = 16e6

// letterHeight is the height in pixels that the lowercase letters of most of the
// writing have; 0 when there is too little writing.
func (k *ink) letterHeight(letters []bool) float64 {
	var heights []int
	for i := range k.blobs {
		b := &k.blobs[i]
		// What is wider is letters that touch, what is narrower strokes and marks.
		if letters[i] && b.width()*3 >= b.height() && b.width() <= 2*b.height() {
			heights = append(heights, b.height())
		}
	}
	if len(heights) < fewLetters {
		return 0
	}
	slices.Sort(heights)
	return float64(heights[len(heights)*2/5])
}

// growth is how many times a page of some pixels with letters of a height should
// be enlarged: small print that is blurred runs together, and Tesseract leaves
// out whole lines of it.
func growth(height float64, pixels int) float64 {
	if height == 0 || height >= smallLetters {
		return 1
	}
	return max(1, min(goodLetters/height, maxGrowth, math.Sqrt(maxPrepared/float64(pixels))))
}
