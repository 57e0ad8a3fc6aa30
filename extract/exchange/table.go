package exchange

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"vestnik/pipeline"
)

// How far the heading may stand below the top: banks put their own lines first.
const maxPreamble = 40

// maxJoined is how many lines one row may go over, where a cell holds line breaks.
const maxJoined = 10

// table reads a file of separated values row by row. encoding/csv reads each row
// by itself: after a quote that never closes it would give up the rest of the file.
type table struct {
	lines   *bufio.Reader
	maxLine int
	line    int     // number of the last line read
	pending *string // a line read already
	heading heading
}

// row is one row of a table, its cells under the names of its columns.
type row struct {
	line  int
	cells []string
	at    map[string]int
	unit  map[string]string // what a heading says of its column: "kopecks"
}

// get returns the cell of a column, without blanks around, or nothing.
func (r row) get(name string) string {
	if i, ok := r.at[name]; ok && i < len(r.cells) {
		return cleanCell(r.cells[i])
	}
	return ""
}

func (c *collector[T]) readTable(in *bufio.Reader) error {
	t := &table{lines: in, maxLine: c.limits.MaxRow}
	if err := t.findHeading(c.form.columns, c.form.required); err != nil {
		if errors.Is(err, io.EOF) {
			return &pipeline.Error{Op: "read exchange file", Kind: pipeline.Invalid, Err: errors.New("no heading was found"), Advice: c.form.missing}
		}
		return err
	}
	for {
		r, refused, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var value T
		if refused == nil {
			value, refused = c.form.fromRow(r)
		}
		if err := c.take(r.line, value, refused); err != nil {
			return err
		}
	}
}

// findHeading reads up to the line that names the required columns.
func (t *table) findHeading(columns []column, required []string) error {
	for range maxPreamble {
		line, err := t.readLine()
		if err != nil {
			return err
		}
		for _, separator := range []rune{';', '\t', ',', '|'} {
			cells, ok := splitRow(line, separator, 0)
			if !ok || len(cells) < 2 {
				continue
			}
			if h := newHeading(cells, separator, columns); h.hasAll(required) {
				t.heading = h
				return nil
			}
		}
	}
	return io.EOF
}

// next returns the next row, or io.EOF. Blank lines and totals are none.
func (t *table) next() (row, *refusal, error) {
	for {
		text, line, err := t.readRow()
		if err != nil {
			return row{}, nil, err
		}
		r := row{line: line, at: t.heading.at, unit: t.heading.unit}
		if len(text) > t.maxLine {
			return r, &refusal{"too-long", "Строка слишком длинная; вероятно, не закрыта кавычка. Исправьте её и загрузите файл снова."}, nil
		}
		cells, ok := splitRow(text, t.heading.separator, t.heading.width)
		switch {
		case isBlank(cells) || isTotal(cells):
			continue
		case !ok:
			return r, &refusal{"field-count", "Число граф в строке не то, что в заголовке; вероятно, внутри текста стоит разделитель. Заключите такой текст в кавычки."}, nil
		}
		r.cells = cells
		return r, nil, nil
	}
}

// readRow returns the text of a row and its first line: several lines while a
// quote stands open, unless the next line is a whole row by itself.
func (t *table) readRow() (string, int, error) {
	text, err := t.readLine()
	if err != nil {
		return "", 0, err
	}
	first := t.line
	for joined := 1; openQuote(text) && joined < maxJoined && len(text) <= t.maxLine; joined++ {
		next, err := t.readLine()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", 0, err
		}
		if !openQuote(next) && strings.Count(next, string(t.heading.separator)) >= t.heading.width-1 {
			t.pending = &next
			t.line--
			break
		}
		text += "\n" + next
	}
	return text, first, nil
}

func openQuote(s string) bool { return strings.Count(s, `"`)%2 == 1 }

// splitRow cuts a row into cells. Width is how many the heading has, 0 while it is
// sought; cells past it must be empty. Quotes that stand where none may are text.
func splitRow(text string, separator rune, width int) ([]string, bool) {
	plain := strings.Split(strings.ReplaceAll(text, "\n", " "), string(separator))
	cells := plain
	if strings.Contains(text, `"`) && !openQuote(text) {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator, true, -1
		if quoted, err := r.Read(); err == nil {
			cells = quoted
		}
	}
	if width == 0 || fits(cells, width) {
		return cells, true
	}
	return plain, fits(plain, width)
}

// fits reports whether a row has the cells of the heading. Programs leave empty
// cells at the end out, or add some.
func fits(cells []string, width int) bool {
	for i := width; i < len(cells); i++ {
		if strings.TrimSpace(cells[i]) != "" {
			return false
		}
	}
	return true
}

func isBlank(cells []string) bool {
	for _, c := range cells {
		if cleanCell(c) != "" {
			return false
		}
	}
	return true
}

// isTotal reports whether a row sums the others up.
func isTotal(cells []string) bool {
	for _, c := range cells {
		if c = foldHeading(c); c != "" {
			return strings.HasPrefix(c, "итого") || strings.HasPrefix(c, "всего")
		}
	}
	return false
}

// readLine returns the next line without its end, as text, or io.EOF. One longer
// than a row may be comes cut, though still longer; the rest of it is passed over.
func (t *table) readLine() (string, error) {
	if t.pending != nil {
		line := *t.pending
		t.pending = nil
		t.line++
		return line, nil
	}
	var line []byte
	for {
		part, err := t.lines.ReadSlice('\n')
		if room := t.maxLine + 1 - len(line); room > 0 {
			line = append(line, part[:min(len(part), room)]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) == 0 && len(part) == 0:
			return "", io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return "", err
		}
		t.line++
		return decode(bytes.TrimRight(line, "\r\n")), nil
	}
}

// decode makes text of a line: UTF-8, or windows-1251 where it is none. Each line
// is looked at by itself, for files glued together of both exist.
func decode(line []byte) string {
	if utf8.Valid(line) {
		return string(line)
	}
	var b strings.Builder
	for _, c := range line {
		b.WriteRune(charmap.Windows1251.DecodeByte(c))
	}
	return b.String()
}
