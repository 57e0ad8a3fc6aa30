package extract

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"

	"vestnik/extract/pdftext"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// readWithPoppler reads a page's text layer with the second reader. A reading
// without words says that it found none either.
func (s *source) readWithPoppler(ctx context.Context, p pdftext.Page) (layerReading, error) {
	_, name, err := s.forTools()
	if err != nil {
		return layerReading{}, err
	}
	n := strconv.Itoa(p.Number)
	var buf bytes.Buffer
	o, err := s.tool(ctx, &buf, "pdftotext", "-bbox-layout", "-f", n, "-l", n, name, "-")
	if err != nil || !o.OK() {
		return layerReading{}, err
	}
	read, ok := parseBBox(buf.String())
	if !ok {
		return layerReading{}, nil
	}
	read.Number, read.Declared, read.Rotation = p.Number, p.Declared, p.Declared
	return judged(read, mostlyHidden(p), pipeline.ReadByPoppler), nil
}

// readAnewWritten has mutool write the whole file anew, once, and our reader read
// the page in that: for a page on which our reader failed and poppler found
// nothing.
func (s *source) readAnewWritten(ctx context.Context, n int) (layerReading, error) {
	f, err := s.writtenAnew(ctx)
	if err != nil || f == nil {
		return layerReading{}, err
	}
	answers := &textAnswers{}
	if _, err := s.attempt(ctx, sandbox.Command{
		Job: jobText, Request: textRequest{Pages: []int{n}}, Files: []*os.File{f}, Stdout: answers,
	}, nil); err != nil || len(answers.got) != 1 || answers.got[0].err != "" {
		return layerReading{}, err
	}
	p := answers.got[0].page
	return judged(p, mostlyHidden(p), pipeline.ReadByUs), nil
}

// writtenAnew is the file as mutool writes it; nil when it cannot.
func (s *source) writtenAnew(ctx context.Context) (*os.File, error) {
	s.cleaning.Lock()
	defer s.cleaning.Unlock()
	if s.cleaned {
		return s.anew, nil
	}
	s.cleaned = true
	dir, name, err := s.forTools()
	if err != nil {
		return nil, err
	}
	const out = "anew.pdf"
	if _, err := s.tool(ctx, nil, "mutool", "clean", "-g", "-z", name, out); err != nil {
		return nil, err
	}
	// What came out is looked at by our reader, whatever mutool thought of it.
	if f, err := os.Open(filepath.Join(dir, out)); err == nil {
		s.anew = f
	}
	return s.anew, nil
}
