package index

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
	indexapi "github.com/blevesearch/bleve_index_api"

	"vestnik/index/russian"
)

// What makes an entry like another: at least likeLeast of the likeTerms words
// that tell it best from others.
const (
	likeTerms = 15
	likeLeast = 3
	// likeTitle is how much more a word of the title says.
	likeTitle = 3
	// likeCommon is the share of all documents from which on a word says nothing.
	likeCommon = .1
)

// like looks for what resembles an entry, the entry itself excepted. The key may
// be of an entry in any register: "programs/2004610001". An entry that is not
// there resembles nothing.
func (c *compiler) like(key string) query.Query {
	h, found, err := c.index.entry(key)
	if err != nil || !found {
		c.err = cmp.Or(c.err, err)
		return bleve.NewMatchNoneQuery()
	}
	weights, err := c.weigh(h)
	if err != nil {
		c.err = err
		return bleve.NewMatchNoneQuery()
	}
	best := slices.SortedFunc(maps.Keys(weights), func(a, b string) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), cmp.Compare(a, b))
	})
	best = best[:min(likeTerms, len(best))]
	if len(best) == 0 {
		return bleve.NewMatchNoneQuery()
	}
	options := make([]query.Query, len(best))
	for i, t := range best {
		options[i] = boosted(term(t, fieldText), weights[t]/weights[best[0]])
	}
	some := bleve.NewDisjunctionQuery(options...)
	some.SetMin(float64(min(likeLeast, len(best))))
	return assemble(some, nil, []query.Query{bleve.NewDocIDQuery([]string{entryID(key)})})
}

// weigh returns by how much each term of an entry tells it from others: tf·idf,
// without terms that stand nowhere else or nearly everywhere.
func (c *compiler) weigh(h hit) (map[string]float64, error) {
	weights := make(map[string]float64)
	add := func(text string, weight float64) {
		for _, t := range parts(c.words.Tokens(text)) {
			if !stopWords[t.Surface] {
				weights[t.Term] += weight
			}
		}
	}
	add(h.Title, likeTitle)
	add(h.Abstract, 1)
	total, err := c.index.reader.DocCount()
	if err != nil {
		return nil, err
	}
	for t, tf := range weights {
		n, err := c.index.count(t, fieldText)
		if err != nil {
			return nil, err
		}
		if n < 2 || float64(n) > max(2, likeCommon*float64(total)) {
			delete(weights, t)
			continue
		}
		weights[t] = math.Sqrt(tf) * math.Log(float64(total)/float64(n))
	}
	return weights, nil
}

// vocabulary knows which words stand in one state of the index.
type vocabulary struct{ reader indexapi.IndexReader }

// count returns in how many documents a term stands in a field.
func (v vocabulary) count(term, field string) (n uint64, err error) {
	r, err := v.reader.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return r.Count(), nil
}

// near returns the words of a field that begin so and differ from one in so many
// letters at most.
func (v vocabulary) near(field, word string, distance int, beginning string) (indexapi.FieldDict, error) {
	reader, ok := v.reader.(indexapi.IndexReaderFuzzy)
	if !ok {
		return nil, errors.New("the index knows no words that are near")
	}
	return reader.FieldDictFuzzy(field, word, distance, beginning)
}

// begins reports whether any term of a field begins so.
func (v vocabulary) begins(beginning, field string) (begins bool, err error) {
	dict, err := v.reader.FieldDictPrefix(field, []byte(beginning))
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, dict.Close()) }()
	entry, err := dict.Next()
	return entry != nil, err
}

// stands reports whether a word stands, in any form, in the text of a document.
func (v vocabulary) stands(t russian.Token) (bool, error) {
	for _, each := range t.Terms {
		if n, err := v.count(each, fieldText); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

// entry returns what the entry of a key shows, if it is there.
func (v vocabulary) entry(key string) (h hit, found bool, err error) {
	doc, err := v.reader.Document(entryID(key))
	if err != nil || doc == nil {
		return h, false, err
	}
	doc.VisitFields(func(f indexapi.Field) {
		if f.Name() == fieldHit {
			found = true
			h, err = decodeHit(f.Value())
		}
	})
	return h, found, err
}
