package notice

import (
	"bytes"
	"cmp"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// letter is a notice made ready for either form.
type letter struct {
	Office    publish.Office
	Title     string
	Titled    bool // the text begins with a heading of its own
	Reference []reference
	Addressee []string
	Date      string
	Draft     bool
	Signature signature
	Body      template.HTML
	Below     template.HTML // what stands under the signature

	source       []byte
	above, below []ast.Node
}

// reference is one line of numbers on the letterhead.
type reference struct{ Name, Value string }

// numberNames are the numbers that a letterhead shows, in their order.
var numberNames = []struct{ key, name string }{
	{"application", "Заявка №"},
	{"incoming", "Входящий №"},
	{"registration", "Регистрационный №"},
}

func (p *Printer) letterOf(n pipeline.NoticePaper) (letter, error) {
	if err := printableAtAll(n); err != nil {
		return letter{}, err
	}
	source := []byte(printable(n.Markdown))
	above, below := parts(p.markdown.Parser().Parse(text.NewReader(source)))
	l := letter{
		Office: p.config.Office, Title: bound(publish.Clean(n.Title)), Addressee: boundLines(n.Addressee),
		Date: longDate(letterDate(n)), Draft: n.Draft, Signature: p.signatureOf(n),
		source: source, above: above, below: below,
	}
	var err error
	if l.Body, err = p.render(n.ID, source, above); err != nil {
		return letter{}, err
	}
	if l.Below, err = p.render(n.ID, source, below); err != nil {
		return letter{}, err
	}
	if len(above) > 0 {
		heading, ok := above[0].(*ast.Heading)
		l.Titled = ok && heading.Level == 1
	}
	if own := outgoingNumber(n); own != "" {
		l.Reference = append(l.Reference, reference{"№", own})
	}
	for _, number := range numberNames {
		// A number that the text does not name may be younger than the paper.
		if value := publish.Clean(n.Numbers[number.key]); value != "" && strings.Contains(n.Markdown, value) {
			l.Reference = append(l.Reference, reference{number.name, value})
		}
	}
	return l, nil
}

func printableAtAll(n pipeline.NoticePaper) error {
	if publish.Clean(n.Title) == "" || strings.TrimSpace(n.Markdown) == "" {
		return &pipeline.Error{Op: "print notice", Doc: n.ID, Kind: pipeline.Invalid,
			Advice: "У документа нет названия или текста. Заполните его и напечатайте ещё раз."}
	}
	return nil
}

// parts splits a text at its last rule: what follows stands under the signature,
// such as the mark of a person who takes a paper over.
func parts(tree ast.Node) (above, below []ast.Node) {
	for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
		above = append(above, n)
	}
	for i := len(above) - 1; i > 0; i-- {
		if above[i].Kind() == ast.KindThematicBreak {
			return above[:i], above[i+1:]
		}
	}
	return above, nil
}

func (p *Printer) render(doc string, source []byte, nodes []ast.Node) (template.HTML, error) {
	var b bytes.Buffer
	for _, n := range nodes {
		if err := p.markdown.Renderer().Render(&b, source, n); err != nil {
			return "", &pipeline.Error{Op: "print notice", Doc: doc, Kind: pipeline.Internal, Err: err}
		}
	}
	return template.HTML(b.String()), nil // goldmark's, with raw HTML dropped
}

// outgoingNumber is the paper's own number: the case's, then which paper of the
// case it is: "O210-03-A/2" is "210-03-А/2". The Latin letter before a document's
// code falls away, as do words in it; a letter that tells two codes apart is
// written as a Russian one.
func outgoingNumber(n pipeline.NoticePaper) string {
	own := strings.TrimLeft(publish.Clean(n.ID), latin)
	if n.Case == "" || own == "" {
		return ""
	}
	own = letters.Replace(latinWords.ReplaceAllString(own, ""))
	return publish.Clean(string(n.Case)) + "/" + own
}

const latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

var (
	latinWords = regexp.MustCompile(`-?[A-Za-z]{2,}`)
	letters    = strings.NewReplacer("A", "А", "a", "а", "B", "Б", "b", "б", "C", "В", "c", "в", "D", "Г", "d", "г")
)

// longDate returns "28 февраля 2017 г.", as the texts of the notices write
// dates, or "" for no date.
func longDate(d workday.Date) string {
	if d.IsZero() {
		return ""
	}
	return strings.TrimSuffix(publish.LongDate(d), "года") + "г."
}

// boundLines are the lines of an addressee.
func boundLines(addressee string) []string {
	lines := publish.Lines(addressee)
	for i, line := range lines {
		lines[i] = bound(line)
	}
	return lines
}

func letterDate(n pipeline.NoticePaper) workday.Date {
	if n.Date.IsZero() && !n.CreatedAt.IsZero() {
		return workday.DateOf(n.CreatedAt)
	}
	return n.Date
}

// Layouts of papers that are no letters.
const (
	// layoutCertificate is one page in a frame, without letterhead and addressee.
	layoutCertificate = "certificate"
	// layoutDuplicate is the same with a mark over the heading.
	layoutDuplicate = "duplicate"
	// layoutRegisterLine is a line of a register that is kept on paper: what is
	// said stands in ruled rows, with room for the hand.
	layoutRegisterLine = "register-line"
)

// HTML returns the notice as one HTML file that asks for nothing else, in the
// layout that the pack names.
func (p *Printer) HTML(n pipeline.NoticePaper) ([]byte, error) {
	switch n.Layout {
	case layoutCertificate, layoutDuplicate:
		return p.issuedHTML(n)
	case layoutRegisterLine:
		return p.registerLineHTML(n)
	}
	l, err := p.letterOf(n)
	if err != nil {
		return nil, err
	}
	return p.execute("notice.html", l)
}

// PDF returns the notice as PDF on A4, in the layout that the pack names; a
// certificate is one page.
func (p *Printer) PDF(n pipeline.NoticePaper) ([]byte, error) {
	switch n.Layout {
	case layoutCertificate, layoutDuplicate:
		return p.issuedPDF(n)
	case layoutRegisterLine:
		return p.registerLinePDF(n)
	}
	l, err := p.letterOf(n)
	if err != nil {
		return nil, err
	}
	s := p.letterSheet(n, l, 1)
	if s.spills() {
		if tight := p.letterSheet(n, l, tightScale); tight.pdf.PageCount() < s.pdf.PageCount() {
			s = tight
		}
	}
	return s.finish(n.ID)
}

// tightScale is how much smaller a letter is set to save a page that would hold
// little more than the signature: 11.5 points in place of 12.
const tightScale = 11.5 / bodySize

func (p *Printer) letterSheet(n pipeline.NoticePaper, l letter, scale float64) *sheet {
	s := p.newSheet(l.Title, letterDate(n), cmp.Or(outgoingNumber(n), l.Title))
	s.scale = scale
	s.letterhead(l)
	s.matter(l)
	s.signature(l.Signature)
	if len(l.below) > 0 {
		s.rule()
		s.nodes(l.below, l.source, 0)
	}
	return s
}

// spills reports whether the last page holds little.
func (s *sheet) spills() bool {
	const little = 90.0
	return s.pdf.PageCount() > 1 && s.pdf.GetY() < marginTop+little
}

// matter writes what stands above the signature. Its last paragraph goes over to
// the page of the signature: one that stands alone on a page signs nothing.
func (s *sheet) matter(l letter) {
	last := len(l.above) - 1
	if last < 1 {
		s.nodes(l.above, l.source, 0)
		return
	}
	s.nodes(l.above[:last], l.source, 0)
	const most = 100.0 // longer paragraphs part by themselves
	if h := s.height(plainText(l.above[last], l.source)); h < most {
		s.need(h + 2.2 + s.roomFor(l.Signature))
	}
	s.nodes(l.above[last:], l.source, 0)
}
