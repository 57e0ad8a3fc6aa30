package main

import (
	"context"
	"fmt"
	"path/filepath"

	"vestnik/extract/measure/plot"
	"vestnik/extract/measure/report"
	"vestnik/extract/measure/score"
)

// Targets of reading what lay askew.
const (
	smallSkew      = 3.0   // degrees
	smallSkewError = 0.006 // character error up to it
)

// skew reads one page at growing angles, beside raw Tesseract on the same picture.
func (b *bench) skew(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "Error against skew", Input: fmt.Sprintf("a page of print at %d dpi, turned; raw Tesseract on the same picture", scanDPI)}
	if !installed("tesseract") || !installed("mutool") {
		s.Skipped = "tesseract and mutool are needed"
		return s, nil
	}
	upright, err := b.printedSheet(ctx, scanDPI)
	if err != nil {
		return s, err
	}
	ours, theirs := plot.Line{Name: "Vestnik"}, plot.Line{Name: "Tesseract alone", Dashed: true}
	angles := []float64{0, .5, 1, 2, 3, 5, 8, 12}
	if b.extent == quick {
		angles = []float64{0, 1, 3, 12}
	}
	for _, degrees := range angles {
		path, err := b.writePNG(fmt.Sprintf("skew-%g", degrees), skewed(upright.image, degrees), scanDPI)
		if err != nil {
			return s, err
		}
		pages, err := b.pages(ctx, path, 0)
		if err != nil {
			return s, err
		}
		raw, err := b.byTesseract(ctx, path, scanDPI)
		if err != nil {
			return s, err
		}
		mine, other := score.Error(textOf(pages), upright.truth), score.Error(raw, upright.truth)
		row := report.Row{
			What: fmt.Sprintf("character error at %g°", degrees), Ours: report.Percent(mine, 2), Peer: "tesseract " + report.Percent(other, 2),
		}
		if degrees <= smallSkew {
			row.Target, row.Result = "≤ .6 %", report.AtMost(mine, smallSkewError)
		}
		s.Rows = append(s.Rows, row)
		ours.Points = append(ours.Points, plot.Point{X: degrees, Y: 100 * mine})
		theirs.Points = append(theirs.Points, plot.Point{X: degrees, Y: 100 * other})
	}
	figure := plot.Figure{
		Title: "Character error against skew", X: plot.Axis{Label: "skew, degrees", Max: 12}, Y: plot.Axis{Label: "character error, %", Max: 100},
		Lines: []plot.Line{ours, theirs},
	}
	s.Pictures = []report.Picture{{File: "error-by-skew.svg", Title: figure.Title, Body: figure.SVG()}}
	return s, nil
}

// printedSheet is one page of our prose as a perfect scanner sees it.
func (b *bench) printedSheet(ctx context.Context, dpi int) (sheetPicture, error) {
	paragraphs, err := b.prose(2_000)
	if err != nil {
		return sheetPicture{}, err
	}
	path := filepath.Join(b.work, "printed.pdf")
	if err := b.byFPDF(ctx, paragraphs, path); err != nil {
		return sheetPicture{}, err
	}
	img, err := b.drawn(ctx, path, 1, dpi)
	return sheetPicture{"printed", img, joined(paragraphs)}, err
}
