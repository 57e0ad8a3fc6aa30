package raster

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// photographed lays a page on a dark table and looks at it aslant: its corners
// come to lie at q in a picture of w × h.
func photographed(page *image.Gray, w, h int, q quad) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(3, 4))
	back, _ := Map{To: q.from(float64(page.Rect.Dx()), float64(page.Rect.Dy()))}.inverse()
	for y := range h {
		for x := range w {
			px, py := back.Point(float64(x)+0.5, float64(y)+0.5)
			v := 60 + 12*math.Sin(float64(x+2*y)/9) // the grain of wood
			if px >= 0 && py >= 0 && px < float64(page.Rect.Dx()) && py < float64(page.Rect.Dy()) {
				v = 0.85 * float64(sample(page, px-0.5, py-0.5))
			}
			img.Pix[y*img.Stride+x] = uint8(min(255, max(0, v+3*r.NormFloat64())))
		}
	}
	return img
}

func TestAPhotographedSheetIsSeenFromAbove(t *testing.T) {
	d := newDrawing(8.27, 11.69, 120)
	d.print(t, 11)
	q := quad{{150, 160}, {1010, 90}, {1120, 1380}, {60, 1330}}
	img := photographed(d.gray(), 1200, 1500, q)
	found, ok := sheetIn(img)
	if !ok {
		t.Fatal("the sheet is not found")
	}
	for i := range q {
		if math.Hypot(found[i].x-q[i].x, found[i].y-q[i].y) > 12 {
			t.Errorf("corner %d is found at %.0f, want %.0f", i, found[i], q[i])
		}
	}
	made, p := prepare(gray(img), Prepare{DPI: 120})
	if !p.Photo {
		t.Error("it is not said to be a photo")
	}
	if k := inked(made, threshold(made)); math.Abs(skewOf(k.lowerEdges(k.letters(p.DPI), p.DPI))) > 0.2 {
		t.Error("the writing is not level")
	}
	// The middle of the page, by way of the map, is where it was in the picture.
	x, y := p.Map.Point(float64(p.Width)/2, float64(p.Height)/2)
	want := Map{To: q.from(1, 1)}
	wx, wy := want.Point(0.5, 0.5)
	if math.Abs(x-wx/1200) > 0.01 || math.Abs(y-wy/1500) > 0.01 {
		t.Errorf("the middle is said to lie at %.3f, %.3f, not %.3f, %.3f", x, y, wx/1200, wy/1500)
	}
}

func TestWhatIsNoSheetOnATableIsLeftAlone(t *testing.T) {
	page := newDrawing(8.27, 11.69, 100)
	page.print(t, 11)
	half := newDrawing(8.27, 11.69, 100) // a page half of which is a dark picture
	half.print(t, 11)
	half.fill(0, 5, 8.27, 11.69, color.Black)
	round := image.NewGray(image.Rect(0, 0, 900, 900))
	for i := range round.Pix {
		round.Pix[i] = 40
		if x, y := i%900-450, i/900-450; x*x+y*y < 400*400 {
			round.Pix[i] = 230
		}
	}
	for name, img := range map[string]*image.Gray{"a page": page.gray(), "a page with a picture": half.gray(), "a plate": round} {
		if q, ok := sheetIn(img); ok {
			t.Errorf("%s: a sheet is found at %.0f", name, q)
		}
	}
}
