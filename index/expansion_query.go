package index

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	indexapi "github.com/blevesearch/bleve_index_api"
)

// Bounds of an expansion, so that no question of few letters keeps a processor: of
// the words that begin so, as many are looked at and the commonest taken.
const (
	maxLooked   = 20_000
	maxExpanded = 500
)

// expansion holds for the documents that have one of the words of a field which
// begin so, or which a slip may have made of one.
type expansion struct {
	field string
	boost float64
	words func(vocabulary) (indexapi.FieldDict, error)
	// begins is how the words begin; "" where a word in any form will do.
	begins string
}

// beginning looks for the words of a field that begin so.
func beginning(value, field string) query.Query {
	return &expansion{field, 1, func(v vocabulary) (indexapi.FieldDict, error) {
		return v.reader.FieldDictPrefix(field, []byte(value))
	}, value}
}

// slips looks for the words of a field that differ from one in so many letters at
// most, and not in the first.
func slips(word string, distance int, field string) query.Query {
	first := string([]rune(word)[:1])
	return &expansion{field, 1, func(v vocabulary) (indexapi.FieldDict, error) {
		return v.near(field, word, distance, first)
	}, ""}
}

// SetBoost and Boost implement [query.BoostableQuery].
func (q *expansion) SetBoost(b float64) { q.boost = b }
func (q *expansion) Boost() float64     { return q.boost }

// Searcher implements [query.Query].
func (q *expansion) Searcher(ctx context.Context, r indexapi.IndexReader, _ mapping.IndexMapping, options search.SearcherOptions) (search.Searcher, error) {
	words, err := vocabulary{r}.expand(q.words)
	switch {
	case err != nil:
		return nil, err
	case len(words) == 0:
		return searcher.NewMatchNoneSearcher(r)
	case q.field == fieldExact:
		return q.inText(ctx, r, words, options)
	}
	return searcher.NewMultiTermSearcher(ctx, r, words, q.field, q.boost, options, false)
}

// inText looks for the words, which are forms as they stand, by their terms. Of a
// term that begins as the words do, every form will do; of another, as of человек
// where «люд*» is asked for, only these forms. There is no score, so that the
// documents of the former are joined as sets.
func (q *expansion) inText(ctx context.Context, r indexapi.IndexReader, words []string, options search.SearcherOptions) (search.Searcher, error) {
	options.Score = "none"
	analyzer := sharedLexis().words
	anyForm, marks := make(map[string]bool), make(map[string][]int)
	for _, w := range words {
		for _, t := range analyzer.Tokens(w) {
			for _, term := range t.Terms {
				if strings.HasPrefix(term, q.begins) {
					anyForm[term] = true
				} else {
					marks[term] = append(marks[term], formMark(w))
				}
			}
		}
	}
	joined, err := searcher.NewMultiTermSearcher(ctx, r, slices.Sorted(maps.Keys(anyForm)), fieldText, q.boost, options, false)
	if err != nil || len(marks) == 0 {
		return joined, err
	}
	either := []search.Searcher{joined}
	for _, term := range slices.Sorted(maps.Keys(marks)) {
		s, err := formQuery{[]string{term}, marks[term]}.Searcher(ctx, r, nil, options)
		if err != nil {
			return nil, err
		}
		either = append(either, s)
	}
	return searcher.NewDisjunctionSearcher(ctx, r, either, 0, options)
}

// expand returns the commonest of the words, equals in their order.
func (v vocabulary) expand(words func(vocabulary) (indexapi.FieldDict, error)) (list []string, err error) {
	dict, err := words(v)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, dict.Close()) }()
	var entries []indexapi.DictEntry
	for len(entries) < maxLooked {
		e, err := dict.Next()
		if err != nil {
			return nil, err
		}
		if e == nil {
			break
		}
		entries = append(entries, *e)
	}
	if len(entries) > maxExpanded {
		slices.SortStableFunc(entries, func(a, b indexapi.DictEntry) int { return cmp.Compare(b.Count, a.Count) })
		entries = entries[:maxExpanded]
	}
	for _, e := range entries {
		list = append(list, e.Term)
	}
	return list, nil
}
