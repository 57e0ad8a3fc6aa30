package sqlite

import (
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func TestAQuestionIsKeptWithoutItsDefaults(t *testing.T) {
	for want, q := range map[string]pipeline.SearchQuery{
		`{}`:              {},
		`{"Text":"учёт"}`: {Text: "учёт"},
		`{"Facets":{"kind":"program","year":"2026"},"From":"2026-01-01","Register":"programs","Text":"учёт"}`: {
			Text: "учёт", Register: "programs", From: workday.MustDate("2026-01-01"), Facets: map[string]string{"year": "2026", "kind": "program"},
		},
	} {
		if got, err := encodeQuery(q); got != want || err != nil {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
}
