package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"vestnik/extract/form"
	"vestnik/extract/measure/corpus"
	"vestnik/pipeline"
)

// examples by how the papers came, those to learn from and those held out.
type sets struct{ ocr, misread, text set }

type set struct{ learn, hold []example }

// Where the seeds of the sets begin; none is shared with a test.
const (
	ocrSeed     = 10_000
	textSeed    = 500_000
	misreadSeed = 700_000
)

// gather reads the fields of all filings.
func gather(ctx context.Context, r *form.Recogniser, o options) (sets, error) {
	var s sets
	read, err := o.filings(ctx)
	if err != nil {
		return s, err
	}
	learning := o.write != ""
	for _, f := range read {
		s.ocr.add(!learning || f.Seed/9%3 == 0, judge(r, f)) // nine families of dirt
	}
	const filings = 300
	textSeed, misreadSeed := uint64(textSeed), uint64(misreadSeed)
	if !learning {
		textSeed, misreadSeed = textSeed+filings, misreadSeed+filings
	}
	for i := range uint64(filings) {
		f := corpus.MakeFiling(textSeed + i)
		s.text.add(!learning || i%3 == 0, judge(r, readFiling{Seed: f.Seed, Layout: f.Layout(), Truth: f.Fields(), Pages: f.Pages()}))
	}
	for i := range uint64(filings) {
		f := corpus.MakeFiling(misreadSeed + i)
		dirt := []float64{0.003, 0.01, 0.03, 0.06}[i%4]
		s.misread.add(!learning || i%3 == 0, judge(r, readFiling{Seed: f.Seed, Layout: f.Layout(), Truth: f.Fields(),
			Pages: corpus.Misread(f.Pages(), dirt, f.Seed), misread: fmt.Sprintf("misread %.3f", dirt)}))
	}
	return s, nil
}

func (o options) filings(ctx context.Context) ([]readFiling, error) {
	if !o.kept {
		return collect(ctx, o.pages, o.seed, o.n)
	}
	names, err := filepath.Glob(filepath.Join(o.pages, "*.json"))
	if err != nil {
		return nil, err
	}
	var all []readFiling
	for _, name := range names {
		f, err := kept(name)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func (s *set) add(hold bool, examples []example) {
	if hold {
		s.hold = append(s.hold, examples...)
	} else {
		s.learn = append(s.learn, examples...)
	}
}

// show prints what a calibration is worth on the papers that were held out.
func (s sets) show(w io.Writer, c *form.Calibration) {
	for _, part := range []struct {
		title string
		set   set
	}{{"read by OCR", s.ocr}, {"misread", s.misread}, {"text layers", s.text}} {
		fmt.Fprintf(w, "\n== %s, held out\n", part.title)
		hold := foretell(c, part.set.hold)
		curve(w, part.title, hold)
		levels(w, hold)
		report(w, "dirt", hold, func(f foretold) string { return f.dirt })
		report(w, "layout", hold, func(f foretold) string { return f.layout })
		report(w, "field", hold, func(f foretold) string { return f.field })
		for _, f := range hold {
			if !f.right && f.p >= pipeline.SureFrom {
				fmt.Fprintf(w, "%.3f %s %s %d %s\n   got  %s\n   want %s\n   %+v\n", f.p, f.layout, f.dirt, f.seed, f.path, f.got, f.want, f.grounds)
			}
		}
	}
}
