package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// scan is a form: the papers as a scanner saw them, pictures of pages in a PDF.
// The zero value of each defect is its absence.
type scan struct {
	DPI        int
	Colour     bool
	Skew       float64 // degrees clockwise
	Blur       float64 // standard deviation in pixels
	Light      float64 // how much darker the far corner is, 0 to 1
	Noise      float64 // standard deviation of grey levels
	Speckles   int     // dark grains a page
	Threshold  uint8   // darker than this is black, all else white; 0 keeps greys
	Dropout    float64 // share of rows in which a fax line went wrong
	Quality    int     // of JPEG, for pages with greys
	UpsideDown []int   // pages that lay the wrong way on the glass
}

func (scan) raster() bool { return true }

func (sc scan) encode(ctx context.Context, d drawing, seed string) ([]byte, error) {
	pages, err := sc.pages(ctx, d.pdf, seed)
	if err != nil {
		return nil, err
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", SizeStr: "A4"})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetProducer("Vestnik sample filings", false)
	pdf.SetAutoPageBreak(false, 0)
	for i, p := range pages {
		body, kind, err := sc.picture(p)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprint("page", i)
		pdf.AddPage()
		pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: kind}, bytes.NewReader(body))
		pdf.ImageOptions(name, 0, 0, pageWidth, pageHeight, false, fpdf.ImageOptions{ImageType: kind}, 0, "")
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// pages rasterises a PDF and spoils every page as the scan says.
func (sc scan) pages(ctx context.Context, pdf []byte, seed string) ([]*raster, error) {
	clean, err := rasterise(ctx, pdf, sc.DPI, sc.Colour)
	if err != nil {
		return nil, err
	}
	for i, p := range clean {
		for _, n := range sc.UpsideDown {
			if n == i+1 {
				p.turnOver()
			}
		}
		clean[i] = sc.spoil(p, seed+strconv.Itoa(i))
	}
	return clean, nil
}

// spoil applies the defects in the order in which they come about: the paper on
// the glass, the lens, the lamp, the sensor, the line.
func (sc scan) spoil(p *raster, seed string) *raster {
	r := seeded("scan", seed)
	if sc.Skew != 0 {
		p = p.rotate(sc.Skew)
	}
	p.speckle(sc.Speckles, r)
	if sc.Blur > 0 {
		p = p.blur(sc.Blur)
	}
	p.shade(sc.Light)
	p.grain(sc.Noise, r)
	if sc.Threshold > 0 {
		p.threshold(sc.Threshold)
	}
	p.dropRows(sc.Dropout, r)
	return p
}

// picture encodes a page: two-level pages as one-bit PNG, others as JPEG.
func (sc scan) picture(p *raster) (body []byte, kind string, err error) {
	var b bytes.Buffer
	if sc.Threshold > 0 {
		enc := png.Encoder{CompressionLevel: png.BestCompression}
		if err := enc.Encode(&b, p.bilevel()); err != nil {
			return nil, "", err
		}
		return b.Bytes(), "PNG", nil
	}
	if err := jpeg.Encode(&b, p.image(), &jpeg.Options{Quality: sc.Quality}); err != nil {
		return nil, "", err
	}
	return b.Bytes(), "JPG", nil
}

// rasterise draws the pages of a PDF by mutool.
func rasterise(ctx context.Context, pdf []byte, dpi int, colour bool) ([]*raster, error) {
	dir, err := os.MkdirTemp("", "vestnik-samples-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	input := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(input, pdf, 0o600); err != nil {
		return nil, err
	}
	space := "gray"
	if colour {
		space = "rgb"
	}
	cmd := exec.CommandContext(ctx, "mutool", "draw", "-q", "-r", strconv.Itoa(dpi), "-c", space, "-o", filepath.Join(dir, "%04d.png"), input)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("mutool is needed for scans, install mupdf-tools: %w: %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		return nil, err
	}
	var pages []*raster
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		img, err := png.Decode(f)
		f.Close()
		if err != nil {
			return nil, err
		}
		pages = append(pages, newRaster(img, colour))
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("mutool drew no page")
	}
	return pages, nil
}

// bilevel returns the page as a picture of two colours.
func (p *raster) bilevel() image.Image {
	img := image.NewPaletted(image.Rect(0, 0, p.w, p.h), color.Palette{color.Black, color.White})
	for y := range p.h {
		for x := range p.w {
			if p.pix[(y*p.w+x)*p.channels] > 127 {
				img.Pix[y*img.Stride+x] = 1
			}
		}
	}
	return img
}
