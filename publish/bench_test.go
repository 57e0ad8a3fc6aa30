package publish_test

import (
	"bytes"
	"fmt"
	"html/template"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish"
)

// benchCatalogue is n programs in issues of a thousand.
func benchCatalogue(b *testing.B, press *publish.Press, n int) *catalogue {
	b.Helper()
	cat := &catalogue{}
	sample := sampleIssue(1).Entries[2]
	for number := 1; n > 0; number++ {
		issue := pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: number}, Date: sample.Date.AddDays(number)}
		for range min(n, 1000) {
			e := sample
			e.Number = fmt.Sprint(2026000000 + 1000*number + len(issue.Entries))
			issue.Entries = append(issue.Entries, e)
			n--
		}
		cat.close(b, press, issue)
	}
	return cat
}

// BenchmarkWriteSite measures a whole first run over 10,000 entries, in files a
// second: HTML, two Markdown files and JSON for each entry, the issues and feeds.
func BenchmarkWriteSite(b *testing.B) {
	press := testPress(b)
	cat := benchCatalogue(b, press, 10000)
	var files int
	for b.Loop() {
		stats, err := press.WriteSite(b.Context(), cat, publicKey(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		files += stats.Files
	}
	b.ReportMetric(float64(files)/b.Elapsed().Seconds(), "files/s")
	b.ReportMetric(10000*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkWriteSiteUnchanged is a second run over the same folder.
func BenchmarkWriteSiteUnchanged(b *testing.B) {
	press, dir := testPress(b), b.TempDir()
	cat := benchCatalogue(b, press, 10000)
	if _, err := press.WriteSite(b.Context(), cat, publicKey(), dir); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := press.WriteSite(b.Context(), cat, publicKey(), dir); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(10000*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkEntryPage renders one entry through Markdown, goldmark and the layout.
func BenchmarkEntryPage(b *testing.B) {
	press := testPress(b)
	issue := sampleIssue(1)
	e := issue.Entries[2]
	e.Issue, e.PublishedOn = &issue.IssueRef, issue.Date
	b.ReportAllocs()
	for b.Loop() {
		page, err := press.EntryPage(e, nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := press.RenderHTML(page); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkEntryPagePlain is the peer: the same fields by html/template alone,
// without Markdown, to show what the one source costs.
func BenchmarkEntryPagePlain(b *testing.B) {
	t := template.Must(template.New("").Parse(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{{.Title}}</title></head><body><main><h1>{{.Title}}</h1><dl>
<dt>(11) Номер</dt><dd>{{.Number}}</dd><dt>(24) Дата</dt><dd>{{.Date}}</dd><dt>(21)(22) Заявка</dt><dd>{{.ApplicationNo}}, {{.ApplicationDate}}</dd>
<dt>(72) Авторы</dt>{{range .Authors}}<dd>{{.Name}} ({{.Country}})</dd>{{end}}<dt>(73) Правообладатели</dt>{{range .Holders}}<dd>{{.Name}} ({{.Country}})</dd>{{end}}
<dt>(54) Название</dt><dd>{{.Title}}</dd><dt>(57) Реферат</dt><dd>{{.Abstract}}</dd><dt>Тип ЭВМ</dt><dd>{{.ComputerType}}</dd><dt>Язык</dt><dd>{{.Language}}</dd><dt>ОС</dt><dd>{{.OS}}</dd><dt>Объём</dt><dd>{{.Size}}</dd></dl></main></body></html>`))
	e := publish.RecordOf(sampleIssue(1).Entries[2])
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := t.Execute(&out, e); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
