package opendata

import (
	"errors"
	"fmt"
	"io"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Source is what Entry.Source says of everything read here.
const Source = "open-data"

// Options say what the file is a register of. The zero value is the register of
// programs, published in the bulletin series "programs".
type Options struct {
	Register pipeline.RegisterID // default "programs"
	Series   string              // of the bulletin; default "programs"
}

// Row is one record read.
type Row struct {
	Line        int // where the record begins
	Entry       pipeline.Entry
	Issue       *pipeline.IssueRef // where it was published; nil when the file does not say
	PublishedOn workday.Date       // never zero; a doubt says so where it is not the file's own
	Doubts      []string           // Russian sentences, the same as Entry.Doubts
}

// Summary is what became of the records: Imported and Skipped together are all
// of them.
type Summary struct {
	Rows     int       `json:"rows"`     // records in the file, the header not counted
	Imported int       `json:"imported"` // records that the callback took
	Doubtful int       `json:"doubtful"` // of these, with doubts
	Skipped  []Skipped `json:"skipped"`
}

// Skipped is a record that was not imported.
type Skipped struct {
	Line    int    `json:"line"`
	Reason  Reason `json:"reason"`
	Number  string `json:"number,omitempty"` // as the file has it, when it can be told
	Message string `json:"message"`          // Russian
}

// Reason is why a record was not imported.
type Reason string

// The reasons.
const (
	Malformed  Reason = "malformed"   // a quote that never closes
	FieldCount Reason = "field-count" // more or fewer fields than the header names
	TooLong    Reason = "too-long"    // over a mebibyte
	NoNumber   Reason = "no-number"   // no registration number
	BadNumber  Reason = "bad-number"  // a registration number that is not digits
	NoDate     Reason = "no-date"     // no date at all, so that it cannot be placed in time
	Duplicate  Reason = "duplicate"   // the number stands on an earlier line
)

// Reasons lists every reason.
func Reasons() []Reason {
	return []Reason{Malformed, FieldCount, TooLong, NoNumber, BadNumber, NoDate, Duplicate}
}

// Read reads a register of programs; see [Options.Read].
func Read(r io.Reader, fn func(Row) error) (Summary, error) { return Options{}.Read(r, fn) }

// Read calls fn for every record that can be imported, in the order of the file.
// An error of fn ends the reading and is returned as it is, with the summary of
// what came before. The text may be UTF-8, with or without a byte order mark,
// UTF-16 with one, or windows-1251; the separator may be a comma, a semicolon or
// a tab.
func (o Options) Read(r io.Reader, fn func(Row) error) (Summary, error) {
	if o.Register == "" {
		o.Register = "programs"
	}
	if o.Series == "" {
		o.Series = "programs"
	}
	records, err := newRecordReader(r)
	if err != nil {
		return Summary{}, err
	}
	in := importer{options: o, columns: records.columns, seen: make(map[string]int)}
	sum := Summary{Skipped: []Skipped{}}
	for {
		rec, err := records.next()
		if errors.Is(err, io.EOF) {
			return sum, nil
		}
		if err != nil {
			return sum, err
		}
		row, skipped := in.row(rec)
		if skipped != nil {
			sum.Rows++
			sum.Skipped = append(sum.Skipped, *skipped)
			continue
		}
		if err := fn(row); err != nil {
			return sum, err
		}
		sum.Rows++
		sum.Imported++
		if len(row.Doubts) > 0 {
			sum.Doubtful++
		}
	}
}

// importer turns records into rows.
type importer struct {
	options Options
	columns columns
	seen    map[string]int // number → the line where it stands first
}

// row makes a row of the record, or says why not.
func (in *importer) row(rec record) (Row, *Skipped) {
	if rec.problem != "" {
		return Row{}, &Skipped{Line: rec.line, Reason: rec.problem, Message: problemMessage(rec)}
	}
	raw := cleanLine(in.columns.get(rec.fields, colNumber))
	number := withoutSpaces(raw)
	refuse := func(reason Reason, format string, args ...any) (Row, *Skipped) {
		return Row{}, &Skipped{Line: rec.line, Reason: reason, Number: raw, Message: fmt.Sprintf(format, args...)}
	}
	switch first := in.seen[number]; {
	case number == "":
		return refuse(NoNumber, "В строке нет регистрационного номера.")
	case !allDigits(number):
		return refuse(BadNumber, "Регистрационный номер «%s» состоит не только из цифр.", raw)
	case first != 0:
		return refuse(Duplicate, "Номер %s уже встретился в строке %d; взята первая запись.", number, first)
	}
	row, dated := in.entry(rec, number)
	if !dated {
		return refuse(NoDate, "В строке нет ни одной существующей даты.")
	}
	in.seen[number] = rec.line
	return row, nil
}

func problemMessage(rec record) string {
	switch rec.problem {
	case FieldCount:
		return fmt.Sprintf("Полей в строке %d, а в заголовке %d.", len(rec.fields), rec.want)
	case TooLong:
		return fmt.Sprintf("Запись длиннее %d байт; вероятно, не закрыта кавычка.", maxRecord)
	}
	return "Запись повреждена: не закрыта кавычка."
}
