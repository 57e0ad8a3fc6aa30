package publish

import (
	"strings"
	"time"
)

func actPath(id string) string { return "regulations/" + Segment(id) + "/" }

// RegulationsPage lists the acts, the parts of each beneath it.
func (p *Press) RegulationsPage(acts []Act) Page {
	var b strings.Builder
	b.WriteString("# Регламенты\n\nАкты, по которым работает ведомство: что в них сказано, чем это исполняется и на каких примерах проверено.\n\n")
	list := &List{Columns: []string{"id", "title", "act", "edition", "from", "to", "url"}, Total: len(acts)}
	for _, a := range acts {
		if a.Whole != nil {
			b.WriteString("    - " + link(a.Title, actPath(a.ID)) + "\n")
		} else {
			b.WriteString("- " + link(a.Title, actPath(a.ID)) + joinNonEmpty("", prefixed(": ", Text(a.Act)), unverifiedMark(a)) + "\n")
		}
		list.Rows = append(list.Rows, []string{a.ID, Clean(a.Title), Clean(a.Act), Clean(a.Edition), a.From.String(), a.To.String(), actPath(a.ID)})
		list.Items = append(list.Items, Item{ID: strings.TrimSuffix(actPath(a.ID), "/"), Path: actPath(a.ID), Title: a.Title, Summary: a.Act, Date: a.From, Order: time.Duration(len(list.Items)) * time.Microsecond})
	}
	return Page{Path: "regulations/", Title: "Регламенты", Lead: "Правила, сроки, пошлины и документы", Class: "index", Markdown: b.String(), List: list}
}

func unverifiedMark(a Act) string {
	if a.Verified {
		return ""
	}
	return " — *с текстом акта не сверено*"
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// ActPages are the pages of one act: the first tells what it is and where each
// point stands, the others carry the points in runs, the gaps and the tables. An
// act of many points is too much for one page.
func (p *Press) ActPages(a Act) []Page {
	pages := []Page{p.actPage(a)}
	pages = append(pages, pointPages(a)...)
	if len(a.Gaps) > 0 {
		pages = append(pages, gapsPage(a))
	}
	for _, s := range a.Sections {
		if s.shown() {
			pages = append(pages, sectionPage(a, s))
		}
	}
	return append(pages, p.blankPages(a)...)
}

// actPage is the first page of an act. Its .json holds the whole act.
func (p *Press) actPage(a Act) Page {
	var b strings.Builder
	b.WriteString("# " + Text(a.Title) + "\n\n")
	if !a.Verified {
		b.WriteString("> " + unverifiedWarning + "\n\n")
	}
	b.WriteString(actHead(a) + "\n")
	p.writeActContents(&b, a)
	if len(a.Parts) > 0 {
		b.WriteString("## Процедуры этого акта {#parts}\n\n")
		for _, part := range a.Parts {
			b.WriteString("- " + link(part.Title, actPath(part.ID)) + "\n")
		}
		b.WriteString("\n")
	}
	writePointTable(&b, a)
	crumbs := []Crumb{{"Регламенты", "regulations/"}}
	if a.Whole != nil {
		crumbs = append(crumbs, Crumb{a.Whole.Title, actPath(a.Whole.ID)})
	}
	return Page{
		Path: actPath(a.ID), Title: a.Title, Lead: a.Act, Class: "act", Markdown: b.String(), Updated: a.From,
		Crumbs: crumbs, Data: a,
	}
}

// unverifiedWarning stands on every page of an act that nobody has compared with
// its text.
const unverifiedWarning = "С текстом акта не сверено: изложено по общим сведениям. Прежде чем опираться на эти строки, сверьте их с актом."

func actHead(a Act) string {
	var d definitions
	d.text("", "Акт", a.Act)
	if a.Whole != nil {
		d.add("", "Часть регламента", link(a.Whole.Title, actPath(a.Whole.ID)))
	}
	d.text("", "Редакция", a.Edition)
	if len(a.Editions) > 1 {
		d.text("", "Все редакции", strings.Join(a.Editions, ", "))
	}
	d.text("", "Действует с", LongDate(a.From))
	d.text("", "Действует по", LongDate(a.To))
	d.text("", "Откуда взят текст", a.Source)
	if a.Verified {
		d.add("", "Сверка", "сверено с текстом акта")
	}
	for _, t := range a.Totals {
		d.add("", Text(t.Title), decimal(t.Count)+prefixed(": ", totalParts(t.Of)))
	}
	return d.String()
}

func totalParts(parts []ActTotal) string {
	var texts []string
	for _, t := range parts {
		texts = append(texts, Text(t.Title)+" — "+decimal(t.Count))
	}
	return strings.Join(texts, "; ")
}

// writeActContents leads to the other pages of the act.
func (p *Press) writeActContents(b *strings.Builder, a Act) {
	var entries []string
	add := func(there bool, id, title string, count int) {
		if there {
			entries = append(entries, "- "+link(title, actPath(a.ID)+Segment(id)+"/")+": "+decimal(count)+"\n")
		}
	}
	blanks := p.blanksOf(a)
	add(len(blanks) > 0, "forms", formsTitle, len(blanks))
	add(len(a.Gaps) > 0, "gaps", gapsTitle, len(a.Gaps))
	for _, s := range a.Sections {
		add(s.shown(), s.ID, s.Title, len(s.Rows))
	}
	if len(entries) > 0 {
		b.WriteString("## На отдельных страницах {#pages}\n\n" + strings.Join(entries, "") + "\n")
	}
}
