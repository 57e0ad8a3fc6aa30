package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"vestnik/pipeline"
)

// Limits bound a file. What is zero is taken from [DefaultLimits].
type Limits struct {
	MaxBytes int64         // of the file
	MaxRow   int           // bytes of one row or record
	MaxRows  int           // good and bad together
	MaxTime  time.Duration // for the whole file
}

// DefaultLimits returns the stated defaults: 64 MiB, 256 KiB a row, as many rows
// as the office commits at once, one minute.
func DefaultLimits() Limits {
	return Limits{MaxBytes: 64 << 20, MaxRow: 256 << 10, MaxRows: pipeline.MaxStatementRows, MaxTime: time.Minute}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	if l.MaxBytes <= 0 {
		l.MaxBytes = d.MaxBytes
	}
	if l.MaxRow <= 0 {
		l.MaxRow = d.MaxRow
	}
	if l.MaxRows <= 0 {
		l.MaxRows = d.MaxRows
	}
	if l.MaxTime <= 0 {
		l.MaxTime = d.MaxTime
	}
	return l
}

// errTime ends a reading that took its whole time.
var errTime = errors.New("the file took its whole time")

// bounded is a file that ends in an error over its limits.
type bounded struct {
	ctx  context.Context
	r    io.Reader
	left int64
	max  int64
}

// Read ends in a TooLarge error past the limits of size and time, in ctx's own when
// the caller gave up.
func (b *bounded) Read(p []byte) (int, error) {
	if b.ctx.Err() != nil {
		if cause := context.Cause(b.ctx); !errors.Is(cause, errTime) {
			return 0, b.ctx.Err()
		}
		return 0, &pipeline.Error{Op: "read exchange file", Kind: pipeline.TooLarge, Err: errTime,
			Advice: "Файл читается слишком долго. Разделите его на части и загрузите их по одной."}
	}
	if b.left <= 0 {
		var one [1]byte
		if n, err := b.r.Read(one[:]); n == 0 {
			return 0, err
		}
		return 0, &pipeline.Error{Op: "read exchange file", Kind: pipeline.TooLarge, Err: fmt.Errorf("over %d bytes", b.max),
			Advice: fmt.Sprintf("Файл больше %d МБ. Разделите его на части и загрузите их по одной.", max(1, b.max>>20))}
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}

// tooManyRows is the error of a file with more rows than are taken at once.
func (l Limits) tooManyRows() error {
	return &pipeline.Error{Op: "read exchange file", Kind: pipeline.TooLarge, Err: fmt.Errorf("over %d rows", l.MaxRows),
		Advice: fmt.Sprintf("В файле больше %d строк. Разделите его на части и загрузите их по одной.", l.MaxRows)}
}
