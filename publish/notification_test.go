package publish_test

import (
	"crypto/ed25519"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// told is an entry kept elsewhere with two published records and one that waits.
func told() pipeline.Entry {
	ref := func(n int) *pipeline.IssueRef {
		return &pipeline.IssueRef{Series: "inventions", Year: 2026, Number: n}
	}
	return pipeline.Entry{
		Register: "inventions", Number: "2700002", Title: "Улей с двойной крышей", Valid: true, Elsewhere: true,
		Holders: []pipeline.Party{{Name: "Пасечник Иван Лукич", Country: "RU", Kind: "person"}},
		Records: []pipeline.EntryRecord{
			{Seq: 1, Kind: "offer", Title: "Предложение сделано", Code: "ZZ1A", Date: workday.NewDate(2024, 2, 20), Issue: ref(1), PublishedOn: workday.NewDate(2024, 2, 29),
				Fields: []pipeline.EntryField{
					{Name: "terms", Title: "Условия", Value: "безвозмездно"},
					{Name: "state", Title: "Состояние", Value: "действует"},
					{Name: "back_from", Title: "Отозвать можно с", Value: "2026-03-01"},
				}},
			{Seq: 2, Kind: "offer-withdrawn", Title: "Предложение отозвано", Date: workday.NewDate(2026, 4, 1), Issue: ref(7), PublishedOn: workday.NewDate(2026, 4, 20),
				Fields: []pipeline.EntryField{{Name: "state", Title: "Состояние", Value: "отозвано"}, {Name: "back_from", Title: "Отозвать можно с"}}},
			{Seq: 3, Kind: "offer", Title: "ЕЩЁ НЕ ОПУБЛИКОВАНО", Date: workday.NewDate(2026, 5, 1)},
		},
	}
}

func TestAnEntryTellsItsRecordsInTheOrderOfTime(t *testing.T) {
	press := testPress(t)
	page, err := press.EntryPage(told(), nil)
	if err != nil {
		t.Fatal(err)
	}
	text := string(render(t, press, page, publish.Markdown))
	at := 0
	for _, want := range []string{
		"# Улей с двойной крышей", "Номер патента", "2700002", "Патентообладатель", "Пасечник Иван Лукич (RU)",
		"## Что следует из записей", "Условия", "безвозмездно", "Состояние", "отозвано ([запись 2](#record-2))",
		"## Записи в реестре", "Предложение сделано", "20 февраля 2024 года", "ZZ1A (задан настройкой ведомства)", "действует", "1 марта 2026 года",
		"bulletin/inventions/2026/1/", "Предложение отозвано", "отозвано", "bulletin/inventions/2026/7/",
		"## История записи", "29.02.2024", "01.04.2026: внесена [запись 2](#record-2)", "#inventions-2700002-record-2",
	} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("after byte %d there is no %q in\n%s", at, want, text)
		}
		at += i
	}
	for _, never := range []string{"ЕЩЁ НЕ", "автор", "Автор", "Дата регистрации"} {
		if strings.Contains(text, never) {
			t.Errorf("the page says %q", never)
		}
	}
	if page.Updated != workday.NewDate(2026, 4, 20) {
		t.Errorf("updated %v", page.Updated)
	}
}

func TestTheMachineFormOfAnEntrySaysWhatThePageSays(t *testing.T) {
	press := testPress(t)
	page, err := press.EntryPage(told(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var record publish.Record
	if err := json.Unmarshal(render(t, press, page, publish.JSON), &record); err != nil {
		t.Fatal(err)
	}
	if !record.Elsewhere || len(record.Records) != 2 || record.Records[0].Fields[2].Value != "2026-03-01" {
		t.Errorf("%+v", record)
	}
	var standing []string
	for _, f := range record.Standing {
		standing = append(standing, f.Name+"="+f.Value)
	}
	if got := strings.Join(standing, " "); got != "terms=безвозмездно state=отозвано" {
		t.Errorf("what stands is %q: the newest word counts, an empty one takes back", got)
	}
}

func TestTheSiteLeadsFromIssueToEntryAndBack(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	records := sampleRecords(1)
	records.Records = records.Records[1:]
	cat.close(t, press, records)
	second := sampleRecords(2)
	second.Records = second.Records[:1]
	second.Records[0].Number = records.Records[1].Number
	cat.close(t, press, second)
	if _, err := press.WriteSite(t.Context(), cat, testKey().Public().(ed25519.PublicKey), dir); err != nil {
		t.Fatal(err)
	}
	files := readTree(t, dir)
	for path, wants := range map[string][]string{
		"bulletin/inventions/2026/1/index.html":   {"../../../../register/inventions/2700001/", `id="utility-models-190001-record-1"`, "Указатель правообладателей"},
		"bulletin/inventions/2026/2/index.html":   {"Предложение отозвано"},
		"bulletin/inventions/2026/1.rss":          {"inventions/2700001/#record-1", "2700001/record-1</guid>"},
		"bulletin/inventions/feed.atom":           {"Предложение отозвано: № 2700001"},
		"register/inventions/2700001/index.html":  {"bulletin/inventions/2026/1/#inventions-2700001-record-1", `id="record-2"`},
		"register/inventions/index.md":            {"2700001", "*Предложение отозвано*", "22.04.2026"},
		"register/inventions/years/2026/index.md": {"2700001"},
		"register/index.md":                       {"Реестр изобретений"},
		"index.md":                                {"Способ сушки мха"},
		"sitemap-register-inventions-2026.xml":    {"register/inventions/2700001/", "2026-04-22"},
		"bulletin/inventions/2026/1/records.csv":  {"2700001"},
		"bulletin/inventions/2026/1/issue.json":   {`"entries": []`, `"records": [`},
	} {
		body, ok := files[path]
		if !ok {
			t.Errorf("%s is not there", path)
		}
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s has no %q", path, want)
			}
		}
	}
	if strings.Contains(files["bulletin/inventions/2026/1/index.html"], "Указатель авторов") {
		t.Error("an issue without entries has an index of authors")
	}
	if _, there := files["bulletin/programs/2026/1/records.csv"]; there {
		t.Error("an issue without records has a table of them")
	}
}

func TestARecordTwiceInAnIssueIsRefused(t *testing.T) {
	issue := sampleRecords(1)
	issue.Records = append(issue.Records, issue.Records[0])
	if _, err := testPress(t).Compose(issue); pipeline.KindOf(err) != pipeline.Invalid {
		t.Errorf("error = %v, want Invalid", err)
	}
}

func TestTheTableOfRecordsIsSafeInASpreadsheet(t *testing.T) {
	issue := sampleRecords(1)
	issue.Records[0].Title = "=1+1"
	rows, err := csv.NewReader(strings.NewReader(string(compose(t, testPress(t), issue)[publish.IssueRecords]))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows {
		if strings.HasPrefix(row[2], "=") {
			t.Errorf("a formula stands in the table as %q", row[2])
		}
	}
}
