package index

import (
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/pipeline"
)

// narrowed adds the filters of a question, which have no say in the score.
func narrowed(q query.Query, s pipeline.SearchQuery) query.Query {
	var filters []query.Query
	if s.Register != "" {
		filters = append(filters, term(string(s.Register), fieldRegister))
	}
	for _, facet := range facetFields() {
		if value := s.Facets[facet]; value != "" {
			filters = append(filters, term(value, facet))
		}
	}
	filters = append(filters, filledQueries(
		dayRange(place.registeredOn, s.From, s.To),
		dayRange(place.publishedOn, s.PublishedFrom, s.PublishedTo))...)
	if len(filters) == 0 {
		return q
	}
	b := bleve.NewBooleanQuery()
	b.AddMust(q)
	b.AddFilter(all(filters))
	return b
}
