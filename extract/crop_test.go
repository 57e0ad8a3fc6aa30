package extract_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"vestnik/extract"
	"vestnik/pipeline"
)

// pageWithMark is a page image of 1000 × 1400 pixels with a red rectangle.
func pageWithMark(t *testing.T, mark image.Rectangle) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1000, 1400))
	for y := range 1400 {
		for x := range 1000 {
			img.Set(x, y, color.White)
			if (image.Point{X: x, Y: y}).In(mark) {
				img.Set(x, y, color.RGBA{R: 200, A: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestACropIsTheBoxWithAMarginInsideThePage(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	for _, c := range []struct {
		name string
		mark image.Rectangle
		box  pipeline.Box
		want image.Point // size
	}{
		{"amid the page", image.Rect(200, 700, 400, 740), pipeline.Box{.2, .5, .4, .52857}, image.Pt(200+2*14+1, 40+2*14+1)},
		{"in the corner", image.Rect(0, 0, 100, 28), pipeline.Box{0, 0, .1, .02}, image.Pt(100+14+1, 28+14+1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := x.Crop(t.Context(), pageWithMark(t, c.mark), c.box)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			size := img.Bounds().Size()
			if d := size.Sub(c.want); d.X < -1 || d.X > 1 || d.Y < -1 || d.Y > 1 {
				t.Errorf("crop of %v, want %v", size, c.want)
			}
			red := 0
			for y := range size.Y {
				for x := range size.X {
					if _, g, _, _ := img.At(x, y).RGBA(); g == 0 {
						red++
					}
				}
			}
			if want := c.mark.Dx() * c.mark.Dy(); red != want {
				t.Errorf("%d pixels of the mark are in it, want %d", red, want)
			}
		})
	}
}

func TestACropOfWhatIsNoPageIsRefused(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	for name, c := range map[string]struct {
		page []byte
		box  pipeline.Box
	}{
		"no image":       {[]byte("GIF89a"), pipeline.Box{0, 0, 1, 1}},
		"off the page":   {pageWithMark(t, image.Rectangle{}), pipeline.Box{2, 2, 3, 3}},
		"cut off amidst": {pageWithMark(t, image.Rect(0, 0, 9, 9))[:200], pipeline.Box{0, 0, 1, 1}},
	} {
		if _, err := x.Crop(t.Context(), c.page, c.box); pipeline.KindOf(err) != pipeline.Unsupported {
			t.Errorf("%s: %v", name, err)
		}
	}
}
