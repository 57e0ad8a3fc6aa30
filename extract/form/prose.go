package form

import "strings"

// prose is the running text of a paper: its words in reading order and, for each,
// the sentence that it stands in.
type prose struct {
	words    []*word
	place    map[*word]int
	sentence []int
}

// proseOf is the text of the sheets; a word that a label prints begins no phrase.
func proseOf(sheets []*sheet) *prose {
	p := &prose{place: map[*word]int{}}
	n := 0
	for _, s := range sheets {
		for i, r := range s.runs {
			if i > 0 && r.geo[1]-s.runs[i-1].geo[3] > s.em { // a paragraph of its own
				n++
			}
			for _, w := range r.words {
				p.place[w] = len(p.words)
				p.words = append(p.words, w)
			}
		}
	}
	for i, w := range p.words {
		p.sentence = append(p.sentence, n)
		if i+1 < len(p.words) && (endsSentence(w, p.words[i+1]) || w.page != p.words[i+1].page) {
			n++
		}
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
	n := p.sentence[p.place[w]]
	for i, other := range p.words {
		if p.sentence[i] == n {
			if _, ok := find(list, other); ok {
				return true
			}
		}
	}
	return false
}
