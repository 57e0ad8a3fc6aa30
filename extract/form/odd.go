package form

import (
	"strings"
	"unicode"

	"vestnik/extract/layer"
)

// What no one prints, and what specks, strokes and rules are read as.
var (
	stuckMark   = onUse(`[‚‘›‹„|\\~^¬*_=]|\p{L}[’'“”]\p{Ll}{3,}|[’'“”](?:\s|$)|\p{Ll}[,;:!?»).]\p{Ll}|\p{Ll}[,;:!?]\p{Lu}`)
	looseMark   = onUse(`\s[,.;:!?)»]|[«(]\s|\.\.|[,;:][.,;:]|[-—–]\s*[-—–]|^[-—–.,:;]`)
	twoScripts  = onUse(`[А-яЁё][A-Za-z]|[A-Za-z][А-яЁё]|[А-яЁё]{2,}\d|\d[А-яЁё]{3,}`)
	stopWithin  = onUse(`\p{L}{5,}\.(?:\s|$)|[:;]\s|[!` + "`" + `]`)
	foreignName = onUse(`(?:^|[^\p{L}])[А-ЯЁ][а-яё]*`)
	latinNumber = onUse(`\d[A-Za-z]`)
)

// misprinted reports whether a text that OCR read holds what no one prints. Some of it is
// printed now and then after all: then a person is asked in vain, no more.
func misprinted(field, text string) bool {
	switch leafOf(field) {
	case "email", "phone":
		return false
	case "address", "correspondence_address":
		return typedOddly(text) || latinNumber.MatchString(text) || oddAddress(text, leafOf(field) == "correspondence_address")
	case "os", "language", "dbms": // Linux is read as «Ипих»
		return typedOddly(text) || foreignName.MatchString(text)
	case "title", "name", "position", "contribution":
		return typedOddly(text) || stopWithin.MatchString(text) // one sentence without its stop
	}
	switch GroupOf(field) {
	case "text", "prose", "person", "short":
		return typedOddly(text)
	}
	return false
}

func typedOddly(text string) bool {
	return stuckMark.MatchString(text) || looseMark.MatchString(text) || twoScripts.MatchString(text)
}

// spelt is how far the worst word of a text is made of threes of letters that
// Russian words are made of, from 0 to 1; 1 for a text without words of that length.
func spelt(text string) float64 {
	worst := 1.0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if known, all := layer.Trigrams(w); all > 0 {
			worst = min(worst, float64(known)/float64(all))
		}
	}
	return worst
}
