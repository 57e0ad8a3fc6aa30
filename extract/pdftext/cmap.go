package pdftext

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf16"
)

// cmap maps character codes to text (ToUnicode, §9.10.3) or to glyph numbers
// (the encoding of a composite font, §9.7.5).
type cmap struct {
	spaces []codeSpace // which byte sequences are codes; by length when empty
	texts  []textRange // sorted by low; of equal ones the last counts
	cids   []cidRange  // sorted by low
	parent *cmap       // the map that this one extends (usecmap)
	// identity says that the map extends one of the predefined Identity maps.
	identity bool
}

// code is a character code with its length in bytes: <20> is not <0020>.
type code struct {
	value uint32
	size  int
}

// codeSpace bounds each byte of a code on its own (§9.7.6.2).
type codeSpace struct {
	low, high [4]byte
	size      int
}

// textRange gives codes text; a single code is a range of one.
type textRange struct {
	low, high uint32
	size      int
	base      []byte // UTF-16 of low; later codes count up its last unit
}

type cidRange struct {
	low, high uint32
	size      int
	first     int
}

// Bounds against maps made to exhaust memory.
const (
	maxMappings   = 200_000
	maxTargetSize = 128 // bytes of one code's text
	maxOverlap    = 32  // ranges looked at that begin before a code; honest ones don't overlap
)

// parseCMap reads a CMap program. It understands the operators that maps are
// made of and skips all else, so that a damaged map still gives what it can.
// parent is the map named by usecmap or by UseCMap, if any.
func parseCMap(in []byte, parent *cmap) *cmap {
	m := &cmap{parent: parent}
	l := lexer{in: in}
	var operands []token
	for {
		t := l.next()
		switch t.kind {
		case tokEnd:
			slices.SortStableFunc(m.texts, func(a, b textRange) int { return cmp.Compare(a.low, b.low) })
			slices.SortStableFunc(m.cids, func(a, b cidRange) int { return cmp.Compare(a.low, b.low) })
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
	case "usecmap":
		m.identity = len(args) > 0 && strings.HasPrefix(string(args[len(args)-1].text), "Identity")
	case "endcodespacerange":
		for ; len(args) >= 2; args = args[2:] {
			m.addSpace(args[0].text, args[1].text)
		}
	case "endbfchar":
		for ; len(args) >= 2; args = args[2:] {
			c := codeOf(args[0])
			m.addText(textRange{c.value, c.value, c.size, args[1].text})
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

func (m *cmap) addSpace(low, high []byte) {
	if len(low) < 1 || len(low) > 4 || len(high) != len(low) || len(m.spaces) >= 1000 {
		return
	}
	s := codeSpace{size: len(low)}
	copy(s.low[:], low)
	copy(s.high[:], high)
	m.spaces = append(m.spaces, s)
}

func (m *cmap) addText(r textRange) {
	if len(m.texts) < maxMappings && r.high >= r.low {
		r.base = r.base[:min(len(r.base), maxTargetSize)]
		m.texts = append(m.texts, r)
	}
}

func (m *cmap) addRange(low, high code, target token) {
	if target.kind != tokArray {
		m.addText(textRange{low.value, high.value, low.size, target.text})
		return
	}
	for i, t := range target.list {
		if c := low.value + uint32(i); c >= low.value && c <= high.value {
			m.addText(textRange{c, c, low.size, t.text})
		}
	}
}

func (m *cmap) addCID(r cidRange) {
	if len(m.cids) < maxMappings && r.high >= r.low {
		m.cids = append(m.cids, r)
	}
}

// text returns what a code stands for. Codes of another length serve where there
// is none of the code's own: producers write maps of one-byte fonts in two bytes.
func (m *cmap) text(c code) (string, bool) {
	if m == nil {
		return "", false
	}
	var other *textRange
	last := sort.Search(len(m.texts), func(i int) bool { return m.texts[i].low > c.value }) - 1
	for i := last; i >= 0 && i > last-maxOverlap; i-- {
		r := &m.texts[i]
		if c.value <= r.high && r.size == c.size {
			return r.text(c.value), true
		}
		if c.value <= r.high && other == nil {
			other = r
		}
	}
	if other != nil {
		return other.text(c.value), true
	}
	return m.parent.text(c)
}

// text counts the last UTF-16 unit up as a whole; the specification lets only
// its low byte count, producers do not keep to that.
func (r *textRange) text(c uint32) string {
	u := units(r.base)
	if len(u) == 0 {
		return ""
	}
	u[len(u)-1] += uint16(c - r.low)
	return textOf(u)
}

// cid returns the glyph number of a code.
func (m *cmap) cid(c code) int {
	if m == nil {
		return int(c.value)
	}
	last := sort.Search(len(m.cids), func(i int) bool { return m.cids[i].low > c.value }) - 1
	for i := last; i >= 0 && i > last-maxOverlap; i-- {
		if r := m.cids[i]; r.size == c.size && c.value <= r.high {
			return r.first + int(c.value-r.low)
		}
	}
	if m.parent == nil && !m.identity {
		return 0
	}
	return m.parent.cid(c)
}

// split cuts the next code off s. Without a matching code space, codes have
// fallback bytes.
func (m *cmap) split(s []byte, fallback int) (code, []byte) {
	for ; m != nil; m = m.parent {
		for size := 1; size <= 4 && size <= len(s); size++ {
			for i := range m.spaces {
				if m.spaces[i].holds(s[:size]) {
					return codeOf(token{text: s[:size]}), s[size:]
				}
			}
		}
		for i := range m.spaces {
			fallback = min(fallback, m.spaces[i].size)
		}
	}
	n := max(1, min(fallback, len(s)))
	return codeOf(token{text: s[:n]}), s[n:]
}

func (r *codeSpace) holds(b []byte) bool {
	if len(b) != r.size {
		return false
	}
	for i, c := range b {
		if c < r.low[i] || c > r.high[i] {
			return false
		}
	}
	return true
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
	u := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		u = append(u, uint16(b[0])<<8|uint16(b[1]))
	}
	return u
}

func textOf(u []uint16) string { return string(utf16.Decode(u)) }
