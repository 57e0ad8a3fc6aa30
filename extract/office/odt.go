package office

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// odt reads content.xml of an OpenDocument text.
type odt struct {
	flow
	styles *odtStyles
	skip   int
	ends   []bool // of the open paragraphs: a new page begins behind it
}

func readODT(z *zip.Reader) ([]Block, error) {
	styles, err := readODTStyles(z)
	if err != nil {
		return nil, err
	}
	rc, err := part(z, "content.xml")
	if err != nil {
		return nil, err
	}
	if rc == nil {
		return nil, errors.New("no content.xml")
	}
	defer rc.Close()
	d := &odt{styles: styles}
	x := decoder(rc)
	for {
		t, err := x.RawToken()
		if err != nil {
			d.flush()
			if err == io.EOF || len(d.blocks) > 0 {
				return d.blocks, nil
			}
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			d.start(t)
		case xml.EndElement:
			d.end(t.Name.Local)
		case xml.CharData:
			if d.skip == 0 {
				d.write(collapse(string(t)))
			}
		}
	}
}

func (d *odt) start(t xml.StartElement) {
	name := t.Name.Local
	if d.skip > 0 || name == "tracked-changes" || name == "annotation" || name == "note-citation" || name == "scripts" {
		d.skip++
		return
	}
	d.styles.start(t)
	switch name {
	case "p", "h":
		d.startParagraph(d.styles.of("paragraph", attr(t, "style-name")))
	case "s":
		d.write(strings.Repeat(" ", min(count(t, "c"), 100)))
	case "tab":
		d.write(" ")
	case "line-break":
		d.write("\n")
	case "soft-page-break":
		d.breakPage()
	case "table":
		d.openTable()
	case "table-column":
		for range min(count(t, "number-columns-repeated"), maxColumns) {
			d.column(d.styles.of("table-column", attr(t, "style-name")).width)
		}
	case "table-row":
		d.openRow()
	case "table-cell":
		d.openCell(count(t, "number-columns-spanned"))
	case "covered-table-cell":
		d.cover()
	}
}

func (d *odt) startParagraph(s odtStyle) {
	d.openParagraph()
	d.setSize(s.size)
	if s.before {
		d.breakPage()
	}
	d.ends = append(d.ends, s.after)
}

// cover leaves room for a cell under a merged one above. One under a merged cell
// to its left has its room in that.
func (d *odt) cover() {
	n := len(d.rows)
	if n == 0 {
		return
	}
	if r := d.rows[n-1]; r.covered > 0 {
		r.covered--
		return
	}
	d.openCell(1)
}

func (d *odt) end(name string) {
	if d.skip > 0 {
		d.skip--
		return
	}
	switch name {
	case "p", "h":
		if n := len(d.ends); n > 0 {
			d.after = d.after || d.ends[n-1]
			d.ends = d.ends[:n-1]
		}
		d.put(d.closeParagraph())
	case "table-row":
		d.closeRow()
	case "table":
		d.closeTable()
	}
}

// count reads a number of repetitions, which is 1 where none is given.
func count(t xml.StartElement, name string) int {
	n, err := strconv.Atoi(attr(t, name))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// collapse makes one blank of many, as the format demands (§6.1.2).
func collapse(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		b.WriteRune(r)
	}
	return b.String()
}
