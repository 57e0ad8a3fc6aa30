package pdftext

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// glyphList is the Adobe Glyph List, its entries sorted by name.
//
//go:embed glyphlist.txt
var glyphList string

// glyphText returns what a glyph's name stands for by the rules of the Adobe
// Glyph List: listed names, uniXXXX, uXXXXX, f_i, one.tab. It is empty for others.
func glyphText(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if name == "" || len(name) > 64 {
		return ""
	}
	if r := listedGlyph(name); r != "" {
		return r
	}
	if text := numberedGlyph(name); text != "" {
		return text
	}
	if !strings.Contains(name, "_") {
		return texGlyph(name)
	}
	var b strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		text := listedGlyph(part)
		if text == "" {
			text = numberedGlyph(part)
		}
		b.WriteString(text)
	}
	return b.String()
}

// listedGlyph searches the list, a line "name;XXXX[ XXXX]" for each glyph.
func listedGlyph(name string) string {
	if len(name) == 1 && (name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z') {
		return name
	}
	list := glyphList
	start := strings.Index(list, "\nA;") + 1
	// Positions within a line stand for the line.
	lineAt := func(i int) string {
		i = start + i
		from := strings.LastIndexByte(list[:i], '\n') + 1
		line, _, _ := strings.Cut(list[from:], "\n")
		return line
	}
	i := sort.Search(len(list)-start, func(i int) bool {
		key, _, _ := strings.Cut(lineAt(i), ";")
		return key >= name
	})
	if start+i >= len(list) {
		return ""
	}
	key, values, _ := strings.Cut(lineAt(i), ";")
	if key != name {
		return ""
	}
	var b strings.Builder
	for value := range strings.FieldsSeq(values) {
		if v, err := strconv.ParseUint(value, 16, 32); err == nil {
			b.WriteRune(rune(v))
		}
	}
	return b.String()
}

// texGlyph reads the names that TeX gives the sizes of one sign,
// summationdisplay or parenleftBigg, and signs that the list lacks.
func texGlyph(name string) string {
	switch name {
	case "lscript":
		return "ℓ"
	case "bardbl":
		return "‖"
	case "epsilon1":
		return "ϵ"
	case "lessmuch":
		return "≪"
	case "greatermuch":
		return "≫"
	case "floorleft":
		return "⌊"
	case "floorright":
		return "⌋"
	case "angbracketleft":
		return "⟨"
	case "angbracketright":
		return "⟩"
	case "negationslash":
		return "/"
	}
	for _, size := range []string{"display", "text", "bigg", "Bigg", "big", "Big", "tp", "bt", "mid", "ex"} {
		if sign, ok := strings.CutSuffix(name, size); ok && sign != "" {
			return listedGlyph(sign)
		}
	}
	return ""
}

// numberedGlyph reads uni0416, uni04160417, u0416 and u1F600.
func numberedGlyph(name string) string {
	if digits, ok := strings.CutPrefix(name, "uni"); ok && len(digits) >= 4 && len(digits)%4 == 0 {
		var b strings.Builder
		for ; len(digits) >= 4; digits = digits[4:] {
			v, err := strconv.ParseUint(digits[:4], 16, 32)
			if err != nil {
				return ""
			}
			if utf8.ValidRune(rune(v)) {
				b.WriteRune(rune(v))
			}
		}
		return b.String()
	}
	if digits, ok := strings.CutPrefix(name, "u"); ok && len(digits) >= 4 && len(digits) <= 6 {
		if v, err := strconv.ParseUint(digits, 16, 32); err == nil && utf8.ValidRune(rune(v)) {
			return string(rune(v))
		}
	}
	return ""
}

// glyphNumber reads names that hold the number of a glyph in the font: g12, gid12,
// glyph12, cid12.
func glyphNumber(name string) (int, bool) {
	for _, prefix := range []string{"glyph", "gid", "cid", "g"} {
		if digits, ok := strings.CutPrefix(name, prefix); ok {
			n, err := strconv.Atoi(digits)
			return n, err == nil && n >= 0 && n < 1<<16
		}
	}
	return 0, false
}

// codedGlyph reads names that hold a code and nothing else, a224 or C104, as TeX
// gives them to bitmap fonts: the code is that of TeX's own encoding, which
// above ASCII agrees with a Windows page (which one, package layer finds out).
func codedGlyph(name string) string {
	digits := strings.TrimLeft(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz")
	v, err := strconv.Atoi(digits)
	if err != nil || v < 0 || len(name)-len(digits) > 2 || v > 255 {
		return unknown
	}
	switch v {
	case 21:
		return "–"
	case 22:
		return "—"
	case 27, 28, 29, 30, 31:
		return ligature('ﬀ' + rune(v-27))
	case 127:
		return "-"
	}
	if v < 32 {
		return unknown
	}
	return string(charmap.Windows1252.DecodeByte(byte(v)))
}
