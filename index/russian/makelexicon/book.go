package main

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
)

// pair says that a form is one of a word's.
type pair struct{ form, word string }

// book tells the words of forms.
type book struct {
	pairs     []pair              // what the dictionary's rules say, by form
	ties      map[string][]string // what we add, by form
	inflected map[string]bool     // words that the dictionary gives forms
	surnames  map[string]bool     // forms of names that are surnames too: «Алексеев»
}

// newBook returns the book of the dictionary without ties.
func newBook(entries []entry) *book {
	b := &book{ties: map[string][]string{}, inflected: map[string]bool{}, surnames: map[string]bool{}}
	for _, e := range entries {
		b.pairs = append(b.pairs, pair{e.word, e.word})
		for _, form := range e.forms {
			b.pairs = append(b.pairs, pair{form, e.word})
			if e.name && (strings.HasSuffix(form, "ев") || strings.HasSuffix(form, "ов")) {
				b.surnames[form] = true
			}
		}
		if !e.bare() {
			b.inflected[e.word] = true
		}
	}
	slices.SortFunc(b.pairs, func(a, c pair) int { return cmp.Or(strings.Compare(a.form, c.form), strings.Compare(a.word, c.word)) })
	b.pairs = slices.Compact(b.pairs)
	return b
}

// tie adds words to a form. What is known already is not added twice.
func (b *book) tie(form string, words ...string) {
	for _, w := range words {
		if w != form && !slices.Contains(b.ties[form], w) {
			b.ties[form] = append(b.ties[form], w)
		}
	}
}

// words returns the words of the form: those of the dictionary, then the ties.
func (b *book) words(form string) []string {
	var list []string
	i, _ := slices.BinarySearchFunc(b.pairs, form, func(p pair, form string) int { return strings.Compare(p.form, form) })
	for ; i < len(b.pairs) && b.pairs[i].form == form; i++ {
		list = append(list, b.pairs[i].word)
	}
	for _, w := range b.ties[form] {
		if !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

// verbs returns those of the form's words that are infinitives.
func (b *book) verbs(form string) []string {
	return slices.DeleteFunc(b.words(form), func(w string) bool { return !isInfinitive(w) })
}

func isInfinitive(word string) bool {
	word = strings.TrimSuffix(strings.TrimSuffix(word, "ся"), "сь")
	return strings.HasSuffix(word, "ть") || strings.HasSuffix(word, "ти") || strings.HasSuffix(word, "чь")
}

// forms returns all forms in the order of their bytes.
func (b *book) forms() []string {
	list := make([]string, 0, len(b.pairs)+len(b.ties))
	for _, p := range b.pairs {
		list = append(list, p.form)
	}
	list = slices.AppendSeq(list, maps.Keys(b.ties))
	slices.Sort(list)
	return slices.Compact(list)
}

// terms yields all forms in the order of their bytes with their terms, those of
// the dictionary's words before those of the ties; no terms where the stemmer
// alone gives them.
func (b *book) terms(stem func(string) string) iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		for _, form := range b.forms() {
			var list []string
			for _, w := range b.words(form) {
				if s := stem(w); !slices.Contains(list, s) {
					list = append(list, s)
				}
			}
			if b.surnames[form] && !slices.Contains(list, form) {
				list = append(list, form)
			}
			if len(list) == 1 && list[0] == stem(form) {
				list = nil
			}
			if !yield(form, list) {
				return
			}
		}
	}
}
