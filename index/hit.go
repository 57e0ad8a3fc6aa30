package index

import (
	"encoding/binary"
	"errors"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// hit is what a document shows when it is found.
type hit struct {
	Register pipeline.RegisterID
	Number   string
	Title    string
	URL      string
	Kind     string
	Date     workday.Date
	Day      workday.Date // of publication
	Holders  []string
	Authors  []string
	Abstract string
	Other    string
	Digest   string // of all that the public can find or see of the document, for Verify
}

// errHit is a stored hit that ends too early.
var errHit = errors.New("the stored hit is cut short")

// encode writes a hit as it is stored: text after text, each as its length and its
// bytes. Twenty hits are read for every question: JSON takes ten times as long.
func (h hit) encode() []byte {
	size := 64 + len(h.Title) + len(h.URL) + len(h.Abstract) + len(h.Other)
	w := shelfWriter{make([]byte, 0, size)}
	for _, s := range []string{h.Digest, string(h.Register), h.Number, h.Title, h.URL, h.Kind, h.Abstract, h.Other} {
		w.text(s)
	}
	w.date(h.Date)
	w.date(h.Day)
	w.list(h.Holders)
	w.list(h.Authors)
	return w.body
}

// decodeHit reads what encode wrote.
func decodeHit(body []byte) (hit, error) {
	r := shelfReader{rest: string(body)} // the texts are parts of one string
	var h hit
	h.Digest, h.Register = r.text(), pipeline.RegisterID(r.text())
	h.Number, h.Title, h.URL, h.Kind, h.Abstract, h.Other = r.text(), r.text(), r.text(), r.text(), r.text(), r.text()
	h.Date, h.Day = r.date(), r.date()
	h.Holders, h.Authors = r.list(), r.list()
	if r.short {
		return hit{}, errHit
	}
	return h, nil
}

type shelfWriter struct{ body []byte }

func (w *shelfWriter) number(n int) { w.body = binary.AppendUvarint(w.body, uint64(n)) }

func (w *shelfWriter) text(s string) {
	w.number(len(s))
	w.body = append(w.body, s...)
}

func (w *shelfWriter) list(texts []string) {
	w.number(len(texts))
	for _, s := range texts {
		w.text(s)
	}
}

// date writes a day; 0 is none.
func (w *shelfWriter) date(d workday.Date) {
	w.number(d.Year)
	w.body = append(w.body, byte(d.Month), byte(d.Day))
}

type shelfReader struct {
	rest  string
	short bool // more was asked for than there is
}

func (r *shelfReader) number() int {
	var n uint64
	for shift := 0; shift < 35; shift += 7 {
		b := r.take(1)
		if b == "" {
			return 0
		}
		n |= uint64(b[0]&0x7f) << shift
		if b[0] < 0x80 {
			return int(n)
		}
	}
	r.short = true
	return 0
}

func (r *shelfReader) take(size int) string {
	if size > len(r.rest) {
		r.short, r.rest = true, ""
		return ""
	}
	taken := r.rest[:size]
	r.rest = r.rest[size:]
	return taken
}

func (r *shelfReader) text() string { return r.take(r.number()) }

func (r *shelfReader) list() []string {
	n := r.number()
	if n > len(r.rest) { // every text takes a byte at least
		r.short = true
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *shelfReader) date() workday.Date {
	year, rest := r.number(), r.take(2)
	if rest == "" {
		return workday.Date{}
	}
	return workday.Date{Year: year, Month: time.Month(rest[0]), Day: int(rest[1])}
}
