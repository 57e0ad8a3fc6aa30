package raster

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"testing"
)

// ruled draws rows of short strokes, like lines of print, leaning clockwise.
func ruled(w, h int, degrees float64) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	tan := math.Tan(degrees * math.Pi / 180)
	for y := h / 6; y < h*5/6; y += 24 {
		for x := w / 8; x < w*7/8; x++ {
			if x/7%3 == 2 {
				continue
			}
			for d := range 9 {
				yy := y + d + int(float64(x-w/2)*tan)
				if yy >= 0 && yy < h {
					img.Pix[yy*img.Stride+x] = 0
				}
			}
		}
	}
	return img
}

// leanOf finds the skew of an image of 100 dpi.
func leanOf(img *image.Gray) float64 {
	k := inked(img, threshold(img))
	return skewOf(k.lowerEdges(k.letters(100), 100))
}

// stands reports whether the writing of an image of 100 dpi is upright.
func upright(img *image.Gray) bool {
	k := inked(img, threshold(img))
	letters := k.letters(100)
	return !sideways(k.lowerEdges(letters, 100), k.rightEdges(letters, 100, img.Rect.Dy()))
}

func TestSkewIsFoundAndTakenOut(t *testing.T) {
	for _, want := range []float64{-5, -2, -0.5, 0, 0.5, 1, 3, 7} {
		img := ruled(900, 1200, want)
		if got := leanOf(img); math.Abs(got-want) > 0.15 {
			t.Errorf("lines leaning by %.1f° are found to lean by %.2f°", want, got)
		}
		if left := leanOf(straighten(img, want)); math.Abs(left) > 0.2 {
			t.Errorf("lines leaning by %.1f° lean by %.2f° after straightening", want, left)
		}
	}
}

func TestWritingThatRunsUpThePageIsNoticed(t *testing.T) {
	d := newDrawing(8.27, 11.69, 100)
	d.print(t, 11)
	for _, lean := range []float64{0, -4, 12} {
		level := leaned(d.gray(), lean)
		if !upright(level) {
			t.Errorf("level writing leaning by %v° is taken for writing up the page", lean)
		}
		if upright(turn(level, 90)) || upright(turn(level, 270)) {
			t.Errorf("writing up the page leaning by %v° is not noticed", lean)
		}
	}
}

func TestSkewOfPrintIsFound(t *testing.T) {
	for _, dpi := range []float64{100, 150} {
		d := newDrawing(8.27, 11.69, dpi)
		d.print(t, 11)
		sparse := newDrawing(8.27, 11.69, dpi)
		sparse.write(t, 1, 3, 14, "Генеральному директору ООО «Ветер» в Самаре", color.Black)
		sparse.write(t, 2, 3.3, 12, "от водителя автобазы № 2", color.Black)
		table := newDrawing(8.27, 11.69, dpi)
		for i := range 12 {
			table.fill(1, 2+0.5*float64(i), 7, 2.02+0.5*float64(i), color.Black)
			table.write(t, 1.2, 2.3+0.5*float64(i), 9, "Итого 15 000 руб.", color.Black)
			table.write(t, 5, 2.3+0.5*float64(i), 9, "1 200", color.Black)
		}
		for name, d := range map[string]*drawing{"prose": d, "two lines": sparse, "a table": table} {
			for _, want := range []float64{-18.5, -1, 0, 0.5, 12.6} {
				img := leaned(d.gray(), want)
				// The black corners of a scanner without a lid tell another angle.
				for y := range img.Rect.Dy() {
					for x := range img.Rect.Dx() / 60 {
						img.Pix[y*img.Stride+x] = 10
					}
				}
				k := inked(img, threshold(img))
				got := skewOf(k.lowerEdges(k.letters(dpi), dpi))
				if math.Abs(got-want) > 0.2 {
					t.Errorf("%s at %v dpi leaning by %v° is found to lean by %.2f°", name, dpi, want, got)
				}
			}
		}
	}
}

func TestTurningFourTimesChangesNothing(t *testing.T) {
	img := ruled(40, 60, 3)
	if got := turn(turn(turn(turn(img, 90), 90), 90), 90); !bytes.Equal(got.Pix, img.Pix) {
		t.Error("four quarter turns do not come round")
	}
	if a, b := turn(img, 270), turn(turn(img, 180), 90); !bytes.Equal(a.Pix, b.Pix) {
		t.Error("270° is not 180° and 90°")
	}
	img.Pix[0] = 7 // the top left corner goes to the top right
	if got := turn(img, 90); got.GrayAt(got.Rect.Dx()-1, 0).Y != 7 {
		t.Error("a quarter turn is not clockwise")
	}
}

func TestBoxesReturnToTheSkewedPage(t *testing.T) {
	const w, h = 1000, 1400
	box := image.Rect(700, 300, 800, 330)
	if got := whole(w, h).Box(box); got != [4]float64{0.7, 0.21429, 0.8, 0.23571} {
		t.Errorf("without skew the box is %v", got)
	}
	got := whole(w, h).after(leaning(w, h, 3)).Box(box)
	// A page leaning clockwise has its right side lower than the straightened one.
	x, y := skewed(750, 315, w, h, 3)
	if math.Abs((got[0]+got[2])/2*w-x) > 2 || math.Abs((got[1]+got[3])/2*h-y) > 2 || y < 315 {
		t.Errorf("the box %v is not around %.0f, %.0f", got, x, y)
	}
}

func TestAPartIsPreparedWhereItLiesOnThePage(t *testing.T) {
	img := ruled(900, 1200, 2)
	whole, all := prepare(gray(img), Prepare{DPI: 100})
	part, p := prepare(gray(img), Prepare{DPI: 100, Region: &[4]float64{0.5, 0.25, 0.75, 0.5}, Zoom: 2})
	if p.DPI != 2*all.DPI || p.Skew != all.Skew || p.Width < whole.Rect.Dx()/2 || p.Height < whole.Rect.Dy()/2 {
		t.Fatalf("of %d × %d at %v dpi came %d × %d at %v dpi", whole.Rect.Dx(), whole.Rect.Dy(), all.DPI, p.Width, p.Height, p.DPI)
	}
	if part.Rect.Dx() != p.Width || part.Rect.Dy() != p.Height || p.Aspect != all.Aspect {
		t.Errorf("the picture is %v, said to be %+v", part.Rect, p)
	}
	b := p.Map.Box(image.Rect(0, 0, p.Width, p.Height))
	for i, want := range [4]float64{0.5, 0.25, 0.75, 0.5} {
		if math.Abs(b[i]-want) > 0.03 {
			t.Errorf("the part covers %v of the page", b)
		}
	}
	x, y := p.Map.Point(float64(p.Width)/2, float64(p.Height)/2)
	if math.Abs(x-0.625) > 0.002 || math.Abs(y-0.375) > 0.002 {
		t.Errorf("the middle of the part lies at %.4f, %.4f", x, y)
	}
}

func TestAMapAndItsInverseCancel(t *testing.T) {
	m := whole(1000, 1400).after(scaling(1.5, 1.5)).after(leaning(900, 1200, -4))
	back, ok := m.inverse()
	if !ok {
		t.Fatal("no inverse")
	}
	x, y := m.Point(321, 654)
	if x, y = back.Point(x, y); math.Abs(x-321) > 1e-6 || math.Abs(y-654) > 1e-6 {
		t.Errorf("321, 654 returns as %v, %v", x, y)
	}
	if _, ok := (Map{}).inverse(); ok {
		t.Error("a map onto a point has an inverse")
	}
}

func TestInkWithoutWordsIsCounted(t *testing.T) {
	img := ruled(800, 1000, 0)
	g := inkOf(img, 200)
	if g.Count() < 100 {
		t.Fatalf("only %d squares with ink", g.Count())
	}
	if u := g.Uncovered(nil); u != 1 {
		t.Errorf("without words %.2f of the ink is uncovered", u)
	}
	if u := g.Uncovered([]image.Rectangle{img.Rect}); u != 0 {
		t.Errorf("under one large word %.2f is uncovered", u)
	}
	half := g.Uncovered([]image.Rectangle{image.Rect(0, 0, 800, 500)})
	if half < 0.4 || half > 0.6 {
		t.Errorf("under the upper half %.2f is uncovered", half)
	}
}

func TestStatedResolutionsAreBelievedWithinReason(t *testing.T) {
	jfif := func(unit byte, d uint16) []byte {
		return binary.BigEndian.AppendUint16(append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01"), unit), d)
	}
	tests := []struct {
		name string
		in   []byte
		want float64
	}{
		{"per inch", append(jfif(1, 300), 0, 0, 0, 0), 300},
		{"per centimetre", append(jfif(2, 118), 0, 0, 0, 0), 118 * 2.54},
		{"a screen's", append(jfif(1, 72), 0, 0, 0, 0), 0},
		{"none", []byte("\xff\xd8"), 0},
	}
	for _, tt := range tests {
		if got := Resolution(bytes.NewReader(tt.in), TypeJPEG); math.Abs(got-tt.want) > 0.01 {
			t.Errorf("%s: %v dpi, want %v", tt.name, got, tt.want)
		}
	}
}

// FuzzTIFF holds that any bytes give a bounded list of frames.
func FuzzTIFF(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x03\x00\x01\x00\x00\x00\x05\x00\x00\x00\x08\x00\x00\x00"))
	f.Add([]byte("MM\x00*\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		frames, err := Frames(bytes.NewReader(b))
		if (err == nil) != (len(frames) > 0) || len(frames) > maxTIFFPages {
			t.Errorf("%d frames, %v", len(frames), err)
		}
		_ = tiffTurn(b)
		for _, kind := range []string{TypePNG, TypeJPEG, TypeBMP} {
			if dpi := Resolution(bytes.NewReader(b), kind); dpi != 0 && (dpi < minDPI || dpi > maxDPI) {
				t.Errorf("%s of %v dpi", kind, dpi)
			}
		}
	})
}
