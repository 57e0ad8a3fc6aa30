package notice

import (
	"math"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// run is text of one style; end ends the line after it.
type run struct {
	text, style string
	end         bool
}

// runs flattens the inline children of a node; links say where they lead.
func (s *sheet) runs(parent ast.Node, source []byte, style string) []run {
	return s.coverage.runs(parent, source, style, true)
}

// runs flattens the inline children of a node. Where links lead is said on demand.
func (c coverage) runs(parent ast.Node, source []byte, style string, destinations bool) []run {
	var all []run
	add := func(text, style string) { all = append(all, run{text: c.fit(text), style: style}) }
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			add(literal(n.Value(source), n.IsRaw()), style)
			switch {
			case n.HardLineBreak():
				all = append(all, run{end: true})
			case n.SoftLineBreak():
				add(" ", style)
			}
		case *ast.String:
			add(literal(n.Value, n.IsRaw()), style)
		case *ast.Emphasis:
			all = append(all, c.runs(n, source, styleWith(style, n.Level), destinations)...)
		case *ast.CodeSpan:
			add(plainText(n, source), style)
		case *ast.Link:
			all = append(all, c.runs(n, source, style, destinations)...)
			if destinations {
				add(destination(n, source), style)
			}
		case *ast.AutoLink:
			add(string(n.Label(source)), style)
		case *ast.RawHTML:
			// dropped, as in the HTML form
		default:
			all = append(all, c.runs(n, source, style, destinations)...)
		}
	}
	return all
}

// destination is where a link leads, printed since paper cannot be clicked,
// unless the text says it already.
func destination(n *ast.Link, source []byte) string {
	if to := string(n.Destination); to != "" && to != plainText(n, source) && !strings.HasPrefix(to, "#") {
		return " (" + to + ")"
	}
	return ""
}

func styleWith(style string, level int) string {
	if level >= 2 {
		return "B"
	}
	if strings.Contains(style, "B") {
		return style
	}
	return "I"
}

// text writes a paragraph so that no single line of it is left alone at the foot
// of a page or at the head of the next.
func (s *sheet) text(runs []run) {
	lines := s.lines(runs)
	s.startFor(lines)
	if lines-s.room() == 1 {
		s.pdf.SetAutoPageBreak(true, marginBottom+s.line)
		defer s.pdf.SetAutoPageBreak(true, marginBottom)
	}
	for _, r := range runs {
		s.write(r)
	}
	s.pdf.Ln(s.line)
}

// startFor begins a new page for a paragraph of so many lines when fewer than two
// of them would stand on this one.
func (s *sheet) startFor(lines int) {
	room := s.room()
	if lines <= room {
		return
	}
	if lines-room == 1 {
		room-- // the last line is not left alone
	}
	if room < 2 {
		s.newPage()
	}
}

// room is how many lines the page still has.
func (s *sheet) room() int {
	return int(math.Floor((pageHeight-marginBottom-s.pdf.GetY())/s.line + .001))
}

// lines counts the lines that the runs take from margin to margin, broken at
// spaces as the writer breaks them.
func (s *sheet) lines(runs []run) int {
	width := pageWidth - marginRight - s.left() - 2*s.pdf.GetCellMargin()
	count, x := 1, 0.0
	for _, r := range runs {
		s.font(r.style)
		for i, word := range strings.Split(r.text, " ") {
			if i > 0 {
				x += s.pdf.GetStringWidth(" ")
			}
			w := s.pdf.GetStringWidth(word)
			if x > 0 && x+w > width {
				count, x = count+1, 0
			}
			for x += w; x > width; x -= width { // a word longer than a line
				count++
			}
		}
		if r.end {
			count, x = count+1, 0
		}
	}
	return count
}

func (s *sheet) write(r run) {
	s.font(r.style)
	for text := s.coverage.fit(r.text); text != ""; {
		piece := pieceOf(text)
		s.pdf.Write(s.line, piece)
		text = text[len(piece):]
	}
	if r.end {
		s.pdf.Ln(s.line)
	}
}
