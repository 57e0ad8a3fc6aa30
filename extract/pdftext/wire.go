package pdftext

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"unicode/utf8"
)

// A page travels from the sandboxed child to its parent as: numbers as varints,
// lengths in thousandths of a point, word edges as differences from the word
// before, and all texts one after the other at the end. That is a tenth of the
// work of JSON, and the parent trusts none of it: Decode bounds every count by
// the bytes at hand.

// Encode appends the page to b.
func (p *Page) Encode(b []byte) []byte {
	w := writer{b}
	w.ints(p.Number, p.Declared, p.Rotation, p.Glyphs, p.Images, p.Paths, p.Faults, b2i(p.Sole))
	w.lengths(p.Width, p.Height)
	w.lengths(p.ImageCover)
	w.ints(len(p.Pictures), len(p.Rulings), len(p.Words), len(p.Unseen))
	for _, a := range p.Pictures {
		w.lengths(a.X0, a.Y0, a.X1, a.Y1)
	}
	for _, s := range p.Rulings {
		w.lengths(s.X0, s.Y0, s.X1, s.Y1, s.Width)
	}
	w.words(p.Words)
	w.words(p.Unseen)
	for _, words := range [...][]Word{p.Words, p.Unseen} {
		for i := range words {
			w.b = append(w.b, words[i].Text...)
		}
	}
	return w.b
}

// ErrWire is returned for bytes that are no page.
var ErrWire = errors.New("not a page as a child writes it")

// Decode reads a page that Encode wrote.
func (p *Page) Decode(b []byte) error {
	r := reader{b: b}
	*p = Page{
		Number: r.int(), Declared: r.int(), Rotation: r.int(), Glyphs: r.int(),
		Images: r.int(), Paths: r.int(), Faults: r.int(), Sole: r.int() == 1,
		Width: r.length(), Height: r.length(), ImageCover: r.length(),
	}
	pictures, rulings, words, unseen := r.int(), r.int(), r.int(), r.int()
	p.Pictures = make([]Area, 0, r.bounded(pictures, 4))
	for range pictures {
		if r.bad {
			return ErrWire
		}
		p.Pictures = append(p.Pictures, Area{r.length(), r.length(), r.length(), r.length()})
	}
	p.Rulings = make([]Segment, 0, r.bounded(rulings, 5))
	for range rulings {
		if r.bad {
			return ErrWire
		}
		p.Rulings = append(p.Rulings, Segment{r.length(), r.length(), r.length(), r.length(), r.length()})
	}
	var sizes []int
	p.Words, sizes = r.words(words, sizes)
	p.Unseen, sizes = r.words(unseen, sizes)
	return r.texts(sizes, p.Words, p.Unseen)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

type writer struct{ b []byte }

func (w *writer) ints(values ...int) {
	for _, v := range values {
		w.b = binary.AppendVarint(w.b, int64(v))
	}
}

// milli counts thousandths; what no page measures becomes 0.
func milli(v float64) int64 {
	if !(math.Abs(v) < 1e9) {
		return 0
	}
	return int64(math.Round(v * 1000))
}

func (w *writer) lengths(values ...float64) {
	for _, v := range values {
		w.b = binary.AppendVarint(w.b, milli(v))
	}
}

func (w *writer) words(words []Word) {
	var x, y int64
	line := 0
	for i := range words {
		o := &words[i]
		x0, y0, x1, y1 := milli(o.X0), milli(o.Y0), milli(o.X1), milli(o.Y1)
		w.b = binary.AppendVarint(w.b, x0-x)
		w.b = binary.AppendVarint(w.b, y0-y)
		w.b = binary.AppendVarint(w.b, x1-x0)
		w.b = binary.AppendVarint(w.b, y1-y0)
		w.b = binary.AppendVarint(w.b, int64(o.Line-line))
		w.b = binary.AppendVarint(w.b, int64(o.Font*2+b2i(o.Hidden)))
		w.b = binary.AppendUvarint(w.b, uint64(len(o.Text)))
		x, y, line = x1, y0, o.Line
	}
}

// reader reads numbers; bad is set, and all are 0, once one is missing.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.b, r.bad = nil, true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) int() int { return int(r.varint()) }

func (r *reader) length() float64 { return float64(r.varint()) / 1000 }

// bounded is n, or none where that many values of that many bytes cannot follow.
func (r *reader) bounded(n, bytes int) int {
	if n < 0 || n > len(r.b)/bytes {
		r.bad = true
		return 0
	}
	return n
}

func (r *reader) words(n int, sizes []int) ([]Word, []int) {
	n = r.bounded(n, 7)
	words := make([]Word, n)
	sizes = append(make([]int, 0, len(sizes)+n), sizes...)
	var x, y int64
	line := 0
	for i := range words {
		x0, y0 := x+r.varint(), y+r.varint()
		x1, y1 := x0+r.varint(), y0+r.varint()
		line += r.int()
		font := r.int()
		words[i] = Word{
			X0: float64(x0) / 1000, Y0: float64(y0) / 1000, X1: float64(x1) / 1000, Y1: float64(y1) / 1000,
			Line: line, Font: font >> 1, Hidden: font&1 == 1,
		}
		x, y = x1, y0
		size, n := binary.Uvarint(r.b)
		if n <= 0 || size > uint64(len(r.b)) {
			r.bad = true
			return nil, nil
		}
		r.b = r.b[n:]
		sizes = append(sizes, int(size))
	}
	return words, sizes
}

// texts cuts the rest into the words' texts.
func (r *reader) texts(sizes []int, lists ...[]Word) error {
	if r.bad {
		return ErrWire
	}
	all := strings.ToValidUTF8(string(r.b), unknown)
	for _, words := range lists {
		for i := range words {
			if n := sizes[0]; n > len(all) || n < len(all) && !utf8.RuneStart(all[n]) {
				return ErrWire
			}
			words[i].Text, all, sizes = all[:sizes[0]], all[sizes[0]:], sizes[1:]
		}
	}
	if all != "" {
		return ErrWire
	}
	return nil
}
