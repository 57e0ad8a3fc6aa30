package layer

// CommonPairs counts the neighbouring Cyrillic letters of a word, and how many
// of these pairs are among the common ones.
func CommonPairs(word string) (common, all int) {
	c := count([]string{word})
	return c.common, c.pairs
}
