package index

import (
	"context"
	"errors"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	indexapi "github.com/blevesearch/bleve_index_api"
)

// placeQuery holds for the documents whose place in the columns is such: a day or a
// number between two, a number with such a part. It looks through the columns, a
// few nanoseconds a document, in which a conjunction leaps from hit to hit of its
// other parts.
type placeQuery struct{ holds func(place) bool }

var _ query.Query = placeQuery{}

// tableKey is where the context of a search carries the columns of the state of
// the index that is searched.
type tableKey struct{}

// Searcher implements [query.Query].
func (q placeQuery) Searcher(ctx context.Context, _ indexapi.IndexReader, _ mapping.IndexMapping, _ search.SearcherOptions) (search.Searcher, error) {
	s, ok := ctx.Value(tableKey{}).(shelf)
	if !ok {
		return nil, errors.New("places are searched for without the columns")
	}
	return &placeSearcher{placeQuery: q, shelf: s}, nil
}

// placeSearcher goes through the documents of a place query.
type placeSearcher struct {
	placeQuery
	shelf   shelf
	segment int
	next    uint64 // number of the next document within the segment
}

// Next implements [search.Searcher].
func (s *placeSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	for ; s.segment < len(s.shelf.places); s.segment, s.next = s.segment+1, 0 {
		places, deleted := s.shelf.places[s.segment], s.shelf.snapshot.Segments()[s.segment].Deleted()
		for ; s.next < uint64(len(places)); s.next++ {
			if !s.holds(places[s.next]) || deleted != nil && deleted.Contains(uint32(s.next)) {
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
func (s *placeSearcher) Advance(ctx *search.SearchContext, id indexapi.IndexInternalID) (*search.DocumentMatch, error) {
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
func (s *placeSearcher) Count() uint64 {
	n, err := s.shelf.snapshot.DocCount()
	if err != nil {
		return 0
	}
	return n
}

func (s *placeSearcher) Close() error               { return nil }
func (s *placeSearcher) Weight() float64            { return 1 }
func (s *placeSearcher) SetQueryNorm(float64)       {}
func (s *placeSearcher) Min() int                   { return 0 }
func (s *placeSearcher) Size() int                  { return 0 }
func (s *placeSearcher) DocumentMatchPoolSize() int { return 1 }
