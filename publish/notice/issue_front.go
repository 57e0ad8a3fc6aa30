package notice

import (
	"strconv"

	"vestnik/publish"
)

// contentsLine is a heading that the contents name.
type contentsLine struct {
	title string
	level int
	key   string
}

// pageX is from where on, in millimetres, numbers of pages stand in contents and
// indexes.
const pageX = issueWidth - 16

var contentsText = setting{serif, 10.5, 5.4}

const contentsTitle = "Содержание"

// front sets the masthead.
func (g *gazette) front() {
	office := g.paragraph([]span{{text: g.paper.Edition.Publisher, face: sansBold, size: 10}}, setting{sansBold, 10, 4.8}, 0)
	office[0].line = heavy
	g.bands = append(g.bands, band{height: 3})
	g.bands = append(g.bands, office...)
	g.labelX = 0 // nothing in a masthead has a code
	g.markdown(g.paper.Masthead)
	g.labelX = labelX
}

// listContents sets the contents, the numbers of pages not known yet.
func (g *gazette) listContents() {
	set := g.heading([]span{{text: contentsTitle, face: sectionText.face, size: sectionText.size}}, sectionText, 14)
	set[0].line = hairline
	g.bands = append(g.bands, set...)
	if len(g.paper.Pieces) == 0 {
		g.bands = append(g.bands, g.paragraph([]span{{text: "В выпуске нет записей.", face: serif, size: bodyText.size}}, bodyText, 0)...)
	}
	for _, line := range g.contents {
		how, indent := contentsText, 6*float64(line.level)
		lines := bandsOf(g.lines([]span{{text: joined(line.title), face: how.face, size: how.size, to: line.key}}, indent, pageX-indent-gutter), how.line)
		glue(lines, 4)
		if line.level == 0 {
			lines[0].before = 1
		}
		g.bands = append(g.bands, lines...)
	}
}

// numberContents writes the numbers of pages into the contents, which end before
// the matter.
func (g *gazette) numberContents(from int) {
	at := from
	for _, line := range g.contents {
		for at < len(g.bands) && !g.bands[at].leadsTo(line.key) {
			at++
		}
		for at+1 < len(g.bands) && g.bands[at+1].leadsTo(line.key) {
			at++
		}
		b := &g.bands[at]
		b.segments, b.leader = append(b.segments, g.pageNumber(line.key, contentsText)), true
	}
}

func (b *band) leadsTo(key string) bool { return len(b.segments) > 0 && b.segments[0].to == key }

// pageNumber is the page of a key, set against the right margin.
func (g *gazette) pageNumber(key string, how setting) segment {
	number := strconv.Itoa(g.spots[key].leaf + 1)
	wide := g.widths.of(number, how.face, how.size)
	return segment{span: span{text: number, face: how.face, size: how.size, to: key}, x: issueWidth - wide, width: wide}
}

// Columns of indexes in millimetres from the left margin.
const (
	indexTitleX = 32.0 // of the index by number
	indexPlaceX = 72.0 // of an index by name
)

var indexText = setting{serif, 9.5, 4.5}

// indexTitle is how many characters of a title the index by number gives: the
// whole stands at its place.
const indexTitle = 180

// index sets an index behind what it leads to; the first begins a page.
func (g *gazette) index(x publish.PaperIndex, key string, first bool) {
	from := len(g.bands)
	g.section(x.Title, key, first)
	if len(x.Rows) > 0 && x.Rows[0].Title != "" {
		g.numberIndex(x)
	} else {
		g.nameIndex(x)
	}
	g.paginate(from)
}

func (g *gazette) numberIndex(x publish.PaperIndex) {
	head := g.indexHead(beside(indexText.line, g.lines(headed(x.Name), 0, indexTitleX), g.lines(headed("Название"), indexTitleX, pageX-indexTitleX),
		[][]segment{{g.rightward("Стр.")}}))
	for _, row := range x.Rows {
		to := row.Places[0].Key
		number := g.lines([]span{{text: row.Name, face: sansBold, size: 8.5, to: to}}, 0, indexTitleX-gutter)
		title := g.lines([]span{{text: joined(shorten(row.Title, indexTitle, "…")), face: indexText.face, size: indexText.size}}, indexTitleX, pageX-indexTitleX-gutter)
		g.indexRow(beside(indexText.line, number, title, [][]segment{{g.pageNumber(to, indexText)}}), head)
	}
}

// nameIndex sets names, each with the numbers that name it and, in brackets, their
// pages.
func (g *gazette) nameIndex(x publish.PaperIndex) {
	head := g.indexHead(beside(indexText.line, g.lines(headed(x.Name), 0, indexPlaceX), g.lines(headed("Номера, в скобках страницы"), indexPlaceX, issueWidth-indexPlaceX)))
	for _, row := range x.Rows {
		name := g.lines([]span{{text: joined(row.Name), face: indexText.face, size: indexText.size}}, 0, indexPlaceX-gutter)
		var places []span
		for i, at := range row.Places {
			text := at.Number + "\u00a0(" + strconv.Itoa(g.spots[at.Key].leaf+1) + ")"
			if i < len(row.Places)-1 {
				text += ", "
			}
			places = append(places, span{text: text, face: indexText.face, size: indexText.size, to: at.Key})
		}
		g.indexRow(beside(indexText.line, name, g.lines(places, indexPlaceX, issueWidth-indexPlaceX)), head)
	}
}

func headed(title string) []span { return []span{{text: title, face: sansBold, size: 8.5}} }

func (g *gazette) rightward(title string) segment {
	wide := g.widths.of(title, sansBold, 8.5)
	return segment{span: span{text: title, face: sansBold, size: 8.5}, x: issueWidth - wide, width: wide}
}

// indexHead sets the head of an index and returns it for the pages to come.
func (g *gazette) indexHead(set []band) []band {
	for i := range set {
		set[i].glued = true
	}
	g.bands = append(g.bands, set...)
	return withoutGlue(set)
}

func (g *gazette) indexRow(set, head []band) {
	set[0].before, set[0].line = 1, hairline
	set[0].begins = &beginning{volume: true}
	for i := range set {
		set[i].columns = head
	}
	g.bands = append(g.bands, set...)
}
