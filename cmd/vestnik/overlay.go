package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"

	"vestnik/pipeline"
)

// overlayDPI makes a sheet of A4 1190 × 1684 pixels: small print can be read, and
// the picture still fits on a screen.
const overlayDPI = 144

// overlays draws what was read onto the pictures of pages, one PNG for each page.
type overlays struct {
	extractor pipeline.Extractor
	pens      *pens
}

func newOverlays(extractor pipeline.Extractor) (*overlays, error) {
	p, err := newPens()
	return &overlays{extractor: extractor, pens: p}, err
}

// draw writes the overlays of a file's pages as STEM-p001.png and on. A page that
// cannot be drawn is passed to missed, and the others are drawn all the same; the
// error is of the folder, or ctx's.
func (o *overlays) draw(ctx context.Context, src pipeline.SourceFile, stem string, f fileRead, missed func(page int, err error)) error {
	if err := os.MkdirAll(filepath.Dir(stem), 0o755); err != nil {
		return overlayError(stem, err)
	}
	places := fieldPlaces(f.recognition.Fields)
	for _, page := range f.Pages {
		body, err := o.extractor.Image(ctx, src, page.Number, overlayDPI)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var img image.Image
		if err == nil {
			img, err = png.Decode(bytes.NewReader(body)) // of our own child's making
		}
		if err != nil {
			missed(page.Number, err)
			continue
		}
		if err := writeOverlay(fmt.Sprintf("%s-p%03d.png", stem, page.Number), o.page(img, page, places[page.Number], f)); err != nil {
			return err
		}
	}
	return nil
}

// page draws one page: first what is light, then what must be seen above it.
func (o *overlays) page(img image.Image, p pipeline.Page, fields []fieldPlace, f fileRead) *image.RGBA {
	legend := o.legendLines(img.Bounds().Dx(), p, f)
	foot := o.pens.lineHeight()*len(legend) + o.pens.lineHeight()*2
	size := img.Bounds().Size()
	c := &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, size.X, size.Y+foot)), pens: o.pens, sheet: image.Rectangle{Max: size}}
	draw.Draw(c, c.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(c, c.sheet, img, img.Bounds().Min, draw.Src)
	for _, w := range p.Words {
		c.word(w)
	}
	for _, r := range p.Regions {
		c.region(r)
	}
	for _, place := range fields {
		c.field(place)
	}
	c.legend(legend, len(fields) > 0)
	return c.RGBA
}

func writeOverlay(path string, img image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return overlayError(path, err)
	}
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, img); err != nil {
		f.Close()
		return overlayError(path, err)
	}
	if err := f.Close(); err != nil {
		return overlayError(path, err)
	}
	return nil
}

func overlayError(path string, err error) error {
	return &pipeline.Error{Op: "write overlay", Doc: path, Kind: pipeline.Unavailable, Err: err,
		Advice: "Рисунок страницы записать не удалось: «" + path + "». Проверьте папку, права доступа и место на диске."}
}

// fieldPlace is a reading with its name and its place on a page.
type fieldPlace struct {
	name string
	r    pipeline.Reading
}

// fieldPlaces are the readings with a place of their own, by page, in the order of
// their names. A composite value is shown by its parts.
func fieldPlaces(fields pipeline.Fields) map[int][]fieldPlace {
	places := map[int][]fieldPlace{}
	for _, leaf := range readingLeaves(fields, false) {
		if leaf.r.Box != (pipeline.Box{}) {
			places[leaf.r.Page] = append(places[leaf.r.Page], leaf)
		}
	}
	return places
}
