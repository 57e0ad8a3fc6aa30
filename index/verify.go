package index

import (
	"context"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"vestnik/pipeline"
)

// verifyPage is how many rows of a view are looked at together.
const verifyPage = 500

// Verify compares the index with the views: every public entry and closed issue
// must be there as it is now, and nothing else. The problems are Russian
// sentences in the order of the documents; none means that all is well. While
// the journal grows, what the index has not followed yet is reported too.
func (x *Index) Verify(ctx context.Context, v pipeline.Views) (problems []string, err error) {
	problems = []string{}
	err = x.use(func(g *generation) error {
		expected := make(map[string]string) // id → digest
		for _, view := range []string{viewEntries, viewIssues} {
			if err := x.expectRows(ctx, v, view, expected); err != nil {
				return err
			}
		}
		found, err := g.digests(ctx)
		if err != nil {
			return err
		}
		problems = append(problems, compare(expected, found)...)
		return nil
	})
	return problems, err
}

// expectRows adds the digest of every document that the view's rows make.
func (x *Index) expectRows(ctx context.Context, v pipeline.Views, view string, expected map[string]string) error {
	for offset := 0; ; offset += verifyPage {
		rows, _, err := v.Docs(ctx, pipeline.ViewQuery{View: view, Limit: verifyPage, Offset: offset})
		if err != nil {
			return err
		}
		for _, row := range rows {
			doc, public, err := rowDocument(view, row, x.options.Series, &carriers{})
			if err != nil {
				return err
			}
			if public {
				expected[doc.id] = doc.digest
			}
		}
		if len(rows) < verifyPage {
			return nil
		}
	}
}

// digests returns the digest of every document in the index, by id.
func (g *generation) digests(ctx context.Context) (map[string]string, error) {
	digests := make(map[string]string)
	err := g.with(func(in state) error {
		found, err := in.collect(ctx, bleve.NewMatchAllQuery(), demand{sort: "number", keep: everyHit})
		if err != nil {
			return err
		}
		for _, m := range found.hits {
			if err := ctx.Err(); err != nil {
				return err
			}
			h, err := found.shelf.hit(m.doc)
			if err != nil {
				h.Digest = "" // reported as out of date
			}
			digests[found.shelf.id(m.doc)] = h.Digest
		}
		return nil
	})
	return digests, err
}

func compare(expected, found map[string]string) []string {
	var problems []string
	for id, digest := range expected {
		switch got, ok := found[id]; {
		case !ok:
			problems = append(problems, fmt.Sprintf("%s: нет в поиске.", id))
		case got != digest:
			problems = append(problems, fmt.Sprintf("%s: в поиске устаревшие сведения.", id))
		}
	}
	for id := range found {
		if _, ok := expected[id]; !ok {
			problems = append(problems, fmt.Sprintf("%s: есть в поиске, но не опубликовано.", id))
		}
	}
	slices.Sort(problems)
	return problems
}
