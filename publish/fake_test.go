package publish_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// catalogue is an in-memory pipeline.Catalogue.
type catalogue struct {
	issues  []pipeline.Issue
	files   map[pipeline.IssueRef][]pipeline.File
	entries []pipeline.Entry
}

func (c *catalogue) Issues(_ context.Context, series string) ([]pipeline.Issue, error) {
	var issues []pipeline.Issue
	for _, issue := range c.issues {
		if series == "" || issue.Series == series {
			issue.Entries, issue.Records = nil, nil
			issues = append(issues, issue)
		}
	}
	return issues, nil
}

func (c *catalogue) Issue(_ context.Context, ref pipeline.IssueRef) (pipeline.Issue, error) {
	for _, issue := range c.issues {
		if issue.IssueRef == ref {
			return issue, nil
		}
	}
	return pipeline.Issue{}, &pipeline.Error{Op: "read issue", Kind: pipeline.NotExist}
}

func (c *catalogue) IssueFiles(_ context.Context, ref pipeline.IssueRef) ([]pipeline.File, error) {
	if files, ok := c.files[ref]; ok {
		return files, nil
	}
	return nil, &pipeline.Error{Op: "read issue files", Kind: pipeline.NotExist}
}

func (c *catalogue) Entries(_ context.Context, fn func(pipeline.Entry) error) error {
	for _, e := range c.entries {
		if err := fn(e); err != nil {
			return err
		}
	}
	return nil
}

func (c *catalogue) Entry(_ context.Context, register pipeline.RegisterID, number string) (pipeline.Entry, error) {
	for _, e := range c.entries {
		if e.Register == register && e.Number == number && e.Public() {
			return e, nil
		}
	}
	return pipeline.Entry{}, &pipeline.Error{Op: "read entry", Kind: pipeline.NotExist}
}

// testKey is a fixed key: the same issue must give the same signature each run.
func testKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", 32))) }

// close composes, signs and files an issue, as the closing of an issue does.
func (c *catalogue) close(t testing.TB, press *publish.Press, issue pipeline.Issue) pipeline.Issue {
	t.Helper()
	var prev pipeline.Digest
	for _, before := range c.issues {
		if before.Series == issue.Series && before.Manifest != nil {
			prev = before.Manifest.SHA256
		}
	}
	files, err := press.Compose(issue)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := press.Manifest(issue, files, prev)
	if err != nil {
		t.Fatal(err)
	}
	files = append(files,
		pipeline.File{Path: publish.ManifestFile, Body: manifest},
		pipeline.File{Path: publish.SignatureFile, Body: publish.EncodeSignature(ed25519.Sign(testKey(), manifest))})
	issue.Closed, issue.Manifest = true, &pipeline.ManifestRef{SHA256: publish.DigestOf(manifest), Prev: prev, Format: publish.ManifestFormat}
	for i := range issue.Entries {
		ref := issue.IssueRef
		issue.Entries[i].Issue, issue.Entries[i].PublishedOn = &ref, issue.Date
		c.entries = append(c.entries, issue.Entries[i])
	}
	for i := range issue.Records {
		ref := issue.IssueRef
		issue.Records[i].Record.Issue, issue.Records[i].Record.PublishedOn = &ref, issue.Date
		c.record(issue.Records[i])
	}
	slices.SortStableFunc(c.entries, func(a, b pipeline.Entry) int { return strings.Compare(a.Key(), b.Key()) })
	if c.files == nil {
		c.files = make(map[pipeline.IssueRef][]pipeline.File)
	}
	c.files[issue.IssueRef] = files
	c.issues = append(c.issues, issue)
	return issue
}

// record adds a record to its entry, which it begins where there is none.
func (c *catalogue) record(r pipeline.IssueRecord) {
	for i := range c.entries {
		if c.entries[i].Key() == r.EntryKey() {
			c.entries[i].Records = append(c.entries[i].Records, r.Record)
			return
		}
	}
	c.entries = append(c.entries, pipeline.Entry{
		Register: r.Register, Number: r.Number, Title: r.Title, Holders: r.Holders, Valid: true, Elsewhere: true,
		Records: []pipeline.EntryRecord{r.Record},
	})
}

func testPress(t testing.TB) *publish.Press {
	t.Helper()
	config := publish.DefaultConfig()
	config.BaseURL = "https://bulletin.example/"
	press, err := publish.NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	return press
}

// sampleIssue is an issue with every kind of entry; all parties are invented.
func sampleIssue(number int) pipeline.Issue {
	day := workday.NewDate(2026, 3, number)
	base := 2026610000 + 10*number
	return pipeline.Issue{
		IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: number},
		Date:     day.AddDays(20),
		Entries: []pipeline.Entry{
			{
				Register: "databases", Number: fmt.Sprint(base + 10000), Date: day, Kind: "database-1334",
				ApplicationNo: fmt.Sprintf("2026620%03d", number), ApplicationDate: day.AddDays(-40),
				Title:           "Гербарий Приполярья: описания и снимки",
				Authors:         []pipeline.Party{{Name: "Ёлкина Анна Сергеевна", Country: "RU"}},
				AuthorsDeclined: true,
				Holders:         []pipeline.Party{{Name: "Институт северных растений", Country: "RU", Kind: "organisation"}},
				Abstract:        "База данных содержит описания 12 400 гербарных листов.\n\nПредназначена для ботаников и экологов.",
				DBMS:            "PostgreSQL 15", Size: "1,2 Гб", CreationYear: 2025, PublicationYear: 2026, Valid: true,
				Case: "2026-000901",
			},
			{
				Register: "programs", Number: fmt.Sprint(base + 2), Date: day, Kind: "program",
				ApplicationNo: fmt.Sprintf("2026610%03d", number), ApplicationDate: day.AddDays(-50),
				Title: "Модуль <расчёта> *нагрузок* [v2.0] на C++ & C#", Authors: nil, AuthorsDeclined: true,
				Holders:  []pipeline.Party{{Name: "Общество с ограниченной ответственностью «Пример и Ко»", Country: "RU", Kind: "organisation"}},
				Contacts: "info@example.com", Abstract: "Программа рассчитывает нагрузки на опоры моста.",
				ComputerType: "IBM PC-совместимый ПК", Language: "C++, C#", OS: "Windows 10, Linux", Size: "245 Кб", CreationYear: 2025, Valid: true,
				Case: "2026-000902",
			},
			{
				Register: "programs", Number: fmt.Sprint(base + 1), Date: day, Kind: "program",
				ApplicationNo: fmt.Sprintf("2026611%03d", number), ApplicationDate: day.AddDays(-60),
				Title: "Система учёта весенних паводков «Разлив»",
				Authors: []pipeline.Party{
					{Name: "Воронов Пётр Ильич", Country: "RU"}, {Name: "Абрамова Ольга Львовна", Country: "RU"}, {Name: "Ёжиков Макар", Country: "BY"},
				},
				Holders:       []pipeline.Party{{Name: "Воронов Пётр Ильич", Country: "RU", Kind: "person"}, {Name: "Гидрологическая служба «Верховье»", Country: "RU", Kind: "organisation"}},
				StateContract: "Контракт от 12.05.2025 № 17-ГК", Abstract: "Программа предназначена для сбора и обработки показаний уровнемеров, прогноза подъёма воды и оповещения населения. Функции: приём данных по радиоканалу, построение графиков, рассылка предупреждений.",
				ComputerType: "IBM PC-совместимый ПК", Language: "Go", OS: "Linux", Size: "18,4 Мб", CreationYear: 2026, Valid: true,
				Case: "2026-000903",
			},
		},
	}
}

// sampleRecords is an issue of records alone, of two kinds about objects of two
// registers that are kept elsewhere; all parties are invented.
func sampleRecords(number int) pipeline.Issue {
	day := workday.NewDate(2026, 4, number)
	offered := func(register pipeline.RegisterID, patent, title string, holders ...pipeline.Party) pipeline.IssueRecord {
		return pipeline.IssueRecord{Register: register, Number: patent, Title: title, Holders: holders, Record: pipeline.EntryRecord{
			Seq: 1, Kind: "offer", Title: "Право пользования предложено любому лицу", Code: "ZZ1A", Date: day, Case: "2026-000951",
			Fields: []pipeline.EntryField{
				{Name: "terms", Title: "Условия", Value: "Вознаграждение — 2 % цены каждого изделия.\n\nСрок — до конца действия патента."},
				{Name: "state", Title: "Состояние", Value: "предложение действует"},
				{Name: "back_from", Title: "Отозвать можно с", Value: "2028-04-21"},
			},
		}}
	}
	withdrawn := offered("inventions", "2700002", "Улей с двойной крышей", pipeline.Party{Name: "Пасечник Иван Лукич", Country: "RU", Kind: "person"})
	withdrawn.Record.Seq, withdrawn.Record.Kind, withdrawn.Record.Title, withdrawn.Record.Code = 2, "offer-withdrawn", "Предложение отозвано", "ZZ1W"
	withdrawn.Record.Fields = []pipeline.EntryField{{Name: "state", Title: "Состояние", Value: "предложение отозвано"}, {Name: "back_from"}}
	return pipeline.Issue{
		IssueRef: pipeline.IssueRef{Series: "inventions", Year: 2026, Number: number},
		Date:     day.AddDays(20),
		Records: []pipeline.IssueRecord{
			withdrawn,
			offered("utility-models", "190001", "Скоба <строительная> | «Опора»",
				pipeline.Party{Name: "ООО «Скоба»", Country: "RU", Kind: "organisation"}, pipeline.Party{Name: "Ёлкина Анна Сергеевна", Country: "RU", Kind: "person"}),
			offered("inventions", "2700001", "Способ сушки мха", pipeline.Party{Name: "ООО «Скоба»", Country: "RU", Kind: "organisation"}),
		},
	}
}

// failing is a catalogue whose issues cannot be read.
type failing struct{ *catalogue }

func (*failing) Issue(context.Context, pipeline.IssueRef) (pipeline.Issue, error) {
	return pipeline.Issue{}, &pipeline.Error{Op: "read issue", Kind: pipeline.Unavailable}
}
