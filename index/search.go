package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/pipeline"
)

// Bounds of a page of hits.
const (
	defaultSize = 20
	maxSize     = 200
	// maxReach is the last hit that paging reaches: each page costs as much as
	// all before it, and nobody turns five hundred pages.
	maxReach = 10_000
)

// fewHits is up to how many hits something better is suggested.
const fewHits = 2

// Search answers one question. Words are looked for all together, and when no
// document has all of them, any of them. Every question is answered: text that
// makes no sense finds nothing. Sizes and pages out of bounds are brought into
// them. The same index gives the same answer in the same order: hits of one
// score follow by register and number.
func (x *Index) Search(ctx context.Context, s pipeline.SearchQuery) (pipeline.SearchResult, error) {
	started := time.Now()
	s = bounded(s)
	clauses := parseQuery(s.Text)
	var out pipeline.SearchResult
	err := x.use(func(g *generation) error {
		c := compile(x.words, clauses)
		found, put, err := x.ask(ctx, g, c, s)
		if err != nil {
			return err
		}
		out.Total = int(found.Total)
		good := out.Total // hits that have all the words
		if put.loosened {
			good = 0
		}
		if out.Hits, err = x.hits(found, c); err != nil {
			return err
		}
		if out.Facets, err = x.countFacets(ctx, g, put.query, out.Total); err != nil {
			return err
		}
		if good <= fewHits && c.present {
			out.Suggestion, err = x.suggest(ctx, g, s, clauses, good)
		}
		return err
	})
	if err != nil {
		return pipeline.SearchResult{}, err
	}
	out.TookMs = float64(time.Since(started).Microseconds()) / 1000
	return out, nil
}

// bounded brings size and page into their bounds.
func bounded(s pipeline.SearchQuery) pipeline.SearchQuery {
	if s.Size <= 0 {
		s.Size = defaultSize
	}
	s.Size = min(s.Size, maxSize)
	s.Page = min(max(s.Page, 1), maxReach/s.Size)
	return s
}

// asked is the query that was answered.
type asked struct {
	query    query.Query
	loosened bool // any of the words was enough, for no document has all
}

// ask puts the question, and once more for any of the words when no document
// has all.
func (x *Index) ask(ctx context.Context, g *generation, c compiled, s pipeline.SearchQuery) (*bleve.SearchResult, asked, error) {
	strict := asked{query: narrowed(c.every, s)}
	found, err := g.bleve.SearchInContext(ctx, request(strict.query, s))
	if err != nil || found.Total > 0 || c.some == nil {
		return found, strict, err
	}
	loose := asked{narrowed(c.some, s), true}
	found, err = g.bleve.SearchInContext(ctx, request(loose.query, s))
	return found, loose, err
}

func request(q query.Query, s pipeline.SearchQuery) *bleve.SearchRequest {
	r := bleve.NewSearchRequestOptions(q, s.Size, (s.Page-1)*s.Size, false)
	r.Fields = []string{fieldHit}
	r.SortByCustom(order(s.Sort))
	return r
}

// order returns the sorting that people call so; relevance is the default. The
// number comes last everywhere, so that equals stand in one order always.
func order(name string) search.SortOrder {
	byNumber := &search.SortField{Field: fieldOrder}
	switch name {
	case "date":
		return search.SortOrder{latestFirst(fieldDay), byNumber}
	case "published":
		return search.SortOrder{latestFirst(fieldPublished), byNumber}
	case "number":
		return search.SortOrder{byNumber}
	}
	return search.SortOrder{&search.SortScore{Desc: true}, byNumber}
}

func latestFirst(field string) *search.SortField {
	return &search.SortField{Field: field, Desc: true, Missing: search.SortFieldMissingLast}
}

// hits shows what was found.
func (x *Index) hits(found *bleve.SearchResult, c compiled) ([]pipeline.SearchHit, error) {
	list := make([]pipeline.SearchHit, 0, len(found.Hits))
	for _, m := range found.Hits {
		h, err := storedHit(m.Fields)
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", m.ID, err)
		}
		list = append(list, pipeline.SearchHit{
			Register: h.Register, Number: h.Number, Title: h.Title, URL: h.URL,
			Kind: h.Kind, Date: h.Date, PublishedOn: h.Day,
			Holders: h.Holders, Authors: h.Authors, Score: m.Score,
			Snippets: x.snippets(h, c),
		})
	}
	return list, nil
}

func storedHit(fields map[string]any) (hit, error) {
	body, ok := fields[fieldHit].(string)
	if !ok {
		return hit{}, errors.New("no stored hit")
	}
	var h hit
	err := json.NewDecoder(strings.NewReader(body)).Decode(&h)
	return h, err
}
