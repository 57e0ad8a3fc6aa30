package raster

import (
	"encoding/binary"
	"errors"
	"io"
)

// Bounds of a believable resolution: screens lie below, nonsense above.
const (
	minDPI = 90
	maxDPI = 1300
)

// a4Long is the longer side of A4 in inches.
const a4Long = 11.69

// Resolution returns the resolution that an image other than TIFF states, in dpi,
// or 0 when it states none that can be believed.
func Resolution(r io.ReaderAt, mediaType string) float64 {
	head := make([]byte, 4096)
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	var dpi float64
	switch mediaType {
	case TypePNG:
		dpi = pngDPI(head)
	case TypeJPEG:
		dpi = jfifDPI(head)
	case TypeBMP:
		if len(head) >= 46 {
			dpi = float64(binary.LittleEndian.Uint32(head[38:])) * 0.0254
		}
	}
	return believed(dpi)
}

// AssumedDPI is the resolution of an image of unknown size taken for a sheet of A4.
func AssumedDPI(width, height int) float64 { return float64(max(width, height)) / a4Long }

func pngDPI(b []byte) float64 {
	for at := 8; at+8 <= len(b); {
		size := int(binary.BigEndian.Uint32(b[at:]))
		kind := string(b[at+4 : at+8])
		if kind == "pHYs" && at+17 <= len(b) && b[at+16] == 1 {
			return float64(binary.BigEndian.Uint32(b[at+8:])) * 0.0254
		}
		if kind == "IDAT" || size < 0 || size > len(b) {
			return 0
		}
		at += 12 + size
	}
	return 0
}

func jfifDPI(b []byte) float64 {
	if len(b) < 18 || string(b[6:10]) != "JFIF" {
		return 0
	}
	d := float64(binary.BigEndian.Uint16(b[14:]))
	switch b[13] {
	case 1:
		return d
	case 2:
		return d * 2.54
	}
	return 0
}

// Tags of TIFF that matter here.
const (
	tagWidth      = 256
	tagHeight     = 257
	tagXRes       = 282
	tagResUnit    = 296
	maxTIFFPages  = 10_000
	maxTIFFFields = 1000
)

var errTIFF = errors.New("damaged TIFF directory")

// directory is one image of a TIFF file: the numbers of its fields by tag.
type directory map[uint16]uint32

// Frame is one image of a TIFF file.
type Frame struct {
	Width  int     `json:"width"` // pixels
	Height int     `json:"height"`
	DPI    float64 `json:"dpi,omitempty"` // 0 when not stated or not to be believed
}

// Frames lists the images of a TIFF file. Damage ends the list; what came before
// it counts.
func Frames(r io.ReaderAt) ([]Frame, error) {
	order, next, err := tiffHeader(r)
	if err != nil {
		return nil, err
	}
	var out []Frame
	seen := map[uint32]bool{}
	for next != 0 && len(out) < maxTIFFPages && !seen[next] {
		seen[next] = true
		var d directory
		if d, next, err = tiffDirectory(r, order, next); err != nil {
			break
		}
		out = append(out, Frame{Width: int(d[tagWidth]), Height: int(d[tagHeight]), DPI: believed(tiffDPI(r, order, d))})
	}
	if len(out) == 0 {
		return nil, errTIFF
	}
	return out, nil
}

// believed is a stated resolution, or 0 when it is none that a scanner has.
func believed(dpi float64) float64 {
	if dpi < minDPI || dpi > maxDPI {
		return 0
	}
	return dpi
}

func tiffHeader(r io.ReaderAt) (binary.ByteOrder, uint32, error) {
	var b [8]byte
	if _, err := r.ReadAt(b[:], 0); err != nil {
		return nil, 0, errTIFF
	}
	switch string(b[:4]) {
	case "II*\x00":
		return binary.LittleEndian, binary.LittleEndian.Uint32(b[4:]), nil
	case "MM\x00*":
		return binary.BigEndian, binary.BigEndian.Uint32(b[4:]), nil
	}
	return nil, 0, errTIFF
}

func tiffDirectory(r io.ReaderAt, order binary.ByteOrder, at uint32) (directory, uint32, error) {
	var b [2]byte
	if _, err := r.ReadAt(b[:], int64(at)); err != nil {
		return nil, 0, errTIFF
	}
	n := int(order.Uint16(b[:]))
	if n == 0 || n > maxTIFFFields {
		return nil, 0, errTIFF
	}
	fields := make([]byte, 12*n+4)
	if _, err := r.ReadAt(fields, int64(at)+2); err != nil {
		return nil, 0, errTIFF
	}
	d := directory{}
	for i := range n {
		f := fields[12*i:]
		v := order.Uint32(f[8:])
		if order.Uint16(f[2:]) == 3 { // a short stands in the first two bytes
			v = uint32(order.Uint16(f[8:]))
		}
		d[order.Uint16(f)] = v
	}
	return d, order.Uint32(fields[12*n:]), nil
}

func tiffDPI(r io.ReaderAt, order binary.ByteOrder, d directory) float64 {
	var b [8]byte
	if d[tagXRes] == 0 {
		return 0
	}
	if _, err := r.ReadAt(b[:], int64(d[tagXRes])); err != nil || order.Uint32(b[4:]) == 0 {
		return 0
	}
	dpi := float64(order.Uint32(b[:])) / float64(order.Uint32(b[4:]))
	if d[tagResUnit] == 3 { // per centimetre
		dpi *= 2.54
	}
	return dpi
}
