package pdftext

import (
	"bytes"
	"compress/lzw"
	"encoding/ascii85"
	"fmt"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/ledongthuc/pdf"
	tiff "golang.org/x/image/tiff/lzw"
)

// unfilter undoes one filter (§7.4). Data that breaks off gives what came
// before; image filters are an error, for nothing that is read here uses them.
func (d *Document) unfilter(raw []byte, name string, param pdf.Value) ([]byte, error) {
	switch name {
	case "FlateDecode", "Fl":
		out, err := d.inflate(raw)
		if err != nil {
			return nil, err
		}
		return unpredict(out, param), nil
	case "LZWDecode", "LZW":
		var r io.Reader = tiff.NewReader(bytes.NewReader(raw), tiff.MSB, 8)
		if early := param.Key("EarlyChange"); early.Kind() == pdf.Integer && early.Int64() == 0 {
			r = lzw.NewReader(bytes.NewReader(raw), lzw.MSB, 8)
		}
		out, err := bounded(r, 4*len(raw))
		if err != nil {
			return nil, err
		}
		return unpredict(out, param), nil
	case "ASCII85Decode", "A85":
		return unascii85(raw)
	case "ASCIIHexDecode", "AHx":
		l := lexer{in: append([]byte("<"), raw...)}
		return l.hex(), nil
	case "RunLengthDecode", "RL":
		return unrun(raw), nil
	case "Crypt":
		return raw, nil // of an unencrypted file: identity
	}
	return nil, fmt.Errorf("filter %q is not for text", name)
}

// inflate decompresses zlib data, also where its header or end is damaged.
func (d *Document) inflate(raw []byte) ([]byte, error) {
	body := raw
	for len(body) > 0 && isSpace(body[0]) {
		body = body[1:]
	}
	if len(body) < 2 {
		return nil, nil
	}
	zlibHeader := body[0]&0x0F == 8 && (uint(body[0])<<8|uint(body[1]))%31 == 0
	if zlibHeader {
		body = body[2:]
	}
	out, err := bounded(d.inflater(body), 5*len(raw))
	if err != nil && !zlibHeader {
		return bounded(d.inflater(body[2:]), 5*len(raw))
	}
	return out, err
}

// inflater returns the document's decompressor, set to new data.
func (d *Document) inflater(body []byte) io.Reader {
	if r, ok := d.flate.(flate.Resetter); ok && r.Reset(bytes.NewReader(body), nil) == nil {
		return d.flate
	}
	d.flate = flate.NewReader(bytes.NewReader(body))
	return d.flate
}

// bounded reads all up to maxStream; guess is how much that may be. A fault after
// the first byte ends the data.
func bounded(r io.Reader, guess int) ([]byte, error) {
	out := make([]byte, 0, min(max(guess, 512), 1<<20))
	for len(out) < maxStream {
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, err := r.Read(out[len(out):cap(out)])
		out = out[:len(out)+n]
		if err == io.EOF || err != nil && len(out) > 0 {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return out[:maxStream], nil
}

func unascii85(raw []byte) ([]byte, error) {
	raw = bytes.TrimPrefix(bytes.TrimSpace(raw), []byte("<~"))
	if i := bytes.IndexByte(raw, '~'); i >= 0 {
		raw = raw[:i]
	}
	out := make([]byte, 4*len(raw)+4) // "z" stands for four bytes
	n, _, err := ascii85.Decode(out, raw, true)
	if err != nil && n == 0 {
		return nil, err
	}
	return out[:n], nil
}

// unrun undoes run lengths (§7.4.5).
func unrun(raw []byte) []byte {
	var out []byte
	for len(raw) > 1 && raw[0] != 128 && len(out) < maxStream {
		if n := int(raw[0]) + 1; raw[0] < 128 {
			n = min(n, len(raw)-1)
			out = append(out, raw[1:1+n]...)
			raw = raw[1+n:]
			continue
		}
		out = append(out, bytes.Repeat(raw[1:2], 257-int(raw[0]))...)
		raw = raw[2:]
	}
	return out
}

// unpredict undoes a predictor over rows of bytes (§7.4.4.4).
func unpredict(data []byte, param pdf.Value) []byte {
	predictor := param.Key("Predictor").Int64()
	if predictor < 2 {
		return data
	}
	number := func(key string, otherwise int64) int {
		if v := param.Key(key); v.Kind() == pdf.Integer {
			return int(min(max(v.Int64(), 1), 1<<16))
		}
		return int(otherwise)
	}
	bits := number("Colors", 1) * number("BitsPerComponent", 8)
	pixel := (bits + 7) / 8
	row := (bits*number("Columns", 1) + 7) / 8
	if predictor == 2 {
		for at := 0; at+row <= len(data); at += row {
			for i := pixel; i < row; i++ {
				data[at+i] += data[at+i-pixel]
			}
		}
		return data
	}
	return unpng(data, row, pixel)
}

// unpng undoes the row filters of PNG, each named in the row's first byte.
func unpng(data []byte, row, pixel int) []byte {
	above := make([]byte, row)
	out := make([]byte, 0, len(data))
	for len(data) > 1 {
		kind, line := data[0], data[1:min(len(data), row+1)]
		data = data[1+len(line):]
		if kind > 4 {
			return out // not a row: what follows cannot be made out
		}
		unfilterRow(kind, line, above, pixel)
		out = append(out, line...)
		above = line
	}
	return out
}

func unfilterRow(kind byte, line, above []byte, pixel int) {
	for i := range line {
		var left, up, corner int
		up = int(above[i])
		if i >= pixel {
			left, corner = int(line[i-pixel]), int(above[i-pixel])
		}
		switch kind {
		case 1:
			line[i] += byte(left)
		case 2:
			line[i] += byte(up)
		case 3:
			line[i] += byte((left + up) / 2)
		case 4:
			line[i] += byte(paeth(left, up, corner))
		}
	}
}

func paeth(left, up, corner int) int {
	p := left + up - corner
	dl, du, dc := abs(p-left), abs(p-up), abs(p-corner)
	if dl <= du && dl <= dc {
		return left
	}
	if du <= dc {
		return up
	}
	return corner
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}
