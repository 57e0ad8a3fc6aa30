package publish

import (
	_ "embed"
	"regexp"
	"strings"
)

// englishList are common English words of titles of programs, in lower case.
//
//go:embed english.txt
var englishList string

var englishWords = func() map[string]bool {
	words := make(map[string]bool)
	for _, word := range strings.Fields(englishList) {
		words[word] = true
	}
	return words
}()

var (
	// noText is what is no text of a page: tags, what stands letter by letter, and
	// entities, whose names are Latin letters.
	noText = regexp.MustCompile(`(?s)<pre.*?</pre>|<code.*?</code>|<[^>]*>|&[#a-zA-Z0-9]+;`)
	// latinRun is two and more Latin words behind one another.
	latinRun = regexp.MustCompile(`\b[A-Za-z]+(?:[ -][A-Za-z]+)+\b`)
	latin    = regexp.MustCompile(`[A-Za-z]+`)
)

// markEnglish tells the language of English phrases within the Russian text, so that
// they are read aloud as such (WCAG 2.2, 3.1.2). A wrong mark is worse than none:
// names of products and firms, single words and other languages stay as they are.
func markEnglish(body []byte) []byte {
	if !latinRun.Match(body) {
		return body
	}
	return besides(noText, body, marked)
}

func marked(text []byte) []byte {
	return latinRun.ReplaceAllFunc(text, func(run []byte) []byte {
		if !english(string(run)) {
			return run
		}
		return []byte(`<span lang="en">` + string(run) + `</span>`)
	})
}

// english reports whether a run of Latin words is surely English: two of them at
// least, and half of all, are common English words.
func english(run string) bool {
	words := latin.FindAllString(run, -1)
	known := 0
	for _, word := range words {
		if len(word) > 1 && englishWords[strings.ToLower(word)] {
			known++
		}
	}
	return known >= 2 && 2*known >= len(words)
}
