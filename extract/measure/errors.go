package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vestnik/extract/measure/dirt"
	"vestnik/extract/measure/report"
	"vestnik/extract/measure/score"
)

// errorSum adds up errors, by the letters that stand on the pages.
type errorSum struct {
	pages, letters int
	ours, peer     float64
}

func (s *errorSum) add(p readSheet) {
	s.pages++
	s.letters += p.letters
	s.ours += p.ours * float64(p.letters)
	s.peer += p.peer * float64(p.letters)
}

// share is our error.
func (s errorSum) share() float64 { return s.ours / float64(max(1, s.letters)) }

// why says how much of the error is of the pages where seals and pens lie on the
// print, which are among the sum.
func (s errorSum) why(marked errorSum) string {
	rest := errorSum{letters: s.letters - marked.letters, ours: s.ours - marked.ours}
	return fmt.Sprintf("with seals and pens on the print %s, the other pages %s", report.Percent(marked.share(), 2), report.Percent(rest.share(), 2))
}

func (s errorSum) row(what string) report.Row {
	letters := float64(max(1, s.letters))
	return report.Row{
		What: what, Ours: report.Percent(s.ours/letters, 2), Peer: "tesseract " + report.Percent(s.peer/letters, 2),
		Note: fmt.Sprintf("%d pages", s.pages),
	}
}

// errors measures the error of OCR on pages whose text is known: of our own
// corpus by the way in which they are dirty, and of the transcribed real pages.
func (b *bench) errors(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "OCR: error", Input: "character error in whatever order words are read; our own dirty pages, the same seed each time"}
	if !installed("tesseract") {
		s.Skipped = "tesseract is needed"
		return s, nil
	}
	papers, err := b.papers(ctx)
	if err != nil {
		return s, err
	}
	byFamily := map[dirt.Family]*errorSum{}
	var scans errorSum
	for _, p := range papers {
		if byFamily[p.family] == nil {
			byFamily[p.family] = &errorSum{}
		}
		for _, page := range p.pages {
			byFamily[p.family].add(page)
			if p.family != dirt.Phone && p.family != dirt.Fax && max(page.skew, -page.skew) <= smallSkew {
				scans.add(page)
			}
		}
	}
	for _, f := range dirt.Families() {
		s.Rows = append(s.Rows, byFamily[f].row("pages of family "+string(f)))
	}
	all := scans.row("degraded scans with ≤ 3° of skew")
	all.Target, all.Result = "≤ .6 %", report.AtMost(scans.share(), smallSkewError)
	all.What, all.Note = "degraded scans with ≤ 3° of skew, forms", all.Note+"; all but fax and phone"
	all.Why = scans.why(*byFamily[dirt.Marked])
	s.Rows = append(s.Rows, all)
	prose, err := b.dirtyProse(ctx)
	if err != nil {
		return s, err
	}
	s.Rows = append(s.Rows, prose...)
	transcribed, err := b.transcribed(ctx)
	s.Rows = append(s.Rows, transcribed...)
	return s, err
}

// transcribed compares with the real pages that were transcribed by hand.
func (b *bench) transcribed(ctx context.Context) ([]report.Row, error) {
	dir := b.real("2_ru_scans")
	if dir == "" {
		return []report.Row{{What: "transcribed real pages", Note: noReal}}, nil
	}
	truths, err := filepath.Glob(filepath.Join(dir, "GT_TEXT", "phone_scan_*.txt"))
	if err != nil {
		return nil, err
	}
	var rows []report.Row
	for _, path := range truths {
		truth, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		sheet := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(path), ".txt"), "phone_scan_")
		for _, made := range []struct{ how, folder string }{{"scan", "0_1"}, {"photo", "1_5"}} {
			picture := filepath.Join(dir, "a_phone_scan", made.folder, made.folder+"_"+sheet+".jpg")
			row, err := b.transcribedPage(ctx, picture, string(truth))
			if err != nil {
				return nil, err
			}
			row.What = fmt.Sprintf("real %s %s, transcribed", made.how, sheet)
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func (b *bench) transcribedPage(ctx context.Context, picture, truth string) (report.Row, error) {
	pages, err := b.pages(ctx, picture, 0)
	if err != nil {
		return report.Row{}, err
	}
	raw, err := b.byTesseract(ctx, picture, scanDPI)
	if err != nil {
		return report.Row{}, err
	}
	return report.Row{
		Ours: report.Percent(score.WordError(textOf(pages), truth), 2),
		Peer: "tesseract " + report.Percent(score.WordError(raw, truth), 2),
		Note: fmt.Sprintf("in the transcriber's order: %s", report.Percent(score.Error(textOf(pages), truth), 2)),
	}, nil
}
