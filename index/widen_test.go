package index_test

import (
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestAQuestionThatNothingAnswersWhollyIsWidened(t *testing.T) {
	o := newOffice()
	o.put(
		entry("2004610001", "Кондитерский цех", func(e *pipeline.Entry) { e.Abstract = "Программа считает закладку." }),
		entry("2004610002", "Расписание пекарни"), entry("2004610003", "Вебсервер пекарни"), entry("2004610004", "Марш рут по лесу"),
	)
	x := open(t, t.TempDir())
	follow(t, x, o)
	cases := []struct {
		name, text string
		want       []string
		widened    bool
	}{
		{"a word whose kin stands there", "какие есть программы для кондитера?", []string{"2004610001"}, true},
		{"the beginning of a word without an asterisk", "расписан", []string{"2004610002"}, true},
		{"a longer beginning", "кондите", []string{"2004610001"}, true},
		{"a filler that an entry does not say", "программа расписания", []string{"2004610002"}, false},
		{"fillers alone", "программа", []string{"2004610001"}, false},
		{"some of the words", "расписание электричек", []string{"2004610002"}, true},
		{"a word that stands there", "пекарня", []string{"2004610002", "2004610003"}, false},
		{"a word as it stands", "=кондитера", []string{}, false},
		{"a word without", "пекарня -кондите", []string{"2004610002", "2004610003"}, false},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := search(t, x, pipeline.SearchQuery{Text: tc.text})
			found := numbers(got)
			slices.Sort(found)
			if !slices.Equal(found, tc.want) || got.Widened != tc.widened {
				t.Errorf("%q finds %v, widened: %v; want %v, %v", tc.text, found, got.Widened, tc.want, tc.widened)
			}
		})
	}
	for text, want := range map[string]string{"веб сервер": "вебсервер", "маршрут": "марш рут", "расписание": ""} {
		if got := search(t, x, pipeline.SearchQuery{Text: text}).Suggestion; got != want {
			t.Errorf("%q suggests %q, want %q", text, got, want)
		}
	}
}

func TestAnyPartOfARegistrationNumberIsFound(t *testing.T) {
	o := newOffice()
	o.put(
		entry("2004612345", "Каталог", func(e *pipeline.Entry) { e.ApplicationNo = "2003777777" }), entry("2004610001", "Каталог"),
		pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2004, Number: 461}, Closed: true},
	)
	x := open(t, t.TempDir())
	follow(t, x, o)
	for text, want := range map[string][]string{
		"46123": {"2004612345"}, "0461234": {"2004612345"}, "20046123": {"2004612345"}, "12345": {"2004612345"}, "2004612345": {"2004612345"},
		"77777": {"2004612345"}, "99999": {}, strings.Repeat("9", 30): {},
	} {
		if got := numbers(search(t, x, pipeline.SearchQuery{Text: text, Sort: "number"})); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", text, got, want)
		}
	}
}

func TestASnippetShowsWhereMostOfTheWordsStand(t *testing.T) {
	o := newOffice()
	filler := strings.Repeat("прочие слова о разном ", 40)
	o.put(entry("2004610001", "Журнал", func(e *pipeline.Entry) {
		e.Abstract = "Лодка. " + filler + "Лодка, весло и парус. " + filler + "Парус."
	}))
	x := open(t, t.TempDir())
	follow(t, x, o)
	hit := search(t, x, pipeline.SearchQuery{Text: "лодка весло парус"}).Hits[0]
	if got := hit.Snippets[0].HTML; strings.Count(got, "<mark>") != 3 || !strings.HasPrefix(got, "… ") {
		t.Errorf("the snippet is %q", got)
	}
}
