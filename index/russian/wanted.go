package russian

import "unicode/utf8"

// Wanted is a set of words that are looked for in texts: by their terms, by their
// surface or by its beginning. It tells of most other words at a glance that they
// are none of them, which is what makes [Analyzer.Find] quick. The zero value
// wants nothing.
type Wanted struct {
	first   map[rune]bool // letters that the words begin with
	lengths map[int]bool  // letters of words that may have such a term without beginning like it
}

// AddTerm adds the words of a term: a form of a word begins as its term does, but
// for those of which the dictionary says otherwise, as «люди» of человек.
func (a *Analyzer) AddTerm(w *Wanted, term string) {
	w.AddSurface(term)
	if a.lexicon == nil {
		return
	}
	for _, n := range a.lexicon.Strays(term) {
		if w.lengths == nil {
			w.lengths = make(map[int]bool)
		}
		w.lengths[n] = true
	}
}

// AddSurface adds the words that begin as a folded word does.
func (w *Wanted) AddSurface(word string) {
	if w.first == nil {
		w.first = make(map[rune]bool)
	}
	r, _ := utf8.DecodeRuneInString(word)
	w.first[r] = true
}

// may reports whether a folded word may be wanted.
func (w *Wanted) may(word []byte) bool {
	r, _ := utf8.DecodeRune(word)
	return w.first[r] || len(w.lengths) > 0 && w.lengths[utf8.RuneCount(word)]
}

// Find returns the tokens of a text that may be wanted: all that are, and some
// more.
func (a *Analyzer) Find(text string, wanted *Wanted) []Token {
	return a.tokens(text, writer{analyzer: a, wanted: wanted})
}
