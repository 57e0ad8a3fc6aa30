package blanks

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// Widths in twentieths of a point: of the table, and of a millimetre.
const (
	wordWidth  = 10080
	twentieths = 56.7
)

// word packs the form as DOCX: a table of the same boxes, to be typed into.
func (f Form) word(filled bool) ([]byte, error) {
	var body strings.Builder
	foot := f.Title
	if filled {
		foot = sampleMark
	}
	for i, row := range f.Rows {
		if row.Page && i > 0 {
			body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		}
		writeWordRow(&body, f, row, filled)
	}
	document := xml.Header + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>` +
		body.String() + `<w:p/><w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="794" w:right="680" w:bottom="794" w:left="1134" w:header="340" w:footer="340" w:gutter="0"/></w:sectPr></w:body></w:document>`
	footer := xml.Header + `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + wordParagraph(paragraph{runs: []run{{note, foot}}}) + `</w:ftr>`
	return zipped([][2]string{
		{"[Content_Types].xml", xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`},
		{"_rels/.rels", xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`},
		{"word/document.xml", document},
		{"word/footer1.xml", footer},
	})
}

// writeWordRow writes a row as a table of its own, since rows differ in their columns.
func writeWordRow(b *strings.Builder, f Form, row Row, filled bool) {
	border := "single"
	if row.Plain {
		border = "nil"
	}
	b.WriteString(`<w:tbl><w:tblPr>` + fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/>`, wordWidth) + `<w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="` + border + `" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	widths := shares(row.Boxes)
	for i := range widths {
		widths[i] *= wordWidth / bodyWidth
		fmt.Fprintf(b, `<w:gridCol w:w="%.0f"/>`, widths[i])
	}
	b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for i, box := range row.Boxes {
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%.0f" w:type="dxa"/></w:tcPr>`, widths[i])
		contents := box.contents(f, filled)
		for _, p := range contents {
			if p.sign != nil {
				writeWordSignature(b, *p.sign)
				continue
			}
			p.runs = append([]run(nil), p.runs...)
			b.WriteString(wordParagraph(p))
		}
		if len(contents) == 0 {
			b.WriteString(`<w:p/>`)
		}
		b.WriteString(`</w:tc>`)
	}
	b.WriteString(`</w:tr></w:tbl>` + `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>`)
}

// writeWordSignature writes the line of signatures and its captions.
func writeWordSignature(b *strings.Builder, sign Sign) {
	gap := func(text, empty string) run {
		if text == "" {
			return run{plain, empty}
		}
		return run{value, text}
	}
	b.WriteString(wordParagraph(paragraph{}))
	b.WriteString(wordParagraph(paragraph{runs: []run{
		gap(sign.Position, "____________________"), {plain, "  ______________  "}, gap(sign.Name, "______________________________"), {plain, "  "}, gap(sign.Date, "______________")}}))
	b.WriteString(wordParagraph(paragraph{runs: []run{{note, "(должность, подпись, фамилия, имя, отчество, дата)"}}}))
}

// wordParagraph is a paragraph; one that ends in a rule has a tab with a leader.
func wordParagraph(p paragraph) string {
	var b strings.Builder
	b.WriteString(`<w:p><w:pPr>`)
	if p.rule {
		b.WriteString(`<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="20000"/></w:tabs>`)
	}
	b.WriteString(`<w:spacing w:before="0" w:after="40"/>`)
	if p.centre {
		b.WriteString(`<w:jc w:val="center"/>`)
	}
	b.WriteString(`</w:pPr>`)
	for i, r := range p.runs {
		text := r.text
		if i > 0 && r.face != letter && p.runs[i-1].face != letter && !strings.HasPrefix(text, " ") {
			text = " " + text
		}
		b.WriteString(`<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>`)
		if look := looks[r.face]; look.style == "B" {
			b.WriteString(`<w:b/>`)
		}
		fmt.Fprintf(&b, `<w:sz w:val="%.0f"/><w:lang w:val="ru-RU"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, 2*looks[r.face].size, escaped(text))
	}
	if p.rule {
		b.WriteString(`<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:tab/></w:r>`)
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

// zipped packs files with fixed dates, so that bytes repeat.
func zipped(files [][2]string) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f[0], Method: zip.Deflate, Modified: made})
		if err != nil {
			return nil, internal(f[0], err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			return nil, internal(f[0], err)
		}
	}
	err := z.Close()
	return b.Bytes(), internal("docx", err)
}
