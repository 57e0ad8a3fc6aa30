package pdftext

import (
	"encoding/binary"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"

	"vestnik/extract/pdftext/fontfile"
)

// composite is a Type 0 font: codes of one to four bytes name glyphs by CID (§9.7).
type composite struct {
	unicode   *cmap
	encoding  *cmap // nil: two-byte codes are CIDs
	unicode16 bool  // codes are UTF-16 themselves
	identity  bool  // nothing tells what CIDs are; viewers take them for characters
	widths    map[int]float64
	missing   float64 // width of the rest

	gids     []byte // CIDToGIDMap: two bytes a CID
	truetype *fontfile.TrueType
	names    []string // glyph names of an embedded CFF font, by CID

	pages [256]*[256]glyph // of two-byte codes, by first byte
	other map[code]*glyph
}

func (d *Document) loadComposite(v, descendant pdf.Value) *composite {
	f := &composite{unicode: d.toUnicode(v), widths: map[int]float64{}, other: map[code]*glyph{}, missing: 1000}
	encoding := safely(func() pdf.Value { return v.Key("Encoding") })
	switch name := encoding.Name(); {
	case encoding.Kind() == pdf.Stream:
		f.encoding = d.readCMap(encoding, 0)
	case strings.Contains(name, "UCS2") || strings.Contains(name, "UTF16"):
		f.unicode16 = true
	}
	if dw := descendant.Key("DW"); !dw.IsNull() {
		f.missing = dw.Float64()
	}
	f.loadWidths(safely(func() pdf.Value { return descendant.Key("W") }))
	if f.unicode == nil && !f.unicode16 {
		f.loadProgram(d, descendant)
	}
	return f
}

// loadWidths reads "c [w1 w2 …]" and "first last w" (§9.7.4.3).
func (f *composite) loadWidths(w pdf.Value) {
	const all = 1 << 16
	for i := 0; i+1 < w.Len() && len(f.widths) <= all; {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := 0; j < min(list.Len(), all); j++ {
				f.widths[first+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		last, width := int(w.Index(i+1).Int64()), w.Index(i+2).Float64()
		for c := first; c <= last && c-first < all; c++ {
			f.widths[c] = width
		}
		i += 3
	}
}

// loadProgram looks into the embedded font for what its glyphs are, since the
// file does not say.
func (f *composite) loadProgram(d *Document, descendant pdf.Value) {
	program := d.programOf(safely(func() pdf.Value { return descendant.Key("FontDescriptor") }))
	if program == nil {
		f.identity = true
		return
	}
	if m := safely(func() pdf.Value { return descendant.Key("CIDToGIDMap") }); m.Kind() == pdf.Stream {
		if b, err := d.decode(m); err == nil {
			f.gids = b
		}
	}
	if f.truetype = fontfile.ParseTrueType(program); f.truetype == nil {
		f.names = fontfile.GlyphNames(program)
	}
}

// next cuts one glyph off s.
func (f *composite) next(s []byte) (*glyph, int) {
	if f.encoding == nil && len(s) >= 2 {
		page := f.pages[s[0]]
		if page == nil {
			page = &[256]glyph{}
			f.pages[s[0]] = page
		}
		g := &page[s[1]]
		if !g.known {
			*g = f.resolve(code{uint32(s[0])<<8 | uint32(s[1]), 2})
		}
		return g, 2
	}
	c, rest := f.encoding.split(s, 2)
	g, ok := f.other[c]
	if !ok {
		made := f.resolve(c)
		g = &made
		if len(f.other) < 1<<17 {
			f.other[c] = g
		}
	}
	return g, len(s) - len(rest)
}

func (f *composite) resolve(c code) glyph {
	cid := f.encoding.cid(c)
	w, ok := f.widths[cid]
	if !ok || math.IsNaN(w) || math.Abs(w) > 1e6 {
		w = f.missing
	}
	g := glyphOf(f.text(c, cid), w*0.001)
	g.spaced = c.size == 1 && c.value == ' '
	return g
}

func (f *composite) text(c code, cid int) string {
	if s, ok := f.unicode.text(c); ok {
		if s != "" && s != "\x00" {
			return s
		}
		return ""
	}
	switch {
	case f.unicode16:
		return textOf([]uint16{uint16(c.value)})
	case f.truetype != nil:
		gid := cid
		if len(f.gids) >= 2 {
			if 2*cid+2 > len(f.gids) {
				return ""
			}
			gid = int(binary.BigEndian.Uint16(f.gids[2*cid:]))
		}
		if s := f.truetype.Text(gid, glyphText); s != "" || gid == 0 {
			return s
		}
	case f.identity && cid > ' ' && cid < 0xD800:
		return string(rune(cid))
	case cid < len(f.names):
		if s := glyphText(f.names[cid]); s != "" {
			return s
		}
	}
	return unknown
}
