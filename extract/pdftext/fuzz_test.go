package pdftext

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// FuzzCMap holds that whatever a map says, codes of a string are cut off until
// it is empty and what they stand for is valid text.
func FuzzCMap(f *testing.F) {
	f.Add([]byte("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange"), []byte("abc"))
	f.Add([]byte("1 beginbfchar <0003> <D83DDE00> endbfchar"), []byte{0, 3, 0})
	f.Add([]byte("1 beginbfrange <0000> <FFFF> [<0041> <0042>] endbfrange 1 begincidrange <00> <10> 5 endcidrange"), []byte{0, 1})
	f.Fuzz(func(t *testing.T, program, shown []byte) {
		if len(program) > 1<<14 || len(shown) > 1<<10 {
			return
		}
		m := parseCMap(program, nil)
		for len(shown) > 0 {
			c, rest := m.split(shown, 2)
			if len(rest) >= len(shown) {
				t.Fatalf("code %+v takes nothing off %x", c, shown)
			}
			if s, _ := m.text(c); !utf8.ValidString(s) {
				t.Errorf("code %+v stands for %q", c, s)
			}
			_ = m.cid(c)
			shown = rest
		}
	})
}

// FuzzContent holds that any content stream ends, and that the words it gives are
// numbered by line, have text, and stand in boxes of the page: finite, their sides in
// order, not wholly off it.
func FuzzContent(f *testing.F) {
	f.Add([]byte("BT /F 12 Tf 72 700 Td (Hello) Tj [(a) -300 (b)] TJ ET"))
	f.Add([]byte("q 1 0 0 1 5 5 cm BI /W 1 /H 1 ID \x00\xff EI Q"))
	f.Add([]byte("/Span <</ActualText (x)>> BDC (y) Tj EMC <48 65 6> Tj"))
	f.Add([]byte("BT 1e30 0 0 1e-30 9 9 Tm (far) Tj 0 1 -1 0 300 400 Tm (up) Tj -1e9 0 Td (off) Tj ET"))
	f.Add([]byte("q 0 0 0 0 1 1 cm BT 10 Tz 1e15 Tc (nothing) Tj ET Q BT 3 Tr 1 0 0 -1 5 5 Tm (mirror) Tj ET"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<14 {
			return
		}
		d := &Document{fonts: map[string]*font{"": nil}}
		page, w, h := upright(box{0, 0, 600, 800}, 0)
		in := &interpreter{doc: d, width: w, height: h}
		in.state = textState{ctm: page, scale: 1, font: plainFont(), size: 10, clip: everything()}
		in.text, in.row = identity(), identity()
		if err := in.stream(bytes.ReplaceAll(content, []byte("Tf"), []byte("Tz")), pdf.Value{}, 0); err != nil {
			t.Fatal(err)
		}
		p := in.page()
		line := 0
		for _, word := range p.Words {
			b := box{word.X0, word.Y0, word.X1, word.Y1}
			if !b.finite() || b.x0 > b.x1 || b.y0 > b.y1 || b.x0 > w || b.x1 < 0 || b.y0 > h || b.y1 < 0 || !utf8.ValidString(word.Text) {
				t.Errorf("word %+v", word)
			}
			if word.Text == "" || word.Line < line || word.Line > line+1 {
				t.Errorf("word %+v after line %d", word, line)
			}
			line = word.Line
		}
	})
}

// FuzzOpen holds that bytes which open give pages with numbers of their own. It
// runs the parser without its sandbox, so keep it to short inputs.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n105\n%%EOF"))
	f.Add([]byte("%PDF-1.4\n%%EOF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<12 {
			return
		}
		d, err := Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		for n := 1; n <= min(3, d.Pages()); n++ {
			if p, err := d.Page(n); err == nil && (p.Number != n || p.Width <= 0 || p.Height <= 0) {
				t.Errorf("page %d is %+v", n, p)
			}
		}
	})
}
