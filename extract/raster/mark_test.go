package raster

import (
	"bytes"
	"image/color"
	"image/jpeg"
	"math"
	"testing"
)

// stamp draws a round stamp with letters in it, as wet ink: darker where it
// crosses print.
func (d *drawing) stamp(t testing.TB, x, y, radius float64, ink color.RGBA) {
	over := newDrawing(float64(d.Rect.Dx())/d.dpi, float64(d.Rect.Dy())/d.dpi, d.dpi)
	for a := 0.0; a < 2*math.Pi; a += 0.002 {
		for _, r := range []float64{radius, radius - 0.02, radius * 0.6} {
			sin, cos := math.Sincos(a)
			over.fill(x+r*cos, y+r*sin, x+r*cos+0.012, y+r*sin+0.012, ink)
		}
	}
	over.write(t, x-0.4, y-0.1, 9, "РОСПАТЕНТ", ink)
	over.write(t, x-0.4, y+0.1, 9, "ВХОДЯЩИЙ", ink)
	d.wet(over)
}

// sign draws a signature.
func (d *drawing) sign(x, y float64, ink color.RGBA) {
	over := newDrawing(float64(d.Rect.Dx())/d.dpi, float64(d.Rect.Dy())/d.dpi, d.dpi)
	for a := 0.0; a < 5*math.Pi; a += 0.005 {
		over.fill(x+a/10, y+0.2*math.Sin(a), x+a/10+0.015, y+0.2*math.Sin(a)+0.015, ink)
	}
	d.wet(over)
}

// wet multiplies another drawing over this one.
func (d *drawing) wet(over *drawing) {
	for i := range d.Pix {
		d.Pix[i] = uint8(int(d.Pix[i]) * int(over.Pix[i]) / 255)
	}
}

// asJPEG is the drawing as a scanner sends it: compressed, with coarser colours.
func (d *drawing) asJPEG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, d, &jpeg.Options{Quality: 75}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decoded reads an image as the job does.
func decoded(t testing.TB, b []byte, mediaType string, dpi float64) source {
	t.Helper()
	s, err := readSource(bytes.NewReader(b), mediaType, dpi)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPrintUnderAStampSurvives(t *testing.T) {
	inks := map[string]color.RGBA{
		"blue": {50, 70, 170, 255}, "violet": {110, 60, 160, 255}, "red": {200, 50, 60, 255},
	}
	print := newDrawing(8.27, 5, 200)
	print.print(t, 12)
	want := decoded(t, print.asJPEG(t), TypeJPEG, 200)
	for name, ink := range inks {
		d := newDrawing(8.27, 5, 200)
		d.print(t, 12)
		d.stamp(t, 3, 2.5, 0.7, ink)
		d.sign(5, 2, ink)
		s := decoded(t, d.asJPEG(t), TypeJPEG, 200)
		marks := s.fade(200)
		if len(marks) != 2 {
			t.Errorf("%s: marks %+v, want a stamp and a signature", name, marks)
			continue
		}
		for _, m := range marks {
			x, y, kind := (m.Box[0]+m.Box[2])/2*8.27, (m.Box[1]+m.Box[3])/2*5, Handwriting
			wx, wy := 5.8, 2.0
			if x < 4 {
				wx, wy, kind = 3, 2.5, Stamp
			}
			if m.Kind != kind || math.Hypot(x-wx, y-wy) > 0.3 {
				t.Errorf("%s: %+v is no %s at %v, %v inches", name, m, kind, wx, wy)
			}
		}
		wrong, ink := 0, 0
		for i, v := range s.gray.Pix {
			if want.gray.Pix[i] < 110 {
				ink++
			}
			if (v < 110) != (want.gray.Pix[i] < 110) {
				wrong++
			}
		}
		if share := float64(wrong) / float64(ink); share > 0.015 {
			t.Errorf("%s: %.1f %% of the ink differs from the page without marks", name, 100*share)
		}
	}
}

func TestColouredPrintIsNoMark(t *testing.T) {
	d := newDrawing(8.27, 5, 200)
	blue := color.RGBA{40, 60, 170, 255}
	d.write(t, 1, 1, 12, "Российская Федерация, город Воронеж, эл. почта", blue)
	d.fill(1, 1.2, 7, 1.22, blue)
	d.fill(1, 2, 2.5, 3.5, color.RGBA{200, 40, 40, 255}) // a picture
	s := decoded(t, d.asJPEG(t), TypeJPEG, 200)
	if marks := s.fade(200); len(marks) != 0 {
		t.Errorf("marks %+v", marks)
	}
}

func TestAPageWithoutColourKeepsNone(t *testing.T) {
	d := newDrawing(4, 4, 100)
	d.print(t, 10)
	if s := decoded(t, d.asJPEG(t), TypeJPEG, 100); s.cb != nil {
		t.Error("grey JPEG has colours")
	}
	if s := sourceOf(d.RGBA, 100); s.cb != nil {
		t.Error("grey pixels have colours")
	}
}
