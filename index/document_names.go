package index

import (
	"slices"
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

// addNames adds what the holders and authors are found by beside the words of
// their names, and the foreign words of the title.
func addNames(fields map[string]any, h hit) {
	fields[fieldHolderKeys] = personKeys(h.Holders)
	fields[fieldAuthorKeys] = personKeys(h.Authors)
	l := sharedLexis()
	marks := []string{}
	sounds := soundsOf(l.words, h.Title, isForeign)
	for _, name := range h.Holders {
		for _, f := range l.forms.In(l.words.Tokens(name)) {
			marks = append(marks, f.Mark)
		}
	}
	for _, name := range slices.Concat(h.Holders, h.Authors) {
		sounds = append(sounds, soundsOf(l.words, name, func(string) bool { return true })...)
	}
	fields[fieldForms], fields[fieldSounds] = distinct(marks), distinct(sounds)
}

// addSoftware adds what a program is written in and runs under: as facets by the
// usual names, as text also in the words of the application.
func addSoftware(fields map[string]any, e pipeline.Entry) {
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
		fields[f.facet], fields[f.text] = usual, append([]string{f.said}, usual...)
	}
}

// personKeys returns what the persons among the names are filed under.
func personKeys(list []string) []string {
	keys := []string{}
	for _, name := range list {
		if p, ok := names.ParsePerson(name); ok {
			keys = append(keys, p.Keys()...)
		}
	}
	return distinct(keys)
}

// soundsOf returns the sounds of those words of a text that fn takes.
func soundsOf(words *russian.Analyzer, text string, fn func(word string) bool) []string {
	var sounds []string
	for _, t := range words.Tokens(text) {
		if !fn(t.Surface) {
			continue
		}
		if s := names.Sound(t.Surface); s != "" {
			sounds = append(sounds, s)
		}
	}
	return sounds
}

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

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
