package index

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// filledGeneration makes a generation of n random documents in several segments,
// some of them replaced and deleted.
func filledGeneration(t *testing.T, n int) *generation {
	t.Helper()
	g, err := createGeneration(t.TempDir()+"/g", 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.close(); err != nil {
			t.Error(err)
		}
	})
	random := rand.New(rand.NewPCG(1, 2))
	for _, share := range []int{n, n / 2, n / 4, 10} {
		batch := g.bleve.NewBatch()
		for range share {
			i := random.IntN(n)
			if random.IntN(10) == 0 {
				batch.Delete(fmt.Sprint("entry/", i))
				continue
			}
			if err := batch.IndexAdvanced(indexed{id: fmt.Sprint("entry/", i), fields: randomFields(random, i)}.bleve()); err != nil {
				t.Fatal(err)
			}
		}
		if err := g.bleve.Batch(batch); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

func randomFields(random *rand.Rand, i int) []*field {
	var words []string
	for range 3 + random.IntN(8) {
		words = append(words, "слово"+string(rune('а'+int(random.ExpFloat64()*4)%32)))
	}
	h := hit{Date: workday.MustDate("2004-01-01").AddDays(random.IntN(900))}
	if random.IntN(5) == 0 {
		h.Date = workday.Date{}
	}
	var holders []string
	for range random.IntN(4) {
		holders = append(holders, fmt.Sprint("Общество ", random.IntN(15)))
	}
	return append(append(dateFields(h), read([]passage{{text: strings.Join(words, " ")}}, &carriers{})...),
		keywords(fieldOrder, inColumn, "0programs"+padded(fmt.Sprint(2004000000+i))),
		keywords(fieldHolder, inColumn, holders...),
		keywords(fieldRegister, inColumn, []string{"programs", "databases"}[i%2]))
}

// TestCollectingAgreesWithBleve holds the one pass over the hits against Bleve's
// own collector: an update of Bleve after which they differ shows here.
func TestCollectingAgreesWithBleve(t *testing.T) {
	g := filledGeneration(t, 400)
	byNumber := &search.SortField{Field: fieldOrder}
	sortings := map[string]search.SortOrder{
		"":       {&search.SortScore{Desc: true}, byNumber},
		"date":   {&search.SortField{Field: fieldDay, Desc: true, Missing: search.SortFieldMissingLast}, byNumber},
		"number": {byNumber},
	}
	both := bleve.NewDisjunctionQuery(term("словоа", fieldText), term("словов", fieldText))
	questions := map[string]query.Query{
		"all": bleve.NewMatchAllQuery(), "none": term("нет", fieldText), "one word": term("словоа", fieldText), "any word": both,
		"all words": bleve.NewConjunctionQuery(term("словоа", fieldText), term("словоб", fieldText)),
		"bonus":     assemble(both, []query.Query{boosted(term("словоб", fieldText), 3)}, nil),
	}
	for name, q := range questions {
		for sorting, order := range sortings {
			t.Run(name+"/"+sorting, func(t *testing.T) {
				r := bleve.NewSearchRequestOptions(q, 30, 0, false)
				r.SortByCustom(order)
				for _, field := range []string{fieldRegister, fieldYear, fieldHolder} {
					r.AddFacet(field, bleve.NewFacetRequest(field, 1000))
				}
				want, err := g.bleve.Search(r)
				if err != nil {
					t.Fatal(err)
				}
				var ids []string
				scores := map[string]float64{}
				for _, m := range want.Hits {
					ids = append(ids, m.ID)
					scores[m.ID] = m.Score
				}
				d := demand{sort: sorting, keep: 30, facets: []string{fieldRegister, fieldYear, fieldHolder}, manyHits: 10_000, scored: 1 << 40}
				err = g.with(func(in state) error {
					got, err := in.collect(t.Context(), q, d)
					if err != nil {
						return err
					}
					var gotIDs []string
					for _, m := range got.hits {
						id := got.shelf.id(m.doc)
						gotIDs = append(gotIDs, id)
						if sorting == "" && m.key != scores[id] {
							t.Errorf("%s scores %v, Bleve says %v", id, m.key, scores[id])
						}
					}
					if got.total != int(want.Total) || !slices.Equal(gotIDs, ids) {
						t.Errorf("%d hits %v,\nBleve finds %d: %v", got.total, gotIDs, want.Total, ids)
					}
					for field, facet := range want.Facets {
						for _, f := range facet.Terms.Terms() {
							if !slices.ContainsFunc(got.facets[field], func(c pipeline.FacetCount) bool { return c.Value == f.Term && c.Count == f.Count }) {
								t.Errorf("%s %q is counted otherwise than %d: %v", field, f.Term, f.Count, got.facets[field])
							}
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

func TestColumnsOfMergedSegmentsAreForgotten(t *testing.T) {
	g := filledGeneration(t, 50)
	d := demand{keep: 1, facets: []string{fieldHolder}, manyHits: 100}
	for i := range 30 {
		batch := g.bleve.NewBatch()
		made := indexed{id: fmt.Sprint("entry/new", i), fields: append(read([]passage{{text: "слово"}}, &carriers{}), keywords(fieldHolder, inColumn, "А"))}
		if err := errors.Join(batch.IndexAdvanced(made.bleve()), g.bleve.Batch(batch)); err != nil {
			t.Fatal(err)
		}
		segments := 0
		err := g.with(func(in state) error {
			got, err := in.collect(context.Background(), bleve.NewMatchAllQuery(), d)
			segments = len(got.shelf.first)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(g.columns.places) != segments || len(g.columns.facets[fieldHolder]) != segments {
			t.Fatalf("%d segments, columns of %d and %d", segments, len(g.columns.places), len(g.columns.facets[fieldHolder]))
		}
	}
}
