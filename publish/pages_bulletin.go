package publish

import (
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// feedLinks leads to the feeds of a page.
func feedLinks(page string) string {
	return link("RSS", PathOf(page, RSS)) + ", " + link("Atom", PathOf(page, Atom)) + ", " + link("JSON Feed", PathOf(page, JSON))
}

// newestIssues returns the n newest by date.
func newestIssues(issues []pipeline.Issue, n int) []pipeline.Issue {
	sorted := slices.Clone(issues)
	slices.SortStableFunc(sorted, func(a, b pipeline.Issue) int {
		if byDate := b.Date.Compare(a.Date); byDate != 0 {
			return byDate
		}
		return compareRefs(b.IssueRef, a.IssueRef)
	})
	return sorted[:min(n, len(sorted))]
}

func (p *Press) issueLink(issue pipeline.Issue) string {
	return link(p.seriesOf(issue.Series).Title+", "+issueName(issue.IssueRef), issuePath(issue.IssueRef)) + ", " + LongDate(issue.Date)
}

func issueName(ref pipeline.IssueRef) string {
	return "№ " + decimal(ref.Number) + " за " + decimal(ref.Year) + " год"
}

func seriesPath(id string) string { return "bulletin/" + Segment(id) + "/" }

func yearPath(series string, year int) string { return seriesPath(series) + decimal(year) + "/" }

// BulletinPage lists series and years.
func (p *Press) BulletinPage(s *Survey) Page {
	var b strings.Builder
	b.WriteString("# Бюллетень\n\n")
	for _, id := range p.seriesIDs(s) {
		issues := s.ofSeries(id)
		b.WriteString("## " + link(p.seriesOf(id).Title, seriesPath(id)) + " {#series-" + Segment(id) + "}\n\n")
		if len(issues) == 0 {
			b.WriteString("Выпусков ещё не было.\n\n")
			continue
		}
		last := newestIssues(issues, 1)[0]
		b.WriteString("Последний выпуск: " + link(issueName(last.IssueRef), issuePath(last.IssueRef)) + ", " + LongDate(last.Date) + ". Подписка: " + feedLinks(feedPath(id)) + ".\n\nПо годам: ")
		b.WriteString(strings.Join(yearLinks(id, issues), " · ") + "\n\n")
	}
	b.WriteString("Как убедиться, что выпуск подлинный, сказано на странице " + link("«Проверка подлинности»", verifyPath) + ".\n")
	return Page{
		Path: "bulletin/", Title: "Бюллетень", Lead: "Серии и годы официального бюллетеня", Class: "index",
		Markdown: b.String(), Updated: s.updated(), List: p.issueList(newestIssues(s.Issues, len(s.Issues))),
	}
}

func yearLinks(series string, issues []pipeline.Issue) []string {
	var links []string
	last := 0
	for _, issue := range issues {
		if issue.Year != last {
			last = issue.Year
			links = append(links, link(decimal(last), yearPath(series, last)))
		}
	}
	return links
}

// SeriesPage lists the issues of a series, newest first, with the hash of each;
// false when there is no such series.
func (p *Press) SeriesPage(s *Survey, id string) (Page, bool) {
	if !slices.Contains(p.seriesIDs(s), id) {
		return Page{}, false
	}
	issues := s.ofSeries(id)
	series := p.seriesOf(id)
	var b strings.Builder
	b.WriteString("# " + Text(series.Title) + "\n\nПодписка на всё, что публикует серия: " + feedLinks(feedPath(id)) + "; [последние публикации](" + rootMark + feedPath(id) + ").\n\n")
	if len(issues) == 0 {
		b.WriteString("Выпусков ещё не было.\n")
	}
	year := 0
	for _, issue := range issues {
		if issue.Year != year {
			year = issue.Year
			b.WriteString("\n## " + link(decimal(year), yearPath(id, year)) + " {#year-" + decimal(year) + "}\n\n")
		}
		writeIssueHeading(&b, "###", issue)
	}
	return Page{
		Path: seriesPath(id), Title: series.Title, Lead: "Выпуски серии «" + series.Title + "»", Class: "index",
		Markdown: b.String(), Crumbs: []Crumb{{"Бюллетень", "bulletin/"}},
		Updated: newestDate(issues), List: p.issueList(issues),
	}, true
}

func newestDate(issues []pipeline.Issue) (newest workday.Date) {
	for _, issue := range issues {
		if issue.Date.After(newest) {
			newest = issue.Date
		}
	}
	return newest
}

// writeIssueHeading heads an issue at a level: "##", "###".
func writeIssueHeading(b *strings.Builder, level string, issue pipeline.Issue) {
	b.WriteString(level + " " + link("№ "+decimal(issue.Number), issuePath(issue.IssueRef)) + " от " + LongDate(issue.Date) + " {#" + issueAnchor(issue.Year, issue.Number) + "}\n\n")
	switch {
	case issue.Manifest != nil:
		b.WriteString("SHA-256 описи: `" + string(issue.Manifest.SHA256) + "`\n\n")
	case issue.Imported:
		b.WriteString("Восстановлен по открытым данным, без подписи.\n\n")
	}
}

// YearPage lists the issues of one year; false when there are none.
func (p *Press) YearPage(s *Survey, id string, year int) (Page, bool) {
	var issues []pipeline.Issue
	for _, issue := range s.ofSeries(id) {
		if issue.Year == year {
			issues = append(issues, issue)
		}
	}
	if len(issues) == 0 {
		return Page{}, false
	}
	series := p.seriesOf(id)
	var b strings.Builder
	b.WriteString("# " + Text(series.Title) + ": " + decimal(year) + " год\n\n" + link("Накопительные указатели за год", yearPath(id, year)+indexesFolder) + "\n\n")
	for _, issue := range issues {
		writeIssueHeading(&b, "##", issue)
	}
	return Page{
		Path: yearPath(id, year), Title: series.Title + ", " + decimal(year), Class: "index",
		Lead:     "Выпуски серии «" + series.Title + "» за " + decimal(year) + " год",
		Markdown: b.String(), Crumbs: []Crumb{{"Бюллетень", "bulletin/"}, {series.Title, seriesPath(id)}},
		Updated: newestDate(issues), List: p.issueList(issues),
	}, true
}
