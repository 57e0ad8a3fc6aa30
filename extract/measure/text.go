package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vestnik/extract/measure/report"
	"vestnik/extract/measure/score"
	"vestnik/pipeline"
)

// Targets of reading text layers.
const (
	textErrorOver = 0.0005 // above pdftotext's character error
	boxesMatching = 0.995  // of pdftotext's words
	textCPU       = 1.0    // of pdftotext -bbox
	largeCPU      = 1.3    // of pdftotext, on large real files
)

// text measures reading of text layers: the error by producer, the boxes, the CPU.
func (b *bench) text(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "Text layers"}
	paragraphs, err := b.prose(100_000)
	if err != nil {
		return s, err
	}
	made, absent, err := b.produce(ctx, "text", paragraphs)
	if err != nil {
		return s, err
	}
	truth := joined(paragraphs)
	pages := 0
	for _, p := range made {
		rows, n, err := b.textOfProducer(ctx, p, truth)
		if err != nil {
			return s, err
		}
		s.Rows = append(s.Rows, rows...)
		pages += n
	}
	s.Input = fmt.Sprintf("the same %d characters of Russian by %d producers, %d pages", len([]rune(truth)), len(made), pages)
	if len(absent) > 0 {
		s.Input += "; not installed: " + strings.Join(absent, ", ")
	}
	rows, err := b.textCost(ctx, made, pages)
	if err != nil {
		return s, err
	}
	s.Rows = append(s.Rows, rows...)
	large, err := b.largeFiles(ctx)
	s.Rows = append(s.Rows, large...)
	return s, err
}

// textOfProducer compares the text and the boxes of one PDF with the truth and
// with poppler's.
func (b *bench) textOfProducer(ctx context.Context, p produced, truth string) ([]report.Row, int, error) {
	pages, err := b.pages(ctx, p.path, 0)
	if err != nil {
		return nil, 0, err
	}
	ours := score.Error(textOf(pages), truth)
	row := report.Row{What: "character error, " + p.by, Ours: report.Percent(ours, 3)}
	if out, err := b.peer(ctx, "pdftotext", p.path, "-"); err == nil {
		theirs := score.Error(string(out), truth)
		row.Peer = "pdftotext " + report.Percent(theirs, 3)
		row.Target, row.Result = "≤ peer + .05 points", report.AtMost(ours, theirs+textErrorOver)
	} else {
		row.Result, row.Note = report.NoPeer, err.Error()
	}
	if out, err := b.peer(ctx, "mutool", "draw", "-q", "-F", "text", p.path); err == nil {
		row.Peer += ", mutool " + report.Percent(score.Error(string(out), truth), 3)
	}
	if n := notFromLayer(pages); n > 0 {
		row.Why = "OCR reads a page whose layer is found untrue"
		row.Note = fmt.Sprintf("%d of %d pages not from the layer", n, len(pages))
	}
	rows := []report.Row{row}
	if out, err := b.peer(ctx, "pdftotext", "-bbox", p.path, "-"); err == nil {
		m := matchBoxes(pages, wordsOfBBox(string(out)))
		rows = append(rows, report.Row{
			What: "boxes within 1 pt, " + p.by, Ours: report.Percent(m.share(), 2), Peer: fmt.Sprintf("of %d words of pdftotext -bbox", m.words),
			Target: "≥ 99.5 %", Result: report.AtLeast(m.share(), boxesMatching),
			Note: fmt.Sprintf("text alone %s", report.Percent(m.shareOfText(), 2)),
		})
	}
	return rows, len(pages), nil
}

func notFromLayer(pages []pipeline.Page) (n int) {
	for _, p := range pages {
		if p.Source != pipeline.FromTextLayer {
			n++
		}
	}
	return n
}

// textCost runs each PDF through each reader in turn.
func (b *bench) textCost(ctx context.Context, made []produced, pages int) ([]report.Row, error) {
	var ours, poppler, mupdf [][]cost
	var each []string
	b.children.since()
	for _, p := range made {
		costs, err := inTurn(b.rounds(),
			func() error { _, err := b.readAnew(ctx, b.extractor, p.path, 0); return err },
			func() error { _, err := b.peer(ctx, "pdftotext", "-bbox", p.path, "-"); return err },
			func() error { _, err := b.peer(ctx, "mutool", "draw", "-q", "-F", "stext", p.path); return err })
		if err != nil {
			return nil, err
		}
		ours, poppler, mupdf = append(ours, costs[0]), append(poppler, costs[1]), append(mupdf, costs[2])
		each = append(each, p.by+" "+report.Times(ratio(costs[0], costs[1], cpuOf)))
	}
	all := together(ours)
	row := func(peer []cost, name string) report.Row {
		return report.Row{
			What: "CPU, text and boxes", Ours: perPage(all, pages), Peer: name + " " + perPage(peer, pages),
			Ratio: report.Times(ratio(all, peer, cpuOf)),
		}
	}
	first, second := row(together(poppler), "pdftotext -bbox"), row(together(mupdf), "mutool stext")
	first.Target, first.Result = "≤ 1.00", report.AtMost(ratio(all, together(poppler), cpuOf), textCPU)
	first.Note = "ours in the sandbox, layer judged; " + strings.Join(each, ", ")
	first.Why = "a short file pays for the start of its children; of ours a page: " + b.children.since().shares(pages*b.rounds())
	return []report.Row{first, second}, nil
}

func perPage(costs []cost, pages int) string {
	return fmt.Sprintf("%.1f ms/page", float64(typical(costs, cpuOf))/float64(time.Millisecond)/float64(max(1, pages)))
}
