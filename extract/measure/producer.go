package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"
)

// producer makes a PDF of paragraphs in its own way.
type producer struct {
	name string
	make func(b *bench, ctx context.Context, paragraphs []string, path string) error
}

// producers are the programs that Russian PDFs commonly come from, as far as they
// are installed. Those that write a PDF anew take LibreOffice's.
func producers() []producer {
	return []producer{
		{"fpdf (Go)", (*bench).byFPDF},
		{"LibreOffice", (*bench).byLibreOffice},
		{"Chromium", (*bench).byChromium},
		{"cairo", anew("pdftocairo", "-pdf", inPDF, outPDF)},
		{"Ghostscript", anew("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-o", outPDF, inPDF)},
		{"qpdf, AES-256", anew("qpdf", "--encrypt", "", "owner", "256", "--", "--object-streams=generate", inPDF, outPDF)},
		{"LaTeX T2A", (*bench).byLaTeX},
	}
}

// What stands for the files in the arguments of a program that writes a PDF anew.
const (
	inPDF  = "IN"
	outPDF = "OUT"
)

func (b *bench) byFPDF(_ context.Context, paragraphs []string, path string) error {
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	pdf.SetMargins(72, 56, 56)
	pdf.SetAutoPageBreak(true, 56)
	pdf.AddPage()
	pdf.SetFont("go", "", 11)
	for _, p := range paragraphs {
		pdf.MultiCell(0, 15, p, "", "L", false)
	}
	return pdf.OutputFileAndClose(path)
}

func (b *bench) byLibreOffice(ctx context.Context, paragraphs []string, path string) error {
	const office = "urn:oasis:names:tc:opendocument:xmlns:"
	var text strings.Builder
	fmt.Fprintf(&text, `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="%soffice:1.0" xmlns:text="%stext:1.0" xmlns:style="%sstyle:1.0" xmlns:fo="%sxsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-family="Liberation Serif" fo:font-size="12pt" fo:language="ru" fo:country="RU"/></style:default-style>
</office:styles><office:body><office:text>`, office, office, office, office)
	for _, p := range paragraphs {
		fmt.Fprintf(&text, "<text:p>%s</text:p>\n", html.EscapeString(p))
	}
	text.WriteString("</office:text></office:body></office:document>")
	source := strings.TrimSuffix(path, ".pdf") + ".fodt"
	if err := os.WriteFile(source, []byte(text.String()), 0o644); err != nil {
		return err
	}
	_, err := b.peer(ctx, "soffice", "--headless", "--convert-to", "pdf", "--outdir", filepath.Dir(path), source)
	return err
}

func (b *bench) byChromium(ctx context.Context, paragraphs []string, path string) error {
	var text strings.Builder
	text.WriteString(`<!doctype html><html lang="ru"><meta charset="utf-8"><style>body{font:12pt "PT Serif",serif}p{margin:0}</style>`)
	for _, p := range paragraphs {
		fmt.Fprintf(&text, "<p>%s</p>\n", html.EscapeString(p))
	}
	source := strings.TrimSuffix(path, ".pdf") + ".html"
	if err := os.WriteFile(source, []byte(text.String()), 0o644); err != nil {
		return err
	}
	_, err := b.peer(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf="+path, "file://"+source)
	return err
}

func (b *bench) byLaTeX(ctx context.Context, paragraphs []string, path string) error {
	special := strings.NewReplacer(`\`, `\textbackslash{}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
		"{", `\{`, "}", `\}`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "№", `\textnumero{}`)
	var text strings.Builder
	text.WriteString(`\documentclass[12pt]{article}\usepackage[T2A]{fontenc}\usepackage[utf8]{inputenc}\usepackage[russian]{babel}
\hyphenpenalty=10000\tolerance=10000\pagestyle{empty}\begin{document}` + "\n")
	for _, p := range paragraphs {
		text.WriteString(special.Replace(p) + "\n\n")
	}
	text.WriteString(`\end{document}`)
	source := strings.TrimSuffix(path, ".pdf") + ".tex"
	if err := os.WriteFile(source, []byte(text.String()), 0o644); err != nil {
		return err
	}
	_, err := b.peer(ctx, "pdflatex", "-interaction=batchmode", "-output-directory", filepath.Dir(path), source)
	return err
}

// anew makes a producer of a program that writes another's PDF in its own way.
func anew(program string, args ...string) func(*bench, context.Context, []string, string) error {
	return func(b *bench, ctx context.Context, paragraphs []string, path string) error {
		source := strings.TrimSuffix(path, ".pdf") + "-source.pdf"
		if err := b.byLibreOffice(ctx, paragraphs, source); err != nil {
			return err
		}
		filled := make([]string, len(args))
		for i, a := range args {
			filled[i] = strings.NewReplacer(inPDF, source, outPDF, path).Replace(a)
		}
		_, err := b.peer(ctx, program, filled...)
		return err
	}
}

// produced is a PDF that a producer has made.
type produced struct{ by, path string }

// produce has every installed producer set the paragraphs, and names the absent.
func (b *bench) produce(ctx context.Context, name string, paragraphs []string) (made []produced, absent []string, err error) {
	for i, p := range producers() {
		path := filepath.Join(b.work, fmt.Sprintf("%s-%d.pdf", name, i))
		err := p.make(b, ctx, paragraphs, path)
		switch {
		case errors.Is(err, errAbsent):
			absent = append(absent, p.name)
		case err != nil:
			return nil, nil, fmt.Errorf("PDF by %s: %w", p.name, err)
		default:
			made = append(made, produced{p.name, path})
		}
	}
	return made, absent, nil
}
