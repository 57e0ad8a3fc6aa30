package index_test

import (
	"fmt"
	"slices"
	"testing"

	"vestnik/index/russian"
	"vestnik/pipeline"
)

// More documents have each of these words than carry it: those that carry none must
// be found by their forms too.
func TestEveryDocumentIsFoundByTheFormsOfItsWords(t *testing.T) {
	o := newOffice()
	var rows []any
	titles := []string{"Учёт ветряков", "Учётом ветряку", "Люди у мельницы", "Человек у мельницы", "Бухгалтерия", "Бухгалтер"}
	of := func(titles ...int) (numbers []string) {
		for _, i := range titles {
			for n := range 6 {
				numbers = append(numbers, fmt.Sprintf("20046%02d%03d", i, n))
			}
		}
		return numbers
	}
	for i, title := range titles {
		for _, number := range of(i) {
			rows = append(rows, entry(number, title))
		}
	}
	o.put(rows...)
	x := open(t, t.TempDir())
	follow(t, x, o)
	cases := []struct {
		text string
		want []string
	}{
		{"=учёт", of(0)}, {"=учётом", of(1)}, {"=учёта", nil}, {`="учётом ветряку"`, of(1)}, {"ветряк*", of(0, 1)}, {"ветряку*", of(1)},
		{"ветрак~", of(0, 1)}, {"-=учёт ветряк", of(1)}, {"=учёт OR =мельницы", of(0, 2, 3)}, {"бухгалтери*", of(4)}, {"бухгалт*", of(4, 5)},
		{"название:=учётом", of(1)},
	}
	if russian.New().Dictionary() != "" {
		cases = append(cases, struct {
			text string
			want []string
		}{"люд*", of(2)})
	}
	for _, tc := range cases {
		got := numbers(search(t, x, pipeline.SearchQuery{Text: tc.text, Sort: "number", Size: 100}))
		if !slices.Equal(got, tc.want) && len(got)+len(tc.want) > 0 {
			t.Errorf("%s finds %v, want %v", tc.text, got, tc.want)
		}
	}
}
