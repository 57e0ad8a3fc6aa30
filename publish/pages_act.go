package publish

import (
	"strings"
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
		list.Items = append(list.Items, Item{ID: strings.TrimSuffix(actPath(a.ID), "/"), Path: actPath(a.ID), Title: a.Title, Summary: a.Act, Date: a.From})
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

// ActPage is the page of one act: its head and totals, then point after point
// what it says, what carries it and what tries it, then the gaps and the tables.
func (p *Press) ActPage(a Act) Page {
	var b strings.Builder
	b.WriteString("# " + Text(a.Title) + "\n\n")
	if !a.Verified {
		b.WriteString("> С текстом акта не сверено: изложено по общим сведениям. Прежде чем опираться на эти строки, сверьте их с актом.\n\n")
	}
	b.WriteString(actHead(a) + "\n")
	writeActContents(&b, a)
	if len(a.Parts) > 0 {
		b.WriteString("## Процедуры этого акта {#parts}\n\n")
		for _, part := range a.Parts {
			b.WriteString("- " + link(part.Title, actPath(part.ID)) + "\n")
		}
		b.WriteString("\n")
	}
	if len(a.Points) > 0 {
		b.WriteString("## Пункт за пунктом {#points}\n\n")
		for _, point := range a.Points {
			writeActPoint(&b, point)
		}
	}
	if len(a.Gaps) > 0 {
		b.WriteString("## О чём акт молчит {#gaps}\n\nГде акт допускает несколько прочтений, сказано, какое выбрано, какое возможно ещё и какой настройкой ведомство его сменит.\n\n")
		for _, gap := range a.Gaps {
			writeActGap(&b, gap)
		}
	}
	for _, s := range a.Sections {
		writeActSection(&b, s)
	}
	crumbs := []Crumb{{"Регламенты", "regulations/"}}
	if a.Whole != nil {
		crumbs = append(crumbs, Crumb{a.Whole.Title, actPath(a.Whole.ID)})
	}
	return Page{
		Path: actPath(a.ID), Title: a.Title, Lead: a.Act, Class: "act", Markdown: b.String(), Updated: a.From,
		Crumbs: crumbs, Data: a,
	}
}

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

func writeActContents(b *strings.Builder, a Act) {
	var entries []string
	add := func(there bool, id, title string) {
		if there {
			entries = append(entries, "["+title+"](#"+id+")")
		}
	}
	add(len(a.Parts) > 0, "parts", "Процедуры этого акта")
	add(len(a.Points) > 0, "points", "Пункт за пунктом")
	add(len(a.Gaps) > 0, "gaps", "О чём акт молчит")
	for _, s := range a.Sections {
		add(s.shown(), Segment(s.ID), Text(s.Title))
	}
	if len(entries) > 1 {
		b.WriteString("На этой странице: " + strings.Join(entries, " · ") + "\n\n")
	}
}

// pointID is the fragment of a point: "point-64".
func pointID(point string) string { return "point-" + Segment(Clean(point)) }

func writeActPoint(b *strings.Builder, point ActPoint) {
	b.WriteString("### Пункт " + Text(point.Point) + " {#" + pointID(point.Point) + "}\n\n" + Text(point.Gist) + "\n\n")
	var d definitions
	d.text("", "Состояние", point.Status)
	var lines []string
	for _, e := range point.Elements {
		lines = append(lines, codeSpan(e.ID)+" "+joinNonEmpty(" — ", joinNonEmpty(": ", Text(e.Kind), Text(e.Gist)), prefixed("*", suffixed(Text(e.By), "*"))))
	}
	d.add("", "Чем исполняется", lines...)
	d.text("", "Чем испытан", strings.Join(point.Scenarios, ", "))
	d.text("", "Где это видно", strings.Join(point.Seen, "; "))
	b.WriteString(d.String() + "\n")
}

func suffixed(text, suffix string) string {
	if text == "" {
		return ""
	}
	return text + suffix
}

// codeSpan sets a code as such.
func codeSpan(code string) string { return "`" + strings.ReplaceAll(Clean(code), "`", "") + "`" }

func writeActGap(b *strings.Builder, gap ActGap) {
	b.WriteString("### " + Text(gap.Question) + " {#" + Segment(gap.ID) + "}\n\n")
	var d definitions
	d.text("", "Номер", gap.ID)
	d.text("", "Пункт", gap.Point)
	d.text("", "Выбранное прочтение", gap.Chosen)
	d.add("", "Возможно и так", textAll(gap.Alternative)...)
	if gap.Key != "" {
		d.add("", "Настройка", codeSpan(gap.Key))
	}
	b.WriteString(d.String() + "\n")
}

func (s ActSection) shown() bool { return len(s.Rows) > 0 && len(s.Columns) > 0 }

func writeActSection(b *strings.Builder, s ActSection) {
	if !s.shown() {
		return
	}
	b.WriteString("## " + Text(s.Title) + " {#" + Segment(s.ID) + "}\n\n" + tableRow(s.Columns) + "|" + strings.Repeat(":--|", len(s.Columns)) + "\n")
	for _, row := range s.Rows {
		b.WriteString(tableRow(row))
	}
	b.WriteString("\n")
}

func tableRow(cells []string) string {
	escaped := make([]string, len(cells))
	for i, c := range cells {
		escaped[i] = Text(c)
	}
	return "| " + strings.Join(escaped, " | ") + " |\n"
}
