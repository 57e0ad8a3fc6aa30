package fontfile_test

import (
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"vestnik/extract/pdftext/fontfile"
)

const type1 = "%!PS-AdobeFont-1.0: Own\n/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for\ndup 65 /afii10017 put\ndup 8#102 /B put\nreadonly def\ncurrentfile eexec"

func TestAType1ProgramTellsItsEncoding(t *testing.T) {
	names, format := fontfile.Encoding([]byte(type1))
	if format != fontfile.Type1 || names[65] != "afii10017" || names[66] != "B" || names[67] != "" {
		t.Errorf("format %v: %q %q %q", format, names[65], names[66], names[67])
	}
}

func TestATrueTypeProgramTellsTheCharactersOfItsGlyphs(t *testing.T) {
	f := fontfile.ParseTrueType(goregular.TTF)
	found := map[string]bool{}
	for g := range 2000 {
		found[f.Text(g, func(string) string { return "" })] = true
	}
	for _, want := range []string{"A", "Ж", "ё", "№"} {
		if !found[want] {
			t.Errorf("no glyph for %s", want)
		}
	}
}

// FuzzPrograms holds that no bytes make a reader panic or run away.
func FuzzPrograms(f *testing.F) {
	f.Add([]byte(type1))
	f.Add(goregular.TTF[:2048])
	f.Add([]byte{1, 0, 4, 1, 0, 1, 1, 1, 2, 'F', 0, 1, 1, 1, 3, 29, 17})
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<15 {
			return
		}
		fontfile.Encoding(b)
		if n := len(fontfile.GlyphNames(b)); n > 1<<16 {
			t.Errorf("%d glyph names", n)
		}
		if p := fontfile.ParseTrueType(b); p != nil {
			p.Text(p.GlyphOfCode('A'), func(name string) string { return name })
		}
	})
}
