package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	indexapi "github.com/blevesearch/bleve_index_api"

	"vestnik/pipeline"
)

// everyHit asks a collector for all hits.
const everyHit = math.MaxInt

// demand is what is to be collected of the hits of a query.
type demand struct {
	sort   string // of a question
	keep   int    // how many of the first hits
	facets []string
	// manyHits is from how many hits on facets with a value for nearly every
	// entry are not counted.
	manyHits int
	// scored is how many occurrences of its words a question may have in the index
	// to be scored: words that stand everywhere tell no entry from another, and
	// sets are joined a hundred times as fast.
	scored uint64
}

// collected are the hits of a query: their number, the first of them, the counts.
type collected struct {
	total  int
	hits   []match
	facets map[string][]pipeline.FacetCount
	shelf  shelf
}

// match is a document that a query found.
type match struct {
	doc   uint64
	key   float64 // the larger, the earlier
	place place
}

// collect runs a query over a state of the index, in which alone what it returns
// can be read. It does what the collector of Bleve does, in one pass where that
// takes two, and with columns in memory.
func (s state) collect(ctx context.Context, q query.Query, d demand) (collected, error) {
	columns, err := s.columns.table(s.snapshot, d.facets)
	if err != nil {
		return collected{}, err
	}
	c := collector{demand: d, shelf: shelf{s.snapshot, columns}, counts: newCounts(columns.facets)}
	if err := c.run(ctx, q, s.mapping); err != nil {
		return collected{}, err
	}
	return collected{total: c.total, hits: c.first(), facets: c.facetCounts(), shelf: c.shelf}, nil
}

// collector goes through the hits of one query.
type collector struct {
	demand
	shelf  shelf
	total  int
	kept   []match // in order after tidy
	worst  match   // of those kept, when there are enough
	enough bool
	counts [][]int // by facet and value
	// unscored tells that the hits come by number: the question is too broad.
	unscored bool
	relevant bool // the hits come by their score
}

func (c *collector) run(ctx context.Context, q query.Query, m mapping.IndexMapping) (err error) {
	// The searcher asks the context which model scores; without it, it is tf·idf.
	ctx = context.WithValue(ctx, search.GetScoringModelCallbackKey,
		search.GetScoringModelCallbackFn(func() string { return indexapi.BM25Scoring }))
	ctx = context.WithValue(ctx, tableKey{}, c.shelf)
	options := search.SearcherOptions{}
	if !byRelevance(c.sort) {
		options.Score = "none"
	}
	searcher, err := q.Searcher(ctx, c.shelf.snapshot, m, options)
	if err == nil && options.Score == "" && searcher.Count() > c.scored {
		c.unscored, options.Score = true, "none"
		err = searcher.Close()
		if err == nil {
			searcher, err = q.Searcher(ctx, c.shelf.snapshot, m, options)
		}
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, searcher.Close()) }()
	c.relevant = byRelevance(c.sort) && !c.unscored
	sc := &search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(searcher.DocumentMatchPoolSize()+1, 0),
		IndexReader:       c.shelf.snapshot,
	}
	segment := 0 // hits come in the order of their numbers
	for {
		if c.total%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		d, err := searcher.Next(sc)
		if err != nil || d == nil {
			return err
		}
		doc := d.IndexInternalID.Value()
		for segment+1 < len(c.shelf.first) && doc >= c.shelf.first[segment+1] {
			segment++
		}
		c.take(doc, segment, d.Score)
		sc.DocumentMatchPool.Put(d)
	}
}

// checkEvery is after how many hits the end of the context is looked for.
const checkEvery = 1024

// take notes one hit.
func (c *collector) take(doc uint64, segment int, score float64) {
	c.total++
	local := doc - c.shelf.first[segment]
	if !c.relevant || !c.enough || score >= c.worst.key { // else it is too late whatever its place
		c.place(match{doc: doc, place: c.shelf.places[segment][local]}, score)
	}
	for i, facet := range c.shelf.facets {
		if c.total > c.manyHits && isManifold(facet.field) {
			continue
		}
		for _, value := range facet.segments[segment].of(local) {
			c.counts[i][value]++
		}
	}
}

// place keeps a hit if it is among the first so far.
func (c *collector) place(m match, score float64) {
	if !c.unscored {
		m.key = sortingKey(c.sort, m.place, score)
	}
	if c.keep > 0 && (!c.enough || c.compare(m, c.worst) < 0) {
		if c.kept = append(c.kept, m); c.keep != everyHit && len(c.kept) >= 2*c.keep+256 {
			c.tidy()
		}
	}
}

// tidy brings what is kept into its order and lets go of what comes too late.
func (c *collector) tidy() {
	slices.SortFunc(c.kept, c.compare)
	if len(c.kept) >= c.keep && c.keep > 0 {
		c.kept = c.kept[:c.keep]
		c.worst, c.enough = c.kept[c.keep-1], true
	}
}

func (c *collector) first() []match {
	c.tidy()
	return c.kept
}

// compare orders hits: by the key of the question's sorting, then by register and
// number, so that equals always stand in one order.
func (c *collector) compare(a, b match) int {
	if n := cmp.Compare(b.key, a.key); n != 0 {
		return n
	}
	if a.place.prefix != b.place.prefix {
		return strings.Compare(c.shelf.prefixes[a.place.prefix], c.shelf.prefixes[b.place.prefix])
	}
	if n := cmp.Compare(a.place.number, b.place.number); n != 0 {
		return n
	}
	return strings.Compare(c.shelf.id(a.doc), c.shelf.id(b.doc)) // numbers that differ in letters
}

// byRelevance reports whether a sorting needs scores.
func byRelevance(sorting string) bool {
	switch sorting {
	case "date", "published", "number":
		return false
	}
	return true
}

// sortingKey is what a hit is sorted by before its number: the larger, the
// earlier. Unknown sortings are by relevance.
func sortingKey(sorting string, p place, score float64) float64 {
	switch sorting {
	case "date":
		return float64(p.day)
	case "published":
		return float64(p.published)
	case "number":
		return 0
	}
	return score
}

// shelf reads documents of one state of the index.
type shelf struct {
	snapshot *scorch.IndexSnapshot
	table
}

// locate returns the segment of a document and its number in it.
func (s shelf) locate(doc uint64) (*scorch.SegmentSnapshot, uint64) {
	i := sort.Search(len(s.first), func(i int) bool { return s.first[i] > doc }) - 1
	return s.snapshot.Segments()[i], doc - s.first[i]
}

// id returns the id of a document, or "" when it cannot be read.
func (s shelf) id(doc uint64) string {
	segment, local := s.locate(doc)
	id, err := segment.DocID(local)
	if err != nil {
		return ""
	}
	return string(id)
}

// hit reads what a document shows.
func (s shelf) hit(doc uint64) (hit, error) {
	segment, local := s.locate(doc)
	var h hit
	found := errors.New("no stored hit")
	err := segment.VisitDocument(local, func(field string, _ byte, value []byte, _ []uint64) bool {
		if field != fieldHit {
			return true
		}
		h, found = decodeHit(value)
		return false
	})
	if err := cmp.Or(err, found); err != nil {
		return h, fmt.Errorf("document %s: %w", s.id(doc), err)
	}
	return h, nil
}
