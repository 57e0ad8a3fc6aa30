package layer

// CommonPairs counts the neighbouring Cyrillic letters of a word as they are
// judged, in threes, and how many of these are common in Russian.
func CommonPairs(word string) (common, all int) {
	t := count([]string{word}).russian
	return t.known, t.all
}
