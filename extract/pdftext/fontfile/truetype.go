package fontfile

import "unicode/utf8"

// TrueType knows the glyphs of a TrueType or OpenType program.
type TrueType struct {
	unicode map[int]rune   // glyph to character, of a Unicode cmap
	codes   map[int]int    // code to glyph, of a symbol or Macintosh cmap
	names   map[int]string // glyph to name
}

// maxGlyphs is what a program can have.
const maxGlyphs = 1 << 16

func isSFNT(b []byte) bool {
	if len(b) < 12 {
		return false
	}
	switch string(b[:4]) {
	case "\x00\x01\x00\x00", "true", "ttcf":
		return true
	}
	return false
}

// ParseTrueType reads a program; nil for one of another kind.
func ParseTrueType(program []byte) *TrueType {
	if !isSFNT(program) && !(len(program) > 12 && string(program[:4]) == "OTTO") {
		return nil
	}
	t := tables(program)
	f := &TrueType{unicode: map[int]rune{}, codes: map[int]int{}, names: map[int]string{}}
	f.readCmap(t["cmap"])
	f.readPost(t["post"])
	return f
}

// Text returns the character of a glyph by the font's own cmap, or by its name
// as nameText reads it; empty when neither tells.
func (f *TrueType) Text(glyph int, nameText func(string) string) string {
	if r, ok := f.unicode[glyph]; ok {
		return string(r)
	}
	if name := f.names[glyph]; name != "" && name != ".notdef" {
		return nameText(name)
	}
	return ""
}

// GlyphOfCode returns the glyph that a symbolic font shows for a code, 0 for none.
func (f *TrueType) GlyphOfCode(c byte) int {
	for _, high := range []int{0, 0xF000, 0xF100, 0xF200} {
		if g, ok := f.codes[high|int(c)]; ok && g != 0 {
			return g
		}
	}
	return 0
}

// tables finds the parts of a program by their tags.
func tables(program []byte) map[string]reader {
	r, at := reader(program), 0
	if string(r.part(0, 4)) == "ttcf" {
		at = r.u32(12)
	}
	out := map[string]reader{}
	for i := range min(r.u16(at+4), 64) {
		entry := at + 12 + 16*i
		if tag := string(r.part(entry, 4)); tag != "" {
			out[tag] = r.part(r.u32(entry+8), r.u32(entry+12))
		}
	}
	return out
}

func (f *TrueType) readCmap(r reader) {
	for i := range min(r.u16(2), 32) {
		entry := 4 + 8*i
		platform, encoding, at := r.u16(entry), r.u16(entry+2), r.u32(entry+4)
		switch {
		case platform == 0, platform == 3 && (encoding == 1 || encoding == 10):
			r.each(at, func(c, g int) {
				if old, ok := f.unicode[g]; utf8.ValidRune(rune(c)) && (!ok || better(rune(c), old)) {
					f.unicode[g] = rune(c)
				}
			})
		case platform == 3 && encoding == 0, platform == 1 && encoding == 0:
			r.each(at, func(c, g int) {
				if _, ok := f.codes[c]; !ok {
					f.codes[c] = g
				}
			})
		}
	}
}

// better prefers, of two characters of one glyph, one that is in public use and
// then the lower: a space to a no-break space.
func better(a, b rune) bool {
	private := func(r rune) bool { return r >= 0xE000 && r <= 0xF8FF || r < ' ' }
	if private(a) != private(b) {
		return private(b)
	}
	return a < b
}

// each calls f for every code of a cmap subtable and its glyph, glyph 0 left out.
func (r reader) each(at int, f func(c, g int)) {
	emit := func(c, g int) {
		if g > 0 && g < maxGlyphs {
			f(c, g)
		}
	}
	switch r.u16(at) {
	case 0:
		for c := range 256 {
			emit(c, r.u8(at+6+c))
		}
	case 4:
		r.eachSegment(at, emit)
	case 6:
		for i := range r.u16(at + 8) {
			emit(r.u16(at+6)+i, r.u16(at+10+2*i))
		}
	case 12:
		left := 1 << 17
		for i := range min(r.u32(at+12), len(r)/12) {
			group := at + 16 + 12*i
			first, last, g := r.u32(group), r.u32(group+4), r.u32(group+8)
			for c := first; c <= last && left > 0; c++ {
				emit(c, g+c-first)
				left--
			}
		}
	}
}

// eachSegment reads format 4: segments of the Basic Multilingual Plane.
func (r reader) eachSegment(at int, emit func(c, g int)) {
	n := r.u16(at+6) / 2
	ends, starts := at+14, at+16+2*n
	left := 1 << 17
	for i := range min(n, len(r)/8) {
		first, last := r.u16(starts+2*i), r.u16(ends+2*i)
		delta, slot := r.u16(starts+2*n+2*i), starts+4*n+2*i
		offset := r.u16(slot)
		for c := first; c <= last && c < 0xFFFF && left > 0; c++ {
			left--
			g := c
			if offset != 0 {
				if g = r.u16(slot + offset + 2*(c-first)); g == 0 {
					continue
				}
			}
			emit(c, (g+delta)&0xFFFF)
		}
	}
}

// readPost reads the names of glyphs, version 2; the first 258 names are those
// that Macintosh fonts share.
func (f *TrueType) readPost(r reader) {
	if r.u32(0) != 0x00020000 {
		return
	}
	n := r.u16(32)
	var own []string
	for at := 34 + 2*n; at < len(r) && len(own) < maxGlyphs; at += 1 + r.u8(at) {
		own = append(own, string(r.part(at+1, r.u8(at))))
	}
	shared := macGlyphNames()
	for g := range n {
		switch i := r.u16(34 + 2*g); {
		case i < len(shared):
			f.names[g] = shared[i]
		case i-258 >= 0 && i-258 < len(own):
			f.names[g] = own[i-258]
		}
	}
}
