package notice_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// wholeIssue is an issue with something of every kind; all parties are invented.
// It has n registered programs.
func wholeIssue(n int) pipeline.Issue {
	day := workday.NewDate(2026, time.March, 2)
	printed := pipeline.IssueRef{Series: "programs", Year: 2026, Number: 1}
	issue := pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: 2}, Date: day.AddDays(20)}
	for i := range n {
		number := fmt.Sprint(2026610001 + i)
		e := pipeline.Entry{
			Register: "programs", Number: number, Date: day, Kind: "program", ApplicationNo: fmt.Sprintf("20266%05d", i+1), ApplicationDate: day.AddDays(-40),
			Title:   fmt.Sprintf("Система учёта весенних паводков «Разлив-%d»", i+1),
			Authors: []pipeline.Party{{Name: "Воронов Пётр Ильич", Country: "RU"}, {Name: fmt.Sprintf("Ёлкина Анна Сергеевна-%d", i%7), Country: "RU"}},
			Holders: []pipeline.Party{{Name: "Воронов Пётр Ильич", Country: "RU", Kind: "person"}, {Name: "Общество с ограниченной ответственностью «Верховские разливы и паводки»", Country: "RU", Kind: "organisation"}},
			Abstract: "Программа предназначена для учёта уровня воды на 15 постах наблюдения. Она принимает показания датчиков по каналам связи, сравнивает их с показаниями прошлых лет и сообщает дежурному о подъёме воды за 2 часа до того, как он станет опасен.\n\n" +
				"Функциональные возможности программы: приём, хранение и сравнение показаний, печать сводок за сутки, месяц и год, оповещение по телефону.",
			ComputerType: "IBM PC-совместимый", Language: "C++, C#", OS: "Windows 10, Linux", Size: "12,5 Мб", CreationYear: 2025, Valid: true,
		}
		issue.Entries = append(issue.Entries, e)
	}
	issue.Entries = append(issue.Entries, pipeline.Entry{
		Register: "databases", Number: "2026620007", Date: day, Kind: "database-1334", ApplicationNo: "2026620003", ApplicationDate: day.AddDays(-30),
		Title: "Гербарий Приполярья: описания и снимки", AuthorsDeclined: true, Contacts: "101000, г. Верховск, а/я 5, herbarium@institute.example",
		Holders: []pipeline.Party{{Name: "Институт северных растений", Country: "RU", Kind: "organisation"}}, DBMS: "PostgreSQL 15", Size: "1 Гб", Valid: true,
		Abstract: "Описания 4 000 растений.",
	})
	about := pipeline.IssueRecord{Register: "programs", Number: "2025619999", Title: "Расписание речных паромов", Holders: []pipeline.Party{{Name: "Воронов Пётр Ильич", Country: "RU", Kind: "person"}}}
	record := func(seq int, r pipeline.EntryRecord) pipeline.IssueRecord {
		about.Record = r
		about.Record.Seq, about.Record.Date = seq, day
		return about
	}
	correction := func(nature pipeline.Nature, basis string, changes ...pipeline.FieldChange) pipeline.EntryRecord {
		return pipeline.EntryRecord{Kind: nature.Kind(), Title: nature.Title(), Nature: nature, Basis: basis, Changes: changes,
			Corrects: &pipeline.RecordRef{Issue: printed, Key: "programs/2025619999"}}
	}
	issue.Records = []pipeline.IssueRecord{
		record(1, correction(pipeline.OfficeError, "опечатка при наборе",
			pipeline.FieldChange{Field: "title", Title: "Название", Before: "Росписание речных паромов", After: "Расписание речных паромов"},
			pipeline.FieldChange{Field: "creation_year", Title: "Год создания", Before: "2024", After: ""},
			pipeline.FieldChange{Field: "abstract", Title: "Реферат", Before: "Кратко.", After: strings.TrimSpace(strings.Repeat("Программа составляет расписание паромов на сутки. ", 6))})),
		record(2, correction(pipeline.ApplicantChange, "заявление правообладателя",
			pipeline.FieldChange{Field: "holders", Title: "Правообладатели", Before: "Воронов Пётр Ильич", After: "Воронов Пётр Ильич\nПаромщиков Олег Олегович"})),
		record(3, pipeline.EntryRecord{Kind: "copy", Title: "Выдан дубликат свидетельства", Code: "PD", Fields: []pipeline.EntryField{{Name: "earlier", Title: "Ранее выданное", Value: "недействительно"}}}),
	}
	issue.Messages = []pipeline.IssueMessage{{Title: "О приёме заявок в праздничные дни", Text: "С 1 по 11 мая 2026 года заявки принимаются в электронном виде.\n\nЗаявки, поданные в эти дни, считаются поступившими в день подачи.", Signed: "Начальник отдела А. С. Ёлкина"}}
	issue.Numbers = []pipeline.NumberNote{
		{Register: "programs", From: "2026610900", To: "2026610909", Reason: "reserved", Words: "Номера отведены для заявок, поданных на бумаге в последний день года и ещё не разобранных."},
		{Register: "databases", From: "2026620006", To: "2026620006", Reason: "annulled", Words: "Номер присвоен дважды по ошибке."},
	}
	return issue
}

func issuePress(t testing.TB) *publish.Press {
	t.Helper()
	config := publish.DefaultConfig()
	config.Paper = testPrinter(t)
	press, err := publish.NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	return press
}

func composeIssue(t testing.TB, issue pipeline.Issue) map[string][]byte {
	t.Helper()
	files, err := issuePress(t).Compose(issue)
	if err != nil {
		t.Fatal(err)
	}
	return publish.FilesByPath(files)
}
