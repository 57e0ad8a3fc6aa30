// Package packed has the codings in which the site sends what it publishes, and in
// which a static copy has it lie ready: the same bytes, for the same input always.
//
// Brotli is written in pure Go, at a level that costs about what gzip does and
// leaves a tenth less. Both keep no time and no name.
package packed

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// From is the size in bytes from which packing is worth its while.
const From = 860

// brotliLevel is of 0 to 11.
const brotliLevel = 5

// Coding is a content coding of HTTP. It is safe for concurrent use.
type Coding struct {
	Name      string // in HTTP
	Extension string // of the file beside the one that it packs
	writers   *sync.Pool
}

// writer is what both packers are.
type writer interface {
	io.WriteCloser
	Reset(io.Writer)
}

// timeless writes gzip without a time, which the format tells by 0 and the package,
// left alone, by the year 1 cut to 32 bits.
type timeless struct{ *gzip.Writer }

func (z timeless) Reset(to io.Writer) {
	z.Writer.Reset(to)
	z.ModTime = time.Unix(0, 0)
}

// The codings, by how small they pack.
var (
	Brotli = Coding{"br", ".br", &sync.Pool{New: func() any { return brotli.NewWriterLevel(io.Discard, brotliLevel) }}}
	Gzip   = Coding{"gzip", ".gz", &sync.Pool{New: func() any { return timeless{gzip.NewWriter(io.Discard)} }}}
)

// Codings returns all of them.
func Codings() []Coding { return []Coding{Brotli, Gzip} }

// Pack packs what write writes.
func (c Coding) Pack(to io.Writer, write func(io.Writer) error) error {
	w := c.writers.Get().(writer)
	defer c.writers.Put(w)
	w.Reset(to)
	return errors.Join(write(w), w.Close())
}

// Bytes returns body packed, or nil where that is no smaller.
func (c Coding) Bytes(body []byte) []byte {
	var b bytes.Buffer
	err := c.Pack(&b, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
	if err != nil || b.Len() >= len(body) { // a buffer fails at nothing
		return nil
	}
	return b.Bytes()
}

// dense are the extensions of files that are packed already.
var dense = []string{".br", ".gz", ".pdf", ".png", ".woff2", ".zip"}

// Pays reports whether a file of so many bytes is worth packing.
func Pays(name string, size int64) bool {
	return size >= From && !slices.Contains(dense, strings.ToLower(path.Ext(name)))
}

// NameOf returns the file of which a packed one is named; false where it is none.
func NameOf(name string) (plain string, ok bool) {
	for _, c := range Codings() {
		if plain, ok := strings.CutSuffix(name, c.Extension); ok {
			return plain, true
		}
	}
	return name, false
}

// Holds reports whether a packed file, read by its name, holds body and nothing else.
func Holds(name string, file, body []byte) bool {
	var from io.Reader = brotli.NewReader(bytes.NewReader(file))
	if strings.HasSuffix(name, Gzip.Extension) {
		z, err := gzip.NewReader(bytes.NewReader(file))
		if err != nil {
			return false
		}
		from = z
	}
	held, err := io.ReadAll(io.LimitReader(from, int64(len(body))+1))
	return err == nil && bytes.Equal(held, body)
}
