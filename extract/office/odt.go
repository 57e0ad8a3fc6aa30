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
	skip int
}

func readODT(z *zip.Reader) ([]Block, error) {
	rc, err := part(z, "content.xml")
	if err != nil {
		return nil, err
	}
	if rc == nil {
		return nil, errors.New("no content.xml")
	}
	defer rc.Close()
	d := &odt{}
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
	switch name {
	case "p", "h":
		d.openParagraph()
	case "s":
		n, err := strconv.Atoi(attr(t, "c"))
		if err != nil || n < 1 {
			n = 1
		}
		d.write(strings.Repeat(" ", min(n, 100)))
	case "tab":
		d.write(" ")
	case "line-break":
		d.write("\n")
	case "soft-page-break":
		d.broken = true
	case "table-row":
		d.openRow()
	case "table-cell":
		d.openCell()
	}
}

func (d *odt) end(name string) {
	if d.skip > 0 {
		d.skip--
		return
	}
	switch name {
	case "p", "h":
		d.put(d.closeParagraph())
	case "table-row":
		d.closeRow()
	}
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
