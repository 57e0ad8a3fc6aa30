package office

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// docx reads one part of a DOCX package.
type docx struct {
	flow
	numbers *numbering
	styles  *styles
	size    float64 // of the run being read; 0 is that of the paragraph
	inRun   bool
	notes   map[string]string // footnotes and endnotes by id, "f1", "e1"
	pending []string          // notes of the paragraph being read
	list    listItem
	skip    int // depth of what is not shown
	text    bool
}

type listItem struct{ num, level string }

func readDOCX(z *zip.Reader) ([]Block, error) {
	numbers, err := readNumbering(z)
	if err != nil {
		return nil, err
	}
	styles, err := readStyles(z)
	if err != nil {
		return nil, err
	}
	d := &docx{numbers: numbers, styles: styles, notes: map[string]string{}}
	for prefix, name := range map[string]string{"f": "word/footnotes.xml", "e": "word/endnotes.xml"} {
		if err := d.readNotes(z, name, prefix); err != nil {
			return nil, err
		}
	}
	headers := d.margins(z, "word/header")
	found, err := d.readPart(z, "word/document.xml")
	if err != nil && len(d.blocks) == 0 {
		return nil, err
	}
	if !found {
		return nil, errors.New("no word/document.xml")
	}
	return append(append(headers, d.blocks...), d.margins(z, "word/footer")...), nil
}

// margins reads the headers or footers, each distinct text once.
func (d *docx) margins(z *zip.Reader, prefix string) []Block {
	seen := map[string]bool{}
	var out []Block
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, prefix) || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		m := &docx{numbers: d.numbers, styles: d.styles, notes: d.notes}
		_, _ = m.readPart(z, f.Name) // what a broken header gave before it broke is all there is
		for _, b := range m.blocks {
			b.Break = false
			if key := fmt.Sprint(b); !seen[key] {
				seen[key] = true
				out = append(out, b)
			}
		}
	}
	return out
}

func (d *docx) readNotes(z *zip.Reader, name, prefix string) error {
	rc, err := part(z, name)
	if rc == nil || err != nil {
		return err
	}
	defer rc.Close()
	var notes struct {
		Notes []struct {
			ID    string `xml:"id,attr"`
			Inner []struct {
				Runs []struct {
					Text []string `xml:"t"`
				} `xml:"r"`
			} `xml:"p"`
		} `xml:",any"`
	}
	if err := decoder(rc).Decode(&notes); err != nil {
		return nil // a text without its notes is still a text
	}
	for _, n := range notes.Notes {
		var words []string
		for _, p := range n.Inner {
			for _, r := range p.Runs {
				words = append(words, strings.Join(r.Text, ""))
			}
		}
		d.notes[prefix+n.ID] = strings.TrimSpace(strings.Join(words, ""))
	}
	return nil
}

func (d *docx) readPart(z *zip.Reader, name string) (found bool, err error) {
	rc, err := part(z, name)
	if rc == nil || err != nil {
		return false, err
	}
	defer rc.Close()
	x := decoder(rc)
	for {
		t, err := x.RawToken()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			d.flush()
			return true, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			d.start(t)
		case xml.EndElement:
			d.end(t.Name.Local)
		case xml.CharData:
			if d.text && d.skip == 0 {
				d.writeSized(string(t), d.size)
			}
		}
	}
}

// hidden elements hold what no reader of the paper sees: deleted text, field
// codes, and the second copy of a drawing for older programs.
func hidden(name string) bool {
	switch name {
	case "del", "moveFrom", "instrText", "delText", "Fallback", "pPrChange", "rPrChange", "tblGridChange", "tblPrChange", "trPrChange", "tcPrChange":
		return true
	}
	return false
}

func (d *docx) start(t xml.StartElement) {
	name := t.Name.Local
	if d.skip > 0 || hidden(name) {
		d.skip++
		return
	}
	switch name {
	case "p":
		d.openParagraph()
		d.setSize(d.styles.size(""))
		d.list, d.inRun = listItem{}, false
	case "pStyle":
		d.setSize(d.styles.size(attr(t, "val")))
	case "r":
		d.inRun, d.size = true, 0
	case "sz":
		if d.inRun {
			d.size = halfPoints(attr(t, "val"))
		}
	case "t":
		d.text = true
	case "tab":
		d.write(" ")
	case "noBreakHyphen":
		d.write("-")
	case "cr":
		d.write("\n")
	case "br":
		if attr(t, "type") == "page" {
			d.hardBreak()
		} else {
			d.write("\n")
		}
	case "lastRenderedPageBreak", "pageBreakBefore":
		d.breakPage()
	case "sym":
		if r, ok := symbol(attr(t, "char")); ok {
			d.write(string(r))
		}
	case "ilvl":
		d.list.level = attr(t, "val")
	case "numId":
		d.list.num = attr(t, "val")
	case "footnoteReference", "endnoteReference":
		if note := d.notes[name[:1]+attr(t, "id")]; note != "" {
			d.pending = append(d.pending, note)
		}
	case "tbl":
		d.openTable()
	case "gridCol":
		d.column(number(attr(t, "w")))
	case "tr":
		d.openRow()
	case "gridBefore":
		d.openCell(int(number(attr(t, "val"))))
	case "tc":
		d.openCell(1)
	case "gridSpan":
		d.span(int(number(attr(t, "val"))))
	}
}

func (d *docx) end(name string) {
	if d.skip > 0 {
		d.skip--
		return
	}
	switch name {
	case "t":
		d.text = false
	case "p":
		d.endParagraph()
	case "r":
		d.inRun = false
	case "tr":
		d.closeRow()
	case "tbl":
		d.closeTable()
	}
}

// hardBreak ends the page where the writer says, within a paragraph too.
func (d *docx) hardBreak() {
	if d.lineEmpty() || len(d.rows) > 0 || len(d.para) > 1 {
		d.breakPage()
		return
	}
	p := d.closeParagraph()
	p.Text = d.numbers.next(d.list) + p.Text
	d.list = listItem{}
	d.put(p)
	d.broken = true
	d.openParagraph()
	d.setSize(p.Size)
}

// endParagraph closes the innermost paragraph and puts it into its cell or page.
func (d *docx) endParagraph() {
	p := d.closeParagraph()
	if p.Text != "" {
		p.Text = d.numbers.next(d.list) + p.Text
	}
	d.list = listItem{}
	d.put(p)
	for _, note := range d.pending {
		d.put(Block{Text: note})
	}
	d.pending = nil
}

func attr(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// symbol reads a character of a symbol font: ticked boxes are what forms use.
func symbol(hex string) (rune, bool) {
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return 0, false
	}
	switch v & 0xFF {
	case 0xFE, 0x52:
		return '☑', true
	case 0xFD, 0x53, 0x54, 0x78:
		return '☒', true
	case 0xA8, 0x6F, 0xA3, 0x71:
		return '☐', true
	case 0xB7:
		return '•', true
	}
	if v >= 0xF000 {
		return 0, false
	}
	return rune(v), true
}

func decoder(r io.Reader) *xml.Decoder {
	x := xml.NewDecoder(r)
	x.Strict = false
	return x
}
