// Package fontfile looks into embedded font programs for what their glyphs are
// called: the built-in encoding of Type 1 and CFF fonts, and the characters and
// names that TrueType and OpenType fonts give their glyphs. It draws nothing.
//
// Programs come from foreign files: every reader is bounded by the bytes given,
// takes what is damaged for absent and neither panics nor returns errors. Glyphs
// are counted from 0. Sources: Adobe Type 1 Font Format; Adobe Technical Notes
// 5176 and 5177 (CFF); OpenType 1.9, tables cmap, post and maxp.
package fontfile

// Format is the kind of a font program.
type Format int

// Formats that hold glyph names or characters.
const (
	Unknown Format = iota
	Type1
	CFF
	IsTrueType
)

// Encoding returns the glyph names that a program's own encoding gives codes;
// they are empty for TrueType, which has none.
func Encoding(program []byte) (names [256]string, format Format) {
	program = unwrapped(program)
	switch {
	case isSFNT(program):
		return names, IsTrueType
	case isType1(program):
		return type1Encoding(program), Type1
	}
	if f := parseCFF(program); f != nil {
		return f.encoding(), CFF
	}
	return names, Unknown
}

// GlyphNames returns the names of all glyphs of a CFF program, in order; none for
// a font that knows its glyphs by numbers only.
func GlyphNames(program []byte) []string {
	f := parseCFF(unwrapped(program))
	if f == nil || f.byCID {
		return nil
	}
	return f.names
}

// unwrapped returns the CFF table of an OpenType program, else the program.
func unwrapped(program []byte) []byte {
	if len(program) > 4 && string(program[:4]) == "OTTO" {
		if table := tables(program)["CFF "]; table != nil {
			return table
		}
	}
	return program
}

// reader reads big-endian numbers; beyond the end all are 0.
type reader []byte

func (r reader) u8(at int) int {
	if at < 0 || at >= len(r) {
		return 0
	}
	return int(r[at])
}

func (r reader) u16(at int) int { return r.u8(at)<<8 | r.u8(at+1) }

func (r reader) u32(at int) int { return r.u16(at)<<16 | r.u16(at+2) }

// part returns up to n bytes from a place, fewer at the end.
func (r reader) part(at, n int) []byte {
	if at < 0 || n < 0 || at >= len(r) {
		return nil
	}
	return r[at:min(len(r), at+n)]
}
