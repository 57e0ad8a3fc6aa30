package office

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// readText reads plain text: a line is a block, a form feed ends a page.
func readText(b []byte) []Block {
	d := &builder{}
	for _, page := range strings.Split(decodeText(b), "\f") {
		for line := range strings.Lines(page) {
			if d.room() {
				d.add(Block{Text: strings.TrimRight(line, "\r\n\t ")})
			}
		}
		d.broken = true
	}
	return d.blocks
}

// decodeText finds the encoding: a byte order mark, UTF-8 if valid, else the one
// of the Russian one-byte pages that gives the most lower-case Cyrillic.
func decodeText(b []byte) string {
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return decodeWith(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), b)
	}
	if b = bytes.TrimPrefix(b, []byte{0xEF, 0xBB, 0xBF}); utf8.Valid(b) {
		return string(b)
	}
	best, text := -1, ""
	for _, page := range []*charmap.Charmap{charmap.Windows1251, charmap.CodePage866, charmap.KOI8R} {
		s := decodeWith(page, b)
		n := 0
		for _, r := range s {
			if r >= 'а' && r <= 'я' {
				n++
			}
		}
		if n > best {
			best, text = n, s
		}
	}
	return text
}

func decodeWith(e encoding.Encoding, b []byte) string {
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), string(utf8.RuneError))
	}
	return string(s)
}
