package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// scanDPI is the resolution of the scans that we make, and the one that Tesseract
// asks for.
const scanDPI = 300

// sheetPicture is a page as a scanner saw it, with the text that stands on it.
type sheetPicture struct {
	name  string
	image *image.Gray
	truth string // "" when nobody knows
}

// drawn has mutool draw a page of a trusted PDF in grey.
func (b *bench) drawn(ctx context.Context, pdf string, page, dpi int) (*image.Gray, error) {
	out := filepath.Join(b.work, "drawn.png")
	if _, err := b.peer(ctx, "mutool", "draw", "-q", "-c", "gray", "-r", strconv.Itoa(dpi), "-o", out, pdf, strconv.Itoa(page)); err != nil {
		return nil, err
	}
	f, err := os.Open(out)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		return nil, err
	}
	return grey(img), nil
}

func grey(img image.Image) *image.Gray {
	if g, ok := img.(*image.Gray); ok {
		return g
	}
	g := image.NewGray(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(g, g.Rect, img, img.Bounds().Min, draw.Src)
	return g
}

// skewed is a page that lay askew on the glass, on white wide enough to lose
// nothing of it. Degrees are clockwise.
func skewed(src *image.Gray, degrees float64) *image.Gray {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(src.Rect.Dx()), float64(src.Rect.Dy())
	wide, high := w*cos+h*math.Abs(sin), h*cos+w*math.Abs(sin)
	dst := image.NewGray(image.Rect(0, 0, int(wide), int(high)))
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	m := f64.Aff3{
		cos, -sin, wide/2 - cos*w/2 + sin*h/2,
		sin, cos, high/2 - sin*w/2 - cos*h/2,
	}
	xdraw.BiLinear.Transform(dst, m, src, src.Rect, xdraw.Over, nil)
	return dst
}

// writePNG stores a page's picture under a name in the scratch folder, with its
// resolution.
func (b *bench) writePNG(name string, img image.Image, dpi int) (string, error) {
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, img); err != nil {
		return "", err
	}
	path := filepath.Join(b.work, name+".png")
	return path, os.WriteFile(path, withResolution(buf.Bytes(), dpi), 0o644)
}

// withResolution puts the resolution into a PNG, without which no reader knows
// the size of the page: the chunk pHYs behind the header, in dots a metre.
func withResolution(body []byte, dpi int) []byte {
	const header = 8 + 4 + 4 + 13 + 4 // signature, and the whole chunk IHDR
	return append(append(append([]byte{}, body[:header]...), physicalSize(dpi)...), body[header:]...)
}

// scannedPDF wraps page pictures into a PDF as scanners do, each covering its page.
func (b *bench) scannedPDF(name string, pictures []sheetPicture) (string, error) {
	pdf := fpdf.New("P", "pt", "A4", "")
	for i, p := range pictures {
		w, h := float64(p.image.Rect.Dx())*72/scanDPI, float64(p.image.Rect.Dy())*72/scanDPI
		pdf.AddPageFormat("P", fpdf.SizeType{Wd: w, Ht: h})
		var buf bytes.Buffer
		if err := jpeg.Encode(&buf, p.image, &jpeg.Options{Quality: 85}); err != nil {
			return "", err
		}
		id := fmt.Sprint("scan", i)
		pdf.RegisterImageOptionsReader(id, fpdf.ImageOptions{ImageType: "JPG"}, &buf)
		pdf.ImageOptions(id, 0, 0, w, h, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
	}
	path := filepath.Join(b.work, name+".pdf")
	return path, pdf.OutputFileAndClose(path)
}
