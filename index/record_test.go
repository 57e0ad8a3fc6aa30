package index_test

import (
	"slices"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func TestWhatWasRecordedLaterIsFoundOnceItIsPublished(t *testing.T) {
	o := newOffice()
	x := open(t, t.TempDir())
	kept := entry("190001", "Скоба", func(e *pipeline.Entry) {
		e.Register, e.Elsewhere, e.Date, e.PublishedOn = "utility-models", true, workday.Date{}, workday.Date{}
		e.Records = []pipeline.EntryRecord{{Seq: 1, Kind: "offer", Title: "Предложение сделано", Date: workday.MustDate("2026-04-01"),
			Fields: []pipeline.EntryField{{Name: "terms", Title: "Условия", Value: "вознаграждение посезонно"}}}}
	})
	o.put(kept)
	follow(t, x, o)
	if n := count(t, x); n != 0 {
		t.Fatalf("%d documents while the record waits", n)
	}
	kept.Records[0].PublishedOn = workday.MustDate("2026-04-20")
	waiting := kept.Records[0]
	waiting.Seq, waiting.Title, waiting.PublishedOn = 2, "Тайное", workday.Date{}
	kept.Records = append(kept.Records, waiting)
	o.put(kept)
	follow(t, x, o)
	for _, q := range []pipeline.SearchQuery{
		{Text: "посезонно"}, {Text: "190001"}, {Text: "скоба", Facets: map[string]string{"record": "Предложение сделано"}},
		{Text: "скоба", Register: "utility-models"}, {Text: "скоба", From: workday.MustDate("2026-04-01"), To: workday.MustDate("2026-04-01")},
	} {
		got := search(t, x, q)
		if !slices.Equal(numbers(got), []string{"190001"}) {
			t.Errorf("%+v finds %v", q, numbers(got))
		}
		if len(got.Facets["record"]) != 1 || got.Facets["record"][0].Value != "Предложение сделано" {
			t.Errorf("facets are %v", got.Facets["record"])
		}
	}
	if got := search(t, x, pipeline.SearchQuery{Text: "тайное"}); got.Total != 0 {
		t.Error("a record is found before it is published")
	}
}
