package main

import (
	"strings"

	"vestnik/index/russian"
	"vestnik/pipeline"
)

func joined(words []string) string { return strings.Join(words, " ") }

func names(parties []pipeline.Party) []string {
	list := make([]string, len(parties))
	for i, p := range parties {
		list[i] = p.Name
	}
	return list
}

// people are the names of an entry in one text.
func people(e pipeline.Entry) string {
	return joined(append(names(e.Holders), names(e.Authors)...))
}

// terms are what our analyzer makes of a text, each once a place.
func terms(a *russian.Analyzer, text string) []string {
	var list []string
	for _, t := range a.Tokens(text) {
		list = append(list, t.Term)
	}
	return list
}
