package raster

import (
	"bufio"
	"encoding/json"
	"errors"
	"image"
	"image/draw"
	"image/png"
	"io"
	"math"
	"os"

	xdraw "golang.org/x/image/draw"
)

// JobShow is the name under which [ShowJob] must be given to sandbox.Main.
const JobShow = "raster-show"

// Show asks [ShowJob] for a picture that people look at: in colour, upright, at
// a resolution of Out dpi.
type Show struct {
	Type string  `json:"type"`
	DPI  float64 `json:"dpi"`
	Turn int     `json:"turn"` // degrees clockwise, after what the camera asks for
	Out  float64 `json:"out"`
}

// ShowJob is the sandbox job: the image on the first descriptor, PNG on standard
// output.
func ShowJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req Show
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	if len(files) != 1 || req.DPI <= 0 || req.Out <= 0 {
		return errors.New("want one image and its resolution")
	}
	info, err := files[0].Stat()
	if err != nil {
		return err
	}
	in := io.NewSectionReader(files[0], 0, info.Size())
	if _, _, err := Size(in, req.Type); err != nil {
		return err
	}
	quarter := req.Turn
	if req.Type == TypeJPEG {
		quarter += exifTurn(in)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return err
	}
	c, err := codecOf(req.Type)
	if err != nil {
		return err
	}
	img, err := c.decode(bufio.NewReader(in))
	if err != nil {
		return err
	}
	return png.Encode(out, turnColour(shrink(img, req.Out/req.DPI), quarter%360))
}

// shrink scales to a factor of at most one: people zoom by themselves.
func shrink(img image.Image, factor float64) *image.RGBA {
	factor = min(1, factor)
	b := img.Bounds()
	w := max(1, int(math.Round(float64(b.Dx())*factor)))
	h := max(1, int(math.Round(float64(b.Dy())*factor)))
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Bounds(), image.White, image.Point{}, draw.Src)
	xdraw.BiLinear.Scale(dst, dst.Bounds(), img, b, draw.Over, nil)
	return dst
}

// turnColour rotates by quarter turns clockwise.
func turnColour(src *image.RGBA, degrees int) *image.RGBA {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := src
	switch degrees {
	case 90, 270:
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	case 180:
		dst = image.NewRGBA(src.Rect)
	default:
		return src
	}
	for y := range h {
		for x := range w {
			to := 0
			switch degrees {
			case 90:
				to = dst.PixOffset(h-1-y, x)
			case 180:
				to = dst.PixOffset(w-1-x, h-1-y)
			case 270:
				to = dst.PixOffset(y, w-1-x)
			}
			copy(dst.Pix[to:to+4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return dst
}
