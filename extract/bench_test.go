package extract_test

import (
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"golang.org/x/image/draw"

	"vestnik/extract"
	"vestnik/pipeline"
)

// cpu is what this process and its finished children have used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var total time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			b.Fatal(err)
		}
		total += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	return total
}

// against runs ours and theirs in turn and reports the ratio of their CPU times.
func against(b *testing.B, name string, ours, theirs func()) {
	b.Helper()
	var mine, other time.Duration
	for b.Loop() {
		start := cpu(b)
		ours()
		middle := cpu(b)
		theirs()
		mine += middle - start
		other += cpu(b) - middle
	}
	b.ReportMetric(float64(mine)/float64(other), "cpu/"+name)
	b.ReportMetric(float64(mine.Milliseconds())/float64(b.N), "cpu-ms/op")
}

func readAll(b *testing.B, x *extract.Extractor, f pipeline.SourceFile, pages int) {
	b.Helper()
	words := 0
	err := x.Read(b.Context(), f, upTo(pages, pages), func(p pipeline.Page) error { words += len(p.Words); return nil })
	if err != nil || words == 0 {
		b.Fatal(words, err)
	}
}

func tool(b *testing.B, name string, args ...string) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdout = io.Discard
	if err := cmd.Run(); err != nil {
		b.Fatal(name, err)
	}
}

// BenchmarkTextLayer reads 100 dense pages, sandbox and all, against poppler.
func BenchmarkTextLayer(b *testing.B) {
	const pages = 100
	lines := make([]string, 36)
	for i := range lines {
		lines[i] = fmt.Sprintf("%d. Заявление подаётся правообладателем в орган исполнительной власти по собственности", i+1)
	}
	all := make([][]string, pages)
	for i := range all {
		all[i] = lines
	}
	path := filepath.Join(b.TempDir(), "dense.pdf")
	if err := os.WriteFile(path, textPDF(b, all...), 0o644); err != nil {
		b.Fatal(err)
	}
	x := newExtractor(b, extract.Config{Workers: 1})
	f := open(b, "dense.pdf", path)
	against(b, "pdftotext-bbox",
		func() { readAll(b, x, f, pages) },
		func() { tool(b, "pdftotext", "-bbox", path, "-") })
}

// BenchmarkOCRPage reads a page scanned at 300 dpi against Tesseract alone.
func BenchmarkOCRPage(b *testing.B) {
	var lines []string
	for range 3 {
		lines = append(lines, statement()...)
	}
	small := scan(b, lines)
	sheet := image.NewGray(image.Rect(0, 0, 2480, 3508))
	draw.BiLinear.Scale(sheet, sheet.Rect, small, small.Rect, draw.Src, nil)
	path := filepath.Join(b.TempDir(), "page.png")
	if err := os.WriteFile(path, pngOf(b, sheet), 0o644); err != nil {
		b.Fatal(err)
	}
	x := newExtractor(b, extract.Config{Workers: 1})
	f := open(b, "page.png", path)
	against(b, "tesseract",
		func() { readAll(b, x, f, 1) },
		func() { tool(b, "tesseract", path, "-", "-l", "rus+eng", "--dpi", "300", "tsv") })
}
