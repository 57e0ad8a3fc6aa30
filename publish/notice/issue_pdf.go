package notice

import (
	"math"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"vestnik/pipeline"
	"vestnik/publish"
)

// The page of an issue in millimetres. The measure of a value, some 65 letters, is
// what the eye follows with ease; the rest is for codes and names of fields.
const (
	issueLeft  = 25.0
	issueRight = 20.0
	issueWidth = pageWidth - issueLeft - issueRight
	issueTop   = 26.0
	issueFoot  = pageHeight - 24.0 // of the text
)

// gazette is an issue on its way to paper: first bands, then pages of them, then
// volumes.
type gazette struct {
	paper       publish.PaperIssue
	piece       publish.PaperPiece // under way
	first       string             // key of the first piece of the group
	coverage    coverage
	widths      *widths
	parser      parser.Parser
	volumePages int

	bands    []band
	contents []contentsLine
	leaves   []leaf
	spots    map[string]spot
	y        float64 // how far down the page under way is full
	underWay string  // section

	numberUnderWay string  // of a piece
	labelX         float64 // where names of fields stand
}

// issueMarkdown reads what publish writes: tables, definition lists, anchors.
var issueMarkdown = goldmark.New(
	goldmark.WithExtensions(extension.NewTable(), extension.DefinitionList),
	goldmark.WithParserOptions(parser.WithHeadingAttribute()),
)

// Issue prints a whole issue: masthead, contents, entries and records, official
// words, indexes. Its dates are those of the issue, so that printing it again gives
// the same bytes; a long one comes in volumes, each of which says which it is.
//
// Characters that the fonts lack are printed as question marks. The PDF has an
// outline and links, but no tags: who listens to it is better served by the site.
func (p *Printer) Issue(issue publish.PaperIssue) (publish.Printed, error) {
	if issue.Whole {
		return p.issueIn(issue, math.MaxInt)
	}
	return p.issueIn(issue, volumePages)
}

func (p *Printer) issueIn(issue publish.PaperIssue, pages int) (publish.Printed, error) {
	widths, err := p.widths()
	if err != nil {
		return publish.Printed{}, &pipeline.Error{Op: "print issue", Kind: pipeline.Internal, Err: err}
	}
	g := gazette{
		paper: issue, coverage: p.coverage, widths: widths, parser: issueMarkdown.Parser(), volumePages: pages,
		spots: make(map[string]spot), underWay: contentsTitle, labelX: labelX,
	}
	g.compose()
	printed := publish.Printed{Places: make(map[string]publish.PrintedPlace, len(issue.Pieces))}
	for first := 0; first < len(g.leaves); {
		volume := g.leaves[first].volume
		end := first
		for end < len(g.leaves) && g.leaves[end].volume == volume {
			end++
		}
		body, err := g.draw(p.config.Office.Name, first, end)
		if err != nil {
			return publish.Printed{}, err
		}
		printed.Volumes = append(printed.Volumes, publish.Volume{Body: body, Pages: end - first})
		first = end
	}
	starts := g.volumeStarts()
	for _, piece := range issue.Pieces {
		at := g.spots[piece.Key].leaf
		volume := g.leaves[at].volume
		printed.Places[piece.Key] = publish.PrintedPlace{Volume: volume, Page: at - starts[volume-1] + 1}
	}
	return printed, nil
}

// volumeStarts returns the first leaf of each volume.
func (g *gazette) volumeStarts() []int {
	var starts []int
	for i, l := range g.leaves {
		if l.volume > len(starts) {
			starts = append(starts, i)
		}
	}
	return starts
}

// compose sets everything and shares it among pages. The matter comes first, since
// the contents, which stand before it, and the indexes behind it name its pages.
func (g *gazette) compose() {
	g.matter()
	matter := g.bands
	keys := make([]string, len(g.paper.Indexes))
	for i, x := range g.paper.Indexes {
		keys[i] = g.listed(x.Title, 0)
	}
	g.bands = nil
	g.front()
	numbered := len(g.bands)
	g.listContents()
	g.bands = append(g.bands, matter...)
	g.paginate(0)
	for i, x := range g.paper.Indexes {
		g.index(x, keys[i], i == 0)
	}
	g.numberContents(numbered)
}

// matter sets the pieces under their headings, what the editor wrote, and how the
// issue is checked.
func (g *gazette) matter() {
	var section, group string
	for _, piece := range g.paper.Pieces {
		if piece.Section != section {
			g.section(piece.Section, g.listed(piece.Section, 0), section == "")
			section, group = piece.Section, ""
		}
		if piece.Group != group {
			g.group(piece.Group)
			group, g.first = piece.Group, piece.Key
		}
		g.piece = piece
		begins := len(g.bands)
		g.markdown(piece.Markdown)
		keepTogether(g.bands[begins:])
	}
	g.markdown(g.paper.Words)
	g.markdown(g.paper.Seal)
}

// plain is the text of a node as it can be printed.
func (c coverage) plain(n ast.Node, source []byte) string { return c.fit(plainText(n, source)) }
