// Package source holds the bytes that somebody hands over to be stored: it
// stops reading when the caller's context ends, tells a failing source from a
// failing store, and keeps bytes so that they can be read again.
//
// It refuses nothing. Sizes are in bytes. A [Reader] is for one goroutine; a
// [Held] may be read from several, each with its own section.
package source

import (
	"context"
	"errors"
	"io"

	"vestnik/pipeline"
)

// Reader reads until ctx ends and remembers why the source failed.
type Reader struct {
	ctx context.Context
	r   io.Reader
	n   int64
	err error
}

// NewReader returns a Reader of r.
func NewReader(ctx context.Context, r io.Reader) *Reader { return &Reader{ctx: ctx, r: r} }

// Read returns ctx's error, unchanged, once ctx has ended.
func (s *Reader) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		s.err = err
		return 0, err
	}
	n, err := s.r.Read(p)
	s.n += int64(n)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// Count returns how many bytes were read.
func (s *Reader) Count() int64 { return s.n }

// Fault returns the error of the source as the store reports it, or nil when
// the source did not fail: a cancellation unchanged, the source's own kind where
// it has one, else Transient, since reading it again may go through.
func (s *Reader) Fault(op, key string) error {
	if s.err == nil {
		return nil
	}
	return Fault(op, key, s.err)
}

// Fault words err, the error of a source, as the store reports it.
func Fault(op, key string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	kind := pipeline.Transient
	var known *pipeline.Error
	if errors.As(err, &known) {
		kind = known.Kind
	}
	return &pipeline.Error{
		Op: op, Doc: key, Kind: kind, Err: err,
		Advice: "Файл не удалось прочитать до конца, он не сохранён. Передайте файл ещё раз.",
	}
}

// WrongSize is the error for a source that yields other than the stated size.
func WrongSize(op, key string) error {
	return &pipeline.Error{
		Op: op, Doc: key, Kind: pipeline.Corrupt, Err: errors.New("the source has another size than was stated"),
		Advice: "Файл передан не полностью и не сохранён. Передайте файл ещё раз.",
	}
}

// WrongDigest is the error for a source whose bytes have another SHA-256.
func WrongDigest(op, key string) error {
	return &pipeline.Error{
		Op: op, Doc: key, Kind: pipeline.Corrupt, Err: errors.New("the bytes have another SHA-256 than was stated"),
		Advice: "Файл изменился по пути и не сохранён. Передайте файл ещё раз.",
	}
}
