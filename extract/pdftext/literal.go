package pdftext

import (
	"bytes"
	"math"
	"strconv"
)

// literal reads a (string) with its escapes (§7.3.4.2).
func (l *lexer) literal() []byte {
	l.pos++
	if i := bytes.IndexAny(l.in[l.pos:min(len(l.in), l.pos+256)], "()\\\r"); i >= 0 && l.in[l.pos+i] == ')' {
		out := l.in[l.pos : l.pos+i]
		l.pos += i + 1
		return out
	}
	from := len(l.bytes)
	for depth := 1; l.pos < len(l.in); l.pos++ {
		c := l.in[l.pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.pos++
				return l.bytes[from:len(l.bytes):len(l.bytes)]
			}
		case '\\':
			l.pos++
			l.bytes = l.escape(l.bytes)
			continue
		case '\r': // an end of line within a string counts as \n
			if l.peek(1) == '\n' {
				l.pos++
			}
			c = '\n'
		}
		l.bytes = append(l.bytes, c)
	}
	return l.bytes[from:len(l.bytes):len(l.bytes)]
}

// escape appends what stands behind a backslash and stays on its last byte.
func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.in) {
		return out
	}
	switch c := l.in[l.pos]; c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\r':
		if l.peek(1) == '\n' {
			l.pos++
		}
		return out
	case '\n':
		return out
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v := int(c - '0')
		for i := 0; i < 2 && l.peek(1) >= '0' && l.peek(1) <= '7'; i++ {
			l.pos++
			v = v*8 + int(l.in[l.pos]-'0')
		}
		return append(out, byte(v))
	default:
		return append(out, c)
	}
}

// hex reads a <string>; an odd last digit counts as if followed by 0 (§7.3.4.3).
func (l *lexer) hex() []byte {
	l.pos++
	from := len(l.bytes)
	high := -1
	for ; l.pos < len(l.in); l.pos++ {
		c := l.in[l.pos]
		if c == '>' {
			l.pos++
			break
		}
		d := unhex(c)
		if d < 0 {
			continue
		}
		if high < 0 {
			high = d
			continue
		}
		l.bytes = append(l.bytes, byte(high<<4|d))
		high = -1
	}
	if high >= 0 {
		l.bytes = append(l.bytes, byte(high<<4))
	}
	return l.bytes[from:len(l.bytes):len(l.bytes)]
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// number parses an integer or a real, without exponents but with the dirt that
// producers leave: "--5", "0.0.5", "1-2" (§7.3.3).
func number(b []byte) (float64, bool) {
	if len(b) == 0 || !(b[0] >= '0' && b[0] <= '9' || b[0] == '+' || b[0] == '-' || b[0] == '.') {
		return 0, false
	}
	i, negative := 0, false
	for i < len(b) && (b[i] == '+' || b[i] == '-') {
		negative = negative || b[i] == '-'
		i++
	}
	first := i
	var v float64
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
		v = v*10 + float64(b[i]-'0')
	}
	digits := i - first
	if i < len(b) && b[i] == '.' {
		scale := 1.0
		for i++; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
			v = v*10 + float64(b[i]-'0')
			scale *= 10
			digits++
		}
		v /= scale
	}
	if digits == 0 && len(b) > 1 {
		return 0, false
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		if f, err := strconv.ParseFloat(string(b), 64); err == nil && !math.IsInf(f, 0) {
			return f, true
		}
	}
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, true
	}
	if negative {
		v = -v
	}
	return v, true
}
