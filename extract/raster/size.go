package raster

import "slices"

// Bounds of what letters measure on office paper, in pixels of a page at [DPI].
const (
	smallLetters = 9.0  // the lowercase of 7 points: less is read badly
	goodLetters  = 13.0 // the lowercase of 10 points
	largeLetters = 40.0 // nothing but headings is so large
	fewLetters   = 60   // fewer measure nothing
)

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

// growth is how many times letters of a height should be enlarged.
func growth(height float64) float64 {
	if height == 0 || height >= smallLetters {
		return 1
	}
	return goodLetters / height
}
