package extract

import (
	"bytes"
	"testing"

	"vestnik/extract/office"
)

// FuzzDetect holds that every byte string has one type, found twice alike, and
// that a name never changes it.
func FuzzDetect(f *testing.F) {
	for _, s := range []string{"", "%PDF-1.4", "PK\x03\x04", "{\\rtf1", "\x89PNG\r\n\x1a\n", "II*\x00", "текст", "\xd0\xc5\xd4", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		first := detect(bytes.NewReader(b), int64(len(b)))
		if second := detect(bytes.NewReader(b), int64(len(b))); first != second || first == "" {
			t.Errorf("type %q, then %q", first, second)
		}
		if classOf(first) == classOffice && first == office.TypeText && bytes.Contains(b, []byte{0}) && !bytes.HasPrefix(b, []byte{0xFF, 0xFE}) && !bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
			t.Errorf("text with a zero byte: %q", b)
		}
	})
}

// FuzzPopplerOutput holds that words are kept only with text and a page.
func FuzzPopplerOutput(f *testing.F) {
	f.Add(`<page width="595.28" height="841.89">` + "\n<line >\n" + `<word xMin="1" yMin="2" xMax="3" yMax="4">a&amp;b</word>`)
	f.Add(`<word xMin="-" yMin="..." xMax="3" yMax="4"></word>`)
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := parseBBox(s)
		if ok && len(p.Words) == 0 {
			t.Error("a page without words counts as read")
		}
		for _, w := range p.Words {
			if w.Text == "" || w.Line < 1 {
				t.Errorf("word %+v", w)
			}
		}
	})
}
