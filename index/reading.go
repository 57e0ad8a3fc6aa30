package index

import (
	indexapi "github.com/blevesearch/bleve_index_api"

	"vestnik/index/names"
	"vestnik/index/russian"
)

// passage is a piece of a document's text.
type passage struct {
	text string
	into string // the field of its own that it goes into; "" is none
	// unsaid is not part of the text: nothing is found by it but in its own field.
	unsaid bool
	sounds func(word string) bool // which words are found by their sound too; nil is none
	forms  bool                   // it may name the legal form of an organisation
	keys   string                 // the field that holds the keys of the person it names; "" is none
	tokens []russian.Token
}

// reading makes the terms of a document's fields of text. Each passage is cut into
// words once, however many fields have them.
type reading struct {
	lexis
	carriers *carriers
	passages []passage
	fields   []*field // with terms once they are read
	done     bool
}

// read returns the fields of the passages, which have their terms when Bleve has
// called Analyze of one of them.
func read(passages []passage, c *carriers) []*field {
	r := &reading{lexis: sharedLexis(), carriers: c, passages: passages}
	r.add(fieldText, inText)
	r.add(fieldExact, asKey)
	for _, p := range passages {
		if p.into != "" {
			r.add(p.into, inText)
		}
		if p.keys != "" {
			r.add(p.keys, asKey)
		}
		if p.forms {
			r.add(fieldForms, asKey)
		}
		if p.sounds != nil {
			r.add(fieldSounds, asKey)
		}
	}
	return r.fields
}

// add makes a field, if it is not there.
func (r *reading) add(name string, options indexapi.FieldIndexingOptions) {
	for _, f := range r.fields {
		if f.name == name {
			return
		}
	}
	r.fields = append(r.fields, &field{name: name, options: options, reading: r})
}

func (r *reading) do() {
	if r.done {
		return
	}
	r.done = true
	for i := range r.passages {
		r.passages[i].tokens = r.words.Tokens(r.passages[i].text)
	}
	for _, f := range r.fields {
		switch f.name {
		case fieldText:
			f.tally(r.passages, func(p passage) bool { return !p.unsaid })
		case fieldExact:
			r.carriers.carry(r.passages, f)
		case fieldForms:
			f.note(r.passages, r.legalForms)
		case fieldSounds:
			f.note(r.passages, soundsOf)
		case fieldHolderKeys, fieldAuthorKeys:
			f.note(r.passages, func(p passage, note func(string)) {
				if p.keys != f.name {
					return
				}
				if person, ok := names.ParsePerson(p.text); ok {
					for _, key := range person.Keys() {
						note(key)
					}
				}
			})
		default:
			f.tally(r.passages, func(p passage) bool { return p.into == f.name })
		}
	}
}

func (r *reading) legalForms(p passage, note func(string)) {
	if !p.forms {
		return
	}
	for _, form := range r.forms.In(p.tokens) {
		note(form.Mark)
	}
}

// soundsOf notes the sounds of the words that are found by theirs.
func soundsOf(p passage, note func(string)) {
	if p.sounds == nil {
		return
	}
	for _, t := range p.tokens {
		if !p.sounds(t.Surface) {
			continue
		}
		if s := names.Sound(t.Surface); s != "" {
			note(s)
		}
	}
}

// note makes the terms of a field of keys: those that each passage notes.
func (f *field) note(passages []passage, each func(p passage, note func(string))) {
	f.terms = make(indexapi.TokenFrequencies)
	for _, p := range passages {
		each(p, func(term string) { f.terms[term] = present })
	}
	f.length = len(f.terms)
}

// tally makes the terms of a field of text: those of the passages that belong to
// it, with their places and forms. A place is left free between two passages, so that no
// phrase reaches from one into the next.
func (f *field) tally(passages []passage, belongs func(passage) bool) {
	for _, p := range passages {
		if belongs(p) {
			for _, t := range p.tokens {
				f.length += len(t.Terms)
			}
		}
	}
	// Places, pointers to them and frequencies are one allocation each.
	places := make([]indexapi.TokenLocation, 0, f.length)
	pointers := make([]*indexapi.TokenLocation, f.length)
	frequencies := make([]indexapi.TokenFreq, 0, f.length)
	f.terms = make(indexapi.TokenFrequencies, f.length)
	before := 0
	for _, p := range passages {
		if !belongs(p) || len(p.tokens) == 0 {
			continue
		}
		for _, t := range p.tokens {
			mark := formMark(t.Surface)
			for _, term := range t.Terms {
				n := len(places)
				places = append(places, indexapi.TokenLocation{Position: before + t.Position, Start: mark})
				pointers[n] = &places[n]
				known := f.terms[term]
				if known == nil {
					frequencies = append(frequencies, indexapi.TokenFreq{Locations: pointers[n : n+1 : n+1]})
					known = &frequencies[len(frequencies)-1]
					f.terms[term] = known
				} else {
					known.Locations = append(known.Locations, pointers[n])
				}
				known.SetFrequency(known.Frequency() + 1)
			}
		}
		before += lastPosition(p.tokens) + 1
	}
}

func lastPosition(tokens []russian.Token) int {
	last := 0
	for _, t := range tokens {
		last = max(last, t.Position)
	}
	return last
}
