package pipeline

import (
	"context"

	"vestnik/pipeline/workday"
)

// Searcher answers the public search. It knows nothing but public entries and
// closed issues.
type Searcher interface {
	Search(ctx context.Context, q SearchQuery) (SearchResult, error)
}

// SearchQuery is one question. The zero value finds everything.
type SearchQuery struct {
	Text     string // query language: words, "phrases", title:… holder:… author:…, -not, prefix*
	Register RegisterID
	From, To workday.Date      // registration date, both inclusive
	Facets   map[string]string // "register", "year", "holder" → the value to narrow to
	Sort     string            // relevance (default) | date | number
	Size     int               // hits a page, default 20, at most 200
	Page     int               // from 1
}

// SearchResult is one page of hits.
type SearchResult struct {
	Total      int                     `json:"total"`
	TookMs     float64                 `json:"took_ms"`
	Hits       []SearchHit             `json:"hits"`
	Facets     map[string][]FacetCount `json:"facets"`
	Suggestion string                  `json:"suggestion,omitempty"` // a query that finds more, when this finds little
}

// SearchHit is one entry or issue found.
type SearchHit struct {
	Register RegisterID   `json:"register"`
	Number   string       `json:"number"`
	Title    string       `json:"title"`
	URL      string       `json:"url"` // relative to the site's base: "register/programs/2026610001/"
	Date     workday.Date `json:"date"`
	Holders  []string     `json:"holders,omitempty"`
	Authors  []string     `json:"authors,omitempty"`
	Score    float64      `json:"score"`
	Snippets []Snippet    `json:"snippets,omitempty"`
}

// Snippet is a piece of a field with the found words in <mark>; everything else
// in HTML is escaped.
type Snippet struct {
	Field string `json:"field"`
	HTML  string `json:"html"`
	Page  int    `json:"page,omitempty"`
}

// FacetCount is one value of a facet and how many hits carry it.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}
