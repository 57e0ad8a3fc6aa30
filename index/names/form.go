package names

import (
	_ "embed"
	"slices"
	"strings"

	"vestnik/index/russian"
)

// Form is the legal form of an organisation found in a text.
type Form struct {
	Mark        string // the same for all spellings of the form, and no word: "§ооо"
	First, Last int    // the tokens that spell it
}

// Forms finds legal forms of organisations, short («ООО») or spelled out in any
// case. It is safe for concurrent use.
type Forms struct {
	short   map[string]spelling   // by the word as it stands: stems make «оо» of ООО
	spelled map[string][]spelling // by the term of the first word, longest first
}

// spelling is a way to write a form.
type spelling struct {
	mark  string
	terms []string // of its words
}

//go:embed forms.txt
var formsText string

// NewForms returns the forms in the terms of an analyzer.
func NewForms(analyzer *russian.Analyzer) *Forms {
	f := &Forms{short: map[string]spelling{}, spelled: map[string][]spelling{}}
	for line := range strings.Lines(formsText) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var mark string
		for text := range strings.SplitSeq(line, ";") {
			tokens := simple(analyzer.Tokens(text))
			if mark == "" {
				mark = "§" + tokens[0].Surface
			}
			f.add(mark, tokens)
		}
	}
	for _, list := range f.spelled {
		slices.SortStableFunc(list, func(a, b spelling) int { return len(b.terms) - len(a.terms) })
	}
	return f
}

func (f *Forms) add(mark string, tokens []russian.Token) {
	s := spelling{mark: mark}
	for _, t := range tokens {
		s.terms = append(s.terms, t.Term)
	}
	if len(tokens) == 1 {
		f.short[tokens[0].Surface] = s
		return
	}
	f.spelled[s.terms[0]] = append(f.spelled[s.terms[0]], s)
}

// simple returns the tokens without those of parts put together.
func simple(tokens []russian.Token) []russian.Token {
	return slices.DeleteFunc(slices.Clone(tokens), func(t russian.Token) bool { return t.Joined })
}

// In returns the legal forms among the tokens of a text, in its order; of forms
// that overlap the longest: «федеральное государственное унитарное предприятие»
// is one.
func (f *Forms) In(tokens []russian.Token) []Form {
	var at []int // places of the tokens that are words
	for i, t := range tokens {
		if !t.Joined {
			at = append(at, i)
		}
	}
	var found []Form
	for i := 0; i < len(at); {
		s, ok := f.longest(tokens, at[i:])
		if !ok {
			i++
			continue
		}
		last := i + len(s.terms) - 1
		found = append(found, Form{s.mark, at[i], at[last]})
		i = last + 1
	}
	return found
}

// longest returns the longest spelling that begins with the first of the places.
func (f *Forms) longest(tokens []russian.Token, at []int) (best spelling, ok bool) {
	first := tokens[at[0]]
	for _, term := range first.Terms {
		for _, s := range f.spelled[term] {
			if len(s.terms) > len(best.terms) && s.spells(tokens, at) {
				best, ok = s, true
			}
		}
	}
	if ok {
		return best, true
	}
	best, ok = f.short[first.Surface]
	return best, ok
}

// spells reports whether the words at the places follow the spelling; the first
// is known to.
func (s spelling) spells(tokens []russian.Token, at []int) bool {
	if len(s.terms) > len(at) {
		return false
	}
	for i, term := range s.terms[1:] {
		if !slices.Contains(tokens[at[i+1]].Terms, term) {
			return false
		}
	}
	return true
}
