// Package notice prints what leaves the office on paper: notices, from their
// Markdown onto a letterhead; the certificate of registration, on one page, from
// the signed text or from the register's entry; and the receipt of a filing. Each
// comes as HTML with a print style and as PDF made in this process.
//
// It refuses raw HTML in a notice and anything from the net: fonts are embedded
// subsets, text in the PDF can be selected and searched, and both forms come from
// one parse of the same Markdown, so that they say the same. A letterhead adds
// nothing to what was signed but the office, the addressee, the paper's number and
// date; numbers that the text does not name are left out, since they may be
// younger than the paper.
//
// Units: millimetres and points on A4; sizes of files in bytes. Errors are
// *pipeline.Error values: Invalid for a document that lacks what it must say,
// TooLarge for a certificate that no page holds, Internal for a defect of ours.
// The same document gives the same bytes: dates in the PDF are the document's own.
// A Printer is safe for concurrent use.
package notice

import (
	"bytes"
	"cmp"
	"embed"
	"html/template"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"vestnik/pipeline"
	"vestnik/publish"
)

// Config says whose letterhead it is.
type Config struct {
	Office publish.Office
	// Registers names what is registered, for certificates. Nil takes those of
	// publish.DefaultConfig.
	Registers []publish.Register
	// Head is the position of who signs certificates; empty is the office's head.
	Head string
	// HeadName is the name of the office's head, "Орлов Д. И.", under certificates.
	// Empty leaves the line for the hand alone.
	HeadName string
}

// Printer prints outgoing documents.
type Printer struct {
	config    Config
	registers map[pipeline.RegisterID]publish.Register
	markdown  goldmark.Markdown
	templates *template.Template
	coverage  coverage
	widths    func() (*widths, error) // asked for by issues alone
}

var (
	_ pipeline.NoticePrinter  = (*Printer)(nil)
	_ pipeline.ReceiptPrinter = (*Printer)(nil)
	_ publish.Paper           = (*Printer)(nil)
)

//go:embed templates/*.html
var templateFiles embed.FS

// NewPrinter returns a printer; an office without a name is Invalid.
func NewPrinter(config Config) (*Printer, error) {
	if publish.Clean(config.Office.Name) == "" {
		return nil, &pipeline.Error{Op: "configure printer", Kind: pipeline.Invalid,
			Advice: "Не указано название ведомства. Укажите его в настройках: без него нет бланка."}
	}
	if config.Registers == nil {
		config.Registers = publish.DefaultConfig().Registers
	}
	config.Head = cmp.Or(config.Head, "Руководитель ведомства")
	templates, err := template.ParseFS(templateFiles, "templates/*.html")
	if err != nil {
		return nil, &pipeline.Error{Op: "configure printer", Kind: pipeline.Internal, Err: err}
	}
	coverage, err := newCoverage()
	if err != nil {
		return nil, &pipeline.Error{Op: "configure printer", Kind: pipeline.Internal, Err: err}
	}
	p := &Printer{
		config: config, registers: make(map[pipeline.RegisterID]publish.Register),
		// No inline styles: the alignment of cells is left to the page.
		markdown:  goldmark.New(goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)))),
		templates: templates, coverage: coverage,
		widths: sync.OnceValues(func() (*widths, error) { return newWidths(coverage) }),
	}
	for _, r := range config.Registers {
		p.registers[r.ID] = r
	}
	return p, nil
}

// execute fills one template.
func (p *Printer) execute(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, name, data); err != nil {
		return nil, &pipeline.Error{Op: "print document", Doc: name, Kind: pipeline.Internal, Err: err}
	}
	return b.Bytes(), nil
}
