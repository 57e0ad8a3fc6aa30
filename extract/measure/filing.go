package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline"
)

// paperTruth says what the pages of a file are.
type paperTruth struct {
	Kind  string `yaml:"kind"`
	Pages []int  `yaml:"pages"`
}

// filingTruth is the part of a filing's truth that is measured; testdata/README.md
// describes the whole.
type filingTruth struct {
	Documents []struct {
		File   string       `yaml:"file"`
		Papers []paperTruth `yaml:"papers"`
	} `yaml:"documents"`
	Fields map[string]any `yaml:"fields"`
}

// kindsOf are the true kinds of a document's pages.
func (t filingTruth) kindsOf(name string) map[int]string {
	kinds := map[int]string{}
	for _, d := range t.Documents {
		if d.File != name && filepath.Base(d.File) != filepath.Base(name) {
			continue
		}
		for _, p := range d.Papers {
			for _, n := range p.Pages {
				kinds[n] = p.Kind
			}
		}
	}
	return kinds
}

// filing is a sample filing that was read.
type filing struct {
	name      string
	truth     filingTruth
	documents []document
	fields    pipeline.Fields // of the papers together
}

// document is one file of a filing.
type document struct {
	name       string
	pages      []pipeline.Page
	recognised pipeline.Recognition
}

// filings reads the sample filings, once.
func (b *bench) filings(ctx context.Context) ([]filing, error) {
	if b.samples != nil {
		return b.samples, nil
	}
	list, err := filepath.Glob(filepath.Join(b.repo, "testdata", "filings", "*.truth.yaml"))
	if err != nil {
		return nil, err
	}
	for _, path := range list {
		f, err := b.filing(ctx, path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		b.samples = append(b.samples, f)
	}
	return b.samples, nil
}

// filing reads the filing beside a truth.
func (b *bench) filing(ctx context.Context, truthPath string) (filing, error) {
	body, err := os.ReadFile(truthPath)
	if err != nil {
		return filing{}, err
	}
	path := strings.TrimSuffix(truthPath, ".truth.yaml")
	f := filing{name: filepath.Base(path)}
	if err := yaml.Unmarshal(body, &f.truth); err != nil {
		return f, err
	}
	members, err := b.members(ctx, path)
	if err != nil {
		return f, err
	}
	var papers []pipeline.Document
	for _, m := range members {
		d := document{name: m.Name}
		if d.pages, err = b.pages(ctx, m.Path, 0); err != nil {
			return f, err
		}
		d.recognised = b.recogniser.Recognise(d.name, d.pages)
		f.documents = append(f.documents, d)
		papers = append(papers, pipeline.Document{
			Original: pipeline.Original{Name: d.name}, Kind: d.recognised.Kind, Read: d.recognised.Fields,
			Pages: len(d.pages), Segments: d.recognised.Segments,
		})
	}
	f.fields = pipeline.MergeFields(papers)
	return f, nil
}

// members are the files of a filing: those of a folder, of an archive, or itself.
func (b *bench) members(ctx context.Context, path string) ([]pipeline.Member, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		files, err := filesUnder(path)
		var out []pipeline.Member
		for _, file := range files {
			out = append(out, pipeline.Member{Name: filepath.Base(file), Path: file})
		}
		return out, err
	}
	if filepath.Ext(path) != ".zip" {
		return []pipeline.Member{{Name: filepath.Base(path), Path: path}}, nil
	}
	dir, err := os.MkdirTemp(b.work, "unpacked-")
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	members, err := b.extractor.Unpack(ctx, pipeline.SourceFile{Name: filepath.Base(path), File: f}, dir)
	var out []pipeline.Member
	for _, m := range members {
		if m.Path != "" {
			out = append(out, m)
		}
	}
	return out, err
}
