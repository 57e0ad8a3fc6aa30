package form

import (
	"slices"
	"strings"
)

// prose is the running text of a paper: its words in reading order and, for each,
// the sentence that it stands in.
type prose struct {
	words    []*word
	place    map[*word]int
	sentence []int
}

// proseOf is the text of the sheets. A sentence ends with its full stop, with its
// paragraph, which a gap in the lines shows, and with its page.
func proseOf(sheets []*sheet) *prose {
	p := &prose{place: map[*word]int{}}
	opens := map[*word]bool{} // a paragraph
	for _, s := range sheets {
		for i, r := range s.runs {
			if len(r.words) > 0 && (i == 0 || r.geo[1]-s.runs[i-1].geo[3] > s.em) {
				opens[r.words[0]] = true
			}
			for _, w := range r.words {
				p.place[w] = len(p.words)
				p.words = append(p.words, w)
			}
		}
	}
	n := 0
	for i, w := range p.words {
		if i > 0 && (opens[w] || endsSentence(p.words[i-1], w)) {
			n++
		}
		p.sentence = append(p.sentence, n)
	}
	return p
}

// endsSentence reports whether a full stop behind a word is one, and no mark of an
// abbreviation or initial.
func endsSentence(w, next *word) bool {
	if !strings.HasSuffix(strings.TrimRight(w.text, "»\")"), ".") {
		return false
	}
	return len(w.folded) > 3 && startsUpper(strings.TrimLeft(next.text, "«\"("))
}

// behind are the words after a hit to the end of its sentence.
func (p *prose) behind(h hit, limit int) []*word {
	last := p.place[h.words[len(h.words)-1]]
	end := last + 1
	for end < len(p.words) && p.sentence[end] == p.sentence[last] && (limit == 0 || end-last <= limit) {
		end++
	}
	return p.words[last+1 : end]
}

// ahead are the words of the sentence before a hit.
func (p *prose) ahead(h hit) []*word {
	first := p.place[h.words[0]]
	from := first
	for from > 0 && p.sentence[from-1] == p.sentence[first] {
		from--
	}
	return p.words[from:first]
}

// has reports whether one of the phrases stands in the sentence of a word.
func (p *prose) has(list []phrase, w *word) bool {
	at := p.place[w]
	from, to := at, at
	for from > 0 && p.sentence[from-1] == p.sentence[at] {
		from--
	}
	for to+1 < len(p.words) && p.sentence[to+1] == p.sentence[at] {
		to++
	}
	return slices.ContainsFunc(p.words[from:to+1], func(other *word) bool {
		_, ok := find(list, other)
		return ok
	})
}
