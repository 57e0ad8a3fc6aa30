package notice

import (
	"cmp"
	"slices"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// looks of the text of an issue: points, and millimetres of a line.
var (
	bodyText  = setting{serif, 10, 4.7}
	labelText = setting{sans, 8, 4.7}
	codeText  = setting{sans, 7.5, 4.7}
	cellText  = setting{serif, 9.5, 4.4}
)

// setting is how a paragraph is set.
type setting struct {
	face typeface
	size float64 // points
	line float64 // mm
}

// Columns of a field of an entry in millimetres from the left margin: its code,
// its name, its value.
const (
	codeX  = 0.0
	labelX = 13.0
	valueX = 66.0
	gutter = 3.0
)

// markdown sets blocks of Markdown, whose first paragraph stays with what follows.
func (g *gazette) markdown(source string) {
	body := []byte(source)
	for n := g.parser.Parse(text.NewReader(body)).FirstChild(); n != nil; n = n.NextSibling() {
		g.block(n, body, 0)
	}
}

func (g *gazette) block(n ast.Node, source []byte, indent float64) {
	switch n := n.(type) {
	case *ast.Heading:
		g.headingOf(n, source)
	case *ast.Paragraph, *ast.TextBlock:
		if leadsAway(n) {
			return
		}
		set := g.paragraph(g.spans(n, source, bodyText), bodyText, indent)
		set[0].before = 1.6
		if signs(n) && len(g.bands) > 0 {
			g.bands[len(g.bands)-1].glued = true
		}
		_, afterHeading := n.PreviousSibling().(*ast.Heading)
		set[len(set)-1].glued = afterHeading
		g.bands = append(g.bands, set...)
	case *extension.DefinitionList:
		g.fields(n, source)
	case *extension.Table:
		g.table(n, source)
	case *ast.Blockquote:
		g.children(n, source, indent+indentMM)
	case *ast.ThematicBreak, *ast.HTMLBlock:
		// neither is in an issue
	default:
		g.children(n, source, indent)
	}
}

// signs reports a paragraph in italics, such as who signed what stands above it.
func signs(n ast.Node) bool {
	_, emphasis := n.FirstChild().(*ast.Emphasis)
	return emphasis && n.ChildCount() == 1
}

// leadsAway reports a paragraph that is nothing but a link: paper leads nowhere.
func leadsAway(n ast.Node) bool {
	_, link := n.FirstChild().(*ast.Link)
	return link && n.ChildCount() == 1
}

func (g *gazette) children(parent ast.Node, source []byte, indent float64) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		g.block(n, source, indent)
	}
}

// paragraph sets spans from an indent to the right margin.
func (g *gazette) paragraph(spans []span, how setting, indent float64) []band {
	set := bandsOf(g.lines(spans, indent, issueWidth-indent), how.line)
	if len(set) == 0 {
		set = []band{{height: how.line}}
	}
	glue(set, 3)
	return set
}

func bandsOf(lines [][]segment, height float64) []band {
	set := make([]band, len(lines))
	for i, line := range lines {
		set[i] = band{height: height, segments: line}
	}
	return set
}

// spans flattens the inline children of a node.
func (g *gazette) spans(n ast.Node, source []byte, how setting) []span {
	var all []span
	for _, r := range g.coverage.runs(n, source, "", false) {
		if r.end {
			r.text = " "
		}
		all = append(all, span{text: joined(r.text), face: styled(how.face, r.style), size: how.size})
	}
	return all
}

// styled is a face in a style: "", "B", "I". PT Sans has no italic here.
func styled(face typeface, style string) typeface {
	switch {
	case style == "B" && (face == sans || face == sansBold):
		return sansBold
	case style == "B":
		return serifBold
	case style == "I" && face == serif:
		return serifItalic
	}
	return face
}

// fields sets a definition list, each field in three columns: the code, the name,
// the values under one another. The first fields stay with the heading over them.
func (g *gazette) fields(list ast.Node, source []byte) {
	var term ast.Node
	var values []band
	count := 0
	end := func() {
		if term != nil {
			g.field(term, source, values, count < 3)
			count++
		}
		values = nil
	}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		if _, isTerm := n.(*extension.DefinitionTerm); isTerm {
			end()
			term = n
			continue
		}
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			lines := bandsOf(g.lines(g.spans(child, source, bodyText), valueX, issueWidth-valueX), bodyText.line)
			if child != n.FirstChild() && len(lines) > 0 {
				lines[0].before = 1.2 // a further paragraph
			}
			values = append(values, lines...)
		}
	}
	end()
	if n := len(g.bands); n > 0 {
		g.bands[n-1].glued = false
	}
}

// field sets one field beside its values.
func (g *gazette) field(term ast.Node, source []byte, values []band, glued bool) {
	code, label := g.term(term, source)
	name := g.lines(label, g.labelX, valueX-g.labelX-gutter)
	for len(values) < max(len(name), 1) {
		values = append(values, band{height: bodyText.line})
	}
	values[0].segments = slices.Concat(lowered(g.lines(code, codeX, labelX), bodyText.line), lowered(name, bodyText.line), values[0].segments)
	values[0].before = .9
	glue(values, 3)
	for i := range name[:max(len(name)-1, 0)] {
		values[i].glued = true
	}
	values[len(values)-1].glued = glued
	g.bands = append(g.bands, values...)
}

// lowered puts lines under one another into the first of them, so that what stands
// in a column is read together.
func lowered(lines [][]segment, height float64) []segment {
	var all []segment
	for i, line := range lines {
		for _, s := range line {
			s.down = float64(i) * height
			all = append(all, s)
		}
	}
	return all
}

// term parts the name of a field from the code before it, which is set strong.
func (g *gazette) term(n ast.Node, source []byte) (code, label []span) {
	for _, one := range g.spans(n, source, labelText) {
		if one.face == sansBold && label == nil {
			one.face, one.size = codeText.face, codeText.size
			code = append(code, one)
			continue
		}
		label = append(label, one)
	}
	return code, label
}

// wholeRow is up to how many lines a row of a table stays on one page.
const wholeRow = 8

// beside sets columns of lines side by side. A row that is not parted is printed
// column by column, as it is read.
func beside(height float64, columns ...[][]segment) []band {
	n := 0
	for _, lines := range columns {
		n = max(n, len(lines))
	}
	set := bandsOf(make([][]segment, n), height)
	for _, lines := range columns {
		if n <= wholeRow && n > 0 {
			set[0].segments = append(set[0].segments, lowered(lines, height)...)
			continue
		}
		for i, line := range lines {
			set[i].segments = append(set[i].segments, line...)
		}
	}
	glue(set, wholeRow)
	return set
}

// table sets a table in columns as wide as their text asks for.
func (g *gazette) table(n *extension.Table, source []byte) {
	var rows [][][]span
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var row [][]span
		for cell := r.FirstChild(); cell != nil; cell = cell.NextSibling() {
			row = append(row, g.spans(cell, source, cellText))
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return
	}
	want := make([]float64, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row[:min(len(row), len(want))] {
			wide := gutter
			for _, one := range cell {
				wide += g.widths.of(g.coverage.fit(one.text), one.face, one.size)
			}
			want[i] = max(want[i], wide)
		}
	}
	g.rows(rows, shareWidth(want, issueWidth))
}

// rows sets the rows of a table, the first of them its head.
func (g *gazette) rows(rows [][][]span, widths []float64) {
	var head []band
	for i, row := range rows {
		var columns [][][]segment
		x := 0.0
		for k, cell := range row[:min(len(row), len(widths))] {
			if i == 0 {
				cell = inFace(cell, sansBold, 8.5)
			}
			columns = append(columns, g.lines(cell, x, widths[k]-gutter))
			x += widths[k]
		}
		set := beside(cellText.line, columns...)
		if len(set) == 0 {
			continue
		}
		set[0].before, set[0].line = 1.2, hairline
		if i == 0 {
			set[0].before = 3
			set[len(set)-1].glued = true
			head = withoutGlue(set)
		} else {
			for k := range set {
				set[k].columns = head
			}
		}
		g.bands = append(g.bands, set...)
	}
}

// withoutGlue copies the head of a table for the pages that it goes on to.
func withoutGlue(set []band) []band {
	head := make([]band, len(set))
	for i, one := range set {
		head[i] = band{height: one.height, segments: one.segments}
	}
	return head
}

func inFace(spans []span, face typeface, size float64) []span {
	changed := make([]span, len(spans))
	for i, one := range spans {
		one.face, one.size = face, cmp.Or(size, one.size)
		changed[i] = one
	}
	return changed
}
