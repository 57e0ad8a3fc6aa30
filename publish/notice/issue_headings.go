package notice

import (
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// Headings of an issue: its title, sections, groups within them, pieces.
var (
	titleText   = setting{serifBold, 24, 10.2}
	sectionText = setting{serifBold, 15, 6.8}
	groupText   = setting{sansBold, 10.5, 5.2}
	pieceText   = setting{serifBold, 11, 5}
	longText    = setting{serifBold, 9.5, 4.4} // of a piece whose title is no line but a paragraph
)

// longTitle is from how many characters on a title is set smaller.
const longTitle = 250

// headingOf sets a heading of the text by its level.
func (g *gazette) headingOf(n *ast.Heading, source []byte) {
	switch n.Level {
	case 1:
		g.bands = append(g.bands, g.heading(g.spans(n, source, titleText), titleText, 26)...)
	case 2:
		title := g.coverage.plain(n, source)
		g.section(title, g.listed(title, 0), false)
	case 3:
		g.group(g.coverage.plain(n, source))
	default:
		g.pieceHeading(n, source)
	}
}

// heading is a paragraph that stays with what follows it.
func (g *gazette) heading(spans []span, how setting, before float64) []band {
	set := g.paragraph(spans, how, 0)
	set[0].before = before
	glue(set, 12)
	set[len(set)-1].glued = true
	return set
}

// section sets the heading of a section under its key.
func (g *gazette) section(title, key string, newPage bool) {
	set := g.heading([]span{{text: title, face: sectionText.face, size: sectionText.size}}, sectionText, 12)
	set[0].line = heavy
	set[0].begins = &beginning{key: key, title: title, page: newPage, volume: newPage}
	g.bands = append(g.bands, set...)
	g.bands = append(g.bands, band{height: 1, glued: true})
}

// group sets the heading of a group and notes it for the contents.
func (g *gazette) group(title string) {
	set := g.heading([]span{{text: title, face: groupText.face, size: groupText.size}}, groupText, 5)
	set[0].begins = &beginning{key: g.listed(title, 1), title: title, level: 1}
	g.bands = append(g.bands, set...)
	g.bands = append(g.bands, band{height: 1, glued: true})
}

// listed adds a line to the contents and returns the key that it leads to.
func (g *gazette) listed(title string, level int) string {
	key := "§" + strconv.Itoa(len(g.contents)+1)
	g.contents = append(g.contents, contentsLine{title: title, level: level, key: key})
	return key
}

// pieceHeading sets the number and the title of an entry or a record.
func (g *gazette) pieceHeading(n *ast.Heading, source []byte) {
	how := pieceText
	if utf8.RuneCountInString(g.piece.Title) > longTitle {
		how = longText
	}
	spans := g.spans(n, source, how)
	if _, numbered := n.FirstChild().(*ast.Link); numbered && len(spans) > 0 {
		spans[0].face, spans[0].accent = sansBold, true
	}
	set := g.heading(spans, how, 7)
	if g.piece.Key == g.first {
		set[0].before = 2
	} else {
		set[0].line = hairline
	}
	title := g.piece.Number + " " + shorten(g.piece.Title, 80, "…")
	set[0].begins = &beginning{key: g.piece.Key, title: g.coverage.fit(title), level: 2, number: g.piece.Number, volume: true}
	g.bands = append(g.bands, set...)
}
