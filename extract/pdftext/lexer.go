package pdftext

import (
	"bytes"
	"math"
	"strconv"
)

// tokenKind classes what a content stream or a CMap is made of.
type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokNumber
	tokString
	tokName
	tokArray
	tokDict // kept flat: keys and values in turn
	tokOperator
)

// token is one operand or operator.
type token struct {
	kind tokenKind
	num  float64
	text []byte // of a string, name or operator; valid until the lexer's input goes
	list []token
}

// maxNesting bounds arrays within arrays: honest streams need two levels.
const maxNesting = 16

// lexer splits a content stream into tokens (ISO 32000-1 §7.2, §7.8.2). It never
// fails: what it cannot make sense of it skips, as readers of PDF do.
type lexer struct {
	in  []byte
	pos int
}

// next returns the next token; tokEnd at the end of input.
func (l *lexer) next() token { return l.token(0) }

func (l *lexer) token(depth int) token {
	for {
		l.skipSpace()
		if l.pos >= len(l.in) {
			return token{kind: tokEnd}
		}
		c := l.in[l.pos]
		switch {
		case c == '(':
			return token{kind: tokString, text: l.literal()}
		case c == '<' && l.peek(1) == '<':
			l.pos += 2
			return token{kind: tokDict, list: l.list(">>", depth)}
		case c == '<':
			return token{kind: tokString, text: l.hex()}
		case c == '/':
			return token{kind: tokName, text: l.name()}
		case c == '[':
			l.pos++
			return token{kind: tokArray, list: l.list("]", depth)}
		case c == '>' && l.peek(1) == '>':
			l.pos += 2
			return token{kind: tokOperator, text: []byte(">>")}
		case c == ']':
			l.pos++
			return token{kind: tokOperator, text: []byte("]")}
		case c == ')' || c == '>' || c == '{' || c == '}':
			l.pos++ // stray, skipped
		default:
			return l.word()
		}
	}
}

func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.in) {
		return l.in[l.pos+n]
	}
	return 0
}

func (l *lexer) skipSpace() {
	for l.pos < len(l.in) {
		switch c := l.in[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.in) && l.in[l.pos] != '\n' && l.in[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

// list reads operands up to the closing mark.
func (l *lexer) list(end string, depth int) []token {
	var out []token
	for {
		if depth >= maxNesting {
			return out
		}
		t := l.token(depth + 1)
		if t.kind == tokEnd || t.kind == tokOperator && string(t.text) == end {
			return out
		}
		out = append(out, t)
	}
}

// literal reads a (string) with its escapes (§7.3.4.2).
func (l *lexer) literal() []byte {
	l.pos++
	var out []byte
	for depth := 1; l.pos < len(l.in); l.pos++ {
		c := l.in[l.pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.pos++
				return out
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

// escape reads what follows a backslash, leaving pos on its last byte.
func (l *lexer) escape(out []byte) []byte {
	l.pos++
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
	var out []byte
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
		out = append(out, byte(high<<4|d))
		high = -1
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out
}

func (l *lexer) name() []byte {
	l.pos++
	start := l.pos
	for l.pos < len(l.in) && !isSpace(l.in[l.pos]) && !isDelimiter(l.in[l.pos]) {
		l.pos++
	}
	raw := l.in[start:l.pos]
	if bytes.IndexByte(raw, '#') < 0 {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && unhex(raw[i+1]) >= 0 && unhex(raw[i+2]) >= 0 {
			out = append(out, byte(unhex(raw[i+1])<<4|unhex(raw[i+2])))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return out
}

// word reads a number or an operator.
func (l *lexer) word() token {
	start := l.pos
	for l.pos < len(l.in) && !isSpace(l.in[l.pos]) && !isDelimiter(l.in[l.pos]) {
		l.pos++
	}
	text := l.in[start:l.pos]
	if v, ok := number(text); ok {
		return token{kind: tokNumber, num: v}
	}
	return token{kind: tokOperator, text: text}
}

// number parses an integer or a real, without exponents but with the dirt that
// producers leave: "--5", "0.0.5", "1-2" (§7.3.3).
func number(b []byte) (float64, bool) {
	if len(b) == 0 || !(b[0] >= '0' && b[0] <= '9' || b[0] == '+' || b[0] == '-' || b[0] == '.') {
		return 0, false
	}
	sign, i := 1.0, 0
	for i < len(b) && (b[i] == '+' || b[i] == '-') {
		if b[i] == '-' {
			sign = -1
		}
		i++
	}
	var v float64
	digits := 0
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
		v = v*10 + float64(b[i]-'0')
		digits++
	}
	if i < len(b) && b[i] == '.' {
		scale := 0.1
		for i++; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
			v += float64(b[i]-'0') * scale
			scale /= 10
			digits++
		}
	}
	if digits == 0 && len(b) > 1 {
		return 0, false
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		if f, err := strconv.ParseFloat(string(b), 64); err == nil && !math.IsInf(f, 0) {
			return f, true
		}
	}
	return sign * v, true
}

// skipInlineImage moves past the data of an inline image: from ID to an EI that
// stands alone (§8.9.7). Binary data may hold "EI" by chance, hence the look at
// what follows.
func (l *lexer) skipInlineImage() {
	for from := l.pos; ; {
		i := bytes.Index(l.in[from:], []byte("EI"))
		if i < 0 {
			l.pos = len(l.in)
			return
		}
		at := from + i
		from = at + 2
		if at > 0 && isSpace(l.in[at-1]) && (from >= len(l.in) || isSpace(l.in[from])) && plainText(l.in[from:min(len(l.in), from+10)]) {
			l.pos = from
			return
		}
	}
}

func plainText(b []byte) bool {
	for _, c := range b {
		if c > 126 || c < 32 && !isSpace(c) {
			return false
		}
	}
	return true
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
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
