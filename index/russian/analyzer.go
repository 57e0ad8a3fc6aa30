package russian

import (
	"hash/maphash"
	"sync/atomic"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	stemmer "github.com/blevesearch/snowballstem/russian"
)

// Token is one word of a text.
type Token struct {
	Term       string   // what is searched for: the first of Terms
	Terms      []string // all that the word may stand for, at least one, shared: not to be changed
	Surface    string   // the word itself, folded but not stemmed
	Start, End int      // where it stands in the text, in bytes
	Position   int      // number of the word, from 1; terms of one word share it
	Joined     bool     // all parts of a hyphenated word written together
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

type stemmed struct {
	word  string
	terms []string
}

// New returns an analyzer.
func New() *Analyzer { return &Analyzer{seed: maphash.MakeSeed()} }

// NewStemming returns an analyzer that knows no dictionary: every word is
// reduced by the Snowball algorithm alone.
func NewStemming() *Analyzer { return &Analyzer{seed: maphash.MakeSeed()} }

// Dictionary names the dictionary and the rules that terms are made by, or
// returns "" where they are made by Snowball alone. Indexes made under different
// names do not agree.
func (a *Analyzer) Dictionary() string { return "" }

// Tokens returns the terms of the text in its order.
func (a *Analyzer) Tokens(text string) []Token {
	// A word of Russian text takes some thirteen bytes with its space.
	w := writer{analyzer: a, tokens: make([]Token, 0, len(text)/12+2)}
	s := scanner{text: text}
	position := 1
	for {
		c, ok := s.next()
		if !ok {
			return w.tokens
		}
		w.compound(c, position)
		position += len(c.parts)
	}
}

// writer collects the tokens of one text.
type writer struct {
	analyzer *Analyzer
	tokens   []Token
	bytes    []byte // scratch
}

// compound writes a token for each part, and one for all parts together.
func (w *writer) compound(c compound, position int) {
	first, last := c.parts[0], c.parts[len(c.parts)-1]
	if c.whole != "" {
		w.tokens = append(w.tokens, Token{Term: c.whole, Terms: []string{c.whole}, Surface: c.whole, Start: first.start, End: first.end, Position: position})
		return
	}
	for i, p := range c.parts {
		w.word(p.word, Token{Start: p.start, End: p.end, Position: position + i})
	}
	if len(c.parts) > 1 {
		var joined []rune
		for _, p := range c.parts {
			joined = append(joined, p.word...)
		}
		w.word(joined, Token{Start: first.start, End: last.end, Position: position, Joined: true})
	}
}

// word writes the token of a folded word.
func (w *writer) word(word []rune, t Token) {
	word = oneAlphabet(word)
	w.bytes = w.bytes[:0]
	for _, r := range word {
		w.bytes = utf8.AppendRune(w.bytes, r)
	}
	switch scriptsOf(word) {
	case cyrillic:
		t.Surface, t.Terms = w.analyzer.terms(w.bytes, stemmer.Stem)
	case latin:
		t.Surface, t.Terms = w.analyzer.terms(w.bytes, english.Stem)
	default:
		t.Surface = string(w.bytes)
		t.Terms = []string{t.Surface}
	}
	t.Term = t.Terms[0]
	w.tokens = append(w.tokens, t)
}

// terms returns the word and its terms, from memory if they are there. No word is
// both Cyrillic and Latin, so that one memory serves both.
func (a *Analyzer) terms(word []byte, stem func(*snowballstem.Env) bool) (surface string, terms []string) {
	slot := &a.stems[maphash.Bytes(a.seed, word)%stemCacheSize]
	if known := slot.Load(); known != nil && known.word == string(word) {
		return known.word, known.terms
	}
	surface = string(word)
	env := snowballstem.NewEnv(surface)
	stem(env)
	terms = []string{env.Current()}
	slot.Store(&stemmed{surface, terms})
	return surface, terms
}
