package index

import (
	"iter"
	"strings"
	"unicode/utf8"

	"vestnik/index/russian"
)

// leastHalf is how many letters each half of a word has that may be two.
const leastHalf = 3

// respelt returns the spellings of a question in which two words that stand side by
// side are one («веб сервер», «вебсервер») and then those in which a word is two.
// Most of them make no sense: whoever takes one asks first whether it is found. A
// question of more than running text is left alone, and so is a long one.
func (x *Index) respelt(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		words := strings.Fields(text)
		if len(words) > maxRespelt || strings.ContainsAny(text, `"«»:*~=()|`) {
			return
		}
		for i := range len(words) - 1 {
			if isWord(x.words, words[i]) && isWord(x.words, words[i+1]) && !yield(replaced(words, i, i+2, words[i]+words[i+1])) {
				return
			}
		}
		for i, w := range words {
			if !isWord(x.words, w) || utf8.RuneCountInString(w) > maxSplit {
				continue
			}
			letters := []rune(w)
			for at := leastHalf; at <= len(letters)-leastHalf; at++ {
				if !yield(replaced(words, i, i+1, string(letters[:at])+" "+string(letters[at:]))) {
					return
				}
			}
		}
	}
}

// Bounds of what is respelt: each spelling is asked for.
const (
	maxRespelt = 4  // words of a question
	maxSplit   = 24 // letters of a word
)

// replaced returns the words with those from first to behind in another spelling.
func replaced(words []string, first, behind int, spelling string) string {
	list := append(append([]string{}, words[:first]...), spelling)
	return strings.Join(append(list, words[behind:]...), " ")
}

// isWord reports whether a text is one word that may be misspelt or a part of one.
func isWord(words *russian.Analyzer, text string) bool {
	tokens := words.Tokens(text)
	return len(tokens) == 1 && tokens[0].End-tokens[0].Start == len(text) && !strings.ContainsAny(tokens[0].Surface, "0123456789.+#") && !stopWords[tokens[0].Surface]
}
