package main

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"vestnik/extract/measure/dirt"
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
	pictures := make([]picture, len(pages))
	for i, p := range pages {
		if pictures[i], err = sc.picture(p); err != nil {
			return nil, err
		}
	}
	return picturePDF(pictures), nil
}

// pages rasterises a PDF and spoils every page as the scan says.
func (sc scan) pages(ctx context.Context, pdf []byte, seed string) ([]*dirt.Plate, error) {
	clean, err := rasterise(ctx, pdf, sc.DPI, sc.Colour)
	if err != nil {
		return nil, err
	}
	for i, p := range clean {
		for _, n := range sc.UpsideDown {
			if n == i+1 {
				p.TurnOver()
			}
		}
		clean[i] = sc.spoil(p, seed+strconv.Itoa(i))
	}
	return clean, nil
}

// spoil applies the defects in the order in which they come about: the paper on
// the glass, the lens, the lamp, the sensor, the line.
func (sc scan) spoil(p *dirt.Plate, seed string) *dirt.Plate {
	r := seeded("scan", seed)
	if sc.Skew != 0 {
		p = p.Rotate(sc.Skew)
	}
	p.Speckle(sc.Speckles, r)
	if sc.Blur > 0 {
		p = p.Blur(sc.Blur)
	}
	p.Shade(sc.Light)
	p.Grain(sc.Noise, r)
	if sc.Threshold > 0 {
		p.Threshold(sc.Threshold)
	}
	p.DropRows(sc.Dropout, r)
	return p
}

// picture encodes a page: two levels deflated at one bit a pixel, greys and
// colours as JPEG.
func (sc scan) picture(p *dirt.Plate) (picture, error) {
	if sc.Threshold > 0 {
		body, err := deflated(packed(p))
		return picture{w: p.W, h: p.H, bits: 1, filter: "FlateDecode", body: body}, err
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, p.Image(), &jpeg.Options{Quality: sc.Quality})
	return picture{w: p.W, h: p.H, colour: sc.Colour, bits: 8, filter: "DCTDecode", body: b.Bytes()}, err
}

// rasterise draws the pages of a PDF by mutool.
func rasterise(ctx context.Context, pdf []byte, dpi int, colour bool) ([]*dirt.Plate, error) {
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
	var pages []*dirt.Plate
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
		pages = append(pages, dirt.NewPlate(img, colour))
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("mutool drew no page")
	}
	return pages, nil
}
