package russian

import (
	"hash/maphash"
	"sync/atomic"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	stemmer "github.com/blevesearch/snowballstem/russian"

	"vestnik/index/russian/lexicon"
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
	lexicon *lexicon.Lexicon // nil without a dictionary
	seed    maphash.Seed
	known   [knownWords]atomic.Pointer[knownWord]
}

// knownWords is the number of words whose terms are remembered, in some seven
// megabytes when all are met. They are most of any text, and stemming one costs
// fifty times what a look-up does.
const knownWords = 1 << 16

type knownWord struct {
	word  string
	terms []string
}

// New returns an analyzer with the dictionary that the program was built with,
// or one without, if there is none: see [Analyzer.Dictionary].
func New() *Analyzer {
	a := NewStemming()
	// A lexicon that cannot be read is the build's fault, which its tests show;
	// search without it is worse, no search would be worst.
	a.lexicon, _ = lexicon.Built()
	return a
}

// NewStemming returns an analyzer that knows no dictionary: every word is
// reduced by the Snowball algorithm alone.
func NewStemming() *Analyzer { return &Analyzer{seed: maphash.MakeSeed()} }

// Dictionary names the dictionary that terms are made by and the digest of what
// was made of it, or is "" where they are made by Snowball alone. The terms of
// two analyzers with different dictionaries do not agree.
func (a *Analyzer) Dictionary() string {
	if a.lexicon == nil {
		return ""
	}
	return a.lexicon.Name()
}

// Tokens returns the terms of the text in its order.
func (a *Analyzer) Tokens(text string) []Token {
	// A word of Russian text takes some thirteen bytes with its space.
	return a.tokens(text, writer{analyzer: a, tokens: make([]Token, 0, len(text)/12+2)})
}

func (a *Analyzer) tokens(text string, w writer) []Token {
	s := scanner{text: text}
	position := 1
	for {
		if s.toWord(); w.plain(&s, position) {
			position++
			continue
		}
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
	wanted   *Wanted // nil is every word
	tokens   []Token
	bytes    []byte // scratch
}

// plain writes the token of a word that is easily read, if one stands next.
func (w *writer) plain(s *scanner, position int) bool {
	word, alphabet, end, ok := plainWord(s.text, s.at, w.bytes[:0])
	w.bytes = word
	if !ok {
		return false
	}
	if w.wanted == nil || w.wanted.may(word) {
		surface, terms := w.analyzer.terms(word, alphabet)
		w.tokens = append(w.tokens, Token{Term: terms[0], Terms: terms, Surface: surface, Start: s.at, End: end, Position: position})
	}
	s.at = end
	return true
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
	t.Surface, t.Terms = w.analyzer.terms(w.bytes, scriptsOf(word))
	t.Term = t.Terms[0]
	w.tokens = append(w.tokens, t)
}

// terms returns the word and its terms, from memory if they are there. Numbers
// and codes are too many to be worth remembering.
func (a *Analyzer) terms(word []byte, alphabet script) (surface string, terms []string) {
	if alphabet != cyrillic && alphabet != latin {
		surface = string(word)
		return surface, []string{surface}
	}
	slot := &a.known[maphash.Bytes(a.seed, word)%knownWords]
	if known := slot.Load(); known != nil && known.word == string(word) {
		return known.word, known.terms
	}
	surface = string(word)
	if alphabet == latin {
		terms = []string{stem(surface, english.Stem)}
	} else {
		terms = a.russianTerms(surface)
	}
	slot.Store(&knownWord{surface, terms})
	return surface, terms
}

// russianTerms asks the dictionary; the stemmer answers where it is right, guesses
// where the dictionary knows nothing. Without a dictionary nothing is guessed: every
// word would be.
func (a *Analyzer) russianTerms(word string) []string {
	if a.lexicon == nil {
		return []string{Stem(word)}
	}
	switch terms, known := a.lexicon.Terms(word); {
	case len(terms) > 0:
		return terms
	case known:
		return []string{Stem(word)}
	}
	return guesses(word)
}

// Stem returns the stem of a folded Russian word by Snowball alone.
func Stem(word string) string { return stem(word, stemmer.Stem) }

func stem(word string, algorithm func(*snowballstem.Env) bool) string {
	env := snowballstem.NewEnv(word)
	algorithm(env)
	return env.Current()
}
