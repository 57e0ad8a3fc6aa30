package pdftext

import (
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"vestnik/extract/pdftext/fontfile"
)

// simpleFont is a one-byte font: Type 1, TrueType or Type 3 (§9.6). Its glyphs
// are found out as they are shown.
type simpleFont struct {
	glyphs   [256]glyph
	unicode  *cmap
	own      [256]string // glyph names by Differences
	encoding string      // name of the base encoding, if given
	base     string      // name of the font without the tag of a subset
	kind     string
	widths   [256]float64 // in thousandths of the em, or in units of a Type 3 font
	perUnit  float64
	standard *standard // whose widths apply, where the font brings none

	program  func() []byte // embedded, or nil
	names    *[256]string  // of the base encoding, when it was asked for
	truetype *fontfile.TrueType
	coded    bool // by the codes of the font program itself
}

func (d *Document) loadSimple(f *font, v pdf.Value) *font {
	descriptor := safely(func() pdf.Value { return v.Key("FontDescriptor") })
	s := &simpleFont{
		base: baseName(v.Key("BaseFont").Name()), kind: v.Key("Subtype").Name(), unicode: d.toUnicode(v), perUnit: 0.001,
		program: func() []byte { return d.programOf(descriptor) },
	}
	s.loadEncoding(safely(func() pdf.Value { return v.Key("Encoding") }))
	s.loadWidths(v, descriptor)
	if s.kind == "Type3" {
		s.perUnit = f.loadType3(v, s)
	}
	f.simple = s
	f.loadMetrics(descriptor)
	if st, ok := standardFont(s.base); ok && !embedded(descriptor) {
		f.ascent, f.descent = st.ascent, st.descent
	}
	return f
}

// next returns the glyph of a code.
func (s *simpleFont) next(c byte) *glyph {
	g := &s.glyphs[c]
	if !g.known {
		*g = s.resolve(c)
	}
	return g
}

func (s *simpleFont) resolve(c byte) (g glyph) {
	text, ok := s.unicode.text(code{uint32(c), 1})
	if !ok || text == "" || text == "\x00" {
		text = s.text(c)
	}
	width := s.widths[c]
	if s.standard != nil {
		if w, ok := s.standard.width(glyphText(s.name(c))); ok {
			width = w
		}
	}
	g = glyphOf(text, width*s.perUnit)
	g.spaced = c == ' '
	return g
}

// baseName drops the six letters that mark a subset.
func baseName(name string) string {
	if len(name) > 7 && name[6] == '+' {
		name = name[7:]
	}
	return strings.ReplaceAll(name, " ", "")
}

func fontFiles() [3]string { return [3]string{"FontFile", "FontFile2", "FontFile3"} }

func embedded(descriptor pdf.Value) bool {
	for _, key := range fontFiles() {
		if safely(func() pdf.Value { return descriptor.Key(key) }).Kind() == pdf.Stream {
			return true
		}
	}
	return false
}

// programOf reads the embedded font program, if there is one.
func (d *Document) programOf(descriptor pdf.Value) []byte {
	for _, key := range fontFiles() {
		if s := safely(func() pdf.Value { return descriptor.Key(key) }); s.Kind() == pdf.Stream {
			if b, err := d.decode(s); err == nil && len(b) > 0 {
				return b
			}
		}
	}
	return nil
}

// loadEncoding reads the name of the base encoding and the differences (§9.6.6).
func (s *simpleFont) loadEncoding(enc pdf.Value) {
	s.encoding = enc.Name()
	if enc.Kind() == pdf.Dict {
		s.encoding = enc.Key("BaseEncoding").Name()
	}
	at := 0
	for i, list := 0, enc.Key("Differences"); i < min(list.Len(), 2000); i++ {
		switch x := list.Index(i); x.Kind() {
		case pdf.Integer:
			at = int(x.Int64())
		case pdf.Name:
			if at >= 0 && at < 256 {
				s.own[at] = x.Name()
			}
			at++
		}
	}
}

// name is the glyph that a code shows.
func (s *simpleFont) name(c byte) string {
	if s.own[c] != "" {
		return s.own[c]
	}
	if s.names == nil {
		names := s.baseNames()
		s.names = &names
	}
	return s.names[c]
}

// baseNames is the base encoding, which may be the font program's own.
func (s *simpleFont) baseNames() [256]string {
	switch s.encoding {
	case "WinAnsiEncoding", "MacRomanEncoding":
		return namedEncoding(s.encoding)
	}
	if program := s.program(); program != nil {
		switch own, format := fontfile.Encoding(program); format {
		case fontfile.Type1, fontfile.CFF:
			return own
		case fontfile.IsTrueType:
			s.truetype = fontfile.ParseTrueType(program)
			s.coded = s.encoding == ""
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
func (s *simpleFont) text(c byte) string {
	name := s.name(c)
	if s.coded && s.own[c] == "" {
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
	if n, ok := glyphNumber(name); ok {
		if s.truetype == nil {
			s.truetype = fontfile.ParseTrueType(s.program())
		}
		if s.truetype != nil {
			if text := s.truetype.Text(n, glyphText); text != "" {
				return text
			}
		}
	}
	return codedGlyph(name)
}

// loadWidths reads the widths by code. The standard fonts need not bring theirs
// (§9.6.2.2); a font that should have, gets those of the nearest.
func (s *simpleFont) loadWidths(v, descriptor pdf.Value) {
	missing := descriptor.Key("MissingWidth").Float64()
	for c := range s.widths {
		s.widths[c] = missing
	}
	list := safely(func() pdf.Value { return v.Key("Widths") })
	if list.Len() == 0 {
		st, ok := standardFont(s.base)
		if !ok {
			st = nearestFont(s.base, int(descriptor.Key("Flags").Int64()))
		}
		s.standard = &st
		return
	}
	first := int(min(max(v.Key("FirstChar").Int64(), 0), 255))
	for i := 0; i < min(list.Len(), 256-first); i++ {
		if w := list.Index(i).Float64(); !math.IsNaN(w) && math.Abs(w) < 1e6 {
			s.widths[first+i] = w
		}
	}
}

// loadType3 returns the scale of a Type 3 font's widths. What its em is cannot be
// known without drawing it; poppler's guess, by the width of m, is as good as any.
func (f *font) loadType3(v pdf.Value, s *simpleFont) float64 {
	fm := matrix{0.001, 0, 0, 0.001, 0, 0}
	if m := matrixOf(v.Key("FontMatrix")); m != nil {
		fm = *m
	}
	width := func(c int) float64 { return math.Abs(s.widths[c] * fm[0]) }
	var ofM, ofLetter, ofAny float64
	for c := range 256 {
		name, w := s.name(byte(c)), width(c)
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
