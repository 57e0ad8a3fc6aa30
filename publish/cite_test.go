package publish

import (
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func citePress(t testing.TB) *Press {
	t.Helper()
	config := DefaultConfig()
	config.BaseURL = "https://bulletin.example/"
	p, err := NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAnEntryIsCitedByItsAuthorsHoldersAndDates(t *testing.T) {
	record := Record{
		Register: "programs", Number: "2026610031", URL: "register/programs/2026610031/", Title: "Разлив",
		ApplicationNo: "2026600007", ApplicationDate: workday.NewDate(2026, 1, 10), PublishedOn: workday.NewDate(2026, 3, 22),
		Issue:   &pipeline.IssueRef{Series: "programs", Year: 2026, Number: 2},
		Holders: []pipeline.Party{{Name: "ООО «Верховье»"}},
	}
	named := func(names ...string) (parties []pipeline.Party) {
		for _, name := range names {
			parties = append(parties, pipeline.Party{Name: name})
		}
		return parties
	}
	for name, c := range map[string]struct {
		authors []pipeline.Party
		want    string
	}{
		"nobody named": {nil, "Бюл. № 2 / правообладатель ООО «Верховье». – URL: https://bulletin.example/register/programs/2026610031/ (дата обращения: ДД.ММ.ГГГГ)"},
		"one":          {named("Воронов Пётр Ильич"), "/ П. И. Воронов ; правообладатель"},
		"initials":     {named("Воронов П.И."), "/ Воронов П.И. ; правообладатель"},
		"four":         {named("А Б В", "Г Д", "Е Ж З", "И К Л"), "/ Б. В. А, Д. Г, Ж. З. Е, К. Л. И ;"},
		"five":         {named("А Б В", "Г Д", "Е Ж З", "И К Л", "М Н"), "/ Б. В. А, Д. Г, Ж. З. Е [и др.] ;"},
	} {
		t.Run(name, func(t *testing.T) {
			record.Authors = c.authors
			got := citePress(t).citeEntry(record).Text
			if !strings.HasPrefix(got, "Свидетельство о государственной регистрации программы для ЭВМ № 2026610031 Российская Федерация. Разлив : № 2026600007 : заявл. 10.01.2026 : опубл. 22.03.2026") || !strings.Contains(got, c.want) {
				t.Errorf("cited as %s", got)
			}
		})
	}
}

// FuzzBibTeX demands that no value ends its field or begins a command.
func FuzzBibTeX(f *testing.F) {
	f.Add(`100 % {чистый} \TeX & $x_1^2$ ~ #`)
	f.Add("}\n@misc{x,")
	f.Fuzz(func(t *testing.T, value string) {
		entry := bibTeX("misc", "key", [][2]string{{"title", value}})
		body, ok := strings.CutPrefix(entry, "@misc{key,\n  title = {")
		if !ok {
			return // an empty value
		}
		body, ok = strings.CutSuffix(body, "},\n}\n")
		if !ok || strings.Contains(body, "\n") {
			t.Fatalf("%q", entry)
		}
		for _, command := range []string{`\textbackslash{}`, `\textasciitilde{}`, `\textasciicircum{}`, `\{`, `\}`, `\%`, `\&`, `\#`, `\_`, `\$`} {
			body = strings.ReplaceAll(body, command, "")
		}
		if strings.ContainsAny(body, `\{}%&#_$~^`) {
			t.Fatalf("%q leaves %q", entry, body)
		}
	})
}
