package publish

import (
	"cmp"
	"strings"

	"vestnik/pipeline"
)

// Folders of an issue's pages that are made from its signed files.
const (
	partsFolder   = "pages/"
	indexesFolder = "indexes/"
)

// name is the issue as the title of a page.
func (e Edition) name() string {
	return "№ " + decimal(e.Number) + ", " + decimal(e.Year) + ". " + e.Title
}

func (e Edition) crumbs() []Crumb {
	return []Crumb{
		{Title: "Бюллетень", Path: "bulletin/"},
		{Title: e.Title, Path: seriesPath(e.Series)},
		{Title: decimal(e.Year), Path: yearPath(e.Series, e.Year)},
	}
}

// issueText is the whole issue as one text, which is signed: masthead, contents,
// sections, indexes.
func (p *Press) issueText(e Edition) string {
	var b strings.Builder
	p.writeMasthead(&b, e)
	p.writeContents(&b, e)
	writePieces(&b, p.piecesOf(e), false)
	b.WriteString(p.wordsText(e))
	for _, x := range p.indexesWithin(e) {
		b.WriteString(x.whole())
	}
	writeSignedColophon(&b, e)
	return b.String()
}

// indexesWithin returns the indexes of an issue that leads to its own places.
func (p *Press) indexesWithin(e Edition) []index {
	if e.count() == 0 {
		return nil
	}
	return indexesOf(p.placesOf(e, func(r Record, fragment string) string {
		return "[" + Text(r.Number) + "](#" + fragment + ")"
	}))
}

// writeContents lists sections and indexes that stand in the same text.
func (p *Press) writeContents(b *strings.Builder, e Edition) {
	b.WriteString("## Содержание {#contents}\n\n")
	if e.count() == 0 {
		b.WriteString("В выпуске нет записей.\n\n" + p.wordsContents(e) + "\n")
		return
	}
	for _, s := range p.sectionsOf(e) {
		b.WriteString("- [" + Text(p.registerOf(s.register).Title) + "](#" + sectionID(s.register) + "): " + plural(len(s.records), "запись", "записи", "записей") + "\n")
	}
	for _, s := range kindSectionsOf(e) {
		b.WriteString("- [" + Text(s.title) + "](#" + s.id() + "): " + plural(len(s.notifications), "извещение", "извещения", "извещений") + "\n")
	}
	b.WriteString(p.wordsContents(e))
	for _, x := range p.indexesWithin(e) {
		b.WriteString("- [" + x.title + "](#" + x.id + ")\n")
	}
	b.WriteString("- [Проверка подлинности](#seal)\n\n")
}

// pagesOf returns the pages of an issue, made from what was signed: one page
// with everything where that is short enough; else a cover, the parts and the
// indexes.
func (p *Press) pagesOf(s *Survey, issue pipeline.Issue, e Edition) []Page {
	var head, tail, body strings.Builder
	volumes := p.volumesOf(issue, e.count())
	p.writeMasthead(&head, e)
	head.WriteString(paperLine(e.ref(), volumes))
	tail.WriteString(s.correctedText(e.ref()))
	p.writeColophon(&tail, s, issue, e)
	p.writeContents(&body, e)
	pieces := p.piecesOf(e)
	writePieces(&body, pieces, false)
	body.WriteString(p.wordsText(e))
	for _, x := range p.indexesWithin(e) {
		body.WriteString(x.whole())
	}
	cover := Page{
		Path: issuePath(e.ref()), Title: e.name(), Class: "issue", Crumbs: e.crumbs(), Updated: e.Date, Forms: append(paperForms(e.ref(), volumes), issueForms(issue, e)...),
		Lead:     "Официальный бюллетень, " + LongDate(e.Date) + ": " + plural(e.count(), "запись", "записи", "записей"),
		Markdown: head.String() + body.String() + tail.String(),
		Composed: pageIsSigned(issue), Cite: p.citeIssue(e).BibTeX, Notice: s.correctedNotice(e.ref()),
	}
	if cover.Composed || htmlSize(cover.Markdown) <= pageBudget {
		return []Page{cover}
	}
	runs := partRuns(pieces)
	indexes, folder := p.indexesAmong(e, pieces, runs), issuePath(e.ref())+indexesFolder
	cover.Markdown = head.String() + contentsOfParts(e, pieces, runs) + p.wordsText(e) + linksTo(indexes, folder) + tail.String()
	pages := append([]Page{cover}, p.partPages(e, pieces, runs)...)
	for i := range pages {
		pages[i].Notice = cover.Notice
	}
	model := Page{
		Title: e.Title + ", " + issueName(e.ref()), Lead: "Указатель к выпуску официального бюллетеня, " + LongDate(e.Date),
		Class: "index", Crumbs: append(e.crumbs(), Crumb{issueName(e.ref()), issuePath(e.ref())}), Updated: e.Date,
	}
	for _, x := range indexes {
		pages = append(pages, indexPages(x, folder, model)...)
	}
	return pages
}

// pageIsSigned reports an issue of the first format, whose page was itself signed
// and stands as it was.
func pageIsSigned(issue pipeline.Issue) bool {
	return issue.Manifest != nil && cmp.Or(issue.Manifest.Format, manifestFormat1) == manifestFormat1
}

func partRuns(pieces []piece) []run {
	sizes := make([]int, len(pieces))
	for i, one := range pieces {
		sizes[i] = htmlSize(one.body)
	}
	return runsOf(sizes, pageBudget)
}

// contentsRows is how many rows the contents of a long issue have at most; where
// there are more parts, a row stands for several.
const contentsRows = 150

// contentsOfParts tells in which part which numbers stand.
func contentsOfParts(e Edition, pieces []piece, runs []run) string {
	var b strings.Builder
	b.WriteString("## Содержание {#contents}\n\n| Раздел | Номера | Часть |\n|:--|:--|:--|\n")
	step := (len(runs) + contentsRows - 1) / contentsRows
	for i := 0; i < len(runs); i += step {
		last := min(i+step, len(runs)) - 1
		first := pieces[runs[i].from]
		b.WriteString("| " + Text(first.section.title) + " | " + Text(spanOf(first.number, pieces[runs[last].to-1].number)) + " | " + link(spanOf(decimal(i+1), decimal(last+1)), issuePartPath(e.ref(), i+1)) + " |\n")
	}
	return b.String() + "\n"
}

// indexesAmong returns the indexes of an issue in parts, which lead to them.
func (p *Press) indexesAmong(e Edition, pieces []piece, runs []run) []index {
	part := make(map[string]int, len(pieces))
	for i, r := range runs {
		for _, one := range pieces[r.from:r.to] {
			part[one.anchor] = i + 1
		}
	}
	return indexesOf(p.placesOf(e, func(r Record, fragment string) string {
		return link(r.Number, issuePartPath(e.ref(), part[fragment])+"#"+fragment)
	}))
}

// issueForms leads to the files of an issue, one by one and, where they are signed,
// together.
func issueForms(issue pipeline.Issue, e Edition) []FormLink {
	folder := issuePath(e.ref())
	var forms []FormLink
	if issue.Manifest != nil {
		forms = append(forms, FormLink{Title: "Все файлы выпуска, ZIP", Path: zipPath(e.ref())})
	}
	forms = append(forms, []FormLink{
		{Title: "Полный текст", Path: folder + IssueMarkdown},
		{Title: "Данные JSON", Path: folder + IssueData},
		{Title: "Таблица записей", Path: folder + IssueCSV},
	}...)
	if len(e.Entries) > 0 {
		forms = append(forms, FormLink{Title: "Записи построчно, JSON Lines", Path: folder + IssueLines})
	}
	if len(e.Records) > 0 {
		forms = append(forms, FormLink{Title: "Таблица извещений", Path: folder + IssueRecords})
	}
	return forms
}
