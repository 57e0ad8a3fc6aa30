package index

import (
	"cmp"
	"slices"

	"vestnik/pipeline"
)

// facetFields returns the facets, by which a question may be narrowed.
func facetFields() []string {
	return []string{fieldRegister, fieldYear, fieldKind, fieldLanguage, fieldOS, fieldDBMS, fieldRecord, fieldHolder, fieldAuthor}
}

// isManifold reports whether a facet has a value for nearly every entry.
func isManifold(facet string) bool { return facet == fieldHolder || facet == fieldAuthor }

// isAlwaysShown reports whether a facet is there even without a value; the others
// are only where they help.
func isAlwaysShown(facet string) bool { return facet == fieldRegister || facet == fieldYear }

// Counts shown of each facet.
const (
	maxYears  = 100 // all of them
	maxValues = 20
)

// countedFacets returns the facets that a question wants counted.
func countedFacets(q pipeline.SearchQuery) []string {
	var list []string
	for _, f := range facetFields() {
		if q.Count == nil && f != fieldAuthor || slices.Contains(q.Count, f) {
			list = append(list, f)
		}
	}
	return list
}

func newCounts(facets []facetColumns) [][]int {
	counts := make([][]int, len(facets))
	for i, f := range facets {
		counts[i] = make([]int, len(f.values))
	}
	return counts
}

// facetCounts returns what was counted, by facet.
func (c *collector) facetCounts() map[string][]pipeline.FacetCount {
	all := make(map[string][]pipeline.FacetCount, len(c.shelf.facets))
	for i, facet := range c.shelf.facets {
		if isManifold(facet.field) && c.total > c.manyHits {
			continue
		}
		counts := ordered(facet, c.counts[i])
		if len(counts) > 0 || isAlwaysShown(facet.field) {
			all[facet.field] = counts
		}
	}
	return all
}

// ordered returns the values met: years from the latest, others from the most
// frequent, equals by their name.
func ordered(facet facetColumns, counts []int) []pipeline.FacetCount {
	list := make([]pipeline.FacetCount, 0, maxValues)
	for value, n := range counts {
		if n > 0 {
			list = append(list, pipeline.FacetCount{Value: facet.values[value], Count: n})
		}
	}
	if facet.field == fieldYear {
		slices.SortFunc(list, func(a, b pipeline.FacetCount) int { return cmp.Compare(b.Value, a.Value) })
		return list[:min(len(list), maxYears)]
	}
	slices.SortFunc(list, func(a, b pipeline.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), maxValues)]
}
