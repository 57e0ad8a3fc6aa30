package pdftext

import (
	"os"
	"strings"
	"testing"
)

// BenchmarkPages interprets the first pages of real files, without the sandbox.
func BenchmarkPages(b *testing.B) {
	var files [][]byte
	for _, path := range realFiles(b) {
		content, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, content)
	}
	pages := 0
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			d, err := Open(strings.NewReader(string(f)), int64(len(f)))
			if err != nil {
				continue
			}
			for n := 1; n <= min(d.Pages(), 20); n++ {
				_, _ = d.Page(n)
				pages++
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(pages), "µs/page")
}
