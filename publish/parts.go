package publish

import (
	"strings"

	"vestnik/pipeline"
)

// pageBudget is how much HTML the text of one page may make, in bytes as htmlSize
// estimates them: with its frame a page stays under 100 KB.
const pageBudget = 78_000

// htmlSize estimates from above how many bytes of HTML a piece of Markdown makes:
// what rendering it would say, without rendering it.
func htmlSize(markdown string) int {
	n := len(markdown)
	for i := range len(markdown) {
		switch markdown[i] {
		case '"':
			n += len("&quot;") - 1
		case '<', '>', '&':
			n += len("&amp;") - 1
		case '\n', '|':
			n += len("<td></td>")
		case '*':
			n += len("<strong>") - 2
		case rootMark[0]:
			n += len(`<a href="../../../../../../"></a>`)
		}
	}
	return n
}

// run is what stands together on a page: the things from, but not including, to.
type run struct{ from, to int }

// runsOf cuts things of the given sizes into runs of no more than budget; a thing
// that is larger by itself stands alone.
func runsOf(sizes []int, budget int) []run {
	var runs []run
	sum := 0
	for i, size := range sizes {
		if len(runs) == 0 || sum+size > budget {
			runs, sum = append(runs, run{i, i}), 0
		}
		runs[len(runs)-1].to = i + 1
		sum += size
	}
	return runs
}

// piece is one thing that an issue prints, an entry or a record, under the
// headings of its section.
type piece struct {
	section *heading
	group   *heading // within the section
	key     string   // of the entry or record
	number  string   // of the object
	title   string
	anchor  string
	body    string // Markdown
}

// heading is a heading of an issue, with the fragment that leads to it.
type heading struct{ title, id string }

func (h *heading) markdown(marks string) string {
	return marks + " " + Text(h.title) + " {#" + h.id + "}\n\n"
}

// piecesOf returns what the issue prints, in its order.
func (p *Press) piecesOf(e Edition) []piece {
	pieces := make([]piece, 0, e.count())
	for _, s := range p.sectionsOf(e) {
		register := p.registerOf(s.register)
		section := &heading{register.Title, sectionID(s.register)}
		group := &heading{"Государственная регистрация " + register.Objects, sectionID(s.register) + "-registration"}
		for _, r := range s.records {
			pieces = append(pieces, piece{section, group, r.key(), r.Number, r.heading(), anchor(r),
				pieceHeading(r.Number, r.URL, r.heading(), anchor(r)) + p.noticeLine(r) + "\n\n" + p.entryFields(r) + "\n"})
		}
	}
	for _, s := range kindSectionsOf(e) {
		section := &heading{s.title, s.id()}
		for _, id := range s.registers() {
			group := &heading{p.registerOf(id).Title, s.id() + "-" + Segment(string(id))}
			for _, o := range s.notifications {
				if o.Register == id {
					pieces = append(pieces, piece{section, group, o.key(), o.Number, o.heading(), o.anchor(),
						pieceHeading(o.Number, o.URL, o.heading(), o.anchor()) + p.objectFields(o) + "\n"})
				}
			}
		}
	}
	return pieces
}

func pieceHeading(number, path, title, fragment string) string {
	return "#### " + link(number, path) + " " + Text(title) + " {#" + fragment + "}\n\n"
}

// writePieces writes pieces under their headings. Where they begin amid a section,
// its heading says that it goes on.
func writePieces(b *strings.Builder, pieces []piece, amid bool) {
	var section, group *heading
	for i, one := range pieces {
		switch {
		case one.section != section && i == 0 && amid:
			b.WriteString("## " + Text(one.section.title) + " (продолжение)\n\n")
		case one.section != section:
			b.WriteString(one.section.markdown("##"))
		}
		switch {
		case one.group != group && i == 0 && amid:
			b.WriteString("### " + Text(one.group.title) + "\n\n")
		case one.group != group:
			b.WriteString(one.group.markdown("###"))
		}
		section, group = one.section, one.group
		b.WriteString(one.body)
	}
}

// issuePartPath is where a part of an issue stands, counted from 1.
func issuePartPath(ref pipeline.IssueRef, number int) string {
	return issuePath(ref) + partsFolder + decimal(number) + "/"
}

// partPages returns the pages that hold the pieces of an issue run by run.
func (p *Press) partPages(e Edition, pieces []piece, runs []run) []Page {
	pages := make([]Page, len(runs))
	for i, r := range runs {
		var b strings.Builder
		amid := r.from > 0 && pieces[r.from].group == pieces[r.from-1].group
		name := "№ " + spanOf(pieces[r.from].number, pieces[r.to-1].number)
		b.WriteString("# " + Text(e.Title+", "+issueName(e.ref())+": "+name) + "\n\n")
		writePieces(&b, pieces[r.from:r.to], amid)
		pages[i] = Page{
			Path: issuePartPath(e.ref(), i+1), Title: name + ". " + e.name(), Class: "issue",
			Lead:     "Часть " + decimal(i+1) + " из " + decimal(len(runs)) + " официального бюллетеня, " + LongDate(e.Date),
			Markdown: b.String(), Crumbs: append(e.crumbs(), Crumb{issueName(e.ref()), issuePath(e.ref())}), Updated: e.Date,
			Paging: &Paging{Name: "Части выпуска", Number: i + 1, Of: len(runs), Path: func(n int) string { return issuePartPath(e.ref(), n) }},
		}
	}
	return pages
}

// spanOf writes a span of numbers, one of them alone where they are the same.
func spanOf(first, last string) string {
	if first == last {
		return first
	}
	return first + "–" + last
}
