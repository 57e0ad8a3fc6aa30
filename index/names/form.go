package names

import "vestnik/index/russian"

// Form is the legal form of an organisation found in a text.
type Form struct {
	Mark        string // the same for all spellings of the form, and no word: "§ооо"
	First, Last int    // the tokens that spell it
}

// Forms finds legal forms of organisations, short («ООО») or spelled out.
// It is safe for concurrent use.
type Forms struct{}

// NewForms returns the forms in the terms of an analyzer.
func NewForms(words *russian.Analyzer) *Forms { return &Forms{} }

// In returns the legal forms among the tokens of a text, in its order.
func (f *Forms) In(tokens []russian.Token) []Form { return nil }
