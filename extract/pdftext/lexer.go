package pdftext

import "bytes"

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
	text []byte // of a string, name or operator
	list []token
}

// Bounds of arrays: honest streams need two levels.
const (
	maxNesting = 16
	maxList    = 1 << 17
)

// lexer splits a content stream into tokens (ISO 32000-1 §7.2, §7.8.2). It never
// fails: what it cannot make sense of it skips, as readers of PDF do. Tokens
// share memory of the lexer and of its input until release.
type lexer struct {
	in    []byte
	pos   int
	open  []token // of arrays that are not closed yet
	lists []token // of closed arrays
	bytes []byte  // of strings that had to be decoded
}

// next returns the next token; tokEnd at the end of input.
func (l *lexer) next() token { return l.token(0) }

// release takes the memory of all tokens back.
func (l *lexer) release() {
	l.lists, l.bytes = l.lists[:0], l.bytes[:0]
}

func (l *lexer) token(depth int) token {
	for {
		l.skipSpace()
		if l.pos >= len(l.in) {
			return token{kind: tokEnd}
		}
		switch c := l.in[l.pos]; c {
		case '(':
			return token{kind: tokString, text: l.literal()}
		case '<':
			if l.peek(1) == '<' {
				l.pos += 2
				return token{kind: tokDict, list: l.list(">>", depth)}
			}
			return token{kind: tokString, text: l.hex()}
		case '/':
			return token{kind: tokName, text: l.name()}
		case '[':
			l.pos++
			return token{kind: tokArray, list: l.list("]", depth)}
		case ']':
			l.pos++
			return token{kind: tokOperator, text: l.in[l.pos-1 : l.pos]}
		case '>':
			if l.peek(1) == '>' {
				l.pos += 2
				return token{kind: tokOperator, text: l.in[l.pos-2 : l.pos]}
			}
			l.pos++ // stray, skipped
		case ')', '{', '}':
			l.pos++
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
	from := len(l.open)
	for depth < maxNesting {
		t := l.token(depth + 1)
		if t.kind == tokEnd || t.kind == tokOperator && string(t.text) == end {
			break
		}
		if len(l.open)-from < maxList {
			l.open = append(l.open, t)
		}
	}
	at := len(l.lists)
	l.lists = append(l.lists, l.open[from:]...)
	l.open = l.open[:from]
	return l.lists[at:len(l.lists):len(l.lists)]
}

// name reads a /name; #xx stands for a byte (§7.3.5).
func (l *lexer) name() []byte {
	l.pos++
	raw := l.regular()
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

// regular reads up to the next blank or delimiter.
func (l *lexer) regular() []byte {
	start := l.pos
	for l.pos < len(l.in) && isRegular(l.in[l.pos]) {
		l.pos++
	}
	return l.in[start:l.pos]
}

// word reads a number or an operator.
func (l *lexer) word() token {
	text := l.regular()
	if v, ok := number(text); ok {
		return token{kind: tokNumber, num: v}
	}
	return token{kind: tokOperator, text: text}
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

func isRegular(c byte) bool {
	switch c {
	case ' ', '\n', '\r', '\t', '\f', 0, '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return true
}
