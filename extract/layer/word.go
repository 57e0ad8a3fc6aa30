package layer

// Trigrams counts the threes of letters that a word of Cyrillic is made of, its
// edges among them, and those that Russian words have. Short words and
// abbreviations have none.
func Trigrams(word string) (known, all int) {
	var t tally
	russian().count(&t, word)
	return t.known, t.all
}
