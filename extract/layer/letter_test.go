package layer

import (
	"testing"
	"unicode"
)

// TestLettersAreThoseOfUnicode holds the ranges against the tables.
func TestLettersAreThoseOfUnicode(t *testing.T) {
	for r := range rune(0x2100) {
		small := unicode.ToLower(r)
		if small == 'ё' {
			small = 'е'
		}
		if isLetter(r) != unicode.IsLetter(r) || isUpper(r) != unicode.IsUpper(r) || fold(r) != small {
			t.Errorf("%U %q: letter %v, upper %v, small %q", r, r, isLetter(r), isUpper(r), fold(r))
		}
	}
}
