package pdftext

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// namedEncoding gives the glyph names of a one-byte encoding (ISO 32000-1, annex
// D); a glyph without a name of its own there is called by its code point.
// StandardEncoding differs from WinAnsi in what standardExtras lists.
func namedEncoding(name string) [256]string {
	var t [256]string
	page := charmap.Windows1252
	if name == "MacRomanEncoding" {
		page = charmap.Macintosh
	}
	for c := ' '; c < 256; c++ {
		if r := page.DecodeByte(byte(c)); r != '\uFFFD' && r >= ' ' && !(r >= 0x7f && r < 0xa0) {
			t[c] = charName(r)
		}
	}
	switch name {
	case "WinAnsiEncoding":
		for _, c := range []int{0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d} {
			t[c] = "bullet" // annex D, note 3
		}
	case "StandardEncoding":
		for c := 0x80; c < 256; c++ {
			t[c] = ""
		}
		t['\''], t['`'] = "quoteright", "quoteleft"
		for c, r := range standardExtras() {
			t[c] = charName(r)
		}
		t[0xAE], t[0xAF] = "fi", "fl"
	}
	return t
}

// charName is a glyph name that glyphText reads back.
func charName(r rune) string {
	if r|0x20 >= 'a' && r|0x20 <= 'z' {
		return string(r)
	}
	return fmt.Sprintf("uni%04X", r)
}

// standardExtras is the upper half of StandardEncoding.
func standardExtras() map[int]rune {
	return map[int]rune{
		0xA1: '¡', 0xA2: '¢', 0xA3: '£', 0xA4: '⁄', 0xA5: '¥', 0xA6: 'ƒ', 0xA7: '§', 0xA8: '¤',
		0xA9: '\'', 0xAA: '“', 0xAB: '«', 0xAC: '‹', 0xAD: '›', 0xB1: '–', 0xB2: '†', 0xB3: '‡',
		0xB4: '·', 0xB6: '¶', 0xB7: '•', 0xB8: '‚', 0xB9: '„', 0xBA: '”', 0xBB: '»', 0xBC: '…',
		0xBD: '‰', 0xBF: '¿', 0xC1: '`', 0xC2: '´', 0xC3: 'ˆ', 0xC4: '˜', 0xC5: '¯', 0xC6: '˘',
		0xC7: '˙', 0xC8: '¨', 0xCA: '˚', 0xCB: '¸', 0xCD: '˝', 0xCE: '˛', 0xCF: 'ˇ', 0xD0: '—',
		0xE1: 'Æ', 0xE3: 'ª', 0xE8: 'Ł', 0xE9: 'Ø', 0xEA: 'Œ', 0xEB: 'º', 0xF1: 'æ', 0xF5: 'ı',
		0xF8: 'ł', 0xF9: 'ø', 0xFA: 'œ', 0xFB: 'ß',
	}
}

// symbolNames is the built-in encoding of the standard font Symbol (annex D.5),
// by the characters of its codes 0x20 to 0x7E and 0xA0 to 0xFE.
func symbolNames() [256]string {
	const low = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\uf8e5αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
	const high = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\uf8e6\uf8e7↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇\u00ae\u00a9™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈\u00ae\u00a9™∑" +
		"\uf8eb\uf8ec\uf8ed\uf8ee\uf8ef\uf8f0\uf8f1\uf8f2\uf8f3\uf8f4\u0000〉∫⌠\uf8f5⌡\uf8f6\uf8f7\uf8f8\uf8f9\uf8fa\uf8fb\uf8fc\uf8fd\uf8fe"
	var t [256]string
	for i, r := range []rune(low) {
		t[0x20+i] = charName(r)
	}
	for i, r := range []rune(high) {
		if r != 0 {
			t[0xA0+i] = charName(r)
		}
	}
	return t
}

// dingbatNames is the built-in encoding of ZapfDingbats, which Unicode took over
// in its order (annex D.6).
func dingbatNames() [256]string {
	var t [256]string
	t[' '] = "space"
	for c := 0x21; c <= 0x7E; c++ {
		t[c] = charName(rune(0x2700 + c - 0x20))
	}
	for c := 0xA1; c <= 0xFE; c++ {
		t[c] = charName(rune(0x2760 + c - 0xA0))
	}
	for c, r := range map[int]rune{
		0x25: '☎', 0x2A: '☛', 0x2B: '☞', 0x48: '★', 0x6C: '●', 0x6E: '■', 0x73: '▲', 0x74: '▼', 0x75: '◆', 0x77: '◗',
		0xA8: '♣', 0xA9: '♦', 0xAA: '♥', 0xAB: '♠', 0xD5: '→', 0xD6: '↔', 0xD7: '↕',
	} {
		t[c] = charName(r)
	}
	for i := range 10 {
		t[0xAC+i] = charName('①' + rune(i))
	}
	return t
}

// isSymbol reports whether a font is the standard one of that name.
func isSymbol(base string) bool {
	return base == "Symbol" || strings.HasPrefix(base, "SymbolMT") || strings.HasPrefix(base, "Symbol,")
}
