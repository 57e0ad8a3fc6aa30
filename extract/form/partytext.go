package form

import (
	"strings"
)

// partyNoun says what a party is, before its name: «от правообладателя ООО «Сад»».
var partyNoun = onUse(`^(?i:(?:патентообладател|правообладател|заявител|гражданин|гражданк|адвокат|патентн\p{L}+\s+поверенн)\p{L}*[\s,:—–-]*)+`)

// item reports whether a word numbers an item: «2.», «1)».
func item(w *word) bool {
	return len(w.folded) < 3 && strings.ContainsAny(w.text[len(w.text)-1:], ".)") && numbering(w.text)
}

// unnumbered leaves out the number of an item before the passage, and the word for
// what the party is.
func (p passage) unnumbered() passage {
	if len(p.words) > 1 && item(p.words[0]) {
		p = p.cut(p.at[1], len(p.text))
	}
	if noun := partyNoun.FindString(p.text); noun != "" && startsLower(noun) && len(noun) < len(p.text) {
		p = p.cut(len(noun), len(p.text)).trim()
	}
	return p
}

// beforeItem leaves out the number of the next item, which ends the passage.
func (p passage) beforeItem() passage {
	if n := len(p.words); n > 1 && item(p.words[n-1]) {
		return p.cut(0, p.at[n-1])
	}
	return p
}

// bracketed is the address in the bracket that the passage begins with, or the whole
// where there is none: «(998102, г. Нижнеполье), являющееся…».
func (p passage) bracketed() passage {
	if !strings.HasPrefix(p.text, "(") {
		return p
	}
	end := strings.Index(p.text, ")")
	if end < 0 || strings.Contains(p.text[1:end], "(") || digits(p.text[1:end]) == 0 {
		return p
	}
	return p.cut(1, end).trim()
}
