package raster

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"testing"
)

// shaded darkens an image towards a corner, and a band of it as a hand's shadow does.
func shaded(img *image.Gray, share float64) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		for x := range w {
			f := 1 - share*math.Hypot(float64(x)/float64(w), float64(y)/float64(h))/math.Sqrt2
			if x > w/2 && x < w*3/4 {
				f *= 1 - share/3
			}
			p := &img.Pix[y*img.Stride+x]
			*p = uint8(float64(*p) * f)
		}
	}
	return img
}

func TestUnevenLightIsEvenedOut(t *testing.T) {
	d := newDrawing(8.27, 6, 100)
	d.print(t, 12)
	clean := d.gray()
	img := grain(shaded(d.gray(), 0.8), 3)
	l := lightOf(img, 100)
	if !l.uneven() {
		t.Fatal("the shade is not noticed")
	}
	lit := l.even(img)
	wrong := 0
	for i, v := range lit.Pix {
		if (v < 128) != (clean.Pix[i] < 128) {
			wrong++
		}
	}
	if share := float64(wrong) / float64(len(lit.Pix)); share > 0.01 {
		t.Errorf("%.1f %% of the pixels changed sides", 100*share)
	}
}

func TestAPageInEvenLightStaysAsItIs(t *testing.T) {
	d := newDrawing(8.27, 11.69, 200)
	d.print(t, 11)
	d.fill(3, 7, 5, 9, color.Black) // a picture
	img := grain(d.gray(), 3)
	if l := lightOf(img, 200); l.uneven() {
		t.Error("even light is taken for uneven")
	}
	made, _ := prepare(gray(img), Prepare{Type: TypePGM, DPI: 200})
	plain, _ := prepare(gray(img), Prepare{Type: TypePGM, DPI: 200, Plain: true})
	if !bytes.Equal(made.Pix, plain.Pix) {
		t.Error("a clean page was changed")
	}
}
