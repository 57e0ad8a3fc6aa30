package extract_test

import (
	"bytes"
	"fmt"
	"testing"

	"vestnik/extract"
	"vestnik/pipeline"
)

// lengthlessPDF has a page whose content does not tell its length, which our
// reader takes for no content at all.
func lengthlessPDF(content string) []byte {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		"<<>>\nstream\n" + content + "\nendstream",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, body := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func TestAPageIsCalledBlankOnlyWhenNoReaderSeesAnything(t *testing.T) {
	tests := []struct {
		name, content string
		text          string
		source        pipeline.PageSource
		code          string
	}{
		{"words that only the second reader finds", "BT /F 14 Tf 72 700 Td (Hello to the second reader) Tj ET", "Hello to the second reader", pipeline.FromTextLayer, ""},
		{"nothing", "", "", pipeline.FromNothing, "blank"},
	}
	x := newExtractor(t, extract.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := read(t, x, file(t, "a.pdf", lengthlessPDF(tt.content)), 1)[1]
			code := ""
			if p.Problem != nil {
				code = p.Problem.Code
			}
			if p.Text != tt.text || p.Source != tt.source || code != tt.code {
				t.Errorf("read %q from %s, %+v", p.Text, p.Source, p.Problem)
			}
		})
	}
}
