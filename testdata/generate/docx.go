package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"vestnik/pipeline"
)

// docx is a form: the papers as a word processor's document. It is written from
// the application, not from the drawing: tables, paragraphs, page breaks.
type docx struct{}

func (docx) raster() bool { return false }

func (docx) encode(_ context.Context, d drawing, _ string) ([]byte, error) {
	w := &wordWriter{}
	for i, p := range d.papers {
		if i > 0 {
			w.pageBreak()
		}
		switch p.kind {
		case pipeline.Statement:
			w.statement(d.application, d.counts)
		case pipeline.Abstract:
			w.abstract(d.application)
		case pipeline.DepositedMaterials:
			if err := w.deposit(d.application); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("a %s is not written as DOCX", p.kind)
		}
	}
	return w.file()
}

// file packs the document as DOCX.
func (w *wordWriter) file() ([]byte, error) {
	return zipped([]madeFile{
		{"[Content_Types].xml", []byte(contentTypes)},
		{"_rels/.rels", []byte(packageRelations)},
		{"word/document.xml", w.document()},
	})
}

const contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

const packageRelations = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

// wordWriter gathers the body of word/document.xml.
type wordWriter struct{ b bytes.Buffer }

func (w *wordWriter) document() []byte {
	return []byte(xml.Header + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
		w.b.String() +
		`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="680" w:right="680" w:bottom="680" w:left="1020" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr></w:body></w:document>`)
}

// span is a stretch of a paragraph; size in half-points, 0 for the document's own.
type span struct {
	text string
	bold bool
	size int
}

func plain(text string) span { return span{text: text, size: 20} }
func bold(text string) span  { return span{text: text, bold: true, size: 18} }
func small(text string) span { return span{text: text, size: 16} }

// paragraph returns a paragraph; justify is "left", "center" or "right".
func paragraph(justify string, spans ...span) string {
	var b strings.Builder
	b.WriteString(`<w:p><w:pPr><w:spacing w:after="20"/><w:jc w:val="` + justify + `"/></w:pPr>`)
	for _, s := range spans {
		b.WriteString(`<w:r><w:rPr><w:rFonts w:ascii="PT Serif" w:hAnsi="PT Serif" w:cs="PT Serif"/>`)
		if s.bold {
			b.WriteString(`<w:b/>`)
		}
		fmt.Fprintf(&b, `<w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">`, s.size)
		b.WriteString(escaped(s.text))
		b.WriteString(`</w:t></w:r>`)
	}
	b.WriteString(`</w:p>`)
	return b.String()
}

func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "" // a strings.Builder does not fail
	}
	return b.String()
}

func (w *wordWriter) paragraph(justify string, spans ...span) {
	w.b.WriteString(paragraph(justify, spans...))
}

func (w *wordWriter) pageBreak() { w.b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`) }

// wordCell is a cell of a table row: its width in twentieths of a point and its paragraphs.
type wordCell struct {
	width      int
	paragraphs []string
}

// table writes rows of ruled cells.
func (w *wordWriter) table(rows ...[]wordCell) {
	w.b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="10200" w:type="dxa"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		w.b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	w.b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="1700"/>`, 6) + `</w:tblGrid>`)
	for _, row := range rows {
		w.b.WriteString(`<w:tr>`)
		for _, c := range row {
			fmt.Fprintf(&w.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/></w:tcPr>`, c.width, c.width/1700)
			w.b.WriteString(strings.Join(c.paragraphs, ""))
			w.b.WriteString(`</w:tc>`)
		}
		w.b.WriteString(`</w:tr>`)
	}
	w.b.WriteString(`</w:tbl>`)
	w.paragraph("left", small(""))
}

// abstract writes the abstract as paragraphs.
func (w *wordWriter) abstract(a application) {
	w.paragraph("center", span{"РЕФЕРАТ", true, 26})
	for _, line := range abstractLines(a) {
		w.paragraph("left", span{line.name + ": ", true, 22}, span{line.text, false, 22})
	}
}

// deposit writes the title page and the listing behind a page break.
func (w *wordWriter) deposit(a application) error {
	lines, err := listing(a.Listing)
	if err != nil {
		return err
	}
	w.paragraph("center", span{depositHeading(a.Kind), true, 26})
	w.paragraph("center", span{a.Title, true, 22})
	for _, h := range a.Holders {
		w.paragraph("left", span{"Правообладатель: " + h.Name, false, 22})
	}
	for i := range lines {
		if i%listingLines == 0 {
			w.pageBreak()
		}
		w.paragraph("left", span{lines[i], false, 14})
	}
	return nil
}
