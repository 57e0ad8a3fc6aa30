package russian

import (
	"hash/maphash"
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	stemmer "github.com/blevesearch/snowballstem/russian"
)

// Token is one term of a text.
type Token struct {
	Term       string // what is searched for
	Surface    string // the word itself, folded but not stemmed
	Start, End int    // where it stands in the text, in bytes
	Position   int    // number of the word, from 1; terms of one word share it
	Joined     bool   // all parts of a hyphenated word written together
}

// Analyzer makes terms of text. The zero value is not ready: use [New].
type Analyzer struct {
	seed  maphash.Seed
	stems [stemCacheSize]atomic.Pointer[stemmed]
}

// stemCacheSize is the number of words whose stems are remembered. A language's
// few thousand commonest words are most of its text, and stemming one costs
// fifty times what a look-up does.
const stemCacheSize = 1 << 14

type stemmed struct{ word, stem string }

// New returns an analyzer.
func New() *Analyzer { return &Analyzer{seed: maphash.MakeSeed()} }

// Tokens returns the terms of the text in its order.
func (a *Analyzer) Tokens(text string) []Token {
	tokens := make([]Token, 0, len(text)/8+1)
	s := scanner{text: text}
	position := 1
	for {
		c, ok := s.next()
		if !ok {
			return tokens
		}
		tokens = a.appendCompound(tokens, c, position)
		position += len(c.parts)
	}
}

// appendCompound appends a term for each part, and one for all parts together.
func (a *Analyzer) appendCompound(tokens []Token, c compound, position int) []Token {
	first := c.parts[0]
	if c.whole != "" {
		return append(tokens, Token{Term: c.whole, Surface: c.whole, Start: first.start, End: first.end, Position: position})
	}
	for i, p := range c.parts {
		term, surface := a.term(p.word)
		tokens = append(tokens, Token{Term: term, Surface: surface, Start: p.start, End: p.end, Position: position + i})
	}
	if len(c.parts) > 1 {
		var joined []rune
		for _, p := range c.parts {
			joined = append(joined, p.word...)
		}
		term, surface := a.term(joined)
		last := c.parts[len(c.parts)-1]
		tokens = append(tokens, Token{Term: term, Surface: surface, Start: first.start, End: last.end, Position: position, Joined: true})
	}
	return tokens
}

// term returns the search term of a folded word, and the word.
func (a *Analyzer) term(word []rune) (term, surface string) {
	word = oneAlphabet(word)
	surface = string(word)
	switch scriptsOf(word) {
	case cyrillic:
		return a.stem(surface, stemmer.Stem), surface
	case latin:
		return a.stem(surface, english.Stem), surface
	}
	return surface, surface
}

// stem returns the word's stem by the algorithm, from memory if it is there.
func (a *Analyzer) stem(word string, algorithm func(*snowballstem.Env) bool) string {
	slot := &a.stems[maphash.String(a.seed, word)%stemCacheSize]
	if known := slot.Load(); known != nil && known.word == word {
		return known.stem
	}
	env := snowballstem.NewEnv(word)
	algorithm(env)
	stem := env.Current()
	slot.Store(&stemmed{word, stem})
	return stem
}
