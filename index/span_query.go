package index

import (
	"context"
	"errors"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	indexapi "github.com/blevesearch/bleve_index_api"
)

// spanQuery holds for the documents whose place lies between two bounds, both
// inclusive. It looks through the columns, a few nanoseconds a document, in which
// a conjunction leaps from hit to hit of its other parts.
type spanQuery struct {
	of        func(p place) (value int64, ok bool)
	low, high int64
}

var _ query.Query = spanQuery{}

// tableKey is where the context of a search carries the columns of the state of
// the index that is searched.
type tableKey struct{}

// Searcher implements [query.Query].
func (q spanQuery) Searcher(ctx context.Context, _ indexapi.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	s, ok := ctx.Value(tableKey{}).(shelf)
	if !ok {
		return nil, errors.New("a span is searched for without the columns")
	}
	return &spanSearcher{spanQuery: q, shelf: s}, nil
}

// spanSearcher goes through the documents of a span.
type spanSearcher struct {
	spanQuery
	shelf   shelf
	segment int
	next    uint64 // number of the next document within the segment
}

// Next implements [search.Searcher].
func (s *spanSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	for ; s.segment < len(s.shelf.places); s.segment, s.next = s.segment+1, 0 {
		places, deleted := s.shelf.places[s.segment], s.shelf.snapshot.Segments()[s.segment].Deleted()
		for ; s.next < uint64(len(places)); s.next++ {
			value, ok := s.of(places[s.next])
			if !ok || value < s.low || value > s.high || deleted != nil && deleted.Contains(uint32(s.next)) {
				continue
			}
			m := ctx.DocumentMatchPool.Get()
			m.IndexInternalID = indexapi.NewIndexInternalID(m.IndexInternalID, s.shelf.first[s.segment]+s.next)
			m.Score = 1
			s.next++
			return m, nil
		}
	}
	return nil, nil
}

// Advance implements [search.Searcher]: it goes on at a document or behind it.
func (s *spanSearcher) Advance(ctx *search.SearchContext, id indexapi.IndexInternalID) (*search.DocumentMatch, error) {
	doc := id.Value()
	for s.segment+1 < len(s.shelf.first) && doc >= s.shelf.first[s.segment+1] {
		s.segment, s.next = s.segment+1, 0
	}
	if s.segment < len(s.shelf.first) && doc > s.shelf.first[s.segment] {
		s.next = max(s.next, doc-s.shelf.first[s.segment])
	}
	return s.Next(ctx)
}

// Count is how many hits there may be at most: so a conjunction begins with its
// other parts.
func (s *spanSearcher) Count() uint64 {
	n, err := s.shelf.snapshot.DocCount()
	if err != nil {
		return 0
	}
	return n
}

func (s *spanSearcher) Close() error               { return nil }
func (s *spanSearcher) Weight() float64            { return 1 }
func (s *spanSearcher) SetQueryNorm(float64)       {}
func (s *spanSearcher) Min() int                   { return 0 }
func (s *spanSearcher) Size() int                  { return 0 }
func (s *spanSearcher) DocumentMatchPoolSize() int { return 1 }
