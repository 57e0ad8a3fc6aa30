package form

import (
	"strings"
	"unicode"
)

var (
	phonePattern = onUse(`(?:\+\s?)?[\dОOо(][\d()\-–— ОOо]{4,24}\d`)
	emailPattern = onUse(`[\p{L}\d._%+\-]+\s?@\s?[\p{L}\d\-]+(?:\s[\p{L}\d\-]+)?(?:\s?\.\s?[\p{L}\d\-]+)*\.\s?[\p{L}]{2,}`)
	latinHost    = onUse(`^[A-Za-z\d._\-]{4,}\.\s?[a-z]{2,}$`)
)

// readPhone brings a number with the code of Russia, or the 8 dialled within it, to
// the form +7 (495) 123-45-67; any other stays as read.
func readPhone(p passage) (found, bool) {
	m := phonePattern.FindStringIndex(p.text)
	if m == nil || digits(p.text[m[0]:m[1]]) < 5 {
		return found{}, false
	}
	text := p.text[m[0]:m[1]]
	number := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || r == '+' {
			return r
		}
		return -1
	}, text)
	words := p.cover(m[0], m[1])
	if strings.ContainsAny(text, "ОOо") {
		return found{value: strings.TrimSpace(text), words: words, quality: qualityInvalid}, true
	}
	bare := strings.TrimPrefix(number, "+")
	switch {
	case len(bare) == 11 && (bare[0] == '7' || bare[0] == '8' && bare == number):
		return found{value: russian(bare[1:]), words: words, quality: 0.97}, true
	case len(bare) == 10 && bare == number:
		return found{value: strings.Join(strings.Fields(text), " "), words: words, quality: qualityNational}, true
	}
	return found{value: strings.TrimSpace(text), words: words, quality: 0.6}, true
}

// qualityNational is that of a number without the code of a country, which is
// kept as it stands: the paper does not say which.
const qualityNational = 0.92

// russian prints ten digits as a Russian telephone number.
func russian(ten string) string {
	return "+7 (" + ten[:3] + ") " + ten[3:6] + "-" + ten[6:8] + "-" + ten[8:]
}

// latinTwin maps Cyrillic letters to the Latin ones that look the same.
var latinTwin = map[rune]rune{
	'а': 'a', 'с': 'c', 'е': 'e', 'о': 'o', 'р': 'p', 'х': 'x', 'у': 'y', 'к': 'k', 'т': 't', 'м': 'm', 'н': 'h', 'в': 'b', 'і': 'i',
}

// readEmail finds a mail address. Cyrillic letters where Latin ones must stand
// are brought to Latin where they look the same, and make the reading unsure.
func readEmail(p passage) (found, bool) {
	m := emailPattern.FindStringIndex(p.text)
	if m == nil {
		if strings.Contains(p.text, "@") || latinHost.MatchString(p.text) {
			return asRead(p) // the sign itself may have been misread: «patentefirma.example»
		}
		return found{}, false
	}
	quality := 0.97
	address := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			quality = min(quality, 0.85)
			return -1
		}
		r = unicode.ToLower(r)
		if twin, ok := latinTwin[r]; ok {
			quality = min(quality, 0.6)
			return twin
		}
		return r
	}, p.text[m[0]:m[1]])
	if strings.ContainsFunc(address, func(r rune) bool { return r > unicode.MaxASCII }) {
		quality = min(quality, qualityInvalid)
	}
	return found{value: address, words: p.cover(m[0], m[1]), quality: quality}, true
}
