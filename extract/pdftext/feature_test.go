package pdftext

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// filePDF writes a PDF of numbered objects; object 1 is the catalogue.
func filePDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", len(at)+1, start)
	return b.Bytes()
}

// onePage reads a page of content, with entries of its own, in Helvetica F, with
// a layer Off that is not shown.
func onePage(t *testing.T, entries, content string) Page {
	t.Helper()
	file := filePDF(
		"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/Properties<</Off 6 0 R>>>>"+entries+">>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Type/OCG/Name(Off)>>",
	)
	d, err := Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.Page(1)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatIsSeenOfAPageIsRead(t *testing.T) {
	const sheet = "/MediaBox[0 0 600 800]"
	tests := []struct{ name, entries, content, want, unseen string }{
		{"plain", sheet, "BT /F 12 Tf 50 700 Td (one two) Tj ET", "one two", ""},
		{"gaps of TJ", sheet, "BT /F 12 Tf 50 700 Td [(one) -500 (two)] TJ ET", "one two", ""},
		{"a layer that is off", sheet, "BT /F 12 Tf 50 700 Td /OC /Off BDC (draft) Tj EMC ( text) Tj ET", "text", "draft"},
		{"clipped away", sheet, "q 0 0 100 100 re W n BT /F 12 Tf 50 700 Td (gone) Tj ET Q BT /F 12 Tf 50 50 Td (here) Tj ET", "here", "gone"},
		{"text stated apart", sheet, "BT /F 12 Tf 50 700 Td /Span <</ActualText (fin)>> BDC (xx) Tj EMC ET", "fin", ""},
		{"off the page", sheet + "/CropBox[0 0 300 800]", "BT /F 12 Tf 50 700 Td (in) Tj 400 0 Td (out) Tj ET", "in", ""},
		{"a field without a look", sheet + "/Annots[<</Subtype/Widget/FT/Tx/V(Value)/Rect[50 600 200 620]/DA(/F 10 Tf)>>]", "", "Value", ""},
	}
	text := func(words []Word) string {
		var out []string
		for _, w := range words {
			out = append(out, w.Text)
		}
		return strings.Join(out, " ")
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := onePage(t, tt.entries, tt.content)
			if got := text(p.Words); got != tt.want {
				t.Errorf("words %q, want %q", got, tt.want)
			}
			if got := text(p.Unseen); got != tt.unseen {
				t.Errorf("unseen %q, want %q", got, tt.unseen)
			}
		})
	}
}

func TestHiddenAndSidewaysTextIsTold(t *testing.T) {
	p := onePage(t, "/MediaBox[0 0 600 800]", "BT /F 12 Tf 3 Tr 50 700 Td (ghost) Tj ET")
	if len(p.Words) != 1 || !p.Words[0].Hidden {
		t.Errorf("invisible text: %+v", p.Words)
	}
	p = onePage(t, "/MediaBox[0 0 600 800]", "BT /F 12 Tf 0 1 -1 0 300 100 Tm (sideways) Tj ET")
	if p.Rotation != 90 || p.Width != 800 || len(p.Words) != 1 || p.Words[0].Text != "sideways" {
		t.Errorf("sideways text: rotation %d of %v × %v, %+v", p.Rotation, p.Width, p.Height, p.Words)
	}
}

func TestLinesOfATableAreTold(t *testing.T) {
	p := onePage(t, "/MediaBox[0 0 600 800]", "1 w 50 700 m 250 700 l S 50 500 0.5 200 re f 300 300 100 50 re S 10 10 m 80 90 l S")
	horizontal, vertical := 0, 0
	for _, s := range p.Rulings {
		if s.Horizontal() {
			horizontal++
		} else {
			vertical++
		}
	}
	if horizontal != 3 || vertical != 3 {
		t.Errorf("%d horizontal and %d vertical lines: %+v", horizontal, vertical, p.Rulings)
	}
}

func TestPagesThatAreOnlyPromisedDoNotOpen(t *testing.T) {
	for name, c := range map[string]struct {
		kids, page string
		pages      int
	}{
		"none is there":    {"[8 0 R 9 0 R]", "null", 0},
		"none is a page":   {"[3 0 R 3 0 R]", "(text)", 0},
		"one of two is":    {"[8 0 R 3 0 R]", "<</Type/Page/Parent 2 0 R>>", 2},
		"the tree is bare": {"[]", "null", 0},
	} {
		file := filePDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 2/Kids"+c.kids+">>", c.page)
		d, err := Open(bytes.NewReader(file), int64(len(file)))
		if c.pages == 0 && err == nil {
			t.Errorf("%s: opens with %d pages", name, d.Pages())
		}
		if c.pages > 0 && (err != nil || d.Pages() != c.pages) {
			t.Errorf("%s: %v, want %d pages", name, err, c.pages)
		}
	}
}
