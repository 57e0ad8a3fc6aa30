package raster

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
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
	TypePGM  = "image/x-portable-graymap" // what mutool draws
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
	case TypePGM:
		return codec{decodePGM, configPGM}, nil
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

// decodeGray reads an image as grey levels on white paper.
func decodeGray(r io.ReadSeeker, mediaType string) (*image.Gray, error) {
	if _, _, err := Size(r, mediaType); err != nil {
		return nil, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	c, err := codecOf(mediaType)
	if err != nil {
		return nil, err
	}
	img, err := c.decode(bufio.NewReaderSize(r, 1<<16))
	if err != nil {
		return nil, err
	}
	return grayOf(img), nil
}

func grayOf(img image.Image) *image.Gray {
	switch src := img.(type) {
	case *image.Gray:
		return src
	case *image.YCbCr: // its Y is the grey level already
		return &image.Gray{Pix: src.Y, Stride: src.YStride, Rect: src.Rect.Sub(src.Rect.Min)}
	}
	b := img.Bounds()
	dst := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(dst, dst.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(dst, dst.Bounds(), img, b.Min, draw.Over)
	return dst
}

// decodePGM reads the binary grey map that mutool writes.
func decodePGM(r io.Reader) (image.Image, error) {
	br := bufio.NewReader(r)
	w, h, err := pgmHeader(br)
	if err != nil {
		return nil, err
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	_, err = io.ReadFull(br, img.Pix)
	return img, err
}

func configPGM(r io.Reader) (image.Config, error) {
	w, h, err := pgmHeader(bufio.NewReader(r))
	return image.Config{ColorModel: color.GrayModel, Width: w, Height: h}, err
}

func pgmHeader(r *bufio.Reader) (w, h int, err error) {
	var depth int
	if _, err := fmt.Fscanf(r, "P5\n%d %d\n%d\n", &w, &h, &depth); err != nil {
		return 0, 0, fmt.Errorf("grey map: %w", err)
	}
	if depth != 255 || w <= 0 || h <= 0 || w > maxPixels/h {
		return 0, 0, errors.New("grey map of impossible size")
	}
	return w, h, nil
}

func encodePGM(w io.Writer, img *image.Gray) error {
	bw := bufio.NewWriterSize(w, 1<<16)
	fmt.Fprintf(bw, "P5\n%d %d\n255\n", img.Rect.Dx(), img.Rect.Dy())
	for y := range img.Rect.Dy() {
		bw.Write(img.Pix[y*img.Stride : y*img.Stride+img.Rect.Dx()])
	}
	return bw.Flush()
}

// exifTurn returns by how many degrees clockwise a camera asks its JPEG to be
// turned; 0 when it does not say. Mirrored pictures are left as they are.
func exifTurn(r io.ReadSeeker) int {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0
	}
	head := make([]byte, 64<<10)
	n, _ := io.ReadFull(r, head)
	head = head[:n]
	for pos := 2; pos+4 <= len(head) && head[pos] == 0xFF; {
		size := int(binary.BigEndian.Uint16(head[pos+2:]))
		end := pos + 2 + size
		if head[pos+1] == 0xE1 && end <= len(head) && size > 16 {
			return tiffTurn(head[pos+4 : end])
		}
		pos = end
	}
	return 0
}

// tiffTurn finds the orientation tag (0x0112) of an EXIF block.
func tiffTurn(b []byte) int {
	if len(b) < 14 || string(b[:4]) != "Exif" {
		return 0
	}
	b = b[6:]
	var order binary.ByteOrder = binary.BigEndian
	if string(b[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(b[4:]))
	if at < 0 || at+2 > len(b) {
		return 0
	}
	for i := range int(order.Uint16(b[at:])) {
		e := at + 2 + 12*i
		if e+12 > len(b) {
			return 0
		}
		if order.Uint16(b[e:]) == 0x0112 {
			return map[uint16]int{3: 180, 6: 90, 8: 270}[order.Uint16(b[e+8:])]
		}
	}
	return 0
}
