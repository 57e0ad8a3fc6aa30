package index

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/pipeline"
)

// facetFields returns the facets, by which a question may be narrowed too.
func facetFields() []string {
	return []string{fieldRegister, fieldYear, fieldKind, fieldHolder, fieldRecord}
}

// Counts shown of each facet.
const (
	maxYears   = 100 // all of them
	maxHolders = 20
)

// countFacets counts the values of the facets among all hits. Counting costs
// many times what finding does, so it is remembered until the index changes, and
// holders, of which there are as many as entries, are counted only where there
// are not too many hits.
func (x *Index) countFacets(ctx context.Context, g *generation, q query.Query, total int) (map[string][]pipeline.FacetCount, error) {
	key, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	if known, ok := x.facets.get(string(key)); ok {
		return known, nil
	}
	r := bleve.NewSearchRequestOptions(q, 0, 0, false)
	r.Score = "none"
	r.AddFacet(fieldRegister, bleve.NewFacetRequest(fieldRegister, maxHolders))
	r.AddFacet(fieldKind, bleve.NewFacetRequest(fieldKind, maxHolders))
	r.AddFacet(fieldYear, bleve.NewFacetRequest(fieldYear, maxYears))
	r.AddFacet(fieldRecord, bleve.NewFacetRequest(fieldRecord, maxHolders))
	if total <= x.options.HolderFacetHits {
		r.AddFacet(fieldHolder, bleve.NewFacetRequest(fieldHolder, maxHolders))
	}
	found, err := g.bleve.SearchInContext(ctx, r)
	if err != nil {
		return nil, err
	}
	counts := make(map[string][]pipeline.FacetCount, len(found.Facets))
	for name, f := range found.Facets {
		// Most entries have no records: the facet is there only where it helps.
		if name != fieldRecord || len(f.Terms.Terms()) > 0 {
			counts[name] = facetCounts(name, f)
		}
	}
	x.facets.put(string(key), counts)
	return counts, nil
}

// facetCounts orders the values: years from the latest, others from the most
// frequent, equals by their name.
func facetCounts(name string, f *search.FacetResult) []pipeline.FacetCount {
	counts := make([]pipeline.FacetCount, 0, maxHolders)
	for _, t := range f.Terms.Terms() {
		counts = append(counts, pipeline.FacetCount{Value: t.Term, Count: t.Count})
	}
	slices.SortFunc(counts, func(a, b pipeline.FacetCount) int {
		switch {
		case name == fieldYear && a.Value > b.Value, name != fieldYear && a.Count > b.Count:
			return -1
		case name != fieldYear && a.Count == b.Count && a.Value < b.Value:
			return -1
		}
		return 1
	})
	return counts
}

// facetCache remembers the counts of the questions asked last. It is emptied
// when the index changes.
type facetCache struct {
	mu     sync.Mutex
	counts map[string]map[string][]pipeline.FacetCount
	queue  []string // keys, oldest first
}

// facetCacheSize is how many questions are remembered: the pages of one question
// and the questions of the day.
const facetCacheSize = 256

func newFacetCache() *facetCache {
	return &facetCache{counts: make(map[string]map[string][]pipeline.FacetCount)}
}

func (c *facetCache) get(key string) (map[string][]pipeline.FacetCount, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	counts, ok := c.counts[key]
	return cloneCounts(counts), ok
}

func (c *facetCache) put(key string, counts map[string][]pipeline.FacetCount) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.counts[key]; !ok {
		c.queue = append(c.queue, key)
	}
	c.counts[key] = cloneCounts(counts)
	if len(c.queue) > facetCacheSize {
		delete(c.counts, c.queue[0])
		c.queue = c.queue[1:]
	}
}

func (c *facetCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.counts)
	c.queue = nil
}

// cloneCounts keeps a caller's changes out of the cache.
func cloneCounts(counts map[string][]pipeline.FacetCount) map[string][]pipeline.FacetCount {
	out := make(map[string][]pipeline.FacetCount, len(counts))
	for name, list := range counts {
		out[name] = slices.Clone(list)
	}
	return out
}
