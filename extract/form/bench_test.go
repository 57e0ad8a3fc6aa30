package form_test

import (
	"testing"

	"vestnik/extract/measure/corpus"
)

// BenchmarkRecognise reads a filing of four pages: statement, abstract, cheque.
func BenchmarkRecognise(b *testing.B) {
	r := recogniser(b)
	a := applicants()[0]
	clean := bound(ruled(a), abstractPaper(a), cheque())
	dirty := corpus.Misread(clean, 0.02, 1)
	b.Run("text layer, 4 pages", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.Recognise("", clean)
		}
	})
	b.Run("scan, 4 pages", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.Recognise("", dirty)
		}
	})
}
