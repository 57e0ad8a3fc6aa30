package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"vestnik/extract/measure/report"
)

// Targets of OCR, by CPU.
const (
	overTesseract = 0.95
	overOCRmyPDF  = 0.45
)

// ocr runs the same scans through us, raw Tesseract and OCRmyPDF in turn.
func (b *bench) ocr(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "OCR: cost"}
	if !installed("tesseract") || !installed("mutool") {
		s.Skipped = "tesseract and mutool are needed"
		return s, nil
	}
	pictures, err := b.scans(ctx)
	if err != nil {
		return s, err
	}
	bundle, err := b.scannedPDF("bundle", pictures)
	if err != nil {
		return s, err
	}
	var files []string
	for i, p := range pictures {
		path, err := b.writePNG(fmt.Sprint("bundle-", i), p.image, scanDPI)
		if err != nil {
			return s, err
		}
		files = append(files, path)
	}
	s.Input = fmt.Sprintf("%d scanned pages at %d dpi as one PDF; Tesseract gets ready pictures, one thread, %d processes; OCRmyPDF as many",
		len(pictures), scanDPI, runtime.GOMAXPROCS(0))
	rivals := []func() error{
		func() error { _, err := b.readAnew(ctx, b.extractor, bundle, 0); return err },
		func() error { return b.allByTesseract(ctx, files) },
	}
	if installed("ocrmypdf") {
		rivals = append(rivals,
			func() error { return b.byOCRmyPDF(ctx, bundle) },
			func() error { return b.byOCRmyPDF(ctx, bundle, "--output-type", "pdf") })
	}
	b.children.since()
	costs, err := inTurn(b.ocrRounds(), rivals...)
	if err != nil {
		return s, err
	}
	why := "of ours a page: " + b.children.since().shares(len(files)*b.ocrRounds()) + "; Tesseract reads what it is given once and looks for no lost text"
	s.Rows = append(s.Rows, ocrRows(costs, 1, "tesseract", len(files), "≤ .95", overTesseract)...)
	s.Rows[0].Why = why
	if len(costs) > 2 {
		rows := ocrRows(costs, 2, "OCRmyPDF", len(files), "≤ .45", overOCRmyPDF)
		rows[0].Note = "as it comes: PDF/A"
		rows[0].Why = fmt.Sprintf("OCRmyPDF itself needs %.2f times what Tesseract alone does, so the target asks for %.2f of Tesseract",
			ratio(costs[2], costs[1], cpuOf), overOCRmyPDF*ratio(costs[2], costs[1], cpuOf))
		s.Rows = append(s.Rows, rows...)
		s.Rows = append(s.Rows, ocrRows(costs, 3, "OCRmyPDF --output-type pdf", len(files), "", 0)...)
	} else {
		s.Rows = append(s.Rows, report.Row{What: "CPU and wall against OCRmyPDF", Target: "≤ .45", Result: report.NoPeer, Note: "ocrmypdf is not installed: .ci/deps.sh bench"})
	}
	return s, nil
}

// ocrRounds is fewer than of cheaper work: a round takes minutes of CPU.
func (b *bench) ocrRounds() int { return b.extent.of(1, 2, 5) }

// ocrRows compares CPU and wall with a rival; without a target nothing is judged.
func ocrRows(costs [][]cost, peer int, name string, pages int, target string, most float64) []report.Row {
	r := ratio(costs[0], costs[peer], cpuOf)
	each := func(costs []cost, of func(cost) time.Duration) string {
		return fmt.Sprintf("%.2f s/page", typical(costs, of).Seconds()/float64(pages))
	}
	cpu := report.Row{What: "CPU", Ours: each(costs[0], cpuOf), Peer: name + " " + each(costs[peer], cpuOf), Ratio: report.Times(r), Target: target}
	if target != "" {
		cpu.Result = report.AtMost(r, most)
	}
	return []report.Row{
		cpu,
		{What: "wall", Ours: each(costs[0], wallOf), Peer: name + " " + each(costs[peer], wallOf), Ratio: report.Times(ratio(costs[0], costs[peer], wallOf)), Note: "depends on what else runs"},
	}
}

// allByTesseract reads the pictures, as many at a time as there are processors.
func (b *bench) allByTesseract(ctx context.Context, files []string) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, file := range files {
		g.Go(func() error {
			_, err := b.peer(ctx, "tesseract", file, "-", "-l", "rus+eng", "--dpi", strconv.Itoa(scanDPI), "tsv")
			return err
		})
	}
	return g.Wait()
}

// byOCRmyPDF has OCRmyPDF read a scan as it does unless told otherwise.
func (b *bench) byOCRmyPDF(ctx context.Context, pdf string, options ...string) error {
	args := append([]string{"-q", "-l", "rus+eng"}, options...)
	_, err := b.peer(ctx, "ocrmypdf", append(args, pdf, filepath.Join(b.work, "ocrmypdf.pdf"))...)
	return err
}

// scans are pages of the sample filings that came on paper, and where real scans
// are at hand, some of them.
func (b *bench) scans(ctx context.Context) ([]sheetPicture, error) {
	type page struct {
		file string
		n    int
	}
	var wanted []page
	for _, name := range []string{"clean-scan.pdf", "older-form-rp.pdf", "stamped-scan.pdf", "skewed-scan.pdf"} {
		wanted = append(wanted, page{filepath.Join(b.repo, "testdata", "filings", name), 1})
	}
	if dir := b.real("2_ru_scans", "d_org_gov_scans"); dir != "" {
		files, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
		if err != nil {
			return nil, err
		}
		for _, file := range files[:min(b.extent.of(1, 4, 8), len(files))] {
			wanted = append(wanted, page{file, 1})
		}
	}
	var out []sheetPicture
	for _, w := range wanted {
		img, err := b.drawn(ctx, w.file, w.n, scanDPI)
		if err != nil {
			return nil, err
		}
		out = append(out, sheetPicture{name: filepath.Base(w.file), image: img})
	}
	if len(out) == 0 {
		return nil, errors.New("no scans")
	}
	return out, nil
}
