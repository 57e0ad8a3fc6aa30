package pdftext

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// maxStream bounds one decoded stream of content, map or font program.
const maxStream = 64 << 20

// What a stream may grow to through its filters, as a multiple of its bytes in the
// file: no filter of its own gives more (deflate 1032, LZW 1366, run lengths 64), and
// who stacks several for text stacks one that shrinks. Little data may grow freely.
const (
	maxGrowth  = 1400
	freeGrowth = 1 << 20
	maxFilters = 8
)

var errBomb = errors.New("a stream grows beyond what one filter can pack")

// decode returns a stream's data. What breaks off gives what came before; an
// error means that there is nothing.
//
// The library finds the stream; its filters are applied here, since its own are
// few and stop at the first fault. It decrypts as it reads, so that streams of
// encrypted files are left to it as a whole.
func (d *Document) decode(v pdf.Value) (out []byte, err error) {
	defer recovered(&err) // unknown filters panic
	if v.Kind() != pdf.Stream {
		return nil, errors.New("not a stream")
	}
	raw, ok := d.raw(v)
	if !ok {
		b, err := io.ReadAll(io.LimitReader(v.Reader(), maxStream))
		if len(b) > 0 {
			err = nil
		}
		return b, err
	}
	filters, params := v.Key("Filter"), v.Key("DecodeParms")
	if filters.Kind() == pdf.Name {
		return d.unfilter(raw, filters.Name(), params)
	}
	if filters.Len() > maxFilters {
		return nil, errBomb
	}
	most := max(freeGrowth, maxGrowth*len(raw))
	for i := 0; i < filters.Len(); i++ {
		if raw, err = d.unfilter(raw, filters.Index(i).Name(), params.Index(i)); err != nil {
			return nil, err
		}
		if len(raw) > most {
			return nil, errBomb
		}
	}
	return raw, nil
}

// raw returns a stream's bytes as they stand in the file; ok is false where only
// the library can tell them. Its printed form ends with the place of the data.
func (d *Document) raw(v pdf.Value) (b []byte, ok bool) {
	if d.encrypted {
		return nil, false
	}
	printed := v.String()
	at, err := strconv.ParseInt(printed[strings.LastIndexByte(printed, '@')+1:], 10, 64)
	if err != nil || at <= 0 || at >= d.size {
		return nil, false
	}
	length := min(v.Key("Length").Int64(), maxStream, d.size-at)
	if length < 0 {
		length = 0
	}
	// A Length that is wrong is found out by what follows the data.
	const mark = "endstream"
	b = make([]byte, min(length+int64(len(mark))+4, d.size-at))
	n, _ := d.file.ReadAt(b, at)
	b = b[:n]
	if int64(n) >= length && bytes.Contains(b[length:], []byte(mark)) {
		return b[:length], true
	}
	return d.upTo(at, mark), true
}

// upTo reads from a place up to a mark.
func (d *Document) upTo(at int64, mark string) []byte {
	var out []byte
	chunk := make([]byte, 64<<10)
	for len(out) < maxStream {
		n, err := d.file.ReadAt(chunk, at+int64(len(out)))
		from := max(0, len(out)-len(mark))
		out = append(out, chunk[:n]...)
		if i := bytes.Index(out[from:], []byte(mark)); i >= 0 {
			return bytes.TrimRight(out[:from+i], "\r\n")
		}
		if err != nil || n == 0 {
			break
		}
	}
	return out
}

// content joins the parts of a page's content.
func (d *Document) content(v pdf.Value) ([]byte, error) {
	if v.Kind() == pdf.Stream {
		return d.decode(v)
	}
	var out []byte
	for i := 0; i < min(v.Len(), 10_000); i++ {
		b, err := d.decode(safeIndex(v, i))
		if err != nil {
			return out, err
		}
		if out = append(append(out, b...), '\n'); len(out) > maxStream {
			return out, errPageTooLarge
		}
	}
	return out, nil
}

// blocks reads a file in large pieces and keeps them: the library asks for the
// same few kilobytes again and again.
type blocks struct {
	file io.ReaderAt
	size int64
	kept map[int64][]byte
}

const (
	blockSize  = 64 << 10
	keptBlocks = 512
)

func (c *blocks) ReadAt(p []byte, at int64) (int, error) {
	if int64(len(p)) >= 4*blockSize { // a large stream, read once
		return c.file.ReadAt(p, at)
	}
	read := 0
	for read < len(p) {
		if at >= c.size || at < 0 {
			return read, io.EOF
		}
		b, err := c.block(at / blockSize)
		if err != nil || int(at%blockSize) >= len(b) {
			return read, errors.Join(err, io.EOF)
		}
		n := copy(p[read:], b[at%blockSize:])
		read += n
		at += int64(n)
	}
	return read, nil
}

func (c *blocks) block(i int64) ([]byte, error) {
	if b, ok := c.kept[i]; ok {
		return b, nil
	}
	if len(c.kept) >= keptBlocks {
		clear(c.kept)
	}
	b := make([]byte, min(blockSize, c.size-i*blockSize))
	n, err := c.file.ReadAt(b, i*blockSize)
	if n < len(b) && err != nil && err != io.EOF {
		return nil, err
	}
	c.kept[i] = b[:n]
	return b[:n], nil
}
