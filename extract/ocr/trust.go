package ocr

import (
	"slices"
	"strings"
	"unicode"

	"vestnik/extract/layer"
)

// Most that may be believed of a word that no writer writes, however sure
// Tesseract is. Both lie below what is shown as sure.
const (
	mostOfMixed = 0.5 // letters of two scripts in one word
	mostOfOdd   = 0.6 // a digit among letters, capitals inside, letters in an order that Russian lacks
)

// believed is Tesseract's confidence in a word, lowered where the word itself
// tells that it was misread. The text is never changed: what it should be is for
// others to propose.
func believed(text string, confidence float64) float64 {
	switch {
	case mixed(text):
		return min(confidence, mostOfMixed)
	case odd(text):
		return min(confidence, mostOfOdd)
	}
	return confidence
}

// mixed reports Cyrillic and Latin letters side by side. «PC-совместимый» has a
// hyphen between them.
func mixed(text string) bool {
	var before rune
	for _, r := range text {
		if before != 0 && (isCyrillic(before) && isLatin(r) || isLatin(before) && isCyrillic(r)) {
			return true
		}
		before = r
	}
	return false
}

func odd(text string) bool { return confused(text) || cased(text) || jumbled(text) }

// confused reports letters and digits that look alike in each other's place:
// «1О27», «Пр0грамма», «$ОГще». Codes such as «A61K», «№5а» and «2-й» are honest.
func confused(text string) bool {
	r := []rune(text)
	for i := 1; i+1 < len(r); i++ {
		before, after := r[i-1], r[i+1]
		switch {
		case strings.ContainsRune("ОоЗзбOo", r[i]) && unicode.IsDigit(before) && unicode.IsDigit(after):
			return true
		case strings.ContainsRune("036$!|]}{[", r[i]) && unicode.IsLower(before) && unicode.IsLower(after):
			return true
		}
	}
	return false
}

// cased reports a capital after a small letter of the same Cyrillic word.
func cased(text string) bool {
	var before rune
	for _, r := range text {
		if isCyrillic(before) && unicode.IsLower(before) && isCyrillic(r) && unicode.IsUpper(r) {
			return true
		}
		before = r
	}
	return false
}

// jumbled reports a word half of whose threes of letters no Russian word has.
func jumbled(text string) bool {
	known, all := layer.Trigrams(text)
	return all >= 4 && known*2 <= all
}

// doubted reports whether a word is worth a second reading with every language:
// Tesseract is not sure of a word that says something, or what it was sure of may
// be of another script.
func doubted(text string, confidence float64) bool {
	n, letters, digits := 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		default:
			continue
		}
		n++
	}
	switch {
	case n < 2:
		return false
	case confidence < 0.85 || odd(text) || mixed(text):
		return true
	case letters > 0 && digits > 0: // «1ВМ», «Аб1К»
		return confidence < 0.93
	}
	return disguised(text)
}

// disguised reports a word of capitals that look alike in both scripts and make
// no Russian syllable: «НТТР», «ТСР».
func disguised(text string) bool {
	n := 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("ВКМНРСТХ", r):
			n++
		case unicode.IsLetter(r):
			return false
		}
	}
	return n >= 3
}

// strange reports a word that Cyrillic does not make, so that a Latin one of the
// same shapes is likelier.
func strange(text string) bool {
	if odd(text) || mixed(text) || disguised(text) {
		return true
	}
	return strings.ContainsFunc(text, isCyrillic) && strings.ContainsFunc(text, unicode.IsDigit)
}

// folded writes letters and digits of one shape alike, whatever their script and
// case, so that readings can be told to differ in that alone.
func folded(text string) string {
	shapes, alike := []rune("авекмнорстухзьпиб1l"), []rune("abekmhopctyx3bnu6ii")
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(r)
		if i := slices.Index(shapes, r); i >= 0 {
			return alike[i]
		}
		return r
	}, text)
}

func isCyrillic(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }
func isLatin(r rune) bool    { return unicode.Is(unicode.Latin, r) }
