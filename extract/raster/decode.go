package raster

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/webp"
)

// maxPixels bounds a decoded image: A3 at 600 dpi has 70 million.
const maxPixels = 120_000_000

// Media types of the images that this package decodes itself. TIFF has too many
// codecs; mutool decodes it.
const (
	TypePNG  = "image/png"
	TypeJPEG = "image/jpeg"
	TypeGIF  = "image/gif"
	TypeBMP  = "image/bmp"
	TypeWebP = "image/webp"
	TypePGM  = "image/x-portable-graymap" // what mutool draws in grey
	TypePPM  = "image/x-portable-pixmap"  // and in colour
)

type codec struct {
	decode func(io.Reader) (image.Image, error)
	config func(io.Reader) (image.Config, error)
}

func codecOf(mediaType string) (codec, error) {
	switch mediaType {
	case TypePNG:
		return codec{png.Decode, png.DecodeConfig}, nil
	case TypeJPEG:
		return codec{jpeg.Decode, jpeg.DecodeConfig}, nil
	case TypeGIF:
		return codec{gif.Decode, gif.DecodeConfig}, nil
	case TypeBMP:
		return codec{bmp.Decode, bmp.DecodeConfig}, nil
	case TypeWebP:
		return codec{webp.Decode, webp.DecodeConfig}, nil
	case TypePGM, TypePPM:
		return codec{decodePNM, configPNM}, nil
	}
	return codec{}, fmt.Errorf("no decoder for %s", mediaType)
}

// Size returns an image's width and height in pixels from its header.
func Size(r io.ReadSeeker, mediaType string) (width, height int, err error) {
	c, err := codecOf(mediaType)
	if err != nil {
		return 0, 0, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, 0, err
	}
	cfg, err := c.config(bufio.NewReader(r))
	if err != nil {
		return 0, 0, err
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > maxPixels/cfg.Height {
		return 0, 0, fmt.Errorf("%w: %d × %d pixels", ErrTooLarge, cfg.Width, cfg.Height)
	}
	return cfg.Width, cfg.Height, nil
}

// ErrTooLarge is returned for an image of more pixels than any page has.
var ErrTooLarge = errors.New("image too large")
