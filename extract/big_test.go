package extract_test

import (
	"image"
	"image/color"
	"testing"

	"vestnik/extract"
)

// TestHugePagesAreReadInBoundedMemory reads sheets larger than any scanner's, and
// a file of many frames.
func TestHugePagesAreReadInBoundedMemory(t *testing.T) {
	inColour := func(side int) image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, side, side))
		for i := range img.Pix {
			img.Pix[i] = 255
		}
		for y := side / 4; y < side/2; y += side / 40 {
			for x := side / 4; x < side*3/4; x++ {
				if x/(side/200)%2 == 0 {
					img.SetNRGBA(x, y, color.NRGBA{A: 255})
				}
			}
		}
		return img
	}
	frames := make([]*image.Gray, 200)
	for i := range frames {
		frames[i] = image.NewGray(image.Rect(0, 0, 400, 500))
	}
	frames[199] = scan(t, statement())
	tests := []struct {
		name    string
		content []byte
		page    int
	}{
		{"A3 at 600 dpi in colour", pngOf(t, inColour(8400)), 1},
		{"as many pixels as are taken", pngOf(t, inColour(10_900)), 1},
		{"the last of many frames", multiTIFF(frames...), 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// That a child is refused more memory is tested in package sandbox; here,
			// that 512 MB are enough or the page says what happened.
			x := newExtractor(t, extract.Config{Workers: 1, Memory: 512 << 20})
			p := read(t, x, file(t, "большой лист", tt.content), tt.page)[tt.page]
			if len(p.Words) == 0 && p.Problem == nil {
				t.Error("neither words nor a problem")
			}
			if p.Problem != nil && p.Problem.Code == "damaged" {
				t.Errorf("the page is called damaged: %s", p.Problem.Detail)
			}
		})
	}
}
