package pdftext

import (
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"vestnik/extract/pdftext/fontfile"
)

// loadSimple reads a one-byte font: Type 1, TrueType or Type 3 (§9.6).
func (d *Document) loadSimple(f *font, v pdf.Value) *font {
	descriptor := safely(func() pdf.Value { return v.Key("FontDescriptor") })
	s := simpleFont{
		base: baseName(v.Key("BaseFont").Name()), kind: v.Key("Subtype").Name(),
		descriptor: descriptor, program: d.programOf(descriptor),
	}
	names := s.names(v)
	unicode := d.toUnicode(v)
	widths := s.widths(v, names)
	perUnit := 0.001
	if s.kind == "Type3" {
		perUnit = f.loadType3(v, names, widths)
	}
	f.simple = &[256]glyph{}
	for c := range f.simple {
		text, ok := unicode.text(code{uint32(c), 1})
		if !ok || text == "" || text == "\x00" {
			text = s.text(byte(c), names[c])
		}
		f.simple[c] = glyphOf(text, widths[c]*perUnit)
		f.simple[c].spaced = c == ' '
	}
	f.loadMetrics(descriptor)
	if st, ok := standardFont(s.base); ok && s.program == nil {
		f.ascent, f.descent = st.ascent, st.descent
	}
	return f
}

// simpleFont gathers what the characters of a one-byte font are found by.
type simpleFont struct {
	base       string // name without the tag of a subset
	kind       string
	descriptor pdf.Value
	program    []byte // embedded, or nil
	truetype   *fontfile.TrueType
	coded      bool // by the codes of the font program itself
}

// baseName drops the six letters that mark a subset.
func baseName(name string) string {
	if len(name) > 7 && name[6] == '+' {
		name = name[7:]
	}
	return strings.ReplaceAll(name, " ", "")
}

// programOf reads the embedded font program, if there is one.
func (d *Document) programOf(descriptor pdf.Value) []byte {
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		if s := safely(func() pdf.Value { return descriptor.Key(key) }); s.Kind() == pdf.Stream {
			if b, err := d.decode(s); err == nil && len(b) > 0 {
				return b
			}
		}
	}
	return nil
}

// names gives the glyph name of each code: the base encoding, which may be the
// font program's own, with the differences (§9.6.6).
func (s *simpleFont) names(v pdf.Value) [256]string {
	enc := safely(func() pdf.Value { return v.Key("Encoding") })
	base := enc.Name()
	if enc.Kind() == pdf.Dict {
		base = enc.Key("BaseEncoding").Name()
	}
	names := s.baseNames(base)
	at := 0
	for i, list := 0, enc.Key("Differences"); i < min(list.Len(), 2000); i++ {
		switch x := list.Index(i); x.Kind() {
		case pdf.Integer:
			at = int(x.Int64())
		case pdf.Name:
			if at >= 0 && at < 256 {
				names[at] = x.Name()
			}
			at++
		}
	}
	return names
}

func (s *simpleFont) baseNames(base string) [256]string {
	switch base {
	case "WinAnsiEncoding", "MacRomanEncoding":
		return namedEncoding(base)
	}
	if s.program != nil {
		switch own, format := fontfile.Encoding(s.program); format {
		case fontfile.Type1, fontfile.CFF:
			return own
		case fontfile.IsTrueType:
			s.truetype = fontfile.ParseTrueType(s.program)
			s.coded = base == ""
		}
	}
	switch {
	case s.kind == "TrueType":
		return namedEncoding("WinAnsiEncoding")
	case isSymbol(s.base):
		return symbolNames()
	case s.base == "ZapfDingbats":
		return dingbatNames()
	}
	return namedEncoding("StandardEncoding")
}

// text is what a code stands for without a map to Unicode.
func (s *simpleFont) text(c byte, name string) string {
	if s.coded && s.truetype != nil {
		if text := s.truetype.Text(s.truetype.GlyphOfCode(c), glyphText); text != "" {
			return text
		}
	}
	switch name {
	case "", ".notdef":
		return ""
	}
	if text := glyphText(name); text != "" {
		return text
	}
	if n, ok := glyphNumber(name); ok && s.truetype != nil {
		if text := s.truetype.Text(n, glyphText); text != "" {
			return text
		}
	}
	return codedGlyph(name)
}

// widths are in the font's own units, by code.
func (s *simpleFont) widths(v pdf.Value, names [256]string) *[256]float64 {
	var out [256]float64
	missing := s.descriptor.Key("MissingWidth").Float64()
	for c := range out {
		out[c] = missing
	}
	list := safely(func() pdf.Value { return v.Key("Widths") })
	if list.Len() == 0 {
		s.standardWidths(&out, names)
		return &out
	}
	first := int(min(max(v.Key("FirstChar").Int64(), 0), 255))
	for i := 0; i < min(list.Len(), 256-first); i++ {
		if w := list.Index(i).Float64(); !math.IsNaN(w) && math.Abs(w) < 1e6 {
			out[first+i] = w
		}
	}
	return &out
}

// standardWidths fills in what the standard fonts need not bring (§9.6.2.2); a
// font that should have, gets those of the nearest.
func (s *simpleFont) standardWidths(out *[256]float64, names [256]string) {
	st, ok := standardFont(s.base)
	if !ok {
		st = nearestFont(s.base, int(s.descriptor.Key("Flags").Int64()))
	}
	for c, name := range names {
		if w, ok := st.width(glyphText(name)); ok {
			out[c] = w
		}
	}
	if w, ok := st.width(" "); ok && out[' '] == 0 {
		out[' '] = w
	}
}

// loadType3 returns the scale of a Type 3 font's widths. What its em is cannot be
// known without drawing it; poppler's guess, by the width of m, is as good as any.
func (f *font) loadType3(v pdf.Value, names [256]string, widths *[256]float64) float64 {
	fm := matrix{0.001, 0, 0, 0.001, 0, 0}
	if m := matrixOf(v.Key("FontMatrix")); m != nil {
		fm = *m
	}
	width := func(c int) float64 { return math.Abs(widths[c] * fm[0]) }
	var ofM, ofLetter, ofAny float64
	for c, name := range names {
		w := width(c)
		letter := len(name) == 1 && (name[0]|0x20) >= 'a' && (name[0]|0x20) <= 'z'
		switch {
		case name == "" || w == 0:
		case name == "m":
			ofM = w
		case letter && ofLetter == 0:
			ofLetter = w
		}
		if name != "" && ofAny == 0 {
			ofAny = w
		}
	}
	switch {
	case ofM > 0:
		f.emScale = ofM / 0.6
	case ofLetter > 0:
		f.emScale = ofLetter / 0.5
	case ofAny > 0:
		f.emScale = ofAny / 0.5
	}
	if fm[0] != 0 && fm[3] != 0 {
		f.emScale *= math.Abs(fm[3] / fm[0])
		f.flipX, f.flipY = math.Copysign(1, fm[0]), math.Copysign(1, fm[3])
	}
	return fm[0]
}
