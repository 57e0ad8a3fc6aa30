package publish_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// correctionIssue is an issue of two corrections of the entry that sampleIssue(1)
// prints under № 2026610011; all parties are invented.
func correctionIssue() pipeline.Issue {
	printed := pipeline.IssueRef{Series: "programs", Year: 2026, Number: 1}
	about := pipeline.IssueRecord{Register: "programs", Number: "2026610011", Title: "Система учёта весенних паводков «Разлив»",
		Holders: []pipeline.Party{{Name: "Воронов Пётр Ильич", Country: "RU", Kind: "person"}}}
	of := func(seq int, nature pipeline.Nature, basis string, changes ...pipeline.FieldChange) pipeline.IssueRecord {
		r := about
		r.Record = pipeline.EntryRecord{Seq: seq, Kind: nature.Kind(), Title: nature.Title(), Date: workday.NewDate(2026, 4, 1), Case: "2026-000903",
			Nature: nature, Basis: basis, Changes: changes, Corrects: &pipeline.RecordRef{Issue: printed, Key: "programs/2026610011"}}
		return r
	}
	long := strings.Repeat("Программа сообщает о подъёме воды. ", 8)
	return pipeline.Issue{
		IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: 2}, Date: workday.NewDate(2026, 4, 20),
		Records: []pipeline.IssueRecord{
			of(1, pipeline.OfficeError, "опечатка при наборе <выпуска>",
				pipeline.FieldChange{Field: "title", Title: "Название", Before: "Система учёта весенних паводков «Разлив»", After: "Система учёта весенних паводков | «Разлив-2»"},
				pipeline.FieldChange{Field: "creation_year", Title: "Год создания", Before: "2026", After: ""},
				pipeline.FieldChange{Field: "abstract", Title: "Реферат", Before: sampleIssue(1).Entries[2].Abstract, After: strings.TrimSpace(long)}),
			of(2, pipeline.CourtDecision, "решение суда от 26.03.2026 по делу № А00-1/2026",
				pipeline.FieldChange{Field: "valid", Title: "Запись действует", Before: "true", After: "false"}),
		},
	}
}

// correctedSite is a site whose first issue was corrected by its second.
func correctedSite(t *testing.T) (*publish.Press, *catalogue) {
	t.Helper()
	press, cat := testPress(t), &catalogue{}
	cat.close(t, press, sampleIssue(1))
	cat.close(t, press, correctionIssue())
	return press, cat
}

func TestACorrectionIsTypedAndLinkedBothWays(t *testing.T) {
	press, cat := correctedSite(t)
	dir := t.TempDir()
	if _, err := press.WriteSite(t.Context(), cat, nil, dir); err != nil {
		t.Fatal(err)
	}
	files := readTree(t, dir)
	entry := "register/programs/2026610011/"
	for path, wants := range map[string][]string{
		entry + "index.html": {`class="notice"`, "В запись внесены исправления и изменения", "20 апреля 2026 года", "notice-1/", "notice-2/", "#versions", `id="versions"`,
			"Разлив-2", "as-of/2026-03-21/", "as-of/2026-04-20/", "bulletin/programs/2026/1/#programs-2026610011", "bulletin/programs/2026/2/#programs-2026610011-record-1", "недействующей"},
		entry + "notice-1/index.html": {"Исправление ошибки ведомства", "опечатка при наборе &lt;выпуска&gt;", "bulletin/programs/2026/1/#programs-2026610011", "bulletin/programs/2026/2/",
			"<th", "Было", "Стало", "Разлив-2", "не указано", "Реферат: стало", "as-of/2026-03-21/"},
		entry + "notice-2/index.html":          {"Изменение по решению суда", "А00-1/2026", "<td>действует</td>", "<td>не действует</td>"},
		entry + "as-of/2026-03-21/index.html":  {"Прежняя редакция записи", "по 19 апреля 2026 года", "«Разлив»", "noindex"},
		entry + "as-of/2026-03-21.json":        {`"from": "2026-03-21"`, `"until": "2026-04-19"`, `"valid": true`},
		entry + "as-of/2026-04-20.json":        {`"valid": false`, "Разлив-2"},
		"register/programs/2026610011.json":    {"Разлив-2", `"nature": "office-error"`, `"before": "Система учёта весенних паводков «Разлив»"`, `"corrects": {`},
		"register/programs.csv":                {"Разлив-2"},
		"bulletin/programs/2026/1/index.html":  {`class="notice"`, "О записях этого выпуска позднее опубликованы 2 извещения", `id="corrected"`, "register/programs/2026610011/notice-2/"},
		"bulletin/programs/2026/2/index.md":    {"## Изменения", "## Исправления", "notice-1/", "| Было | Стало |", "[№ 1 за 2026 год]"},
		"bulletin/programs/2026/2/records.csv": {"nature,basis,changes", "office-error", "«2026» → «не указано»"},
		"bulletin/programs/feed.rss":           {"Исправление ошибки ведомства: № 2026610011", "register/programs/2026610011/notice-1/"},
		"bulletin/programs/2026/1/index.md":    {"«Разлив»"},
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
	for path, never := range map[string]string{
		entry + "as-of/2026-03-21/index.md": "Разлив-2", "bulletin/programs/2026/1/issue.json": "Разлив-2", "sitemap-register-programs-2026.xml": "as-of",
	} {
		if strings.Contains(files[path], never) {
			t.Errorf("%s says %q", path, never)
		}
	}
	if order := files["bulletin/programs/2026/2/index.md"]; strings.Index(order, "## Изменения") > strings.Index(order, "## Исправления") {
		t.Error("what the office puts right stands before what others had changed")
	}
}

func TestAnEntryIsServedAsOfAnyDay(t *testing.T) {
	press, cat := correctedSite(t)
	site, err := press.Open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{
		"2026-03-20": "", "2026-03-21": "2026-03-21", "2026-04-19": "2026-03-21", "2026-04-20": "2026-04-20", "2099-01-01": "2026-04-20", "2026-02-30": "", "x": "",
	} {
		page, err := site.Page(t.Context(), "register/programs/2026610011/as-of/"+day+"/")
		if want == "" {
			if pipeline.KindOf(err) != pipeline.NotExist {
				t.Errorf("%s: %v, want NotExist", day, err)
			}
			continue
		}
		if err != nil || page.Path != "register/programs/2026610011/as-of/"+want+"/" {
			t.Errorf("%s is told by %q, %v", day, page.Path, err)
		}
	}
	for _, seq := range []string{"notice-0", "notice-3", "notice-01", "notice-"} {
		if _, err := site.Page(t.Context(), "register/programs/2026610011/"+seq+"/"); pipeline.KindOf(err) != pipeline.NotExist {
			t.Errorf("%s: %v", seq, err)
		}
	}
}

func TestTheSignedIssueStaysAsItWas(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	before := cat.close(t, press, sampleIssue(1))
	was := compose(t, press, sampleIssue(1))
	cat.close(t, press, correctionIssue())
	now := cat.files[before.IssueRef]
	for _, f := range now {
		if body, ok := was[f.Path]; ok && string(body) != string(f.Body) {
			t.Errorf("%s changed", f.Path)
		}
	}
	again, err := press.Compose(cat.issues[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range again {
		if string(was[f.Path]) != string(f.Body) {
			t.Errorf("%s composed again is another", f.Path)
		}
	}
}

func TestTheTableOfCorrectionsKeepsItsColumns(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(string(compose(t, testPress(t), correctionIssue())[publish.IssueRecords]))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head := strings.Join(rows[0], ",")
	if !strings.HasPrefix(head, "register,number,title,holders,seq,kind,record,code,date,fields,series,issue_year,issue_number,published_on,url,") || !strings.HasSuffix(head, ",nature,basis,changes") {
		t.Errorf("columns are %s", head)
	}
}
