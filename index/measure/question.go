package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// kind is a kind of question whose latency is measured.
type kind string

// The kinds, in the order of the table.
const (
	oneWord   kind = "one word"
	oneBare   kind = "one word, numbers alone"
	allWords  kind = "all of two words"
	allBare   kind = "all of two words, numbers alone"
	inRow     kind = "phrase"
	beginning kind = "beginning of a word"
	slip      kind = "word with a slip"
	numbered  kind = "number"
	latest    kind = "one word, latest first"
	marked    kind = "one word, found words marked"
	counted   kind = "page with facets and marks"
	plain     kind = "plain words" // graded questions; not in the table of speed
)

func kinds() []kind {
	return []kind{oneWord, oneBare, allWords, allBare, inRow, beginning, slip, numbered, latest, marked, counted}
}

// question is one question to an engine. Words are as a person types them; each
// engine puts them in its own language.
type question struct {
	kind  kind
	words []string
}

// questions invents n questions of a kind to a register. Words are of the middle
// ranks: neither those that stand everywhere nor those that stand nowhere.
func questions(v invented, k kind, n int) []question {
	r := rand.New(rand.NewPCG(uint64(len(k)), 3))
	list := make([]question, n)
	for i := range list {
		// Ranks spread evenly over orders of magnitude, as questions do.
		first := v.words[rank(r)]
		q := question{kind: k, words: []string{first}}
		switch k {
		case allWords, allBare:
			q.words = v.apart(r.IntN(v.count))
		case inRow:
			q.words = v.pair(r.IntN(v.count))
		case beginning:
			q.words[0] = string([]rune(first)[:min(4, len([]rune(first)))])
		case slip:
			q.words[0] = slipped(first)
		case numbered:
			q.words[0] = v.number(r.IntN(v.count))
		}
		list[i] = q
	}
	return list
}

// rank is the place of a word in the vocabulary.
func rank(r *rand.Rand) int {
	low := []int{20, 200, 2000}[r.IntN(3)]
	return low + r.IntN(9*low)
}

// pair returns two words that stand side by side in an entry's title.
func (v invented) pair(i int) []string { return strings.Fields(v.Entry(i).Title)[:2] }

// apart returns two words of one entry's title that do not stand side by side.
func (v invented) apart(i int) []string {
	title := strings.Fields(v.Entry(i).Title)
	return []string{title[len(title)-1], title[0]}
}

// slipped leaves out a letter.
func slipped(word string) string {
	letters := []rune(word)
	if len(letters) < 5 {
		return word
	}
	at := len(letters) / 2
	return string(letters[:at]) + string(letters[at+1:])
}

func (q question) String() string { return fmt.Sprintf("%s %v", q.kind, q.words) }
