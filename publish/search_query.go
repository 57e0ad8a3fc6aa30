package publish

import (
	"maps"
	"net/url"
	"slices"

	"vestnik/pipeline"
)

// SearchExtent says how an answer is cut into pages.
type SearchExtent struct {
	Size int // hits a page when the question does not say
	Last int // the last hit that pages reach; 0 is the end
}

// ForReading is how an answer is cut for those who turn pages: nobody turns five
// hundred of them. ForFollowing is how it is cut into documents of a feed, which
// reach to the end.
var (
	ForReading   = SearchExtent{Size: 20, Last: 10_000}
	ForFollowing = SearchExtent{Size: 50}
)

// HolderFacet is the facet that is counted only when asked for: it costs more than
// all others together.
const HolderFacet = "holder"

// SearchFacets are the facets that a page of hits shows, in its order.
func SearchFacets() []string {
	return []string{"register", "kind", "year", "record", "language", "os", "dbms"}
}

// SearchValues returns a query as the parameters of the search's address, without
// what is left at its default.
func SearchValues(q pipeline.SearchQuery) url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", q.Text)
	set("like", q.Like)
	set("register", string(q.Register))
	set("from", q.From.String())
	set("to", q.To.String())
	set("published_from", q.PublishedFrom.String())
	set("published_to", q.PublishedTo.String())
	set("sort", q.Sort)
	if slices.Contains(q.Count, HolderFacet) {
		v.Set("count", HolderFacet)
	}
	if q.Size > 0 {
		v.Set("size", decimal(q.Size))
	}
	if q.Page > 1 {
		v.Set("page", decimal(q.Page))
	}
	for _, name := range slices.Sorted(maps.Keys(q.Facets)) {
		v.Add("facet", name+"="+q.Facets[name])
	}
	return v
}

// searchAddress is where a question is answered, relative to the site's root.
func searchAddress(q pipeline.SearchQuery) string {
	query := SearchValues(q).Encode()
	if query == "" {
		return SearchPath
	}
	return SearchPath + "?" + query
}

// searchFormAt is where all that answers a question is found in another form.
func searchFormAt(q pipeline.SearchQuery, form Form) string {
	path := SearchPath + "." + string(form)
	if query := wholeQuery(SearchValues(q).Encode()); query != "" {
		path += "?" + query
	}
	return path
}

// wholeQuery is the query of an answer from its first page on: a feed that is
// followed, or a table, begins at the beginning, in a cut of its own.
func wholeQuery(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		return query // it was not written by SearchValues
	}
	for _, name := range []string{"page", "size", "count"} {
		values.Del(name)
	}
	return values.Encode()
}

// without is q with one facet open again, from its first page; its facets are a copy.
func without(q pipeline.SearchQuery, facet string) pipeline.SearchQuery {
	facets := make(map[string]string, len(q.Facets))
	maps.Copy(facets, q.Facets)
	delete(facets, facet)
	q.Facets, q.Page = facets, 0
	return q
}
