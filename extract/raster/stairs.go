package raster

import "image"

// twoLevels reports an image of nothing but black and white, as faxes and
// two-level TIFF are. Scaling and straightening leave greys between.
func twoLevels(img *image.Gray) bool {
	for y := range img.Rect.Dy() {
		for _, v := range img.Pix[y*img.Stride : y*img.Stride+img.Rect.Dx()] {
			if v != 0 && v != 255 {
				return false
			}
		}
	}
	return true
}

// softened gives every pixel a share of its neighbours, 1:2:1 either way.
// Tesseract learned its letters in grey: the stairs that two levels make of every
// slope cost it letters of print that is perfectly clean.
func softened(src *image.Gray) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewGray(image.Rect(0, 0, w, h))
	above, here, below := make([]uint16, w), make([]uint16, w), make([]uint16, w)
	alongRow(here, src, 0)
	copy(above, here)
	for y := range h {
		alongRow(below, src, min(y+1, h-1))
		row := dst.Pix[y*dst.Stride:]
		for x := range w {
			row[x] = uint8((above[x] + 2*here[x] + below[x] + 8) / 16)
		}
		above, here, below = here, below, above
	}
	return dst
}

// alongRow sums each pixel of a row, twice, with its neighbours.
func alongRow(sums []uint16, img *image.Gray, y int) {
	row := img.Pix[y*img.Stride : y*img.Stride+len(sums)]
	last := len(row) - 1
	for x, v := range row {
		sums[x] = uint16(row[max(0, x-1)]) + 2*uint16(v) + uint16(row[min(last, x+1)])
	}
}
