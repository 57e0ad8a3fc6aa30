package raster

import (
	"image"
	"testing"
)

func TestOnlyBlackAndWhiteIsSoftened(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 9, 7))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	if !twoLevels(img) {
		t.Error("white paper has one level of two")
	}
	img.Pix[3*img.Stride+4] = 0
	if !twoLevels(img) {
		t.Error("black on white has two levels")
	}
	img.Pix[0] = 254
	if twoLevels(img) {
		t.Error("a grey pixel makes a third level")
	}
}

func TestSofteningKeepsTheInkAndItsPlace(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 9, 7))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	img.Pix[3*img.Stride+4] = 0
	soft := softened(img)
	want := [3][3]uint8{{239, 223, 239}, {223, 191, 223}, {239, 223, 239}}
	for y := range soft.Rect.Dy() {
		for x := range soft.Rect.Dx() {
			level := uint8(255)
			if dx, dy := x-3, y-2; dx >= 0 && dx < 3 && dy >= 0 && dy < 3 {
				level = want[dy][dx]
			}
			if got := soft.Pix[y*soft.Stride+x]; got != level {
				t.Errorf("%d,%d is %d, want %d", x, y, got, level)
			}
		}
	}
	for i := range img.Pix { // a plain sheet stays plain up to its edges
		img.Pix[i] = 0
	}
	for i, v := range softened(img).Pix {
		if v != 0 {
			t.Fatalf("pixel %d of a black sheet is %d", i, v)
		}
	}
}
