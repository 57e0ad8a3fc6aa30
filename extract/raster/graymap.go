package raster

import (
	"errors"
	"image"
	"io"
)

// ReadMap reads the grey map that [PrepareJob] wrote. Call it in a job.
func ReadMap(r io.Reader) (*image.Gray, error) {
	img, err := decodePNM(r)
	if err != nil {
		return nil, err
	}
	gray, ok := img.(*image.Gray)
	if !ok {
		return nil, errors.New("a map in colour")
	}
	return gray, nil
}

// WriteMap writes a grey map as Tesseract takes it.
func WriteMap(w io.Writer, img *image.Gray) error { return encodePGM(w, img) }

// Darkest is the brightest grey that still is ink on this page.
func Darkest(img *image.Gray) uint8 { return threshold(img) }
