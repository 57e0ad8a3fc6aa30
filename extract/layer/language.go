package layer

import (
	_ "embed"
	"strings"
	"sync"
)

// The trigrams that a language's words are made of; see maketrigrams.go. Good
// text has .985 of its trigrams among the Russian ones (.93 in one page of
// twenty), with three letters in a hundred wrong .945, with eight .88, read
// backwards .73, under a substitution cipher .10. English text has .99 among the
// English ones, program source .93, German .86, transliterated names .79, Russian
// read as Latin .60 to .71.
var (
	//go:embed russian.txt
	russianTrigrams string
	//go:embed english.txt
	englishTrigrams string
)

// language knows which three letters follow one another in its words.
type language struct {
	first rune // of the alphabet
	size  int  // letters, and one for the edge of a word
	known []bool

	splits bool // whether a capital within a word begins another, as names in programs are made
}

// russian and english are made when first asked for.
var (
	russian = sync.OnceValue(func() *language { return newLanguage('а', 32, false, russianTrigrams) })
	english = sync.OnceValue(func() *language { return newLanguage('a', 26, true, englishTrigrams) })
)

func newLanguage(first rune, letters int, splits bool, trigrams string) *language {
	l := &language{first: first, size: letters + 1, splits: splits}
	l.known = make([]bool, l.size*l.size*l.size)
	for line := range strings.Lines(trigrams) {
		pair, third, _ := strings.Cut(strings.TrimSpace(line), " ")
		p := []rune(pair)
		for _, r := range third {
			l.known[l.at(l.code(p[0]), l.code(p[1]), l.code(r))] = true
		}
	}
	return l
}

// code is a letter's place in the alphabet from 1; 0 for all else, which bounds
// words.
func (l *language) code(r rune) int {
	if i := int(r-l.first) + 1; i >= 1 && i < l.size {
		return i
	}
	return 0
}

func (l *language) at(a, b, c int) int { return (a*l.size+b)*l.size + c }

// tally counts trigrams, and those of them that the language has.
type tally struct{ all, known int }

// share of known trigrams, 1 where there are none.
func (t tally) share() float64 {
	if t.all == 0 {
		return 1
	}
	return float64(t.known) / float64(t.all)
}

// count adds the trigrams of a word's runs of letters. Runs of one or two letters
// say little, abbreviations nothing.
func (l *language) count(t *tally, word string) {
	length, capitals := 0, 0
	before := *t
	a, b := 0, 0
	end := func() {
		if length > 0 {
			t.add(l.known[l.at(a, b, 0)])
		}
		if length < 3 || capitals == length && length <= 5 {
			*t = before
		}
		before, length, capitals, a, b = *t, 0, 0, 0, 0
	}
	for _, r := range word {
		small := fold(r)
		c := l.code(small)
		if c == 0 {
			end()
			continue
		}
		if length > 0 && isUpper(r) && capitals < length && l.splits {
			end()
		}
		if isUpper(r) {
			capitals++
		}
		if length > 0 {
			t.add(l.known[l.at(a, b, c)])
		}
		length++
		a, b = b, c
	}
	end()
}

func (t *tally) add(known bool) {
	t.all++
	if known {
		t.known++
	}
}
