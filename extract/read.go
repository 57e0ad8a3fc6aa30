package extract

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"

	"vestnik/extract/layer"
	"vestnik/extract/office"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Read reads the given pages and calls emit for each as it is done. A page that
// the file does not have, or that cannot be read, is emitted with its Problem.
func (x *Extractor) Read(ctx context.Context, f pipeline.SourceFile, pages []int, emit func(pipeline.Page) error) error {
	s, p, err := x.open(ctx, f)
	if err != nil {
		return err
	}
	defer s.close()
	out := &emitter{engine: x.Engine(), emit: emit, waiting: map[int]bool{}}
	var wanted []int
	for _, n := range slices.Compact(slices.Sorted(slices.Values(pages))) {
		out.waiting[n] = true
		switch {
		case p != nil && p.Fatal:
			err = out.send(unread(n, p))
		case n < 1 || n > s.info.Pages:
			err = out.send(unread(n, pageProblem(codeNoPage, noSuchPage, n, "")))
		default:
			wanted = append(wanted, n)
		}
		if err != nil {
			return err
		}
	}
	return s.readAll(ctx, wanted, out)
}

// readAll reads pages that exist, within the time for a file.
func (s *source) readAll(ctx context.Context, pages []int, out *emitter) error {
	if len(pages) == 0 {
		return nil
	}
	timed, stop := context.WithTimeout(ctx, s.x.cfg.FileTimeout)
	defer stop()
	var err error
	switch classOf(s.info.Type) {
	case classPDF:
		err = s.readPDF(timed, pages, out)
	case classImage:
		err = s.readImages(timed, pages, out)
	case classOffice:
		err = s.readOffice(timed, pages, out)
	default:
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, context.DeadlineExceeded) && timed.Err() != nil {
		return out.giveUp(func(n int) pipeline.Page { return unread(n, pageProblem(codeTimeout, fileTime, n, "")) })
	}
	return err
}

// emitter hands pages on, one at a time, each once.
type emitter struct {
	engine string
	emit   func(pipeline.Page) error

	mu      sync.Mutex
	waiting map[int]bool
}

func (e *emitter) send(p pipeline.Page) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.waiting[p.Number] {
		return nil
	}
	delete(e.waiting, p.Number)
	p.Engine = e.engine
	if p.Words == nil {
		p.Words = []pipeline.Word{}
	}
	return e.emit(p)
}

// giveUp sends what is made of every page that still waits, in order.
func (e *emitter) giveUp(page func(int) pipeline.Page) error {
	var left []int
	e.mu.Lock()
	for n := range e.waiting {
		left = append(left, n)
	}
	e.mu.Unlock()
	slices.Sort(left)
	for _, n := range left {
		if err := e.send(page(n)); err != nil {
			return err
		}
	}
	return nil
}

// unread is a page of which nothing could be had.
func unread(n int, p *pipeline.Problem) pipeline.Page {
	own := *p
	own.Page = n
	return pipeline.Page{Number: n, Source: pipeline.FromNothing, Problem: &own}
}

// textOf joins words into lines. A word broken over two lines stands whole on the
// first of them, where that is sure.
func textOf(words []pipeline.Word) string {
	var b strings.Builder
	stands := standing(words)
	line := 0
	for i := 0; i < len(words); i++ {
		switch {
		case i == 0:
		case words[i].Line != line:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		text := words[i].Text
		line = words[i].Line
		if i+1 < len(words) && words[i+1].Line == words[i].Line+1 && i > 0 && words[i-1].Line == words[i].Line {
			if whole, ok := unbroken(text, words[i+1].Text, stands); ok {
				text = whole
				i++
			}
		}
		b.WriteString(text)
	}
	return b.String()
}

func textsOf(words []pipeline.Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Text
	}
	return out
}

// readOffice lays the document out in a child and emits the sheets asked for.
func (s *source) readOffice(ctx context.Context, pages []int, out *emitter) error {
	sheets := &lines[office.Sheet]{}
	o, err := s.x.host.Run(ctx, sandbox.Command{
		Job: jobOffice, Request: officeRequest{Type: s.info.Type}, Files: []*os.File{s.file()},
		Stdout: sheets, Limits: s.parseLimits(),
	})
	if err != nil {
		return err
	}
	for _, n := range pages {
		page := unread(n, pageProblem(codeDamaged, pageDamaged, n, string(o.Ending)+" "+o.Stderr))
		if n <= len(sheets.got) {
			page = officePage(n, sheets.got[n-1])
		}
		if err := out.send(page); err != nil {
			return err
		}
	}
	return nil
}

func officePage(n int, sheet office.Sheet) pipeline.Page {
	p := pipeline.Page{
		Number: n, Width: office.SheetWidth, Height: office.SheetHeight,
		Source: pipeline.FromTextLayer, Reader: pipeline.ReadByUs, Confidence: 1, Text: sheet.Text,
	}
	for _, w := range sheet.Words {
		p.Words = append(p.Words, pipeline.Word{
			Text: w.Text, Line: w.Line, Confidence: 1,
			Box: boxOf(w.X0, w.Y0, w.X1, w.Y1, p.Width, p.Height),
		})
	}
	p.Language = layer.Language(textsOf(p.Words))
	if len(p.Words) == 0 {
		p.Source, p.Reader, p.Confidence, p.Problem = pipeline.FromNothing, "", 0, pageProblem(codeBlank, pageBlank, n, "")
	}
	return p
}

// lines decodes a child's output, one JSON value per line, as it comes. A value
// cut off by the child's death is dropped.
type lines[T any] struct {
	got  []T
	rest []byte
}

// Write takes output as it comes.
func (l *lines[T]) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		advance, line, err := bufio.ScanLines(l.rest, false)
		if err != nil || advance == 0 {
			return len(p), err
		}
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			return 0, err
		}
		l.got = append(l.got, v)
		l.rest = l.rest[advance:]
	}
}
