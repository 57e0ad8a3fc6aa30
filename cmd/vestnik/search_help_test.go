package main

import (
	"slices"
	"testing"

	"vestnik/index"
	"vestnik/index/measure/archive"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// helpEntries are a register in which each example of the help has answers and
// look-alikes.
func helpEntries() archive.Entries {
	var list archive.Entries
	add := func(number, title string, change func(*pipeline.Entry)) {
		e := pipeline.Entry{Register: "programs", Number: number, Title: title, Kind: "program", Valid: true,
			Date: workday.NewDate(2010, 3, 1), PublishedOn: workday.NewDate(2010, 6, 20)}
		if change != nil {
			change(&e)
		}
		list = append(list, e)
	}
	on := func(day string) func(*pipeline.Entry) {
		return func(e *pipeline.Entry) { e.Date = workday.MustDate(day) }
	}
	add("2010610001", "Табель для учёта сотрудников", nil)
	add("2010610002", "Помощник бухгалтера", nil)
	add("2010610003", "Учёт времени в пути", nil)
	add("2010610004", "Время приёма и учёт проб", nil)
	add("2010610005", "Библиотека чертежей", nil)
	add("2010610006", "Карта озёр", nil)
	add("2010610007", "Карта города", nil)
	add("2010610008", "Каталог музея", nil)
	add("2010610009", "Учёт товаров на складе", nil)
	add("2010610010", "Склад без описи", func(e *pipeline.Entry) { e.Abstract = "Печатает каталог полок." })
	add("2010610011", "Тренажёр машиниста", nil)
	add("2010610012", "Марки стали", nil)
	add("2010610013", "Стальные канаты", nil)
	add("2010610014", "Разметка снимков", func(e *pipeline.Entry) {
		e.Authors = []pipeline.Party{{Name: "Лебедянцева Анна Павловна"}}
		e.Holders = []pipeline.Party{{Name: "Приозёрский университет"}}
	})
	add("2010610015", "Обзор снимков", func(e *pipeline.Entry) {
		e.Authors = []pipeline.Party{{Name: "Лебедянцева Ольга Сергеевна"}}
		e.Abstract = "Для университета."
	})
	add("2010610016", "Схема проезда", func(e *pipeline.Entry) { e.Language, e.OS = "Object Pascal", "MS Windows 98" })
	add("2010610017", "Схема залов", func(e *pipeline.Entry) { e.Language, e.OS, e.Abstract = "Python", "Linux", "Windows не нужна." })
	add("2010620001", "Волны", func(e *pipeline.Entry) { e.Register, e.Kind = "databases", "database-1334" })
	add("2004610001", "Прибой", on("2004-06-30"))
	add("2004610002", "Отлив", on("2004-07-01"))
	add("2006610001", "Прилив", on("2006-12-31"))
	add("2007610001", "Штиль", on("2007-01-01"))
	add("2026610017", "Шторм", func(e *pipeline.Entry) {
		e.Date, e.PublishedOn = workday.NewDate(2026, 1, 12), workday.NewDate(2026, 2, 20)
	})
	return list
}

// helpAnswers are the numbers that answer each example.
var helpAnswers = map[string][]string{
	"учёт сотрудников":                    {"2010610001"},
	"какие есть программы для бухгалтера": {"2010610002"},
	`"учёт времени"`:                      {"2010610003"},
	"библиот*":                            {"2010610005"},
	"карта -город":                        {"2010610006"},
	"музей OR библиотека":                 {"2010610005", "2010610008"},
	"(склад OR магазин) учёт":             {"2010610009"},
	"тренажор~":                           {"2010610011"},
	"=стали":                              {"2010610012"},
	"название:каталог":                    {"2010610008"},
	"автор:Лебедянцева":                   {"2010610014", "2010610015"},
	`автор:"Лебедянцева А. П."`:           {"2010610014"},
	"правообладатель:университет":         {"2010610014"},
	"язык:Delphi":                         {"2010610016"},
	"ос:Windows":                          {"2010610016"},
	"вид:database-1334":                   {"2010620001"},
	"2026610017":                          {"2026610017"},
	"номер:202661*":                       {"2026610017"},
	"год:2004":                            {"2004610001", "2004610002"},
	"год:2004..2006":                      {"2004610001", "2004610002", "2006610001"},
	"дата:2004-06":                        {"2004610001"},
	"опубликовано:>=2026-01-01":           {"2026610017"},
}

// TestTheHelpOfTheSearchIsTrue asks the index every example of the help page.
func TestTheHelpOfTheSearchIsTrue(t *testing.T) {
	x, err := index.Open(t.TempDir(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	a := archive.New(helpEntries())
	if err := x.Follow(t.Context(), a, a); err != nil {
		t.Fatal(err)
	}
	examples := publish.SearchExamples()
	if len(examples) != len(helpAnswers) {
		t.Errorf("%d examples, answers for %d", len(examples), len(helpAnswers))
	}
	for _, example := range examples {
		found, err := x.Search(t.Context(), pipeline.SearchQuery{Text: example.Question})
		if err != nil {
			t.Fatal(err)
		}
		var numbers []string
		for _, h := range found.Hits {
			numbers = append(numbers, h.Number)
		}
		slices.Sort(numbers)
		if want := helpAnswers[example.Question]; !slices.Equal(numbers, want) {
			t.Errorf("%s: found %v, want %v (%s)", example.Question, numbers, want, example.Meaning)
		}
	}
}
