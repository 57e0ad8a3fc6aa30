package main

import (
	"context"
	"fmt"
	"strconv"

	"vestnik/extract/measure/corpus"
	"vestnik/extract/measure/dirt"
	"vestnik/extract/measure/score"
	"vestnik/pipeline"
)

// corpusSeed begins the papers that are measured. The papers that confidence was
// fitted on begin elsewhere.
const corpusSeed = 7_310_000

// readPaper is a paper of the corpus as it was read.
type readPaper struct {
	name       string
	kind       pipeline.DocumentKind
	family     dirt.Family
	states     corpus.States
	pages      []readSheet
	recognised pipeline.Recognition
}

// readSheet is one page of it, with the errors of both readers.
type readSheet struct {
	letters    int // of the truth
	ours, peer float64
	skew       float64 // degrees
}

// papers reads spoilt papers of the corpus, every family of dirt in turn, once.
func (b *bench) papers(ctx context.Context) ([]readPaper, error) {
	if b.corpus != nil {
		return b.corpus, nil
	}
	each := b.extent.of(1, 2, 12) // papers of each family
	families := dirt.Families()
	for i := range each * len(families) {
		family := families[i%len(families)]
		p, err := b.paper(ctx, corpus.Make(corpusSeed+uint64(i), ""), family)
		if err != nil {
			return nil, err
		}
		b.corpus = append(b.corpus, p)
	}
	return b.corpus, nil
}

func (b *bench) paper(ctx context.Context, p corpus.Paper, family dirt.Family) (readPaper, error) {
	out := readPaper{name: fmt.Sprintf("%s %d", p.Layout, p.Seed), kind: p.Kind, family: family, states: p.Fields}
	var pages []pipeline.Page
	for _, s := range p.Spoilt(family) {
		path, err := b.writePNG(fmt.Sprintf("%s-%d-%d", p.Layout, p.Seed, s.Page), s.Image, s.Dirt.DPI)
		if err != nil {
			return out, err
		}
		read, err := b.pages(ctx, path, 0)
		if err != nil {
			return out, err
		}
		sheet := readSheet{letters: len([]rune(score.Fold(s.Text))), ours: score.WordError(textOf(read), s.Text), skew: s.Dirt.Skew}
		if installed("tesseract") {
			raw, err := b.byTesseract(ctx, path, s.Dirt.DPI)
			if err != nil {
				return out, err
			}
			sheet.peer = score.WordError(raw, s.Text)
		}
		out.pages = append(out.pages, sheet)
		for _, page := range read {
			page.Number = s.Page
			pages = append(pages, page)
		}
	}
	out.recognised = b.recogniser.Recognise(out.name, pages)
	return out, nil
}

// byTesseract has raw Tesseract read a picture with one thread, as its manual says
// to: both languages, the resolution told, nothing done to the picture.
func (b *bench) byTesseract(ctx context.Context, picture string, dpi int) (string, error) {
	out, err := b.peer(ctx, "tesseract", picture, "-", "-l", "rus+eng", "--dpi", strconv.Itoa(dpi))
	return string(out), err
}
