package raster

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
)

// pnm is the header of a binary grey map (P5) or pixel map (P6) of 8 bits, the
// formats that drawing programs write.
type pnm struct{ w, h, channels int }

func pnmHeader(r *bufio.Reader) (pnm, error) {
	var p pnm
	var magic byte
	var depth int
	if _, err := fmt.Fscanf(r, "P%c\n%d %d\n%d\n", &magic, &p.w, &p.h, &depth); err != nil {
		return p, fmt.Errorf("pixel map: %w", err)
	}
	switch magic {
	case '5':
		p.channels = 1
	case '6':
		p.channels = 3
	default:
		return p, errors.New("neither a grey map nor a pixel map")
	}
	if depth != 255 || p.w <= 0 || p.h <= 0 || p.w > maxPixels/p.h {
		return p, errors.New("pixel map of impossible size")
	}
	return p, nil
}

func configPNM(r io.Reader) (image.Config, error) {
	p, err := pnmHeader(bufio.NewReader(r))
	model := color.GrayModel
	if p.channels == 3 {
		model = color.RGBAModel
	}
	return image.Config{ColorModel: model, Width: p.w, Height: p.h}, err
}

// decodePNM reads a whole map, for showing.
func decodePNM(r io.Reader) (image.Image, error) {
	br := bufio.NewReader(r)
	p, err := pnmHeader(br)
	if err != nil {
		return nil, err
	}
	if p.channels == 1 {
		img := image.NewGray(image.Rect(0, 0, p.w, p.h))
		_, err = io.ReadFull(br, img.Pix)
		return img, err
	}
	img := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	row := make([]uint8, 3*p.w)
	for y := range p.h {
		if _, err := io.ReadFull(br, row); err != nil {
			return nil, err
		}
		out := img.Pix[y*img.Stride:]
		for x := range p.w {
			out[4*x], out[4*x+1], out[4*x+2], out[4*x+3] = row[3*x], row[3*x+1], row[3*x+2], 255
		}
	}
	return img, nil
}

// readPNM reduces a map while reading it, a few rows at a time.
func readPNM(r io.Reader, dpi float64) (source, error) {
	br := bufio.NewReaderSize(r, 1<<16)
	p, err := pnmHeader(br)
	if err != nil {
		return source{}, err
	}
	red := newReduction(p.w, p.h, p.channels == 3, dpi)
	row := make([]uint8, p.channels*p.w)
	for range p.h {
		if _, err := io.ReadFull(br, row); err != nil {
			return source{}, err
		}
		if p.channels == 3 {
			red.addRGB(row)
		} else {
			red.addGray(row)
		}
	}
	return red.done(), nil
}

func encodePGM(w io.Writer, img *image.Gray) error {
	bw := bufio.NewWriterSize(w, 1<<16)
	fmt.Fprintf(bw, "P5\n%d %d\n255\n", img.Rect.Dx(), img.Rect.Dy())
	for y := range img.Rect.Dy() {
		bw.Write(img.Pix[y*img.Stride : y*img.Stride+img.Rect.Dx()])
	}
	return bw.Flush()
}
