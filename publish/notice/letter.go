package notice

import (
	"bytes"
	"cmp"
	"html/template"

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
	Signatory string
	Body      template.HTML

	source []byte
	tree   ast.Node
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
	if publish.Clean(n.Title) == "" || len(bytes.TrimSpace([]byte(n.Markdown))) == 0 {
		return letter{}, &pipeline.Error{Op: "print notice", Doc: n.ID, Kind: pipeline.Invalid,
			Advice: "У документа нет названия или текста. Заполните его и напечатайте ещё раз."}
	}
	source := []byte(printable(n.Markdown))
	tree := p.markdown.Parser().Parse(text.NewReader(source))
	var body bytes.Buffer
	if err := p.markdown.Renderer().Render(&body, source, tree); err != nil {
		return letter{}, &pipeline.Error{Op: "print notice", Doc: n.ID, Kind: pipeline.Internal, Err: err}
	}
	l := letter{
		Office: p.config.Office, Title: publish.Clean(n.Title), Addressee: publish.Lines(n.Addressee),
		Date: publish.LongDate(letterDate(n)), Draft: n.Draft, Signatory: publish.Clean(n.Signatory),
		Body:   template.HTML(body.String()), // goldmark's, with raw HTML dropped
		source: source, tree: tree,
	}
	if heading, ok := tree.FirstChild().(*ast.Heading); ok && heading.Level == 1 {
		l.Titled = true
	}
	for _, number := range numberNames {
		if value := publish.Clean(n.Numbers[number.key]); value != "" {
			l.Reference = append(l.Reference, reference{number.name, value})
		}
	}
	if len(l.Reference) == 0 && n.Case != "" {
		l.Reference = append(l.Reference, reference{"Дело №", publish.Clean(string(n.Case))})
	}
	return l, nil
}

func letterDate(n pipeline.NoticePaper) workday.Date {
	if n.Date.IsZero() && !n.CreatedAt.IsZero() {
		return workday.DateOf(n.CreatedAt)
	}
	return n.Date
}

// HTML returns the notice as one HTML file that asks for nothing else.
func (p *Printer) HTML(n pipeline.NoticePaper) ([]byte, error) {
	l, err := p.letterOf(n)
	if err != nil {
		return nil, err
	}
	return p.execute("notice.html", l)
}

// PDF returns the notice as PDF on A4.
func (p *Printer) PDF(n pipeline.NoticePaper) ([]byte, error) {
	l, err := p.letterOf(n)
	if err != nil {
		return nil, err
	}
	s := p.newSheet(l.Title, letterDate(n), cmp.Or(publish.Clean(n.ID), l.Title))
	s.letterhead(l)
	s.blocks(l.tree, l.source, 0)
	s.signature(l)
	return s.finish(n.ID)
}
