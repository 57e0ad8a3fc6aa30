package index

import (
	"strings"
	"sync"

	"vestnik/index/names"
	"vestnik/index/russian"
	"vestnik/pipeline"
)

// lexis is what is known about words. It is safe for concurrent use.
type lexis struct {
	words *russian.Analyzer
	forms *names.Forms
}

// sharedLexis returns the one of the process: it remembers words, and its terms
// are those of every index.
var sharedLexis = sync.OnceValue(func() lexis {
	words := russian.New()
	return lexis{words, names.NewForms(words)}
})

// nameAll returns the passages of the holders and authors: found by their words,
// as persons, by their legal form and their sound.
func nameAll(h hit) []passage {
	passages := make([]passage, 0, len(h.Holders)+len(h.Authors))
	for _, name := range h.Holders {
		passages = append(passages, passage{text: name, into: fieldHolders, keys: fieldHolderKeys, sounds: anyWord, forms: true})
	}
	for _, name := range h.Authors {
		passages = append(passages, passage{text: name, into: fieldAuthors, keys: fieldAuthorKeys, sounds: anyWord})
	}
	return passages
}

// software returns what a program is written in and runs under: as facets by the
// usual names, as text also in the words of the application.
func software(e pipeline.Entry) (facets []*field, said []passage) {
	for _, f := range []struct {
		facet, text, said string
		usual             func(string) []string
	}{
		{fieldLanguage, fieldLanguages, e.Language, names.Languages},
		{fieldOS, fieldSystems, e.OS, names.Systems},
		{fieldDBMS, fieldDatabases, e.DBMS, names.Databases},
	} {
		if f.said == "" {
			continue
		}
		usual := f.usual(f.said)
		facets = append(facets, keywords(f.facet, inColumn, usual...))
		said = append(said, passage{text: f.said, into: f.text})
		for _, name := range usual {
			said = append(said, passage{text: name, into: f.text, unsaid: true})
		}
	}
	return facets, said
}

func anyWord(string) bool { return true }

// isForeign reports whether a word is written in Latin letters.
func isForeign(word string) bool { return strings.ContainsFunc(word, isLatin) }

// tails returns numbers from their ends.
func tails(numbers []string) []string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = reversed(n)
	}
	return list
}
