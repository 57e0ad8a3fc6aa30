package raster

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"testing"
)

// table draws rows × columns of cells, with or without their lines, and figures
// that nearly touch them.
func table(t testing.TB, lines bool, dpi float64) *drawing {
	d := newDrawing(8.27, 4, dpi)
	const top, left, high, wide, thick = 0.5, 0.7, 0.22, 1.1, 0.012
	for r := range 11 {
		y := top + high*float64(r)
		for c := range 7 {
			x := left + wide*float64(c)
			if lines && c < 6 {
				d.fill(x, y, x+wide+thick, y+thick, color.Gray{40})
			}
			if lines && r < 10 {
				d.fill(x, y, x+thick, y+high+thick, color.Gray{40})
			}
			if r < 10 && c < 6 {
				d.write(t, x+0.1, y+0.17, 10, "11 490,17", color.Black)
			}
		}
	}
	return d
}

func TestTheLinesOfATableAreTakenOutAndItsCellsStay(t *testing.T) {
	for _, lean := range []float64{0, 0.3} {
		want := leaned(table(t, false, 200).gray(), lean)
		img := leaned(table(t, true, 200).gray(), lean)
		got, found := unrule(img, threshold(img), 200, 14)
		level := 0
		for _, r := range found {
			if !r.Vertical && r.Box.Dx() > 1200 {
				level++
			}
			if !r.Removed || !r.Meets {
				t.Errorf("%+v is not taken for a line of a table", r)
			}
		}
		if level != 11 || len(found) < 18 {
			t.Errorf("leaning by %v°: %d rulings, %d across the table, want 7 and 11", lean, len(found), level)
		}
		wrong := 0
		for i, v := range got.Pix {
			if math.Abs(float64(v)-float64(want.Pix[i])) > 90 {
				wrong++
			}
		}
		if wrong > 150 {
			t.Errorf("leaning by %v°: %d pixels are not as on the page without lines", lean, wrong)
		}
	}
}

func TestWhatIsNoTableStays(t *testing.T) {
	d := newDrawing(8.27, 5, 200)
	d.write(t, 1, 1, 11, "От ______________________ (должность) «__» ________ 20__ г.", color.Black)
	d.write(t, 1, 1.5, 11, "Заявитель ......................................... стр. 5", color.Black)
	d.write(t, 1, 2, 11, "Отметить: программа для ЭВМ, база данных — нужное", color.Black)
	d.fill(5, 1, 7, 1.012, color.Black) // a blank to fill in
	for i := range 3 {                  // boxes to tick
		x := 1 + 0.5*float64(i)
		d.fill(x, 2.4, x+0.18, 2.58, color.Black)
		d.fill(x+0.012, 2.412, x+0.168, 2.568, color.White)
	}
	d.write(t, 1, 4, 60, "ЩПНТШ", color.Black)
	img := d.gray()
	got, found := unrule(img, threshold(img), 200, 14)
	if !bytes.Equal(got.Pix, img.Pix) {
		t.Errorf("something was taken out: %+v", found)
	}
	blank := image.Rect(1000, 200, 1400, 203)
	if len(found) == 0 || !found[len(found)-1].Box.Overlaps(blank) && !found[0].Box.Overlaps(blank) {
		t.Errorf("the blank is not listed: %+v", found)
	}
}

func TestALetterThatCrossesALineStaysWhole(t *testing.T) {
	d := newDrawing(4, 2, 200)
	d.fill(1.5, 0.2, 1.51, 1.8, color.Black) // the wall of the table
	d.fill(0.2, 1, 3.8, 1.01, color.Black)
	d.fill(2.5, 0.8, 2.52, 1.2, color.Black) // a stroke through the line
	img := d.gray()
	got, _ := unrule(img, threshold(img), 200, 14)
	for y := 165; y < 235; y++ {
		if got.GrayAt(502, y).Y > 100 {
			t.Fatalf("the stroke has a gap in row %d", y)
		}
	}
	if got.GrayAt(600, 201).Y < 200 || got.GrayAt(301, 100).Y < 200 {
		t.Error("the lines are still there")
	}
}

func TestRulingsLieWhereTheyAreOnThePage(t *testing.T) {
	d := table(t, true, 200)
	_, p := prepare(gray(leaned(d.gray(), 2)), Prepare{DPI: 200})
	for _, r := range p.Rulings {
		if r.Vertical || r.Box.Dx() < 1200 {
			continue
		}
		w, h := float64(d.Rect.Dx()), float64(d.Rect.Dy())
		if lean := math.Atan2((r.Line[3]-r.Line[1])*h, (r.Line[2]-r.Line[0])*w) * 180 / math.Pi; math.Abs(lean-2) > 0.15 {
			t.Errorf("a line that leans by 2° is said to lie at %v, by %.2f°", r.Line, lean)
		}
	}
}
