package index_test

import (
	"slices"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// office of the questions of this file: what each says of an entry shows in its title.
func languageOffice() *office {
	o := newOffice()
	o.put(
		entry("2004610001", "Расписание поездов", held("ООО «Северный путь»"), dated("2004-02-01"), func(e *pipeline.Entry) {
			e.Abstract = "Составляет расписание движения поездов по станциям и перегонам железной дороги."
			e.Authors = []pipeline.Party{{Name: "Ольхина Мария Львовна"}}
			e.Language, e.OS = "С++, Object Pascal", "Windows 98"
		}),
		entry("2004610002", "Расписание самолётов", held("Общество с ограниченной ответственностью «Восточный путь»"), dated("2004-06-30"), func(e *pipeline.Entry) {
			e.Abstract = "Составляет расписание полётов по аэродромам."
			e.Authors = []pipeline.Party{{Name: "Ольхин М.Л."}}
			e.Language, e.OS = "Delphi", "Linux"
		}),
		entry("2005610003", "Карта железной дороги RailMaster", held("Ясенев Пётр Ильич"), dated("2005-01-10"), func(e *pipeline.Entry) {
			e.Abstract = "Показывает станции и перегоны железной дороги, движение поездов."
			e.PublishedOn = workday.MustDate("2005-03-20")
		}),
		entry("2005620004", "Справочник поездных бригад", dated("2005-02-10"), func(e *pipeline.Entry) {
			e.Register, e.Kind = "databases", "database-1334"
			e.Abstract = "Сведения о станциях."
		}),
	)
	return o
}

func TestTheLanguageOfQuestions(t *testing.T) {
	const trains, planes, rails, crews = "2004610001", "2004610002", "2005610003", "2005620004"
	cases := []struct {
		name, query string
		want        []string // by number
	}{
		{"either of two", "самолёты ИЛИ карта", []string{planes, rails}},
		{"either of two, and another", "(поезда | самолёты) расписание", []string{trains, planes}},
		{"neither of two", "-(поезда | самолёты)", []string{crews}},
		{"a word in any form", "поезд", []string{trains, rails}},
		{"a word as it stands", "=поездные", nil},
		{"that word as it stands", "=поездных", []string{crews}},
		{"a phrase as it stands", `="железной дороги"`, []string{trains, rails}},
		{"a phrase in another form as it stands", `="железная дорога"`, nil},
		{"words of a phrase in any order", `"поездов движение"~`, []string{trains, rails}},
		{"misspelt", "расписонее~", []string{trains, planes}},
		{"numbers between", "номер:2004610002..2005610003", []string{planes, rails}},
		{"numbers above", "номер:>2005610003", []string{crews}},
		{"years between", "год:2004-2004", []string{trains, planes}},
		{"a month", "дата:2004-02", []string{trains}},
		{"days before", "дата:<2004-06-30", []string{trains}},
		{"days up to", "дата:<=30.06.2004", []string{trains, planes}},
		{"published in a year", "опубликовано:2005", []string{rails}},
		{"kind", "вид:база", []string{crews}},
		{"a language by another name", "язык:Си++", []string{trains}},
		{"a language by its usual name", "язык:Delphi", []string{trains, planes}},
		{"a system", "ос:windows", []string{trains}},
		{"a form of companies, short", "ООО Восточный путь", []string{planes}},
		{"a form of companies, spelled out", "общество с ограниченной ответственностью Северный путь", []string{trains}},
		{"a person by initials", "Ольхина М.Л.", []string{trains, planes}},
		{"a person in full", "Мария Львовна Ольхина", []string{trains, planes}},
		{"another person", "Ольхина Н.Л.", nil},
		{"a holder in the genitive", "правообладатель:Ясенева", []string{rails}},
		{"a word in the other alphabet", "рейлмастер", []string{rails}},
		{"a name in the other alphabet", "Yasenev", []string{rails}},
		{"the beginning of a number", "200562", []string{crews}},
		{"the end of a number", "610003", []string{rails}},
		{"a number with a space", "2005 610003", []string{rails}},
		{"a question", "какие есть программы про самолёты?", []string{planes}},
	}
	o := languageOffice()
	x := open(t, t.TempDir())
	follow(t, x, o)
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := numbers(search(t, x, pipeline.SearchQuery{Text: tc.query, Sort: "number"}))
			slices.Sort(got)
			if !slices.Equal(got, tc.want) {
				t.Errorf("%q finds %v, want %v", tc.query, got, tc.want)
			}
		})
	}
}

func TestWhatIsLikeAnEntry(t *testing.T) {
	o := languageOffice()
	x := open(t, t.TempDir())
	follow(t, x, o)
	for _, q := range []pipeline.SearchQuery{{Like: "programs/2004610001"}, {Text: "похоже:programs/2004610001"}} {
		if got := numbers(search(t, x, q)); !slices.Equal(got, []string{"2005610003"}) {
			t.Errorf("%+v finds %v", q, got)
		}
	}
	if got := search(t, x, pipeline.SearchQuery{Like: "programs/1"}); got.Total != 0 {
		t.Errorf("%d entries are like one that is not there", got.Total)
	}
	if got := numbers(search(t, x, pipeline.SearchQuery{Like: "programs/2004610001", Text: "самолёт"})); len(got) > 0 {
		t.Errorf("like and words: %v", got)
	}
}

func TestFacetsOfSoftware(t *testing.T) {
	o := languageOffice()
	x := open(t, t.TempDir())
	follow(t, x, o)
	r := search(t, x, pipeline.SearchQuery{Count: []string{"language", "author"}})
	want := []pipeline.FacetCount{{Value: "Delphi", Count: 2}, {Value: "C++", Count: 1}}
	if !slices.Equal(r.Facets["language"], want) || len(r.Facets["author"]) != 2 || len(r.Facets) != 2 {
		t.Errorf("facets %v", r.Facets)
	}
	if got := numbers(search(t, x, pipeline.SearchQuery{Facets: map[string]string{"language": "C++"}})); !slices.Equal(got, []string{"2004610001"}) {
		t.Errorf("narrowed to %v", got)
	}
}
