package ocr

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"os"
)

// DPI is the resolution at which pages are read. More costs time and gains
// nothing measurable on office print; less loses footnotes.
const DPI = 200

// maxGrowth bounds how far a small picture is enlarged.
const maxGrowth = 2.0

// Prepare asks [PrepareJob] to make an image fit for Tesseract.
type Prepare struct {
	Type string  `json:"type"` // media type of the image
	DPI  float64 `json:"dpi"`  // its resolution
	Turn int     `json:"turn"` // degrees clockwise to turn it by, after what its camera asks for
}

// Prepared says what was made.
type Prepared struct {
	Width    int     `json:"width"` // pixels
	Height   int     `json:"height"`
	DPI      float64 `json:"dpi"`
	Skew     float64 `json:"skew"` // degrees clockwise that the writing leaned
	Sideways bool    `json:"sideways"`
	Ink      Grid    `json:"ink"`
}

// PrepareJob is the sandbox job: the image on the first descriptor, the grey map
// onto the second, [Prepared] as JSON on standard output.
func PrepareJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req Prepare
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	if len(files) != 2 {
		return errors.New("want an image and a place to write")
	}
	info, err := files[0].Stat()
	if err != nil {
		return err
	}
	in := io.NewSectionReader(files[0], 0, info.Size()) // the descriptor's offset is shared with other children
	img, err := decodeGray(in, req.Type)
	if err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	quarter := req.Turn
	if req.Type == TypeJPEG {
		quarter += exifTurn(in)
	}
	img = turn(img, quarter%360)
	p := Prepared{}
	img, p.DPI = resized(img, req.DPI, DPI)
	small := reduced(img)
	p.Sideways = sideways(small)
	if !p.Sideways {
		p.Skew = skewOf(small)
	}
	if p.Skew != 0 {
		img = straighten(img, p.Skew)
	}
	p.Width, p.Height = img.Rect.Dx(), img.Rect.Dy()
	p.Ink = inkOf(img, p.DPI)
	if err := encodePGM(files[1], img); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(p)
}

// resized brings an image from one resolution to another, within reason.
func resized(img *image.Gray, from, to float64) (*image.Gray, float64) {
	f := to / from
	if math.IsNaN(f) || f <= 0 || f > 0.9 && f < 1.1 {
		return img, from
	}
	f = min(f, maxGrowth)
	w, h := int(math.Round(float64(img.Rect.Dx())*f)), int(math.Round(float64(img.Rect.Dy())*f))
	return scale(img, max(1, w), max(1, h)), from * f
}
