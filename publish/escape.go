package publish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean returns s as one line fit to print: valid UTF-8, runs of white space made
// one space, and no character that is invisible and hostile. Titles come from OCR
// and from strangers: control characters break XML, and marks of writing direction
// let a name display as another.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case hostile(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

// isClean reports whether Clean would return s as it is; most fields are, and a
// field is cleaned more than once on its way.
func isClean(s string) bool {
	space := true // before the first character, where no space may stand
	for _, r := range s {
		if r == ' ' {
			if space {
				return false
			}
			space = true
			continue
		}
		space = false
		if r >= 0x21 && r <= 0x7E || r >= 0x0400 && r <= 0x052F { // plain Latin and Cyrillic, almost all there is
			continue
		}
		if unicode.IsSpace(r) || hostile(r) {
			return false
		}
	}
	return (s == "" || !space) && utf8.ValidString(s)
}

// hostile reports characters that XML 1.0 forbids or that change what the reader
// sees without being seen.
func hostile(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true // control characters
	case r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return true // noncharacters
	case r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000:
		return true // private use: what a broken text layer leaves behind
	case r == 0x200E, r == 0x200F, r == 0x061C, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true // writing direction
	case r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0xAD:
		return true // zero width, soft hyphen
	}
	return false
}

// markup is the punctuation that can become markup inside a line with the
// extensions in use; the rest is left alone, so that the Markdown stays readable.
const markup = "\\`*_{}[]<>&|"

// Text returns s as Markdown that renders to exactly Clean(s), wherever inline
// text may stand: a paragraph, heading, list item, definition, link text or table
// cell. It is the one way by which a field becomes Markdown.
func Text(s string) string {
	s = Clean(s)
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	lead := leadingMarker(s)
	for i, r := range s {
		closing := r == '#' && i > 0 && s[i-1] == ' ' // ends a heading when nothing follows
		if i == lead || closing || strings.ContainsRune(markup, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// leadingMarker returns the offset of the character that would make a block of s
// if s began a line (a bullet, "12. ", "===", "# heading", ": definition"), or -1.
func leadingMarker(s string) int {
	if s == "" {
		return -1
	}
	if strings.IndexByte("-+=:#~", s[0]) >= 0 {
		return 0
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 || digits == len(s) || s[digits] != '.' && s[digits] != ')' {
		return -1
	}
	if after := s[digits+1:]; after != "" && after[0] != ' ' {
		return -1
	}
	return digits
}

// Paragraphs returns the paragraphs of s, each cleaned: blank lines part them,
// single line ends are those of the scanned page and mean nothing.
func Paragraphs(s string) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var paragraphs []string
	var lines []string
	flush := func() {
		if p := Clean(strings.Join(lines, " ")); p != "" {
			paragraphs = append(paragraphs, p)
		}
		lines = lines[:0]
	}
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		lines = append(lines, line)
	}
	flush()
	return paragraphs
}

// Segment returns s as one element of an address and of a file path: letters,
// digits, dot and hyphen stay, every other byte becomes _xx in hex. Distinct
// strings give distinct segments, and none is "." or "..".
func Segment(s string) string {
	const hex = "0123456789abcdef"
	dots := strings.Trim(s, ".") == ""
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' && !dots
		if plain {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('_')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// FromSegment undoes [Segment]; false when s is not what Segment writes.
func FromSegment(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		hi, lo := strings.IndexByte("0123456789abcdef", s[i+1]), strings.IndexByte("0123456789abcdef", s[i+2])
		if hi < 0 || lo < 0 {
			return "", false
		}
		b.WriteByte(byte(hi<<4 | lo))
		i += 2
	}
	original := b.String()
	return original, Segment(original) == s
}

// Lines returns the lines of s that say anything, each cleaned.
func Lines(s string) []string {
	return cleanAll(strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n"))
}
