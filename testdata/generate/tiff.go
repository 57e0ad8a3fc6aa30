package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"

	"vestnik/extract/measure/dirt"
)

// tiffScan is a form: the papers as a multi-page TIFF, black and white, the way
// office scanners send it.
type tiffScan struct{ scan }

// encode writes one strip of deflated one-bit rows and one directory a page
// (TIFF 6.0, little-endian).
func (t tiffScan) encode(ctx context.Context, d drawing, seed string) ([]byte, error) {
	if t.Threshold == 0 {
		return nil, errors.New("a TIFF of two levels needs a threshold")
	}
	pages, err := t.pages(ctx, d.pdf, seed)
	if err != nil {
		return nil, err
	}
	out := []byte{'I', 'I', 42, 0, 0, 0, 0, 0}
	link := 4 // where the offset of the next directory goes
	for _, p := range pages {
		strip, err := deflated(packed(p))
		if err != nil {
			return nil, err
		}
		stripAt := len(out)
		out = append(out, strip...)
		resolutionAt := len(out)
		out = binary.LittleEndian.AppendUint32(out, uint32(t.DPI))
		out = binary.LittleEndian.AppendUint32(out, 1)
		if len(out)%2 == 1 {
			out = append(out, 0)
		}
		binary.LittleEndian.PutUint32(out[link:], uint32(len(out)))
		entries := []struct {
			tag, kind uint16
			value     uint32
		}{
			{256, 4, uint32(p.W)},          // ImageWidth
			{257, 4, uint32(p.H)},          // ImageLength
			{258, 3, 1},                    // BitsPerSample
			{259, 3, 8},                    // Compression: deflate
			{262, 3, 1},                    // PhotometricInterpretation: 0 is black
			{273, 4, uint32(stripAt)},      // StripOffsets
			{277, 3, 1},                    // SamplesPerPixel
			{278, 4, uint32(p.H)},          // RowsPerStrip
			{279, 4, uint32(len(strip))},   // StripByteCounts
			{282, 5, uint32(resolutionAt)}, // XResolution
			{283, 5, uint32(resolutionAt)}, // YResolution
			{296, 3, 2},                    // ResolutionUnit: inch
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(len(entries)))
		for _, e := range entries {
			out = binary.LittleEndian.AppendUint16(out, e.tag)
			out = binary.LittleEndian.AppendUint16(out, e.kind)
			out = binary.LittleEndian.AppendUint32(out, 1)
			out = binary.LittleEndian.AppendUint32(out, e.value)
		}
		link = len(out)
		out = binary.LittleEndian.AppendUint32(out, 0)
	}
	return out, nil
}

// packed returns the rows at one bit a pixel, white set, each row whole bytes.
func packed(p *dirt.Plate) []byte {
	stride := (p.W + 7) / 8
	rows := make([]byte, stride*p.H)
	for y := range p.H {
		for x := range p.W {
			if p.Pix[(y*p.W+x)*p.Channels] > 127 {
				rows[y*stride+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return rows
}

func deflated(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
