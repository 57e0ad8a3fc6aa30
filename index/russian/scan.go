package russian

import (
	"unicode"
	"unicode/utf8"
)

// part is a run of letters and digits as it stands in the text.
type part struct {
	start, end int
	word       []rune // folded
}

// compound is one part, or several joined by hyphens without spaces.
type compound struct {
	parts []part
	whole string // set for signs that are terms as they stand: "c++", ".net"
}

// scanner cuts a text into compounds.
type scanner struct {
	text  string
	at    int
	buf   []part
	runes []rune // backs the words of the compound at hand
}

// next returns the next compound, or false at the end. The compound's slice of
// parts is reused by the following call.
func (s *scanner) next() (compound, bool) {
	s.buf, s.runes = s.buf[:0], s.runes[:0]
	for s.at < len(s.text) {
		if s.startsDotNet() {
			start := s.at
			s.at++
			p := s.part()
			p.start = start
			return compound{parts: append(s.buf, p), whole: ".net"}, true
		}
		r, size := s.peek()
		if !isWordRune(r, size) || isIgnorable(r) {
			s.at += size
			continue
		}
		return s.compound(), true
	}
	return compound{}, false
}

func (s *scanner) peek() (rune, int) {
	if c := s.text[s.at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[s.at:])
}

// compound reads parts as long as a hyphen joins them.
func (s *scanner) compound() compound {
	for {
		s.buf = append(s.buf, s.part())
		if len(s.buf) == 1 {
			if sign := s.sign(); sign != "" {
				p := &s.buf[0]
				p.end = s.at
				if out, ok := rewrite(p.word, cyrillic, lookAlikeLatin); ok {
					p.word = out
				}
				return compound{parts: s.buf, whole: string(p.word) + sign}
			}
		}
		if !s.hyphen() {
			return compound{parts: s.buf}
		}
	}
}

// part reads letters and digits. An apostrophe between letters is left out, a
// point or comma between digits stays as a point.
func (s *scanner) part() part {
	start, word := s.at, s.runes[len(s.runes):]
	for s.at < len(s.text) {
		r, size := s.peek()
		switch {
		case isWordRune(r, size):
			word = appendFolded(word, r)
		case isApostrophe(r) && s.between(size, unicode.IsLetter):
		case (r == '.' || r == ',') && s.between(size, unicode.IsDigit):
			word = append(word, '.')
		default:
			return s.endPart(start, word)
		}
		s.at += size
	}
	return s.endPart(start, word)
}

// endPart keeps the word's place in the scanner's runes, so that the next part
// does not overwrite it.
func (s *scanner) endPart(start int, word []rune) part {
	s.runes = append(s.runes, word...)
	return part{start: start, end: s.at, word: s.runes[len(s.runes)-len(word):]}
}

// sign takes the ++ of C++ or the # of C# and returns it.
func (s *scanner) sign() string {
	rest := s.text[s.at:]
	word := s.buf[0].word
	switch {
	case len(rest) >= 2 && rest[:2] == "++" && !unicode.IsDigit(word[len(word)-1]):
		s.at += 2
		return "++"
	case len(rest) >= 1 && rest[0] == '#' && len(word) == 1 && unicode.IsLetter(word[0]) && !s.wordAt(s.at+1):
		s.at++
		return "#"
	}
	return ""
}

// startsDotNet reports whether .NET begins here, be it alone or after ASP.
func (s *scanner) startsDotNet() bool {
	const name = "net"
	if s.text[s.at] != '.' || len(s.text) < s.at+1+len(name) || s.wordAt(s.at+1+len(name)) {
		return false
	}
	for i := range len(name) {
		if s.text[s.at+1+i]|0x20 != name[i] { // ASCII in either case
			return false
		}
	}
	return true
}

// hyphen passes one hyphen with a word on its far side.
func (s *scanner) hyphen() bool {
	if s.at >= len(s.text) {
		return false
	}
	r, size := s.peek()
	if !isHyphen(r) || !s.wordAt(s.at+size) {
		return false
	}
	s.at += size
	return true
}

// between reports whether the signs on both sides of the one here are of a class.
func (s *scanner) between(size int, class func(rune) bool) bool {
	before, _ := utf8.DecodeLastRuneInString(s.text[:s.at])
	after, _ := utf8.DecodeRuneInString(s.text[s.at+size:])
	return class(before) && class(after)
}

func (s *scanner) wordAt(i int) bool {
	r, size := utf8.DecodeRuneInString(s.text[i:])
	return isWordRune(r, size) && !isIgnorable(r)
}

// isWordRune reports whether r belongs inside a word.
func isWordRune(r rune, size int) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	if isRussian(r) {
		return true
	}
	if r == utf8.RuneError && size <= 1 {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || isIgnorable(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }

func isHyphen(r rune) bool {
	switch r {
	case '-', '_', '&', '\u2010', '\u2011', '\u2012', '\u2013':
		return true
	}
	return false
}
