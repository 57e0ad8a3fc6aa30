package publish

import (
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// HomePage shows what was published lately, with the search box.
func (p *Press) HomePage(s *Survey) Page {
	var b strings.Builder
	b.WriteString("# " + Text(siteTitle) + "\n\n" + Text(p.config.Office.Name) + " публикует сведения о зарегистрированных результатах интеллектуальной деятельности. Закрытый выпуск бюллетеня не меняется никогда.\n\n")
	b.WriteString("## Последние выпуски {#issues}\n\n")
	issues := newestIssues(s.Issues, 6)
	if len(issues) == 0 {
		b.WriteString("Ни одного выпуска ещё не вышло.\n\n")
	}
	for _, issue := range issues {
		b.WriteString("- " + p.issueLink(issue) + "\n")
	}
	latest := s.latest(20)
	b.WriteString("\n## Последние публикации {#latest}\n\n")
	writeRecordTable(&b, p, latest)
	var aside strings.Builder
	aside.WriteString("## Реестры {#registers}\n\n")
	for _, id := range p.registerIDs(s) {
		if register := s.Registers[id]; register != nil {
			aside.WriteString("- " + link(p.registerOf(id).Title, registerPath(id)) + ": " + plural(register.Count, "запись", "записи", "записей") + "\n")
		}
	}
	aside.WriteString("\n## Подписка {#feeds}\n\n")
	for _, id := range p.seriesIDs(s) {
		path := seriesPath(id)
		aside.WriteString("- " + Text(p.seriesOf(id).Title) + ": " + feedLinks(path+"feed") + "\n")
	}
	return Page{
		Path: "", Title: p.config.Office.ShortName, Class: "home", Updated: s.updated(),
		Lead:     "Официальный бюллетень: " + p.config.Office.Name,
		Markdown: b.String(), Aside: aside.String(), Search: &SearchBox{},
		List: p.recordList(latest),
	}
}

func feedLinks(path string) string {
	return "[RSS](" + rootMark + path + ".rss), [Atom](" + rootMark + path + ".atom), [JSON Feed](" + rootMark + path + ".json)"
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
		b.WriteString("Последний выпуск: " + link(issueName(issues[0].IssueRef), issuePath(issues[0].IssueRef)) + ", " + LongDate(issues[0].Date) + ". Подписка: " + feedLinks(seriesPath(id)+"feed") + ".\n\nПо годам: ")
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

// SeriesPage lists the issues of a series, newest first, with the hash of each.
// Its feeds tell of every entry of the newest issues. False when there is no
// such series.
func (p *Press) SeriesPage(s *Survey, id string) (Page, bool) {
	if !slices.Contains(p.seriesIDs(s), id) {
		return Page{}, false
	}
	issues := s.ofSeries(id)
	series := p.seriesOf(id)
	var b strings.Builder
	b.WriteString("# " + Text(series.Title) + "\n\nПодписка: " + feedLinks(seriesPath(id)+"feed") + "\n\n")
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
	list := p.issueList(issues)
	list.Items = nil
	for _, issue := range s.Recent[id] {
		list.Items = append(list.Items, p.issueItems(issue)...)
	}
	list.Archive = &Archive{Current: seriesPath(id) + "feed"}
	if len(issues) > 0 {
		list.Archive.Prev = archivePath(issues[0].IssueRef)
	}
	return Page{
		Path: seriesPath(id), Title: series.Title, Lead: "Выпуски серии «" + series.Title + "»", Class: "index",
		Markdown: b.String(), Crumbs: []Crumb{{"Бюллетень", "bulletin/"}},
		Updated: newestDate(issues), List: list, Self: seriesPath(id) + "feed",
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
	b.WriteString("# " + Text(series.Title) + ": " + decimal(year) + " год\n\n")
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

// ArchivePage is an issue as a list: its forms are the archive documents of
// RFC 5005 and the table of its entries. The issue's own page is composed apart,
// since its bytes are signed and a feed's neighbours are not known at signing.
func (p *Press) ArchivePage(s *Survey, issue pipeline.Issue) (Page, error) {
	edition, err := p.editionOf(issue)
	if err != nil {
		return Page{}, err
	}
	page := p.issuePage(edition)
	page.Sealed, page.Composed = false, true
	page.List = p.recordList(edition.Entries)
	page.List.Items = p.issueItems(issue)
	page.List.Archive = &Archive{Closed: true, Current: seriesPath(issue.Series) + "feed"}
	before, after := s.neighbours(issue.IssueRef)
	if before != nil {
		page.List.Archive.Prev = archivePath(before.IssueRef)
	}
	if after != nil {
		page.List.Archive.Next = archivePath(after.IssueRef)
	}
	return page, nil
}

// archivePath is where an issue's archive feed stands, without extension.
func archivePath(ref pipeline.IssueRef) string {
	return strings.TrimSuffix(issuePath(ref), "/")
}

// issueList lists issues; its items are the issues themselves.
func (p *Press) issueList(issues []pipeline.Issue) *List {
	list := &List{Columns: []string{"series", "year", "number", "date", "manifest_sha256", "imported", "url"}, Total: len(issues)}
	for i, issue := range issues {
		digest := ""
		if issue.Manifest != nil {
			digest = string(issue.Manifest.SHA256)
		}
		list.Rows = append(list.Rows, []string{
			issue.Series, decimal(issue.Year), decimal(issue.Number), issue.Date.String(), digest, yesNo(issue.Imported), issuePath(issue.IssueRef),
		})
		if i < latestKept {
			list.Items = append(list.Items, p.issueItem(issue.IssueRef, issue.Date, -1))
		}
	}
	return list
}

// issueItem tells of an issue as a whole; entries < 0 is not known.
func (p *Press) issueItem(ref pipeline.IssueRef, date workday.Date, entries int) Item {
	title := p.seriesOf(ref.Series).Title + ": выпуск " + issueName(ref)
	summary := "Вышел " + LongDate(date) + "."
	if entries >= 0 {
		summary += " В выпуске " + plural(entries, "запись", "записи", "записей") + "."
	}
	return Item{ID: strings.TrimSuffix(issuePath(ref), "/"), Path: issuePath(ref), Title: title, Summary: summary, Date: date}
}

// issueItems tells of an issue and of each entry and record in it.
func (p *Press) issueItems(issue pipeline.Issue) []Item {
	edition, err := p.editionOf(issue)
	if err != nil {
		return nil // an issue that cannot be composed has no page to lead to
	}
	items := []Item{p.issueItem(issue.IssueRef, issue.Date, edition.count())}
	for _, r := range edition.Entries {
		items = append(items, p.recordItem(r))
	}
	for _, o := range edition.Records {
		items = append(items, p.notificationItem(o))
	}
	return items
}
