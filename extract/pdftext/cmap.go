package pdftext

import (
	"sort"
	"unicode/utf16"
)

// cmap maps character codes to text (ToUnicode, §9.10.3) or to glyph numbers
// (the encoding of a composite font, §9.7.5).
type cmap struct {
	spaces []codeRange // which byte sequences are codes; by length when empty
	single map[code]string
	ranges []textRange // sorted by low
	cids   []cidRange
}

// code is a character code with its length in bytes: <20> is not <0020>.
type code struct {
	value uint32
	size  int
}

type codeRange struct {
	low, high uint32
	size      int
}

type textRange struct {
	low, high uint32
	size      int
	base      []uint16 // text of low; later codes count up its last unit
}

type cidRange struct {
	low, high uint32
	size      int
	first     int
}

// Bounds against maps made to exhaust memory.
const (
	maxMappings   = 200_000
	maxTargetSize = 64 // UTF-16 units of one code's text
)

// parseCMap reads a CMap program. It understands the operators that maps are
// made of and skips all else, so that a damaged map still gives what it can.
func parseCMap(in []byte) *cmap {
	m := &cmap{single: map[code]string{}}
	l := lexer{in: in}
	var operands []token
	for {
		t := l.next()
		switch t.kind {
		case tokEnd:
			sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].low < m.ranges[j].low })
			return m
		case tokOperator:
			m.operator(string(t.text), operands)
			operands = operands[:0]
		default:
			if len(operands) < 3*maxMappings {
				operands = append(operands, t)
			}
		}
	}
}

func (m *cmap) operator(op string, args []token) {
	switch op {
	case "endcodespacerange":
		for ; len(args) >= 2; args = args[2:] {
			low, high := codeOf(args[0]), codeOf(args[1])
			m.spaces = append(m.spaces, codeRange{low.value, high.value, low.size})
		}
	case "endbfchar":
		for ; len(args) >= 2; args = args[2:] {
			if len(m.single) < maxMappings {
				m.single[codeOf(args[0])] = textOf(units(args[1].text))
			}
		}
	case "endbfrange":
		for ; len(args) >= 3; args = args[3:] {
			m.addRange(codeOf(args[0]), codeOf(args[1]), args[2])
		}
	case "endcidchar":
		for ; len(args) >= 2; args = args[2:] {
			c := codeOf(args[0])
			m.addCID(cidRange{c.value, c.value, c.size, int(args[1].num)})
		}
	case "endcidrange":
		for ; len(args) >= 3; args = args[3:] {
			low, high := codeOf(args[0]), codeOf(args[1])
			m.addCID(cidRange{low.value, high.value, low.size, int(args[2].num)})
		}
	}
}

func (m *cmap) addRange(low, high code, target token) {
	if high.value < low.value || len(m.ranges)+len(m.single) >= maxMappings {
		return
	}
	if target.kind != tokArray {
		m.ranges = append(m.ranges, textRange{low.value, high.value, low.size, units(target.text)})
		return
	}
	for i, t := range target.list {
		if c := low.value + uint32(i); c <= high.value {
			m.single[code{c, low.size}] = textOf(units(t.text))
		}
	}
}

func (m *cmap) addCID(r cidRange) {
	if len(m.cids) < maxMappings {
		m.cids = append(m.cids, r)
	}
}

// text returns what a code stands for.
func (m *cmap) text(c code) (string, bool) {
	if s, ok := m.single[c]; ok {
		return s, true
	}
	// The last range that begins at or before the code, or one that overlaps it.
	for i := sort.Search(len(m.ranges), func(i int) bool { return m.ranges[i].low > c.value }) - 1; i >= 0; i-- {
		r := m.ranges[i]
		if r.size == c.size && c.value <= r.high {
			return r.text(c.value), true
		}
		if c.value-r.low > 0xFFFF {
			break
		}
	}
	return "", false
}

// text counts the last UTF-16 unit up as a whole; the specification lets only
// its low byte count, producers do not keep to that.
func (r textRange) text(c uint32) string {
	if len(r.base) == 0 {
		return ""
	}
	u := append([]uint16(nil), r.base...)
	u[len(u)-1] += uint16(c - r.low)
	return textOf(u)
}

// cid returns the glyph number of a code.
func (m *cmap) cid(c code) int {
	for _, r := range m.cids {
		if r.size == c.size && c.value >= r.low && c.value <= r.high {
			return r.first + int(c.value-r.low)
		}
	}
	return 0
}

// split cuts the next code off s. Without a matching code space, codes have
// fallback bytes.
func (m *cmap) split(s []byte, fallback int) (code, []byte) {
	if m != nil && len(m.spaces) > 0 {
		var v uint32
		for size := 1; size <= 4 && size <= len(s); size++ {
			v = v<<8 | uint32(s[size-1])
			for _, sp := range m.spaces {
				if sp.size == size && v >= sp.low && v <= sp.high {
					return code{v, size}, s[size:]
				}
			}
		}
	}
	n := min(fallback, len(s))
	var v uint32
	for _, b := range s[:n] {
		v = v<<8 | uint32(b)
	}
	return code{v, n}, s[n:]
}

func codeOf(t token) code {
	var v uint32
	for _, b := range t.text[:min(4, len(t.text))] {
		v = v<<8 | uint32(b)
	}
	return code{v, len(t.text)}
}

// units reads big-endian UTF-16; a single byte is a code point of its own.
func units(b []byte) []uint16 {
	if len(b) == 1 {
		return []uint16{uint16(b[0])}
	}
	var u []uint16
	for ; len(b) >= 2 && len(u) < maxTargetSize; b = b[2:] {
		u = append(u, uint16(b[0])<<8|uint16(b[1]))
	}
	return u
}

func textOf(u []uint16) string { return string(utf16.Decode(u)) }
