package form

import (
	"strings"
	"unicode"

	"vestnik/pipeline"
)

// passage is a row of words as one text, each word findable by its place in it.
type passage struct {
	words []*word
	text  string
	at    []int // byte offset of each word in text
	joins int   // line-end hyphens that were dropped
}

// newPassage joins words by spaces, and over a line-end hyphen without one.
func newPassage(words []*word) passage {
	p := passage{words: words, at: make([]int, len(words))}
	var b strings.Builder
	for i, w := range words {
		p.at[i] = b.Len()
		text := w.text
		if i+1 < len(words) {
			if cut, joined := hyphenated(w, words[i+1]); joined {
				b.WriteString(cut)
				p.joins++
				continue
			}
		}
		b.WriteString(text)
		if i+1 < len(words) {
			b.WriteByte(' ')
		}
	}
	p.text = b.String()
	return p
}

// hyphenated reports whether w is parted from the next word by the end of its
// line, and returns w as it is to be joined: without the hyphen, or with it
// where the word is a compound («научно-» + «исследовательский»).
func hyphenated(w, next *word) (string, bool) {
	if cut, ok := strings.CutSuffix(w.text, "\u00ad"); ok {
		return cut, true
	}
	cut, ok := strings.CutSuffix(w.text, "-")
	if !ok || !endsInLetter(cut) || !startsLower(next.text) {
		return w.text, false
	}
	if w.run == next.run {
		return w.text, next.geo[0]-w.geo[2] < w.geo[3]-w.geo[1] // a hyphen inside a line is a true one
	}
	for _, end := range []string{"нно", "чно", "льно", "тно", "ико", "сно", "рно", "дно", "бно", "вно", "мно"} {
		if strings.HasSuffix(cut, end) && len([]rune(cut)) >= 6 {
			return w.text, true
		}
	}
	return cut, true
}

func endsInLetter(s string) bool {
	r := []rune(s)
	return len(r) > 0 && unicode.IsLetter(r[len(r)-1])
}

func startsLower(s string) bool {
	for _, r := range s {
		return unicode.IsLower(r)
	}
	return false
}

// cover returns the words that have a share in text[from:to].
func (p passage) cover(from, to int) []*word {
	first, last := p.indexes(from, to)
	return p.words[first:last]
}

func (p passage) indexes(from, to int) (first, last int) {
	for i, at := range p.at {
		if at <= from {
			first = i
		}
		if at < to {
			last = i + 1
		}
	}
	return first, max(first, last)
}

// cut returns the passage of text[from:to]; a word that the cut parts is kept
// whole in words and parted in text.
func (p passage) cut(from, to int) passage {
	first, last := p.indexes(from, to)
	c := passage{words: p.words[first:last], text: p.text[from:to], joins: p.joins}
	for _, at := range p.at[first:last] {
		c.at = append(c.at, max(0, at-from))
	}
	return c
}

// trim drops spaces, rules and stray punctuation from both ends.
func (p passage) trim() passage {
	const left, right = " \t:;,.-–—_=|/\\", " \t:;,-–—_=|/\\"
	from := len(p.text) - len(strings.TrimLeft(p.text, left))
	to := len(strings.TrimRight(p.text, right))
	if from >= to {
		return passage{}
	}
	return p.cut(from, to)
}

// found is a value with the words that it was read from. Quality is how well
// the text fits the type, from 0 to 1.
type found struct {
	value   any
	words   []*word
	quality float64
	parts   map[string]found
	// details are what the value itself tells, as sure as it is: the legal form of a
	// name, the city of an address. Their values and words alone count.
	details map[string]found
	checked bool // a check digit holds
	exact   bool // a single digit decides it
	// proposed is a likelier value than the one read, for a person to judge.
	proposed *pipeline.ProposedValue
	// blank is the place of a value that was not read.
	blank *ink
}

// reading makes the domain's reading of a value.
func (f found) reading(label float64) pipeline.Reading {
	if f.blank != nil {
		return f.blank.reading()
	}
	r := pipeline.Reading{Value: f.value, Proposed: f.proposed}
	for i, w := range f.words {
		if i > 0 {
			r.Raw += " "
		}
		r.Raw += w.text
		if i == 0 {
			r.Page, r.Box = w.page, w.box
		} else if w.page == r.Page {
			r.Box = unionGiven(r.Box, w.box)
		}
	}
	r.Confidence, r.Grounds, r.Doubt = f.confidence(label), f.grounds(label), f.doubt()
	if f.parts != nil {
		r.Grounds, r.Doubt = nil, ""
		r.Parts = make(map[string]pipeline.Reading, len(f.parts))
		for name, part := range f.parts {
			r.Parts[name] = part.reading(label)
		}
		r.Confidence = least(f.quality, r.Parts)
	}
	r.Sure = promising(r.Confidence)
	for name, detail := range f.details {
		if r.Parts == nil {
			r.Parts = make(map[string]pipeline.Reading, len(f.details))
		}
		d := detail.reading(label)
		d.Confidence, d.Sure = r.Confidence, r.Sure
		r.Parts[name] = d
	}
	return r
}

// unionGiven is the union of boxes of which a zero one is none.
func unionGiven(a, b pipeline.Box) pipeline.Box {
	switch (pipeline.Box{}) {
	case a:
		return b
	case b:
		return a
	}
	return union(a, b)
}
