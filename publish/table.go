package publish

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"

	"vestnik/pipeline"
)

// recordColumns are the columns of every CSV of entries. New ones are added at
// the end; none is ever renamed.
var recordColumns = []string{
	"register", "number", "date", "application_number", "application_date", "kind", "title",
	"authors", "authors_declined", "holders", "contacts", "state_contract", "creation_year", "publication_year",
	"abstract", "computer_type", "language", "os", "dbms", "size",
	"series", "issue_year", "issue_number", "published_on", "valid", "url",
}

// recordsCSV writes records as RFC 4180 CSV in UTF-8 with a heading.
func recordsCSV(records []Record) ([]byte, error) {
	rows := make([][]string, len(records))
	for i, r := range records {
		rows[i] = recordRow(r)
	}
	return tableCSV(recordColumns, rows)
}

func recordRow(r Record) []string {
	series, year, number := issueCells(r.Issue)
	return []string{
		string(r.Register), r.Number, r.Date.String(), r.ApplicationNo, r.ApplicationDate.String(), r.Kind, r.Title,
		strings.Join(r.authorNames(), "; "), yesNo(r.AuthorsDeclined), strings.Join(r.holderNames(), "; "),
		r.Contacts, r.StateContract, yearText(r.CreationYear), yearText(r.PublicationYear),
		r.Abstract, r.ComputerType, r.Language, r.OS, r.DBMS, r.Size,
		series, year, number, r.PublishedOn.String(), yesNo(r.Valid), r.URL,
	}
}

// issueCells are the series, year and number of an issue; empty for none.
func issueCells(ref *pipeline.IssueRef) (series, year, number string) {
	if ref == nil {
		return "", "", ""
	}
	return ref.Series, decimal(ref.Year), decimal(ref.Number)
}

func yesNo(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func tableCSV(columns []string, rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	t := NewTable(&b, columns)
	for _, row := range rows {
		if err := t.Row(row); err != nil {
			return nil, err
		}
	}
	err := t.Close()
	return b.Bytes(), err
}

// Table writes RFC 4180 CSV in UTF-8 row by row, so that a long one need not be
// held in memory.
type Table struct {
	w   *csv.Writer
	err error // of the heading
}

// NewTable starts a table with its heading.
func NewTable(w io.Writer, columns []string) *Table {
	t := &Table{w: csv.NewWriter(w)}
	t.err = t.Row(columns)
	return t
}

// Row writes one row. After an error it does nothing but return it.
func (t *Table) Row(row []string) error {
	if t.err != nil {
		return t.err
	}
	cells := make([]string, len(row))
	for i, cell := range row {
		cells[i] = plainCell(cell)
	}
	if err := t.w.Write(cells); err != nil {
		t.err = &pipeline.Error{Op: "write table", Kind: pipeline.Unavailable, Err: err}
	}
	return t.err
}

// Close writes what is still held back. It does not close the writer beneath.
func (t *Table) Close() error {
	t.w.Flush()
	if err := t.w.Error(); err != nil && t.err == nil {
		t.err = &pipeline.Error{Op: "write table", Kind: pipeline.Unavailable, Err: err}
	}
	return t.err
}

// plainCell puts an apostrophe before a cell that a spreadsheet would run as a
// formula: a title is chosen by whoever files it.
func plainCell(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}
