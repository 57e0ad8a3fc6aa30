package pdftext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const softHyphen = '\u00ad'

// Clean makes a word's text fit to be kept: no control characters, ligatures
// written out, accents joined with their letters. A soft hyphen is a hyphen at
// the end of the word, where it is printed, and nothing within.
func Clean(s string) string {
	if !strings.ContainsFunc(s, odd) {
		return s
	}
	return mended(cleanText(s))
}

// cleanText is what Clean does to single characters; soft hyphens stay.
func cleanText(s string) string {
	if !strings.ContainsFunc(s, unfit) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= 'ﬀ' && r <= 'ﬆ':
			b.WriteString(ligature(r))
		case !unfit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// mended joins accents with their letters and settles soft hyphens.
func mended(s string) string {
	if strings.ContainsRune(s, softHyphen) {
		ends := strings.HasSuffix(s, string(softHyphen)) && len(s) > len(string(softHyphen))
		if s = strings.ReplaceAll(s, string(softHyphen), ""); ends {
			s += "-"
		}
	}
	return norm.NFC.String(s)
}

// odd reports whether a character needs more than to be copied.
func odd(r rune) bool {
	return r == softHyphen || r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x300 && (unfit(r) || unicode.Is(unicode.Mn, r))
}

// unfit characters are dropped or written out.
func unfit(r rune) bool {
	return r == '\u200b' || r == '\ufeff' || r >= 'ﬀ' && r <= 'ﬆ' || unicode.IsControl(r)
}

func ligature(r rune) string {
	return [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-'ﬀ']
}
