package index_test

import (
	"slices"
	"testing"

	"vestnik/pipeline"
)

func publishedIn(year, number int) func(*pipeline.Entry) {
	return func(e *pipeline.Entry) {
		e.Issue = &pipeline.IssueRef{Series: "programs", Year: year, Number: number}
	}
}

func TestEntriesAreFoundByTheIssueThatPublishedThem(t *testing.T) {
	o := newOffice()
	o.put(
		entry("2004610001", "Каталог", publishedIn(2004, 3)), entry("2004610002", "Каталог", publishedIn(2004, 4)),
		entry("2005610003", "Каталог", publishedIn(2005, 3)), entry("2005610004", "Каталог 3"),
	)
	x := open(t, t.TempDir())
	follow(t, x, o)
	cases := []struct {
		text string
		want []string
	}{
		{"выпуск:2004/3", []string{"2004610001"}}, {"issue:2004-03", []string{"2004610001"}}, {"бюллетень:3/2004", []string{"2004610001"}},
		{"выпуск:№3", []string{"2004610001", "2005610003"}}, {"выпуск:programs/2005/3 каталог", []string{"2005610003"}},
		{"каталог -выпуск:3", []string{"2004610002", "2005610004"}}, {"выпуск:2006/1", []string{}}, {"выпуск:«№ 4/2004»", []string{"2004610002"}},
		{"выпуск:/", []string{"2004610001", "2004610002", "2005610003", "2005610004"}}, // nothing is asked
	}
	for _, tc := range cases {
		got := numbers(search(t, x, pipeline.SearchQuery{Text: tc.text, Sort: "number"}))
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q finds %v, want %v", tc.text, got, tc.want)
		}
	}
}

// The end of one text and the beginning of the next are no phrase, though they
// stand in one field.
func TestNoPhraseReachesFromOneTextIntoTheNext(t *testing.T) {
	o := newOffice()
	o.put(entry("2004610001", "Учёт лодок", held("Пристань Север", "Юг"), func(e *pipeline.Entry) { e.Abstract = "Журнал причала" }))
	x := open(t, t.TempDir())
	follow(t, x, o)
	for text, want := range map[string]int{
		`"учёт лодок"`: 1, `"журнал причала"`: 1, `"лодок журнал"`: 0, `"причала пристань"`: 0, `"север юг"`: 0,
		`правообладатель:"пристань север"`: 1, `правообладатель:"север юг"`: 0, `название:"учёт лодок"`: 1,
	} {
		if got := search(t, x, pipeline.SearchQuery{Text: text}); got.Total != want {
			t.Errorf("%s finds %d, want %d", text, got.Total, want)
		}
	}
}
