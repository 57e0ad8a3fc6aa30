package score

import (
	"strings"
	"unicode"
)

// Fold drops what a transcriber and a reader may write in either way: the kinds
// of dashes and quotes, ё, and how words are spaced and broken over lines.
func Fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case 'ё':
			return 'е'
		case 'Ё':
			return 'Е'
		case '\u2010', '\u2011', '\u2012', '–', '—', '\u2015', '\u2212':
			return '-'
		case '«', '»', '“', '”', '„', '‟', '″', '\'', '‘', '’', '`':
			return '"'
		case '\u00ad', '\u200b', '\ufeff':
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
