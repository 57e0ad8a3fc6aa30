package main

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// drawnOverlay draws what is given on a white sheet of 600 × 800 pixels.
func drawnOverlay(t *testing.T, p pipeline.Page, fields pipeline.Fields) *image.RGBA {
	t.Helper()
	o, err := newOverlays(nil)
	if err != nil {
		t.Fatal(err)
	}
	sheet := image.NewGray(image.Rect(0, 0, 600, 800))
	for i := range sheet.Pix {
		sheet.Pix[i] = 0xff
	}
	f := fileRead{extracted: extracted{File: "лист.pdf", Pages: []pipeline.Page{p}}, recognition: pipeline.Recognition{Fields: fields}}
	return o.page(sheet, p, fieldPlaces(fields)[p.Number], f)
}

// share is how much of an area bears a colour.
func share(img *image.RGBA, r image.Rectangle, like func(color.RGBA) bool) float64 {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if like(img.RGBAAt(x, y)) {
				n++
			}
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}

func white(c color.RGBA) bool { return c == color.RGBA{0xff, 0xff, 0xff, 0xff} }

func TestOverlayTintsWordsByConfidence(t *testing.T) {
	img := drawnOverlay(t, pipeline.Page{Number: 1, Words: []pipeline.Word{
		{Text: "ясно", Box: pipeline.Box{0.1, 0.1, 0.3, 0.15}, Confidence: 0.97},
		{Text: "неясно", Box: pipeline.Box{0.5, 0.1, 0.7, 0.15}, Confidence: 0.3},
	}}, nil)
	green := share(img, image.Rect(62, 82, 178, 118), func(c color.RGBA) bool { return c.G > c.R && c.G > c.B })
	red := share(img, image.Rect(302, 82, 418, 118), func(c color.RGBA) bool { return c.R > c.G && c.R > c.B })
	if green < 0.99 || red < 0.99 {
		t.Errorf("%.2f of the sure word is green, %.2f of the unsure one red", green, red)
	}
	if clean := share(img, image.Rect(0, 200, 600, 800), white); clean < 1 {
		t.Errorf("%.3f of the empty paper is white", clean)
	}
}

func TestOverlayHatchesRegionsSoThatThePrintIsSeen(t *testing.T) {
	img := drawnOverlay(t, pipeline.Page{Number: 1, Regions: []pipeline.Region{{Box: pipeline.Box{0.2, 0.3, 0.8, 0.5}, Kind: pipeline.Handwriting}}}, nil)
	inked := share(img, image.Rect(140, 260, 460, 380), func(c color.RGBA) bool { return c == regionInk })
	if inked < 0.05 || inked > 0.3 {
		t.Errorf("%.2f of the region is hatched", inked)
	}
}

// TestOverlayTellsDoubtWithoutColour frames a sure field whole and an unsure one
// with gaps.
func TestOverlayTellsDoubtWithoutColour(t *testing.T) {
	field := func(y float64, sure bool) pipeline.Field {
		return pipeline.Field{Reading: pipeline.Reading{Value: "x", Page: 1, Box: pipeline.Box{0.2, y, 0.8, y + 0.05}, Confidence: 0.5, Sure: sure}}
	}
	img := drawnOverlay(t, pipeline.Page{Number: 1}, pipeline.Fields{"title": field(0.4, true), "email": field(0.6, false)})
	frame := func(y int) float64 {
		return share(img, image.Rect(130, y, 470, y+1), func(c color.RGBA) bool { return c == fieldInk })
	}
	if sure, unsure := frame(400*800/1000-2), frame(600*800/1000-2); sure < 0.99 || unsure < 0.3 || unsure > 0.7 {
		t.Errorf("the frame of the sure field is drawn to %.2f, of the unsure one to %.2f", sure, unsure)
	}
}

func TestOverlayHasALegendBelowThePage(t *testing.T) {
	img := drawnOverlay(t, pipeline.Page{Number: 1, Source: pipeline.FromOCR, Reader: pipeline.ReadByTesseract, Confidence: 0.8}, nil)
	if img.Bounds().Dy() <= 800 {
		t.Fatal("no room below the page")
	}
	if inked := 1 - share(img, image.Rect(0, 800, 600, img.Bounds().Dy()), white); inked < 0.02 {
		t.Errorf("only %.3f of the legend is inked", inked)
	}
}

func TestLegendSaysReaderSourceAndLayer(t *testing.T) {
	got := strings.Join(pageFacts(pipeline.Page{
		Source: pipeline.FromOCR, Reader: pipeline.ReadByTesseract, Confidence: 0.81, Skew: 1.5,
		Layer: &pipeline.LayerVerdict{Reason: "characters without meaning"},
	}), "; ")
	want := "источник: распознавание изображения; прочитал: Tesseract; текстовый слой: не верен (characters without meaning); уверенность 0,81; перекос 1,50°"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestOverlaysOfFilesWithOneNameDoNotCollide(t *testing.T) {
	names := newStems("out")
	got := []string{
		names.next("скан.pdf"), names.next("Скан.pdf"), names.next("скан.pdf"), names.next("../../etc/passwd"),
		names.next("C:\\дела\\лист.pdf"), names.next("..."), names.next("скан.pdf (2)"), names.next(strings.Repeat("ж", 300) + ".pdf"),
	}
	want := []string{"out/скан.pdf", "out/Скан.pdf (2)", "out/скан.pdf (3)", "out/passwd", "out/лист.pdf", "out/файл", "out/скан.pdf (2) (2)", "out/" + strings.Repeat("ж", 100)}
	for i := range want {
		if got[i] != filepath.FromSlash(want[i]) {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

// TestExtractAndReadWriteOverlays names two files alike and an archive beside them.
func TestExtractAndReadWriteOverlays(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"a", "b"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, sub, "лист.pdf"), typedPDF(t, "ЗАЯВЛЕНИЕ\nо приёме на хранение листа "+sub), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, command := range []string{"extract", "read"} {
		out := filepath.Join(dir, command)
		newCLI(t).try(command, "--overlay", out, filepath.Join(dir, "a", "лист.pdf"), filepath.Join(dir, "b", "лист.pdf"), sample(t, "licence-design-epgu.zip"))
		for _, name := range []string{"лист.pdf-p001.png", "лист.pdf (2)-p001.png"} {
			f, err := os.Open(filepath.Join(out, name))
			if err != nil {
				t.Error(err)
				continue
			}
			img, err := png.Decode(f)
			f.Close()
			if err != nil || img.Bounds().Dx() < 1000 {
				t.Errorf("%s %s: %v", command, name, err)
			}
		}
		if inside, err := filepath.Glob(filepath.Join(out, "licence-design-epgu.zip.files", "*.png")); err != nil || len(inside) == 0 {
			t.Errorf("%s: no overlays of the archive's files", command)
		}
	}
}

func TestAnOverlayFolderThatCannotBeMadeIsRefused(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "занято")
	if err := os.WriteFile(taken, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, errOut, code := newCLI(t).try("extract", "--overlay", taken, sample(t, "one-pdf.pdf"))
	if code != exitUnavailable || !strings.Contains(errOut, "записать не удалось") {
		t.Errorf("exit %d: %s", code, errOut)
	}
}
