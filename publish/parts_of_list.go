package publish

import (
	"io"
	"strings"
)

// listPart is how many rows a page of a long list shows: with the longest names
// that a table prints, it stays under 100 KB.
const listPart = 100

// partPath is where a part of a list stands; the first is the list itself.
func partPath(path string, number int) string {
	if number == 1 {
		return path
	}
	return path + "p" + decimal(number) + "/"
}

// partsOf returns how many parts so many rows make, at least one.
func partsOf(rows int) int { return max(1, (rows+listPart-1)/listPart) }

// partNumber reads the last segments of a part's address: none is the first part.
func partNumber(segments []string) (int, bool) {
	switch len(segments) {
	case 0:
		return 1, true
	case 1:
		digits, ok := strings.CutPrefix(segments[0], "p")
		number, valid := Ordinal(digits)
		return number, ok && valid && number > 1
	}
	return 0, false
}

// inParts cuts a page that lists records, in their order, into pages of at most
// listPart rows. They state one total; the table of the whole is the first one's,
// and the others lead to it.
func (p *Press) inParts(whole Page, records []Record) []Page {
	parts := make([]Page, partsOf(len(records)))
	for i := range parts {
		part := records[i*listPart : min((i+1)*listPart, len(records))]
		page := whole
		page.Path = partPath(whole.Path, i+1)
		page.Paging = &Paging{Name: "Страницы списка", Number: i + 1, Of: len(parts), Path: func(n int) string { return partPath(whole.Path, n) }}
		page.List = p.briefList(part)
		page.List.Total = len(records)
		if i == 0 {
			page.List.Columns = recordColumns
			page.List.Table = func(w io.Writer) error { return writeRecords(w, records) }
		} else {
			page.Crumbs = append(append([]Crumb(nil), whole.Crumbs...), Crumb{whole.Title, whole.Path})
			page.Forms = []FormLink{{"CSV всего списка", PathOf(whole.Path, CSV)}}
		}
		var b strings.Builder
		b.WriteString(whole.Markdown)
		writeRecordTable(&b, p, part)
		page.Markdown = b.String()
		parts[i] = page
	}
	return parts
}

// part returns one of the pages, false where there are fewer.
func part(pages []Page, number int) (Page, bool) {
	if number > len(pages) {
		return Page{}, false
	}
	return pages[number-1], true
}

// writeRecords writes records as CSV with a heading.
func writeRecords(w io.Writer, records []Record) error {
	table, err := recordsCSV(records)
	if err != nil {
		return err
	}
	_, err = w.Write(table)
	return err
}
