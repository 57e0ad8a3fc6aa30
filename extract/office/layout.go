package office

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Our sheet: A4, one column, one size of type, in points.
const (
	SheetWidth  = 595.28
	SheetHeight = 841.89
	margin      = 57.0
	lineHeight  = 14.0
	letterWidth = 5.5
	letterHigh  = 11.0
	gutter      = 2 // letters between the columns of a table
)

// Word is a word on our sheet, in points from its top left.
type Word struct {
	Text           string
	X0, Y0, X1, Y1 float64
	Line           int // from 1 on each sheet
}

// Sheet is one laid-out page.
type Sheet struct {
	Words []Word
	Text  string // lines as laid out, cells of a row parted by tabs
}

// Lay sets blocks on sheets.
func Lay(blocks []Block) []Sheet {
	p := &press{}
	for _, b := range blocks {
		if b.Break {
			p.newSheet()
		}
		p.set(b)
	}
	if len(p.words) > 0 || len(p.sheets) == 0 {
		p.newSheet()
	}
	return p.sheets
}

// press sets one line after another.
type press struct {
	sheets []Sheet
	words  []Word
	text   strings.Builder
	row    int // lines set on the open sheet
	line   int // lines with words on it
}

func (p *press) newSheet() {
	p.sheets = append(p.sheets, Sheet{Words: p.words, Text: strings.TrimRight(p.text.String(), "\n")})
	p.words, p.row, p.line = nil, 0, 0
	p.text.Reset()
}

// letters is how many letters fit on a line, rows how many lines on a sheet.
func letters() int { return int(math.Floor((SheetWidth - 2*margin) / letterWidth)) }

func rows() int { return int(math.Floor((SheetHeight - 2*margin) / lineHeight)) }

// set puts a block on the sheet; the cells of a row stand side by side.
func (p *press) set(b Block) {
	n := len(b.Cells)
	columns := make([][]string, n)
	width := letters()/n - gutter
	if n == 1 {
		width = letters()
	}
	high := 0
	for i, c := range b.Cells {
		columns[i] = wrap(printable(c), max(8, width))
		high = max(high, len(columns[i]))
	}
	for r := range high {
		if p.row >= rows() {
			p.newSheet()
		}
		p.setRow(columns, r)
	}
}

func (p *press) setRow(columns [][]string, r int) {
	before := len(p.words)
	var texts []string
	for i, c := range columns {
		if r < len(c) {
			p.setLine(c[r], i*(letters()/len(columns)))
			texts = append(texts, c[r])
		}
	}
	if len(p.words) > before {
		p.line++
		p.text.WriteString(strings.Join(texts, "\t"))
	}
	p.text.WriteByte('\n')
	p.row++
}

func (p *press) setLine(s string, column int) {
	for _, w := range strings.Fields(s) {
		n := utf8.RuneCountInString(w)
		x := margin + float64(column)*letterWidth
		y := margin + float64(p.row)*lineHeight
		p.words = append(p.words, Word{
			Text: w, X0: min(x, SheetWidth), Y0: y, X1: min(x+float64(n)*letterWidth, SheetWidth), Y1: y + letterHigh, Line: p.line + 1,
		})
		column += n + 1
	}
}

// wrap breaks a cell into lines of at most width letters where words allow it.
func wrap(s string, width int) []string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		var cur []string
		n := 0
		for _, w := range strings.Fields(line) {
			l := utf8.RuneCountInString(w)
			if n > 0 && n+1+l > width {
				out = append(out, strings.Join(cur, " "))
				cur, n = nil, 0
			}
			cur = append(cur, w)
			n += l + 1
		}
		out = append(out, strings.Join(cur, " "))
	}
	return out
}

// printable drops control characters, which no page shows.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
