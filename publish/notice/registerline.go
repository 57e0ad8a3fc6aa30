package notice

import (
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"vestnik/pipeline"
	"vestnik/publish"
)

// registerLine is one line of a register kept on paper, such as that of what was
// handed over: what each column holds, and who made the entry.
type registerLine struct {
	Office    publish.Office
	Title     string
	Date      string
	Number    string
	Above     template.HTML // what is said before the rows
	Rows      []certificateLine
	Below     template.HTML // and after them
	Signature signature
	Draft     bool

	source       []byte
	above, below []ast.Node
}

// registerLineOf reads the rows off the notice's text: list items, as «Получил:
// Иванов И. И.»; a value of underscores alone is room for the hand. What stands
// before and after the lists stays text.
func (p *Printer) registerLineOf(n pipeline.NoticePaper) (registerLine, error) {
	if err := printableAtAll(n); err != nil {
		return registerLine{}, err
	}
	l := registerLine{
		Office: p.config.Office, Title: bound(publish.Clean(n.Title)), Date: longDate(letterDate(n)), Number: outgoingNumber(n),
		Signature: p.signatureOf(n), Draft: n.Draft,
	}
	source := []byte(printable(n.Markdown))
	tree := p.markdown.Parser().Parse(text.NewReader(source))
	for node := tree.FirstChild(); node != nil; node = node.NextSibling() {
		_, isList := node.(*ast.List)
		switch {
		case isList:
			for item := node.FirstChild(); item != nil; item = item.NextSibling() {
				l.Rows = append(l.Rows, rowOf(plainText(item, source)))
			}
		case len(l.Rows) == 0:
			l.above = append(l.above, node)
		default:
			l.below = append(l.below, node)
		}
	}
	l.source = source
	var err error
	if l.Above, err = p.render(n.ID, source, l.above); err != nil {
		return registerLine{}, err
	}
	l.Below, err = p.render(n.ID, source, l.below)
	return l, err
}

// Hand reports whether the value of the row is left to the hand.
func (l certificateLine) Hand() bool { return l.Text != "" && strings.Trim(l.Text, "_") == "" }

func (p *Printer) registerLineHTML(n pipeline.NoticePaper) ([]byte, error) {
	l, err := p.registerLineOf(n)
	if err != nil {
		return nil, err
	}
	return p.execute("registerline.html", l)
}

// Sizes of a register line in millimetres.
const (
	labelMM   = 62.0
	handRowMM = 9.0 // more than other rows, for a signature
)

func (p *Printer) registerLinePDF(n pipeline.NoticePaper) ([]byte, error) {
	l, err := p.registerLineOf(n)
	if err != nil {
		return nil, err
	}
	s := p.newSheet(l.Title, letterDate(n), l.Number)
	s.officeHead(l.Office)
	s.family, s.size, s.line = "serif", 14, 6.6
	s.font("B")
	s.balanced(l.Title)
	s.size, s.line = 10.5, 5
	s.font("")
	s.space(1)
	s.paragraph(dated(l.Date, l.Number), "C")
	if l.Draft {
		s.font("B")
		s.paragraph(draftMark, "C")
	}
	s.space(5)
	s.body()
	s.nodes(l.above, l.source, 0)
	for _, row := range l.Rows {
		label, value := s.coverage.fit(row.Label), s.coverage.fit(row.Text)
		switch {
		case label == "":
			s.grid([]tableRow{{cells: []string{value}}}, []float64{textWidth})
		case row.Hand():
			s.handRow(row)
		default:
			s.grid([]tableRow{{cells: []string{label, value}}}, []float64{labelMM, textWidth - labelMM})
		}
	}
	s.space(3)
	s.nodes(l.below, l.source, 0)
	s.signature(l.Signature)
	return s.finish(n.ID)
}

// handRow leaves room for the hand.
func (s *sheet) handRow(row certificateLine) {
	s.need(tableLine + handRowMM)
	left, y := s.left(), s.pdf.GetY()
	s.grid([]tableRow{{cells: []string{s.coverage.fit(row.Label), "\n" + s.coverage.fit(row.Text)}}}, []float64{labelMM, textWidth - labelMM})
	s.pdf.SetXY(left, max(s.pdf.GetY(), y+handRowMM))
}

// dated is «28 февраля 2017 г. № 5», what there is of it.
func dated(date, number string) string {
	if number != "" {
		number = "№\u00a0" + number
	}
	return strings.TrimSpace(date + " " + number)
}
