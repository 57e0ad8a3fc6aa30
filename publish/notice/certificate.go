package notice

import (
	"cmp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// certificate is свидетельство: one page, one copy (order 210 п. 87). The form
// itself is that of order 211; the order of its lines follows what the office
// publishes of an entry.
type certificate struct {
	Title     string // of the file, not shown
	Lines     []certificateLine
	Signature signature
	Draft     bool

	doc  string
	date workday.Date
}

// certificateLine is one line of the page: a heading of level 1 to 4, a row with
// a label, or (level 0, no label) plain text.
type certificateLine struct {
	Level int
	Label string
	Text  string
	// Above is set on plain lines before the first heading: whose paper it is.
	Above bool
	// Mark is set on such a line that is strong from end to end: what kind of copy
	// this is, for all to see.
	Mark bool
}

// Certificate returns the certificate of a registration as HTML and as PDF of one
// page. An entry without number, date or title is Invalid: such a paper would
// certify nothing.
func (p *Printer) Certificate(e pipeline.Entry) (html, pdf []byte, err error) {
	c, err := p.certificateOf(e)
	if err != nil {
		return nil, nil, err
	}
	if html, err = p.execute("certificate.html", c); err != nil {
		return nil, nil, err
	}
	pdf, err = p.certificatePDF(c)
	return html, pdf, err
}

// issuedHTML and issuedPDF print a notice that is laid out as a certificate. Its
// text is what was signed; only its look is ours.
func (p *Printer) issuedHTML(n pipeline.NoticePaper) ([]byte, error) {
	if err := printableAtAll(n); err != nil {
		return nil, err
	}
	return p.execute("certificate.html", p.certificateOfNotice(n))
}

func (p *Printer) issuedPDF(n pipeline.NoticePaper) ([]byte, error) {
	if err := printableAtAll(n); err != nil {
		return nil, err
	}
	return p.certificatePDF(p.certificateOfNotice(n))
}

// certificateOfNotice reads the lines of the page off the notice's text:
// headings, list items as rows ("Автор: …"), and paragraphs.
func (p *Printer) certificateOfNotice(n pipeline.NoticePaper) certificate {
	c := certificate{
		Title: publish.Clean(n.Title), Signature: p.signatureOf(n), Draft: n.Draft, doc: n.ID, date: letterDate(n),
	}
	source := []byte(printable(n.Markdown))
	tree := p.markdown.Parser().Parse(text.NewReader(source))
	for node := tree.FirstChild(); node != nil; node = node.NextSibling() {
		switch node := node.(type) {
		case *ast.Heading:
			c.Lines = append(c.Lines, certificateLine{Level: node.Level, Text: plainText(node, source)})
		case *ast.List:
			for item := node.FirstChild(); item != nil; item = item.NextSibling() {
				c.Lines = append(c.Lines, rowOf(plainText(item, source)))
			}
		default:
			above := !c.headed()
			c.Lines = append(c.Lines, certificateLine{Text: plainText(node, source), Above: above, Mark: above && strong(node)})
		}
	}
	return c
}

// strong reports whether all of a paragraph is set strong.
func strong(n ast.Node) bool {
	e, ok := n.FirstChild().(*ast.Emphasis)
	return ok && e.Level >= 2 && e.NextSibling() == nil
}

// headed reports whether a heading stands on the page already.
func (c certificate) headed() bool {
	for _, l := range c.Lines {
		if l.Level > 0 {
			return true
		}
	}
	return false
}

// rowOf splits "Автор: Иванов И. И." at the first colon.
func rowOf(item string) certificateLine {
	label, value, ok := strings.Cut(item, ": ")
	if !ok {
		return certificateLine{Text: item}
	}
	return certificateLine{Label: label + ":", Text: value}
}

func (p *Printer) certificateOf(e pipeline.Entry) (certificate, error) {
	r := publish.RecordOf(e)
	if r.Number == "" || r.Title == "" || r.Date.IsZero() {
		return certificate{}, &pipeline.Error{Op: "print certificate", Doc: e.Key(), Kind: pipeline.Invalid,
			Advice: "В записи реестра нет номера, даты регистрации или названия. Свидетельство без них не печатается."}
	}
	register, ok := p.registers[e.Register]
	if !ok {
		return certificate{}, &pipeline.Error{Op: "print certificate", Doc: e.Key(), Kind: pipeline.Unsupported,
			Advice: "Для этого реестра форма свидетельства не задана."}
	}
	c := certificate{
		Title: "Свидетельство № " + r.Number, doc: e.Key(), date: r.Date,
		Signature: signature{Position: p.config.Head, Name: signedName(p.config.HeadName)},
	}
	c.Lines = []certificateLine{
		{Text: "РОССИЙСКАЯ ФЕДЕРАЦИЯ", Above: true},
		{Text: strings.ToUpper(publish.Clean(p.config.Office.Name)), Above: true},
		{Level: 1, Text: "СВИДЕТЕЛЬСТВО"},
		{Level: 2, Text: "о государственной регистрации " + register.Object},
		{Level: 3, Text: bound("№ " + r.Number)},
		{Label: "Дата государственной регистрации:", Text: bound(longDate(r.Date))},
		{Label: "Номер и дата поступления заявки:", Text: bound(applied(r))},
		{Label: "Дата публикации:", Text: bound(longDate(r.PublishedOn))},
		{Label: one(len(r.Authors), "Автор:", "Авторы:"), Text: authorsText(r)},
		{Label: one(len(r.Holders), "Правообладатель:", "Правообладатели:"), Text: cmp.Or(names(r.Holders), "сведения в реестре отсутствуют")},
		{Label: "Создана по государственному или муниципальному контракту:", Text: r.StateContract},
		{Label: "Внесено:", Text: register.Title},
		{Level: 4, Text: r.Title},
	}
	return c.withoutEmpty(), nil
}

func (c certificate) withoutEmpty() certificate {
	kept := c.Lines[:0:0]
	for _, l := range c.Lines {
		if l.Text != "" {
			kept = append(kept, l)
		}
	}
	c.Lines = kept
	return c
}

// applied is the number and date of the application, what there is of them.
func applied(r publish.Record) string {
	if r.ApplicationDate.IsZero() {
		return r.ApplicationNo
	}
	return strings.TrimPrefix(r.ApplicationNo+", "+longDate(r.ApplicationDate), ", ")
}

func one(n int, single, several string) string {
	if n == 1 {
		return single
	}
	return several
}

func names(parties []pipeline.Party) string {
	all := make([]string, len(parties))
	for i, p := range parties {
		all[i] = publish.PartyName(p)
	}
	return strings.Join(all, ", ")
}

// authorsText names the authors, or says that they declined.
func authorsText(r publish.Record) string {
	named := names(r.Authors)
	switch {
	case r.AuthorsDeclined && named != "":
		return named + "; иные авторы отказались быть упомянутыми в качестве таковых"
	case r.AuthorsDeclined:
		return "отказались быть упомянутыми в качестве таковых"
	}
	return cmp.Or(named, "сведения в реестре отсутствуют")
}
