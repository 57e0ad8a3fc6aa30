package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"vestnik/extract"
	"vestnik/extract/form"
	"vestnik/pipeline"
)

// config says what to measure on.
type config struct {
	repo   string // the project's folder
	shared string // holds data/; "" looks for ../shared
	extent extent
}

// extent is how much is measured.
type extent int

// The extents. What they change is the number of inputs and rounds, never what is
// measured.
const (
	usual extent = iota
	quick        // a look, in a few minutes
	full         // every file, more rounds
)

// of picks a number by extent.
func (e extent) of(few, some, many int) int {
	switch e {
	case quick:
		return few
	case full:
		return many
	}
	return some
}

// bench holds what the measurements share.
type bench struct {
	config
	extractor  *extract.Extractor
	recogniser *form.Recogniser
	work       string // scratch folder
	log        io.Writer
	children   *children
	samples    []filing                   // read by filings()
	corpus     []readPaper                // read by papers()
	reads      map[string][]pipeline.Page // by path, so that no file is read twice for its text
}

func newBench(c config, log io.Writer) (*bench, error) {
	var err error
	if c.repo, err = filepath.Abs(c.repo); err != nil { // peers run in another folder
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(c.repo, "testdata", "filings")); err != nil {
		return nil, fmt.Errorf("-repo %s is not the project's folder: %w", c.repo, err)
	}
	if c.shared == "" {
		c.shared = filepath.Join(c.repo, "..", "shared")
	}
	if c.shared, err = filepath.Abs(c.shared); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(c.shared, "data")); err != nil {
		c.shared = ""
	}
	work, err := os.MkdirTemp("", "vestnik-measure-")
	if err != nil {
		return nil, err
	}
	kids := &children{did: newTally()}
	extractor, err := extract.New(extract.Config{TempDir: work, Observe: kids.observe})
	if err != nil {
		return nil, err
	}
	extractor.Engine() // asks every program for its version, which is no part of reading
	recogniser, err := form.New()
	if err != nil {
		return nil, err
	}
	return &bench{config: c, extractor: extractor, recogniser: recogniser, work: work, log: log, children: kids, reads: map[string][]pipeline.Page{}}, nil
}

func (b *bench) close() error { return os.RemoveAll(b.work) }

// rounds is how often rivals run in turn.
func (b *bench) rounds() int { return b.extent.of(1, 3, 7) }

// real returns a folder of the real documents, or "" where they are absent.
func (b *bench) real(folder ...string) string {
	if b.shared == "" {
		return ""
	}
	return filepath.Join(append([]string{b.shared, "data"}, folder...)...)
}

// noReal is why a measurement on real documents is left out.
const noReal = "no real documents beside the project (../shared/data)"

// pages reads the first pages of a file, most of them when most is 0, once.
func (b *bench) pages(ctx context.Context, path string, most int) ([]pipeline.Page, error) {
	key := fmt.Sprintf("%s %d", path, most)
	if pages, ok := b.reads[key]; ok {
		return pages, nil
	}
	pages, err := b.readAnew(ctx, b.extractor, path, most)
	if err == nil {
		b.reads[key] = pages
	}
	return pages, err
}

// readAnew reads the first pages of a file, all when most is 0. It reads a copy that
// the extractor has never seen: of a file that it knows it would save a look.
func (b *bench) readAnew(ctx context.Context, x *extract.Extractor, path string, most int) ([]pipeline.Page, error) {
	f, err := b.copied(path)
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	src := pipeline.SourceFile{Name: filepath.Base(path), File: f}
	in, err := x.Inspect(ctx, src)
	if err != nil || in.Pages == 0 {
		return nil, err
	}
	if most == 0 {
		most = in.Pages
	}
	numbers := make([]int, min(most, in.Pages))
	for i := range numbers {
		numbers[i] = i + 1
	}
	pages := make([]pipeline.Page, len(numbers))
	err = x.Read(ctx, src, numbers, func(p pipeline.Page) error {
		pages[p.Number-1] = p
		return nil
	})
	return pages, err
}

// copied opens a copy of a file. The caller removes it.
func (b *bench) copied(path string) (_ *os.File, err error) {
	from, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	to, err := os.CreateTemp(b.work, "copy-")
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(to, from); err != nil {
		return nil, errors.Join(err, to.Close(), os.Remove(to.Name()))
	}
	return to, nil
}

// inspect counts the pages of a file.
func (b *bench) inspect(ctx context.Context, path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	in, err := b.extractor.Inspect(ctx, pipeline.SourceFile{Name: filepath.Base(path), File: f})
	return in.Pages, err
}

// textOf joins the texts of pages.
func textOf(pages []pipeline.Page) string {
	texts := make([]string, len(pages))
	for i, p := range pages {
		texts[i] = p.Text
	}
	return strings.Join(texts, "\n")
}

// errAbsent is that a program is not installed.
var errAbsent = errors.New("not installed")
