package pdftext

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// unknown stands for a glyph that the font gives no character for.
const unknown = string(utf8.RuneError)

// font turns the bytes of a shown string into glyphs (§9.5 to §9.8).
type font struct {
	simple    *simpleFont
	composite *composite // where simple is nil
	ascent    float64    // fractions of the em
	descent   float64
	emScale   float64 // em of the letters to the font's size; not 1 in a Type 3 font
	flipX     float64 // signs of a Type 3 font's own axes
	flipY     float64
}

// glyph is what a code means in a font.
type glyph struct {
	text   string
	width  float64 // in text space for font size 1
	known  bool    // filled in
	spaced bool    // the single-byte code 32, to which word spacing applies
	hollow bool    // takes room, but stands for no character to keep
	blank  bool    // white space: it ends a word and is not kept
	accent bool    // to be written over the letter before it
	odd    bool    // text to be mended when its word is complete
}

// glyphOf classes a text that a code stands for.
func glyphOf(text string, width float64) glyph {
	g := glyph{text: cleanText(text), width: width, known: true}
	if text == "\t" || text == "\n" || text == "\r" {
		g.text, g.blank = " ", true
		return g
	}
	g.hollow = g.text == "" && text != ""
	g.blank = g.text != "" && strings.TrimSpace(g.text) == ""
	g.odd = strings.ContainsFunc(g.text, odd)
	if g.odd {
		r, size := utf8.DecodeRuneInString(g.text)
		g.accent = size == len(g.text) && unicode.Is(unicode.Mn, r)
	}
	return g
}

// next cuts one glyph off a shown string, which must not be empty, and returns
// how many bytes it took.
func (f *font) next(s []byte) (*glyph, int) {
	if f.simple != nil {
		return f.simple.next(s[0]), 1
	}
	return f.composite.next(s)
}

// loadFont reads a font dictionary. Anything missing falls back to what viewers do.
func (d *Document) loadFont(v pdf.Value) *font {
	f := &font{ascent: 0.95, descent: -0.35, emScale: 1, flipX: 1, flipY: 1}
	if v.Key("Subtype").Name() == "Type0" {
		descendant := safely(func() pdf.Value { return v.Key("DescendantFonts").Index(0) })
		f.composite = d.loadComposite(v, descendant)
		f.loadMetrics(safely(func() pdf.Value { return descendant.Key("FontDescriptor") }))
		return f
	}
	return d.loadSimple(f, v)
}

// loadMetrics takes ascent and descent as poppler does, so that boxes agree.
func (f *font) loadMetrics(descriptor pdf.Value) {
	const absurd = 3 // em
	if a := math.Abs(descriptor.Key("Ascent").Float64()) / 1000; a > 0 && a < absurd {
		f.ascent = a
	}
	if a := math.Abs(descriptor.Key("Descent").Float64()) / 1000; a > 0 && a < absurd {
		f.descent = -a
	}
}

// toUnicode reads a font's map to Unicode; one that cannot be decoded is as good
// as none.
func (d *Document) toUnicode(v pdf.Value) *cmap {
	u := safely(func() pdf.Value { return v.Key("ToUnicode") })
	if u.Kind() != pdf.Stream {
		return nil
	}
	return d.readCMap(u, 0)
}

// readCMap reads a map with those that it extends.
func (d *Document) readCMap(v pdf.Value, depth int) *cmap {
	b, err := d.decode(v)
	if err != nil {
		return nil
	}
	var parent *cmap
	if base := safely(func() pdf.Value { return v.Key("UseCMap") }); base.Kind() == pdf.Stream && depth < 4 {
		parent = d.readCMap(base, depth+1)
	}
	m := parseCMap(b, parent)
	if strings.HasPrefix(v.Key("UseCMap").Name(), "Identity") {
		m.identity = true
	}
	return m
}
