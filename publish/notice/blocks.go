package notice

import (
	"bufio"
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	renderer "github.com/yuin/goldmark/renderer/html"
)

// indentMM is how far a list or quotation stands in, a level.
const indentMM = 8.0

// blocks writes the block children of a node, each level of nesting further in.
func (s *sheet) blocks(parent ast.Node, source []byte, depth int) {
	var children []ast.Node
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		children = append(children, n)
	}
	s.nodes(children, source, depth)
}

func (s *sheet) nodes(all []ast.Node, source []byte, depth int) {
	for _, n := range all {
		s.pdf.SetLeftMargin(marginLeft + float64(depth)*indentMM)
		s.block(n, source, depth)
	}
	s.pdf.SetLeftMargin(marginLeft)
}

func (s *sheet) block(n ast.Node, source []byte, depth int) {
	switch n := n.(type) {
	case *ast.Heading:
		s.heading(n, source)
	case *ast.Paragraph:
		s.text(s.runs(n, source, ""))
		if item := n.Parent(); item == nil || item.Kind() != ast.KindListItem || item.ChildCount() > 1 {
			s.space(2.2)
		}
	case *ast.TextBlock:
		s.text(s.runs(n, source, ""))
	case *ast.List:
		s.list(n, source, depth)
		s.space(1.5)
	case *extension.Table:
		s.table(n, source)
		s.space(2.2)
	case *ast.Blockquote:
		s.blocks(n, source, depth+1)
	case *ast.ThematicBreak:
		s.rule()
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		for i := range n.Lines().Len() {
			segment := n.Lines().At(i)
			s.pdf.SetX(s.left())
			s.write(run{text: strings.TrimRight(string(segment.Value(source)), "\n")})
			s.pdf.Ln(s.line)
		}
		s.space(2.2)
	case *ast.HTMLBlock:
		// raw HTML is dropped, as in the HTML form
	default:
		s.blocks(n, source, depth)
	}
}

func (s *sheet) left() float64 {
	left, _, _, _ := s.pdf.GetMargins()
	return left
}

func (s *sheet) heading(n *ast.Heading, source []byte) {
	s.need(3 * s.line)
	s.space(2.5)
	size, line := s.size, s.line
	switch n.Level {
	case 1:
		s.size, s.line = 14, 6.6
	case 2:
		s.size, s.line = 13, 6.2
	}
	s.font("B")
	if n.Level == 1 {
		s.paragraph(plainText(n, source), "C")
	} else {
		s.text(s.runs(n, source, "B"))
	}
	s.size, s.line = size, line
	s.font("")
	s.space(2)
}

// list writes the items, each with its marker standing out to the left.
func (s *sheet) list(n *ast.List, source []byte, depth int) {
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker := "—"
		if n.IsOrdered() {
			marker = strconv.Itoa(number) + string(n.Marker)
			number++
		}
		if first, ok := item.FirstChild().(*ast.TextBlock); ok {
			s.pdf.SetLeftMargin(marginLeft + float64(depth+1)*indentMM)
			s.startFor(s.lines(s.runs(first, source, "")))
		}
		s.need(s.line)
		y := s.pdf.GetY()
		page := s.pdf.PageNo()
		s.pdf.SetX(marginLeft + float64(depth)*indentMM)
		s.font("")
		s.pdf.CellFormat(indentMM, s.line, marker, "", 0, "L", false, 0, "")
		s.pdf.SetLeftMargin(marginLeft + float64(depth+1)*indentMM)
		if s.pdf.PageNo() == page {
			s.pdf.SetXY(s.left(), y)
		}
		s.blocks(item, source, depth+1)
		s.space(.9)
	}
}

// pieceBytes is about how much text the PDF writer is given at once: its time
// grows with the square of that.
const pieceBytes = 240

// pieceOf returns the beginning of text up to a space past pieceBytes, or all of it.
func pieceOf(text string) string {
	if len(text) <= pieceBytes {
		return text
	}
	if space := strings.IndexByte(text[pieceBytes:], ' '); space >= 0 {
		return text[:pieceBytes+space+1]
	}
	return text
}

// plainText is the text of a node without its markup.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(literal(c.Value(source), c.IsRaw() || n.Kind() == ast.KindCodeSpan))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.WriteString(literal(c.Value, c.IsRaw()))
		case *ast.RawHTML:
		default:
			b.WriteString(plainText(c, source))
		}
	}
	return b.String()
}

// literal resolves backslash escapes and entities by goldmark's own writer, so
// that the paper reads as the HTML does.
func literal(value []byte, raw bool) string {
	if raw {
		return string(value)
	}
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	renderer.DefaultWriter.Write(w, value)
	if err := w.Flush(); err != nil {
		return string(value) // a bytes.Buffer does not fail
	}
	return html.UnescapeString(b.String())
}
