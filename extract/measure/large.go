package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"

	"vestnik/extract/measure/report"
	"vestnik/extract/measure/score"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

const (
	largePages = 20  // from so many pages on a real file is large
	mostPages  = 120 // read of one file
)

// largeFiles compares CPU and words with pdftotext on the large real PDFs whose
// text layers are true: a file with pages that go to OCR has no peer here.
func (b *bench) largeFiles(ctx context.Context) ([]report.Row, error) {
	dir := b.real("1_ru_pdf_text")
	if dir == "" {
		return []report.Row{{What: "large real PDFs", Note: noReal}}, nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf"))
	if err != nil {
		return nil, err
	}
	var ours, theirs, boxes [][]cost
	did := newTally()
	pages, measured, f1 := 0, 0, 0.0
	for _, path := range files {
		if filepath.Base(filepath.Dir(path)) == "c_bad_text_layer" || b.count(ctx, path) < largePages {
			continue
		}
		read, err := b.withoutOCR(ctx, path)
		if err != nil {
			return nil, err
		}
		if read == nil {
			continue
		}
		last := strconv.Itoa(len(read))
		out, err := b.peer(ctx, "pdftotext", "-l", last, path, "-")
		if err != nil {
			continue
		}
		b.children.since()
		costs, err := inTurn(b.rounds(),
			func() error { _, err := b.readAnew(ctx, b.extractor, path, mostPages); return err },
			func() error { _, err := b.peer(ctx, "pdftotext", "-l", last, path, "-"); return err },
			func() error { _, err := b.peer(ctx, "pdftotext", "-bbox", "-l", last, path, "-"); return err })
		if err != nil {
			return nil, err
		}
		did.add(b.children.since())
		ours, theirs, boxes = append(ours, costs[0]), append(theirs, costs[1]), append(boxes, costs[2])
		f1 += score.F1(score.Words(textOf(read), string(out)))
		pages += len(read)
		measured++
	}
	if measured == 0 {
		return []report.Row{{What: "large real PDFs", Note: "none could be compared"}}, nil
	}
	mine, plain, boxed := together(ours), together(theirs), together(boxes)
	r := ratio(mine, plain, cpuOf)
	return []report.Row{{
		What: "CPU, large real PDFs", Ours: perPage(mine, pages), Peer: "pdftotext " + perPage(plain, pages),
		Ratio: report.Times(r), Target: "≤ 1.30", Result: report.AtMost(r, largeCPU),
		Note: fmt.Sprintf("%d files, %d pages; the peer gives no boxes", measured, pages),
		Why:  "every word gets its box and every layer is judged; of ours a page: " + did.shares(pages*b.rounds()),
	}, {
		What: "CPU, large real PDFs", Ours: perPage(mine, pages), Peer: "pdftotext -bbox " + perPage(boxed, pages),
		Ratio: report.Times(ratio(mine, boxed, cpuOf)), Note: "words with boxes, as ours",
	}, {
		What: "words as pdftotext has them, large real PDFs", Ours: fmt.Sprintf("F1 %.3f", f1/float64(measured)), Note: "mean over files; differences are not errors of either",
	}}, nil
}

// withoutOCR reads a file as long as Tesseract is not asked; nil when it is, for
// pages that no text layer covers have no peer here.
func (b *bench) withoutOCR(ctx context.Context, path string) ([]pipeline.Page, error) {
	reading, stop := context.WithCancel(ctx)
	defer stop()
	var asked atomic.Bool
	b.children.tell(func(o sandbox.Outcome) {
		if o.Name == "tesseract" {
			asked.Store(true)
			stop()
		}
	})
	defer b.children.tell(nil)
	read, err := b.readAnew(reading, b.extractor, path, mostPages)
	if asked.Load() && ctx.Err() == nil {
		return nil, nil
	}
	return read, err
}

// count asks how many pages a file has; 0 when that cannot be said.
func (b *bench) count(ctx context.Context, path string) int {
	pages, err := b.inspect(ctx, path)
	if err != nil {
		return 0
	}
	return pages
}

// together adds the costs of several inputs round by round.
func together(inputs [][]cost) []cost {
	sum := slices.Clone(inputs[0])
	for _, costs := range inputs[1:] {
		for i, c := range costs {
			sum[i] = sum[i].plus(c)
		}
	}
	return sum
}
