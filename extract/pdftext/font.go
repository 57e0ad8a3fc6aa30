package pdftext

import (
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// maxStream bounds one decoded stream of content, map or font dictionary.
const maxStream = 64 << 20

// unknown stands for a glyph that the font gives no character for.
const unknown = string(utf8.RuneError)

// font turns the bytes of a shown string into glyphs (§9.5 to §9.8).
type font struct {
	composite bool
	toUnicode *cmap
	encoding  *cmap // of a composite font with a CMap of its own
	unicode16 bool  // codes are UTF-16 themselves
	table     [256]string
	widths    map[int]float64 // by code, or by CID in a composite font; thousandths of the em
	missing   float64
	ascent    float64 // fractions of the em
	descent   float64
	perUnit   float64 // glyph space to text space: 1/1000, or a Type 3 font's own
	cache     map[code]glyphInfo
}

// glyphInfo is what a code means in a font.
type glyphInfo struct {
	text  string
	width float64 // in text space for font size 1
	space bool    // the single-byte code 32, to which word spacing applies
}

// loadFont reads a font dictionary. Anything missing falls back to what viewers do.
func loadFont(v pdf.Value) *font {
	f := &font{missing: 0, perUnit: 0.001, ascent: 0.95, descent: -0.35, cache: map[code]glyphInfo{}, widths: map[int]float64{}}
	if u := v.Key("ToUnicode"); u.Kind() == pdf.Stream {
		f.toUnicode = safeCMap(u)
	}
	descriptor := v.Key("FontDescriptor")
	switch v.Key("Subtype").Name() {
	case "Type0":
		f.composite = true
		descendant := v.Key("DescendantFonts").Index(0)
		descriptor = descendant.Key("FontDescriptor")
		f.loadComposite(v.Key("Encoding"), descendant)
	case "Type3":
		if fm := v.Key("FontMatrix"); fm.Len() == 6 {
			f.perUnit = math.Abs(fm.Index(0).Float64())
		}
		f.loadSimple(v)
	default:
		f.loadSimple(v)
	}
	f.loadMetrics(descriptor)
	return f
}

// loadMetrics takes ascent and descent as poppler does, so that boxes agree.
func (f *font) loadMetrics(d pdf.Value) {
	if a := math.Abs(d.Key("Ascent").Float64()) / 1000; a > 0 {
		f.ascent = min(a, 1.05)
	}
	if a := math.Abs(d.Key("Descent").Float64()) / 1000; a > 0 {
		f.descent = -min(a, 0.4)
	}
}

func (f *font) loadSimple(v pdf.Value) {
	f.table = simpleTable(v)
	first := int(v.Key("FirstChar").Int64())
	w := v.Key("Widths")
	for i := 0; i < min(w.Len(), 256); i++ {
		f.widths[first+i] = w.Index(i).Float64()
	}
	f.missing = v.Key("FontDescriptor").Key("MissingWidth").Float64()
	if w.Len() == 0 {
		base := v.Key("BaseFont").Name()
		f.missing = 556
		for c, width := range standardWidths(base) {
			f.widths[c] = width
		}
		f.ascent, f.descent = standardHeights(base)
	}
}

// simpleTable builds the encoding of a one-byte font: base table, then
// differences (§9.6.6).
func simpleTable(v pdf.Value) [256]string {
	enc := v.Key("Encoding")
	base := enc.Name()
	if enc.Kind() == pdf.Dict {
		base = enc.Key("BaseEncoding").Name()
	}
	table := baseTable(base)
	d := enc.Key("Differences")
	if d.Len() == 0 {
		return table
	}
	names := pdf.Font{V: v} // the library holds the glyph list
	at := 0
	for i := 0; i < d.Len(); i++ {
		x := d.Index(i)
		switch x.Kind() {
		case pdf.Integer:
			at = int(x.Int64())
		case pdf.Name:
			if at >= 0 && at < 256 {
				table[at] = glyphName(names, byte(at), x.Name())
			}
			at++
		}
	}
	return table
}

// glyphName returns the character that a glyph's name stands for.
func glyphName(names pdf.Font, c byte, name string) string {
	if r, ok := numberedGlyph(name); ok {
		return string(r)
	}
	if base, _, cut := strings.Cut(name, "."); cut && base != "" {
		name = base // "a.sc", "one.tab"
	}
	if name == ".notdef" {
		return ""
	}
	if s := names.Encoder().Decode(string([]byte{c})); s != string(rune(c)) || isNameOf(name, c) {
		return s
	}
	return codedGlyph(name)
}

// codedGlyph reads names that hold a code and nothing else, a224 or C104, as TeX
// gives them to bitmap fonts: the code is that of TeX's own encoding, which
// above ASCII agrees with a Windows page (which one, package layer finds out).
func codedGlyph(name string) string {
	digits := strings.TrimLeft(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz")
	v, err := strconv.Atoi(digits)
	if err != nil || len(name)-len(digits) > 2 || v > 255 {
		return unknown
	}
	if s, ok := map[int]string{21: "–", 22: "—", 27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl", 127: "-"}[v]; ok {
		return s
	}
	if v < 32 {
		return unknown
	}
	return string(charmap.Windows1252.DecodeByte(byte(v)))
}

// isNameOf reports whether the library's answer "the code itself" may be right:
// a glyph named by its own letter.
func isNameOf(name string, c byte) bool {
	return len(name) == 1 && name[0] == c || asciiName(name) == c
}

// numberedGlyph reads uni0416, u0416 and u1F600.
func numberedGlyph(name string) (rune, bool) {
	digits, ok := strings.CutPrefix(name, "uni")
	if !ok {
		digits, ok = strings.CutPrefix(name, "u")
	}
	if !ok || len(digits) < 4 || len(digits) > 6 {
		return 0, false
	}
	var r rune
	for i := range len(digits) {
		d := unhex(digits[i])
		if d < 0 {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	return r, utf8.ValidRune(r)
}

func (f *font) loadComposite(encoding, descendant pdf.Value) {
	switch {
	case encoding.Kind() == pdf.Stream:
		f.encoding = safeCMap(encoding)
	case strings.Contains(encoding.Name(), "UCS2") || strings.Contains(encoding.Name(), "UTF16"):
		f.unicode16 = true
	}
	f.missing = 1000
	if dw := descendant.Key("DW"); !dw.IsNull() {
		f.missing = dw.Float64()
	}
	f.loadCIDWidths(descendant.Key("W"))
}

// loadCIDWidths reads "c [w1 w2 …]" and "first last w" (§9.7.4.3).
func (f *font) loadCIDWidths(w pdf.Value) {
	for i := 0; i+1 < w.Len(); {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := 0; j < min(list.Len(), 1<<16); j++ {
				f.widths[first+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		last, width := int(w.Index(i+1).Int64()), w.Index(i+2).Float64()
		for c := first; c <= last && c-first < 1<<16; c++ {
			f.widths[c] = width
		}
		i += 3
	}
}

// next cuts one glyph off a shown string.
func (f *font) next(s []byte) (glyphInfo, []byte) {
	fallback := 1
	if f.composite {
		fallback = 2
	}
	c, rest := f.encoding.split(s, fallback)
	if g, ok := f.cache[c]; ok {
		return g, rest
	}
	g := f.resolve(c)
	f.cache[c] = g
	return g, rest
}

func (f *font) resolve(c code) glyphInfo {
	id := int(c.value)
	if f.encoding != nil {
		id = f.encoding.cid(c)
	}
	w, ok := f.widths[id]
	if !ok {
		w = f.missing
	}
	return glyphInfo{text: f.text(c), width: w * f.perUnit, space: c.size == 1 && c.value == ' '}
}

func (f *font) text(c code) string {
	if f.toUnicode != nil {
		if s, ok := f.toUnicode.text(c); ok && s != "" && s != "\x00" {
			return s
		}
		// Some producers write the map of a one-byte font in two bytes.
		if s, ok := f.toUnicode.text(code{c.value, 3 - c.size}); ok && c.size <= 2 && s != "" {
			return s
		}
	}
	switch {
	case f.composite && f.unicode16:
		return textOf([]uint16{uint16(c.value)})
	case f.composite:
		return unknown
	}
	return f.table[c.value&0xFF]
}

// safeCMap reads a map; one that cannot be decoded is as good as none.
func safeCMap(v pdf.Value) (m *cmap) {
	defer func() {
		if recover() != nil {
			m = nil
		}
	}()
	b, err := io.ReadAll(io.LimitReader(v.Reader(), maxStream))
	if err != nil && len(b) == 0 {
		return nil
	}
	return parseCMap(b)
}
