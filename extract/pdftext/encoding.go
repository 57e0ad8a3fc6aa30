package pdftext

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// baseTable is a named one-byte encoding (ISO 32000-1, annex D). Without a name
// it is StandardEncoding, which differs from WinAnsi in what standardExtras lists.
func baseTable(name string) [256]string {
	var t [256]string
	page := charmap.Windows1252
	if name == "MacRomanEncoding" {
		page = charmap.Macintosh
	}
	for c := range t {
		if r := page.DecodeByte(byte(c)); c >= 32 && r != '\uFFFD' {
			t[c] = string(r)
		}
	}
	if name == "" || name == "StandardEncoding" {
		for c, s := range standardExtras() {
			t[c] = s
		}
	}
	return t
}

// standardExtras are the codes of StandardEncoding that text really uses and
// that mean something else in WinAnsi.
func standardExtras() map[int]string {
	return map[int]string{
		0xA4: "⁄", 0xA6: "ƒ", 0xA9: "'", 0xAA: "“", 0xAC: "‹", 0xAD: "›",
		0xAE: "fi", 0xAF: "fl", 0xB1: "–", 0xB2: "†", 0xB3: "‡", 0xB4: "·",
		0xB7: "•", 0xB8: "‚", 0xB9: "„", 0xBA: "”", 0xBC: "…", 0xBD: "‰",
		0xD0: "—", 0xE1: "Æ", 0xE3: "ª", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ",
		0xEB: "º", 0xF1: "æ", 0xF5: "ı", 0xF8: "ł", 0xF9: "ø", 0xFA: "œ", 0xFB: "ß",
	}
}

// asciiName returns the ASCII character of a glyph name, 0 for others. It tells
// an identity of the library's glyph list from its way of saying "unknown".
func asciiName(name string) byte {
	const names = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
		"zero one two three four five six seven eight nine colon semicolon less equal greater question at " +
		"A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore grave " +
		"a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde"
	for i, n := range strings.Fields(names) {
		if n == name {
			return byte(' ' + i)
		}
	}
	return 0
}

// standardWidths are the advance widths, in thousandths of the em, of the
// standard fonts that need not bring their own (§9.6.2.2), codes 32 to 126.
func standardWidths(base string) map[int]float64 {
	list := helveticaWidths
	switch {
	case strings.Contains(base, "Courier"):
		list = func() []float64 { return nil }
	case strings.Contains(base, "Times"):
		list = timesWidths
	}
	out := map[int]float64{}
	for i, w := range list() {
		out[32+i] = w
	}
	if strings.Contains(base, "Courier") {
		for c := 32; c < 256; c++ {
			out[c] = 600
		}
	}
	return out
}

// standardHeights are ascent and descent of the standard fonts.
func standardHeights(base string) (ascent, descent float64) {
	switch {
	case strings.Contains(base, "Courier"):
		return 0.833, -0.3
	case strings.Contains(base, "Times"):
		return 0.893, -0.216
	}
	return 0.905, -0.212
}

func helveticaWidths() []float64 {
	return []float64{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
}

func timesWidths() []float64 {
	return []float64{
		250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
		500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
		921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
		556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
		333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
		500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
	}
}
