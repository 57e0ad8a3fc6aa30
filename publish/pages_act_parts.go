package publish

import (
	"regexp"
	"slices"
	"strings"
)

// pointsOnPage is how many points of an act one page carries.
const pointsOnPage = 20

// actPart is a further page of an act: where it stands, what it is called, what
// its .json holds.
func actPart(a Act, name, title, markdown string, data any) Page {
	crumbs := []Crumb{{"Регламенты", "regulations/"}, {a.Title, actPath(a.ID)}}
	page := Page{
		Path: actPath(a.ID) + name + "/", Title: title + ". " + a.Title, Lead: joinNonEmpty(", ", a.Act, title), Class: "act",
		Markdown: "# " + Text(title) + "\n\n" + markdown, Updated: a.From, Crumbs: crumbs, Data: data,
	}
	if !a.Verified {
		page.Notice = unverifiedWarning
	}
	return page
}

// pointRuns cuts the points of an act into those of one page each.
func pointRuns(points []ActPoint) [][]ActPoint {
	return slices.Collect(slices.Chunk(points, pointsOnPage))
}

// runName is the address of a run of points within their act: "points/41-60".
func runName(run []ActPoint) string {
	first, last := Segment(Clean(run[0].Point)), Segment(Clean(run[len(run)-1].Point))
	if first == last {
		return "points/" + first
	}
	return "points/" + first + "-" + last
}

// pointPages are the points of an act, what each says, what carries it and what
// tries it.
func pointPages(a Act) []Page {
	runs := pointRuns(a.Points)
	var pages []Page
	for i, run := range runs {
		var b strings.Builder
		for _, point := range run {
			writeActPoint(&b, point)
		}
		title := "Пункт " + run[0].Point
		if last := run[len(run)-1].Point; last != run[0].Point {
			title = "Пункты " + run[0].Point + "–" + last
		}
		page := actPart(a, runName(run), title, b.String(), run)
		page.Paging = &Paging{Name: "Пункты акта", Number: i + 1, Of: len(runs), Path: func(n int) string { return actPath(a.ID) + runName(runs[n-1]) + "/" }}
		pages = append(pages, page)
	}
	return pages
}

// writePointTable lists the points of an act, each with the page that carries it.
func writePointTable(b *strings.Builder, a Act) {
	if len(a.Points) == 0 {
		return
	}
	b.WriteString("## Пункт за пунктом {#points}\n\n| Пункт | О чём | Состояние |\n|:--|:--|:--|\n")
	for _, run := range pointRuns(a.Points) {
		for _, point := range run {
			b.WriteString("| " + link(point.Point, actPath(a.ID)+runName(run)+"/#"+pointID(point.Point)) + " | " + Text(point.Gist) + " | " + Text(point.Status) + " |\n")
		}
	}
	b.WriteString("\n")
}

// pointID is the fragment of a point: "point-64".
func pointID(point string) string { return "point-" + Segment(Clean(point)) }

// pointLink leads from the table of an act's points to one of them.
var pointLink = regexp.MustCompile(`<a href="([^"]*#(point-[^"]+))">`)

// keepPointFragments lets an address of the time when an act was one page, such as
// order-210/#point-64, land on the row that leads to the point.
func keepPointFragments(body []byte) []byte {
	return pointLink.ReplaceAll(body, []byte(`<a id="$2" href="$1">`))
}

func writeActPoint(b *strings.Builder, point ActPoint) {
	b.WriteString("## Пункт " + Text(point.Point) + " {#" + pointID(point.Point) + "}\n\n" + Text(point.Gist) + "\n\n")
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

// gapsTitle heads the questions that an act leaves open.
const gapsTitle = "О чём акт молчит"

func gapsPage(a Act) Page {
	var b strings.Builder
	b.WriteString("Где акт допускает несколько прочтений, сказано, какое выбрано, какое возможно ещё и какой настройкой ведомство его сменит.\n\n")
	for _, gap := range a.Gaps {
		writeActGap(&b, gap)
	}
	return actPart(a, "gaps", gapsTitle, b.String(), a.Gaps)
}

func writeActGap(b *strings.Builder, gap ActGap) {
	b.WriteString("## " + Text(gap.Question) + " {#" + Segment(gap.ID) + "}\n\n")
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

// sectionPage is one table about an act.
func sectionPage(a Act, s ActSection) Page {
	var b strings.Builder
	b.WriteString(tableRow(s.Columns) + "|" + strings.Repeat(":--|", len(s.Columns)) + "\n")
	for _, row := range s.Rows {
		b.WriteString(tableRow(row))
	}
	return actPart(a, Segment(s.ID), s.Title, b.String(), s)
}

func tableRow(cells []string) string {
	escaped := make([]string, len(cells))
	for i, c := range cells {
		escaped[i] = Text(c)
	}
	return "| " + strings.Join(escaped, " | ") + " |\n"
}
