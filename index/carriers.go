package index

import (
	"sync"

	indexapi "github.com/blevesearch/bleve_index_api"
)

// carriersOfWord is how many documents of a batch have a word among their words as
// they stand.
const carriersOfWord = 3

// carriers choose the documents of a batch that have a word in the field of words
// as they stand. The field is a dictionary, of which beginnings, slips and
// suggestions are told; the documents of a word are found by its terms, so that a
// few are enough. A word would be forgotten if all its carriers in every batch were
// withdrawn or changed to say it no longer, while others of their batch still do:
// until the index is made anew it could then be asked for only in full.
type carriers struct {
	mu sync.Mutex
	of map[string]uint8 // documents so far, by word
}

// carry makes the terms of the field: the words of the passages that have too few
// carriers.
func (c *carriers) carry(passages []passage, f *field) {
	f.terms = make(indexapi.TokenFrequencies)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = make(map[string]uint8)
	}
	for _, p := range passages {
		if p.unsaid {
			continue
		}
		for _, t := range p.tokens {
			n := c.of[t.Surface]
			if t.Joined || n == carriersOfWord || f.terms[t.Surface] != nil {
				continue
			}
			c.of[t.Surface], f.terms[t.Surface] = n+1, present
		}
	}
	f.length = len(f.terms)
}
