package raster

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

func TestBordersAndHolesArePaintedWhiteAndTextNearThemStays(t *testing.T) {
	d := newDrawing(8.27, 11.69, 100)
	d.print(t, 11)
	d.write(t, 0.32, 6, 11, "у края", color.Black)
	want := d.gray()
	d.fill(0, 0, 0.2, 11.69, color.Black) // the lid was open
	d.fill(0, 11.5, 8.27, 11.69, color.Black)
	for _, y := range []float64{3, 8} { // binder's holes
		for x := -12; x <= 12; x++ {
			for z := -12; z <= 12; z++ {
				if x*x+z*z <= 144 {
					d.Set(60+x, int(y*100)+z, color.Black)
				}
			}
		}
	}
	img := d.gray()
	k := inked(img, threshold(img))
	got := k.cleaned(img, 100)
	for i, v := range got.Pix {
		if (v < 128) != (want.Pix[i] < 128) {
			t.Fatalf("pixel %d, %d is %d, on the page without borders %d", i%got.Stride, i/got.Stride, v, want.Pix[i])
		}
	}
}

func TestATableThatReachesOverTheEdgeStays(t *testing.T) {
	d := newDrawing(8.27, 6, 100)
	for i := range 8 {
		d.fill(0, 1+0.5*float64(i), 7, 1.02+0.5*float64(i), color.Black)
	}
	d.fill(0, 1, 0.02, 4.52, color.Black)
	d.fill(7, 1, 7.02, 4.52, color.Black)
	img := d.gray()
	k := inked(img, threshold(img))
	if got := k.cleaned(img, 100); got.GrayAt(400, 101).Y > 100 {
		t.Error("its lines were painted over")
	}
}

func TestSpecksAreSweptOnlyWhereThereAreMany(t *testing.T) {
	d := newDrawing(8.27, 6, 200)
	d.print(t, 10)
	sprinkled := func(n int) *image.Gray {
		img := d.gray()
		r := rand.New(rand.NewPCG(5, 6))
		for range n {
			img.Pix[r.IntN(len(img.Pix))] = 0
		}
		return img
	}
	sweep := func(img *image.Gray) *image.Gray {
		k := inked(img, threshold(img))
		return k.swept(img, k.letters(200))
	}
	if few := sprinkled(200); sweep(few) != few {
		t.Error("a few specks were swept")
	}
	clean, swept := d.gray(), sweep(sprinkled(20_000))
	left, lost := 0, 0
	for i, v := range swept.Pix {
		if clean.Pix[i] > 220 && v < 60 {
			left++
		}
		if clean.Pix[i] < 60 && v > 220 {
			lost++
		}
	}
	if left > 1500 || lost > 100 {
		t.Errorf("%d of 20 000 specks are left, %d pixels of letters lost", left, lost)
	}
}

func TestSmallBlurredPrintIsEnlarged(t *testing.T) {
	for _, tt := range []struct{ points, dpi float64 }{{6, 200}, {11, 200}} {
		d := newDrawing(8.27, 5, 200)
		d.print(t, tt.points)
		_, p := prepare(gray(d.gray()), Prepare{DPI: 200})
		if grown := p.DPI > 210; grown != (tt.points < 8) {
			t.Errorf("print of %v points is read at %v dpi", tt.points, p.DPI)
		}
	}
	if f := growth(8, 15e6); f*f*15e6 > maxPrepared*1.01 {
		t.Errorf("a huge page is enlarged %v times", f)
	}
}
