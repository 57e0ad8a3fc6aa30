package form

import (
	"strings"
	"unicode"
)

// Letters of the two scripts that print alike, in the same order.
const (
	cyrillicTwins = "АВЕКМНОРСТХУаеорсхуі"
	latinTwins    = "ABEKMHOPCTXYaeopcxyi"
)

var (
	toLatin    = script{twins(cyrillicTwins, latinTwins), unicode.Latin}
	toCyrillic = script{twins(latinTwins, cyrillicTwins), unicode.Cyrillic}

	// technical are terms that are Latin whatever the first letter looks like.
	technical = onUse(`^[«("]*(?:[хХ](?:86|64|32)(?:\P{L}|$)|[сС](?:\+\+|#))`)
	// company is the short form ООО as OCR reads it, of letters and noughts.
	company = onUse(`^[0OoОо]{3}$`)
	stretch = onUse(`\p{L}+`)
)

// script is what a word is brought to: its letters, and those of the other script
// that look like them.
type script struct {
	twin    map[rune]rune
	letters *unicode.RangeTable
}

func twins(from, to string) map[rune]rune {
	m := map[rune]rune{}
	other := []rune(to)
	for i, r := range []rune(from) {
		m[r] = other[i]
	}
	return m
}

// oneScript brings each word of a text to one script where the letters leave no
// choice: x86 and MySQL to Latin, a Russian word with a Latin «а» to Cyrillic. It
// says how many words were mixed, which only misreading and bad typing produce.
func oneScript(text string) (plain string, mixed int) {
	words := strings.Fields(text)
	for i, w := range words {
		switch {
		case technical.MatchString(w):
			words[i], _ = toLatin.replace(w)
		case company.MatchString(w) && i+1 < len(words) && strings.IndexAny(words[i+1], `«"“„`) == 0:
			words[i] = "ООО"
			if strings.ContainsRune(w, '0') {
				mixed++
			}
		default:
			words[i] = stretch.ReplaceAllStringFunc(w, func(s string) string {
				one, ok := unmixed(s)
				if ok {
					mixed++
				}
				return one
			})
		}
	}
	return strings.Join(words, " "), mixed
}

// unmixed brings a stretch of letters of both scripts to the one that it can be.
func unmixed(s string) (string, bool) {
	latin, cyrillic := false, false
	for _, r := range s {
		latin = latin || unicode.Is(unicode.Latin, r)
		cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
	}
	if !latin || !cyrillic {
		return s, false
	}
	asLatin, canLatin := toLatin.replace(s)
	asCyrillic, canCyrillic := toCyrillic.replace(s)
	switch {
	case canLatin && !canCyrillic:
		return asLatin, true
	case canCyrillic && !canLatin:
		return asCyrillic, true
	}
	return s, false
}

// replace puts twins for letters and reports whether the word is then of the
// script alone.
func (sc script) replace(s string) (string, bool) {
	whole := true
	changed := strings.Map(func(r rune) rune {
		if t, ok := sc.twin[r]; ok {
			return t
		}
		whole = whole && (!unicode.IsLetter(r) || unicode.Is(sc.letters, r))
		return r
	}, s)
	return changed, whole
}
