package pdftext

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
)

// glyphCodes writes text in hexadecimal as the glyph numbers that a font program
// gives it, two bytes each, as producers of composite fonts do.
func glyphCodes(t *testing.T, program []byte, text string) string {
	t.Helper()
	f, err := sfnt.Parse(program)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range text {
		g, err := f.GlyphIndex(nil, r)
		if err != nil || g == 0 {
			t.Fatalf("no glyph for %c: %v", r, err)
		}
		fmt.Fprintf(&b, "%04X", int(g))
	}
	return b.String()
}

// stream is an object with data.
func stream(entries string, data []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// TestFontsWithoutAMapTellTheirCharactersThemselves reads fonts that have no
// ToUnicode: the embedded program knows what its glyphs are.
func TestFontsWithoutAMapTellTheirCharactersThemselves(t *testing.T) {
	const composite = "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Go/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
	const descriptor = "<</Type/FontDescriptor/FontName/AAAAAA+Go/Flags 4/FontFile2 8 0 R>>"
	cid := func(more string) string {
		return "<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Go/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/FontDescriptor 7 0 R" + more + ">>"
	}
	simple := func(more string) string {
		return "<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Go/FirstChar 65/LastChar 67/Widths[600 600 600]/FontDescriptor 7 0 R" + more + ">>"
	}
	// Two glyphs under numbers of the file's own.
	swapped := []byte{0, 0, 0, 0, 0, 0}
	for i, code := range []string{glyphCodes(t, goregular.TTF, "Ж"), glyphCodes(t, goregular.TTF, "ё")} {
		if _, err := fmt.Sscanf(code, "%02X%02X", &swapped[2*i+2], &swapped[2*i+3]); err != nil {
			t.Fatal(err)
		}
	}
	russian := glyphCodes(t, goregular.TTF, "Заявление№7")
	for _, c := range []struct{ name, font, descendant, shown, want string }{
		{"composite, glyphs by number", composite, cid("/CIDToGIDMap/Identity"), "<" + russian + ">", "Заявление№7"},
		{"composite, map left out", composite, cid(""), "<" + russian + ">", "Заявление№7"},
		{"composite, glyphs renumbered", composite, cid("/CIDToGIDMap 9 0 R"), "<000100020001>", "ЖёЖ"},
		{"simple, without an encoding", simple(""), "null", "(ABC)", "ABC"},
		{"simple, names of glyphs", simple("/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/afii10017/uni0416 67/u0451]>>"), "null", "(ABC)", "АЖё"},
		{"simple, numbers of glyphs", simple(fmt.Sprintf("/Encoding<</Differences[65/g%d]>>", int(swapped[2])<<8|int(swapped[3]))), "null", "(A)", "Ж"},
	} {
		file := filePDF(
			"<</Type/Catalog/Pages 2 0 R>>",
			"<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
			stream("", []byte("BT /F 12 Tf 50 700 Td "+c.shown+" Tj ET")),
			c.font, c.descendant, descriptor,
			stream("", goregular.TTF), stream("", swapped),
		)
		d, err := Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		p, err := d.Page(1)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range p.Words {
			got = append(got, w.Text)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: read %q, want %q", c.name, text, c.want)
		}
	}
}
