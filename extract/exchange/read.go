package exchange

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"vestnik/pipeline"
)

// Summary is what became of the rows of a file: Accepted and Rejected together
// are Rows.
type Summary struct {
	Rows     int
	Accepted int
	Rejected []pipeline.RejectedRow
}

// Payments calls fn for every payment that the file tells, in its order. An error
// of fn ends the reading and is returned as it is, with the summary of what came
// before.
func (l Limits) Payments(ctx context.Context, r io.Reader, fn func(pipeline.Payment) error) (Summary, error) {
	return read(ctx, l, r, paymentForm(), fn)
}

// Organisations calls fn for every organisation and entrepreneur that the file
// tells of; see [Limits.Payments].
func (l Limits) Organisations(ctx context.Context, r io.Reader, fn func(pipeline.Organisation) error) (Summary, error) {
	return read(ctx, l, r, organisationForm(), fn)
}

// form is how one kind of row is told, as a table and as XML.
type form[T any] struct {
	columns  []column                    // of a table
	required []string                    // columns without which a table is none
	missing  string                      // Russian: why a file is none
	fromRow  func(row) (T, *refusal)     // a row of a table
	records  map[string]bool             // names of the elements that are records, folded
	fromNode func(*record) (T, *refusal) // a record
	place    func(t T, line int) T       // tells the row its line
}

// refusal is why a row is not taken.
type refusal struct{ reason, message string }

// read reads a file of either form.
func read[T any](ctx context.Context, l Limits, r io.Reader, f form[T], fn func(T) error) (Summary, error) {
	l = l.orDefault()
	ctx, cancel := context.WithTimeoutCause(ctx, l.MaxTime, errTime)
	defer cancel()
	in := bufio.NewReaderSize(transform.NewReader(&bounded{ctx, r, l.MaxBytes, l.MaxBytes}, unicode.BOMOverride(transform.Nop)), 64<<10)
	isXML, err := beginsXML(in)
	if err != nil {
		return Summary{Rejected: []pipeline.RejectedRow{}}, readFault(err)
	}
	c := &collector[T]{limits: l, form: f, fn: fn, sum: Summary{Rejected: []pipeline.RejectedRow{}}}
	if isXML {
		err = c.readXML(in)
	} else {
		err = c.readTable(in)
	}
	return c.sum, readFault(err)
}

// beginsXML looks at the first byte that is no blank.
func beginsXML(in *bufio.Reader) (bool, error) {
	for n := 1; ; n++ {
		head, err := in.Peek(n)
		if len(head) < n {
			if err == nil || errors.Is(err, io.EOF) || errors.Is(err, bufio.ErrBufferFull) {
				return false, nil
			}
			return false, err
		}
		if last := head[n-1]; !bytes.ContainsAny([]byte{last}, " \t\r\n") {
			return last == '<', nil
		}
	}
}

// readFault gives an error of the disk its kind; ours and ctx's pass as they are.
func readFault(err error) error {
	var ours *pipeline.Error
	if err == nil || errors.As(err, &ours) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var callback callbackError
	if errors.As(err, &callback) {
		return callback.error
	}
	return &pipeline.Error{Op: "read exchange file", Kind: pipeline.Transient, Err: err,
		Advice: "Файл не удалось прочитать до конца. Скопируйте его заново и повторите загрузку."}
}

// callbackError marks what the caller's function returned, so that it passes as it is.
type callbackError struct{ error }

// collector counts rows and hands the good ones over.
type collector[T any] struct {
	limits Limits
	form   form[T]
	fn     func(T) error
	sum    Summary
}

// take counts a row: good, or refused with the reason.
func (c *collector[T]) take(line int, t T, refused *refusal) error {
	if c.sum.Rows >= c.limits.MaxRows {
		return c.limits.tooManyRows()
	}
	if refused != nil {
		c.sum.Rows++
		c.sum.Rejected = append(c.sum.Rejected, pipeline.RejectedRow{Line: line, Reason: refused.reason, Message: refused.message})
		return nil
	}
	if err := c.fn(c.form.place(t, line)); err != nil {
		return callbackError{err}
	}
	c.sum.Rows++
	c.sum.Accepted++
	return nil
}
