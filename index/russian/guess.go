package russian

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Words that a dictionary of the language lacks are names and new nouns. Snowball
// takes many of them for verbs and adjectives: «Иран» is ира, «Ираном» иран;
// «Иванов» is a plural of Иван. So they get a second term, the stem of a noun.
var (
	nounEndings = strings.Fields("ами ями ах ях ам ям ом ем ой ей ою ею ов ев а я о е у ю ы и ь й")
	adjectives  = strings.Fields("ый ий ая яя ое ее ые ие ого его ому ему ыми ими ую юю ых их ть ться")
)

// leastNounStem is the number of letters that a noun keeps without its ending.
const leastNounStem = 3

// guesses returns the terms of a word that the dictionary does not know, that of
// the stemmer first.
func guesses(word string) []string {
	terms := []string{Stem(word)}
	add := func(term string) {
		if !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	if isSurname(word) { // as its other cases: «Ивановым» is иванов
		add(word)
	}
	if !endsIn(word, adjectives) {
		add(withoutFleetingVowel(nounStem(word)))
	}
	return terms
}

func isSurname(word string) bool {
	return strings.HasSuffix(word, "ов") || strings.HasSuffix(word, "ев")
}

func endsIn(word string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(word, e) })
}

// nounStem takes the ending of a case off.
func nounStem(word string) string {
	for _, end := range nounEndings {
		if stem, ok := strings.CutSuffix(word, end); ok && utf8.RuneCountInString(stem) >= leastNounStem {
			return stem
		}
	}
	return word
}

// withoutFleetingVowel makes one of «рычаж-ок» and «рычаж-к-а», «ровен-ец» and
// «ровен-ц-ам».
func withoutFleetingVowel(stem string) string {
	last, size := utf8.DecodeLastRuneInString(stem)
	if last != 'к' && last != 'ц' {
		return stem
	}
	rest := stem[:len(stem)-size]
	for _, vowel := range []string{"о", "е"} {
		if short, ok := strings.CutSuffix(rest, vowel); ok && utf8.RuneCountInString(short) >= leastNounStem {
			return short + string(last)
		}
	}
	return stem
}
