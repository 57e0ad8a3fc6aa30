package index

import (
	"context"
	"hash/fnv"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	indexapi "github.com/blevesearch/bleve_index_api"
)

// formMark is what a place in the text remembers of the form in which its word
// stands there: 14 bits, where bytes would take as much room as the terms. That two
// forms of one term have one mark happens once in sixteen thousand times.
func formMark(surface string) int {
	h := fnv.New32a()
	h.Write([]byte(surface))
	return int(1 + h.Sum32()%(1<<14-1))
}

// formQuery holds for the documents that have one of the terms in one of the forms.
type formQuery struct {
	terms []string
	marks []int // of the forms
}

// asItStands looks for a word in the form in which it is asked for.
func asItStands(surface string, terms []string) formQuery {
	return formQuery{terms, []int{formMark(surface)}}
}

// Searcher implements [query.Query].
func (q formQuery) Searcher(ctx context.Context, r indexapi.IndexReader, _ mapping.IndexMapping, options search.SearcherOptions) (search.Searcher, error) {
	options.Score, options.IncludeTermVectors = "", true
	var forms []search.Searcher
	for _, each := range q.terms {
		s, err := searcher.NewTermSearcher(ctx, r, each, fieldText, 0, options)
		if err != nil {
			return nil, err
		}
		forms = append(forms, formSearcher{s, q.marks})
	}
	return searcher.NewDisjunctionSearcher(ctx, r, forms, 0, options)
}

// formSearcher passes over the documents that have a term in other forms alone.
type formSearcher struct {
	search.Searcher
	marks []int
}

// Next implements [search.Searcher].
func (s formSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	for {
		m, err := s.Searcher.Next(ctx)
		if err != nil || m == nil || s.has(m) {
			return m, err
		}
		ctx.DocumentMatchPool.Put(m)
	}
}

// Advance implements [search.Searcher].
func (s formSearcher) Advance(ctx *search.SearchContext, id indexapi.IndexInternalID) (*search.DocumentMatch, error) {
	m, err := s.Searcher.Advance(ctx, id)
	if err != nil || m == nil || s.has(m) {
		return m, err
	}
	ctx.DocumentMatchPool.Put(m)
	return s.Next(ctx)
}

func (s formSearcher) has(m *search.DocumentMatch) bool {
	return slices.ContainsFunc(m.FieldTermLocations, func(l search.FieldTermLocation) bool {
		return slices.Contains(s.marks, int(l.Location.Start))
	})
}
