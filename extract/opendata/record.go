package opendata

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"vestnik/pipeline"
)

// maxRecord bounds one record, in bytes: an unclosed quote must not swallow a
// file of gigabytes. The longest of the office's have some 30 thousand.
const maxRecord = 1 << 20

// record is one record as it stands in the file.
type record struct {
	line    int
	fields  []string
	want    int    // how many fields the header has
	strayed bool   // a quote stood where none may; the fields are as good as can be told
	mangled bool   // some bytes were no text and are replaced
	problem Reason // set when the fields cannot be trusted
}

// recordReader cuts a CSV file into records. encoding/csv can't do it here: after
// a quote that never closes it gives up the rest of the file, while this one
// goes on at the next line that begins a record.
type recordReader struct {
	lines     *bufio.Reader
	line      int    // number of the last line read
	pending   []byte // a line read already, which begins the next record
	separator byte
	columns   columns
	width     int
}

func newRecordReader(r io.Reader) (*recordReader, error) {
	decoded := transform.NewReader(r, unicode.BOMOverride(transform.Nop))
	rr := &recordReader{lines: bufio.NewReaderSize(decoded, 64<<10)}
	head, err := rr.readLine()
	if errors.Is(err, io.EOF) {
		return nil, notARegister("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	rr.separator = guessSeparator(head)
	header, _ := decodeFields(splitLine(head, rr.separator).finish())
	rr.columns = findColumns(header)
	rr.width = len(header)
	if !rr.columns.has(colNumber) {
		return nil, notARegister("no column is headed «registration number»")
	}
	return rr, nil
}

func notARegister(cause string) error {
	return &pipeline.Error{
		Op: "read open data", Kind: pipeline.Invalid, Err: errors.New(cause),
		Advice: "Это не файл открытых данных реестра: в первой строке нет столбца «registration number». Возьмите CSV-файл с сайта ведомства.",
	}
}

// guessSeparator takes the sign that stands most often in the header.
func guessSeparator(header []byte) byte {
	best := byte(',')
	for _, sep := range []byte{';', '\t'} {
		if bytes.Count(header, []byte{sep}) > bytes.Count(header, []byte{best}) {
			best = sep
		}
	}
	return best
}

// next returns the next record, or io.EOF. Blank lines between records are none.
func (rr *recordReader) next() (record, error) {
	first, err := rr.firstLine()
	if err != nil {
		return record{}, err
	}
	rec := record{line: rr.line, want: rr.width}
	s := splitLine(first, rr.separator)
	size := len(first)
	for s.open() && size <= maxRecord {
		line, err := rr.readLine()
		if errors.Is(err, io.EOF) {
			rec.problem = Malformed
			return rec, nil
		}
		if err != nil {
			return record{}, err
		}
		if rr.beginsRecord(line) {
			rr.pending, rec.problem = line, Malformed
			return rec, nil
		}
		size += len(line)
		s.feed(line, rr.separator)
	}
	if size > maxRecord {
		rec.problem = TooLong
		return rec, nil
	}
	rec.strayed = s.strayed
	rec.fields, rec.mangled = decodeFields(s.finish())
	if len(rec.fields) != rr.width {
		rec.problem = FieldCount
	}
	return rec, nil
}

// firstLine returns the first line of the next record.
func (rr *recordReader) firstLine() ([]byte, error) {
	if line := rr.pending; line != nil {
		rr.pending = nil
		return line, nil
	}
	for {
		line, err := rr.readLine()
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(line)) > 0 {
			return line, nil
		}
	}
}

// readLine returns the next line with its end, or io.EOF. A line longer than a
// record may be comes cut, though still longer, and the rest of it is passed over.
func (rr *recordReader) readLine() ([]byte, error) {
	var line []byte
	for {
		part, err := rr.lines.ReadSlice('\n')
		if len(line) <= maxRecord {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) == 0:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, &pipeline.Error{
				Op: "read open data", Kind: pipeline.KindOf(err), Err: err,
				Advice: "Файл открытых данных не читается до конца. Скопируйте его заново и повторите загрузку.",
			}
		}
		rr.line++
		return line, nil
	}
}

// beginsRecord reports whether a line met inside an open quote begins a record:
// its registration number is a number and its registration date eight digits.
// A line of names or of a title is never that.
func (rr *recordReader) beginsRecord(line []byte) bool {
	fields := splitLine(line, rr.separator).finish()
	number := withoutSpaces(cleanLine(rr.columns.get(fields, colNumber)))
	date := strings.TrimSpace(rr.columns.get(fields, colDate))
	return len(number) >= 5 && allDigits(number) && len(date) == 8 && allDigits(date)
}
