package index_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"vestnik/index"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func TestWalkGoesThroughAllHitsInTheOrderOfTheSearch(t *testing.T) {
	o := newOffice()
	var rows []any
	for i := range 450 {
		rows = append(rows, entry(fmt.Sprintf("2004%06d", i), "Название", func(e *pipeline.Entry) {
			e.PublishedOn = workday.MustDate("2004-09-20").AddDays(i % 7)
		}))
	}
	o.put(rows...)
	x := open(t, t.TempDir())
	follow(t, x, o)
	for _, sort := range []string{"relevance", "date", "published", "number"} {
		q := pipeline.SearchQuery{Text: "название", Sort: sort, Size: 200}
		var want []string
		for q.Page = 1; q.Page <= 3; q.Page++ {
			want = append(want, numbers(search(t, x, q))...)
		}
		var got []string
		total, err := x.Walk(t.Context(), q, func(h pipeline.SearchHit) error {
			got = append(got, h.Number)
			return nil
		})
		if err != nil || total != 450 || !slices.Equal(got, want) {
			t.Errorf("%s: %d of %d, %v; in the order of the pages: %v", sort, len(got), total, err, slices.Equal(got, want))
		}
	}
	first := search(t, x, pipeline.SearchQuery{Sort: "published"}).Hits[0]
	if first.PublishedOn != workday.MustDate("2004-09-26") || first.Kind != "program" || first.Score != 0 {
		t.Errorf("latest published: %+v", first)
	}
}

func TestWalkEndsWithTheErrorOfItsCaller(t *testing.T) {
	enough := errors.New("enough")
	n := 0
	_, err := library(t).Walk(t.Context(), pipeline.SearchQuery{}, func(pipeline.SearchHit) error {
		n++
		return enough
	})
	if err != enough || n != 1 {
		t.Errorf("%v after %d hits", err, n)
	}
}

// A slow reader of a long list must not keep the site from a rebuilt index.
func TestARebuiltIndexIsTakenUpDuringAWalk(t *testing.T) {
	dir, o := t.TempDir(), newOffice()
	o.put(entry("2004610001", "Каталог"), entry("2004610002", "Каталог"))
	x := open(t, dir)
	follow(t, x, o)
	n := 0
	_, err := x.Walk(t.Context(), pipeline.SearchQuery{}, func(pipeline.SearchHit) error {
		if n++; n > 1 {
			return nil
		}
		o.put(entry("2004610003", "Каталог"))
		if err := index.Rebuild(t.Context(), dir, o, o, index.Options{}); err != nil {
			return err
		}
		if found := search(t, x, pipeline.SearchQuery{Text: "каталог"}); found.Total != 3 {
			t.Errorf("%d found in the rebuilt index", found.Total)
		}
		return nil
	})
	if err != nil || n != 2 {
		t.Errorf("walked through %d hits: %v", n, err)
	}
}

func TestHitsAreNarrowedByTheDayOfPublication(t *testing.T) {
	o := newOffice()
	for day := 1; day <= 4; day++ {
		o.put(entry(fmt.Sprint("200461000", day), "Каталог", func(e *pipeline.Entry) { e.PublishedOn = workday.NewDate(2004, 5, day) }))
	}
	x := open(t, t.TempDir())
	follow(t, x, o)
	got := numbers(search(t, x, pipeline.SearchQuery{Text: "каталог", PublishedFrom: workday.MustDate("2004-05-02"), PublishedTo: workday.MustDate("2004-05-03")}))
	if !slices.Equal(got, []string{"2004610002", "2004610003"}) {
		t.Errorf("found %v", got)
	}
}
