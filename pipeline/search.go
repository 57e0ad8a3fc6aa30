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

// SearchWalker goes through all hits of a question, however many there are.
type SearchWalker interface {
	// Walk calls fn with every hit of the question in its order, without snippets,
	// and returns their number. Size and Page of the question have no say. The
	// first error of fn ends the walk and is returned.
	Walk(ctx context.Context, q SearchQuery, fn func(SearchHit) error) (total int, err error)
}

// SearchQuery is one question. The zero value finds everything.
type SearchQuery struct {
	Text     string // query language: words, "phrases", title:… holder:… author:…, -not, prefix*
	Register RegisterID
	From, To workday.Date // registration date, both inclusive
	// PublishedFrom and PublishedTo bound the day of publication, both inclusive.
	PublishedFrom, PublishedTo workday.Date
	Facets                     map[string]string // name of a facet, as of Count → the value to narrow to
	// Like asks for what resembles the entry of this key, "programs/2004610001".
	Like string
	// Count names the facets to count: register, year, kind, language, os, dbms,
	// record, holder, author. Nil is all but author; an empty list counts none.
	Count []string
	Sort  string // relevance (default) | date | published | number
	// Bare hits have no snippets: who wants numbers alone does not wait for marks.
	Bare bool
	Size int // hits a page, default 20, at most 200
	Page int // from 1
}

// SearchResult is one page of hits.
type SearchResult struct {
	Total      int                     `json:"total"`
	TookMs     float64                 `json:"took_ms"`
	Hits       []SearchHit             `json:"hits"`
	Facets     map[string][]FacetCount `json:"facets"`
	Suggestion string                  `json:"suggestion,omitempty"` // a query that finds more, when this finds little
	// Widened tells that no document has all that was asked for: the hits have some
	// of the words, or words that begin or sound like them.
	Widened bool `json:"widened,omitempty"`
}

// SearchHit is one entry or issue found.
type SearchHit struct {
	Register RegisterID   `json:"register"`
	Number   string       `json:"number"`
	Title    string       `json:"title"`
	URL      string       `json:"url"`            // relative to the site's base: "register/programs/2026610001/"
	Kind     string       `json:"kind,omitempty"` // of the entry: program | database-1259 | …; "" is an issue
	Date     workday.Date `json:"date"`
	// PublishedOn is the day from which the public may see it; zero where only
	// what was recorded about the entry later was published here.
	PublishedOn workday.Date `json:"published_on"`
	Holders     []string     `json:"holders,omitempty"`
	Authors     []string     `json:"authors,omitempty"`
	Score       float64      `json:"score"` // how well it answers; comparable within one answer
	Snippets    []Snippet    `json:"snippets,omitempty"`
	// Document is where the entry is printed in the bulletin; nil where it is not.
	Document *DocumentPlace `json:"document,omitempty"`
}

// DocumentPlace is a page of a published PDF, counted from 1.
type DocumentPlace struct {
	URL  string `json:"url"` // relative to the site's base
	Page int    `json:"page"`
}

// Snippet is a piece of a field with the found words in <mark>; everything else
// in HTML is escaped.
type Snippet struct {
	Field string `json:"field"`
	HTML  string `json:"html"`
	Page  int    `json:"page,omitempty"` // of SearchHit.Document, where the entry begins
}

// FacetCount is one value of a facet and how many hits carry it.
type FacetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}
