package layer

import "unicode"

// The letters of Russian and English are asked for by their ranges: on whole pages
// the tables of Unicode cost more than all else that a judgement does.

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isRussian(r rune) bool { return r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё' }

func isLetter(r rune) bool {
	return isLatin(r) || isRussian(r) || r > unicode.MaxASCII && unicode.IsLetter(r)
}

func isUpper(r rune) bool {
	switch {
	case r <= unicode.MaxASCII:
		return r >= 'A' && r <= 'Z'
	case isRussian(r):
		return r <= 'Я'
	}
	return unicode.IsUpper(r)
}

// fold makes a letter small; ё counts as е.
func fold(r rune) rune {
	switch {
	case r == 'ё' || r == 'Ё':
		return 'е'
	case r <= unicode.MaxASCII:
		if isUpper(r) {
			return r + 'a' - 'A'
		}
		return r
	case isRussian(r):
		if r <= 'Я' {
			return r + 'а' - 'А'
		}
		return r
	}
	return unicode.ToLower(r)
}
