package office

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Our sheet, A4, in points.
const (
	SheetWidth  = 595.28
	SheetHeight = 841.89
	margin      = 57.0
	padding     = 5.4 // on either side of a cell
)

// Type and spacing where the file does not say; the shares are of the size.
const (
	usualSize    = 11.0
	smallestSize = 5.0
	largestSize  = 48.0
	lineShare    = 1.27 // from one line to the next
	letterShare  = 0.5  // width of a letter
	narrowest    = 8    // letters that a line of a cell holds at least
)

// Word is a word on our sheet, in points from its top left.
type Word struct {
	Text           string
	X0, Y0, X1, Y1 float64
	Line           int // from 1 on each sheet; each cell of a row has lines of its own
}

// Sheet is one laid-out page.
type Sheet struct {
	Words []Word
	Text  string // lines as laid out, those side by side parted by tabs
}

// Lay sets blocks on sheets.
func Lay(blocks []Block) []Sheet {
	p := &press{y: margin}
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
	y      float64 // where the next block begins on the open sheet
	line   int     // lines with words on it
	last   float64 // top of the last of them
}

func (p *press) newSheet() {
	p.sheets = append(p.sheets, Sheet{Words: p.words, Text: strings.Trim(p.text.String(), "\n")})
	p.words, p.y, p.line, p.last = nil, margin, 0, 0
	p.text.Reset()
}

// set puts a block on the sheet, and on the next where the sheet is full. Lines
// that stand side by side stay so over the end of a sheet.
func (p *press) set(b Block) {
	lines, height := compose(b, margin, SheetWidth-2*margin)
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(a.y, b.y) })
	top := p.y
	for _, l := range lines {
		if top+l.y+l.size*lineShare > SheetHeight-margin {
			p.newSheet()
			top = margin - l.y
		}
		p.setLine(l, top+l.y)
	}
	p.y = top + height
}

func (p *press) setLine(l line, y float64) {
	words := strings.Fields(l.text)
	if len(words) == 0 {
		return
	}
	switch {
	case p.line == 0:
	case y == p.last:
		p.text.WriteByte('\t')
	default:
		p.text.WriteByte('\n')
	}
	p.text.WriteString(strings.Join(words, " "))
	p.line++
	p.last = y
	x := l.x
	for _, w := range words {
		wide := float64(utf8.RuneCountInString(w)) * letterShare * l.size
		p.words = append(p.words, Word{
			Text: w, X0: min(x, SheetWidth), Y0: y, X1: min(x+wide, SheetWidth), Y1: y + l.size, Line: p.line,
		})
		x += wide + letterShare*l.size
	}
}

// line is one line of a block: x from the left of the sheet, y from the top of
// the block.
type line struct {
	text       string
	x, y, size float64
}

// compose breaks a block into lines within the width, the cells of a row side by
// side, and says how high it is.
func compose(b Block, x, width float64) ([]line, float64) {
	if b.Cells == nil {
		return composeText(b, x, width)
	}
	total := 0.0
	for _, c := range b.Cells {
		total += c.Width
	}
	var lines []line
	height := 0.0
	for _, c := range b.Cells {
		wide := width / float64(len(b.Cells))
		if total > 0 {
			wide = width * c.Width / total
		}
		y := 0.0
		for _, inner := range c.Blocks {
			set, high := compose(inner, x+padding, wide-2*padding)
			for _, l := range set {
				l.y += y
				lines = append(lines, l)
			}
			y += high
		}
		height = max(height, y)
		x += wide
	}
	return lines, height
}

func composeText(b Block, x, width float64) ([]line, float64) {
	size := usualSize
	if b.Size > 0 {
		size = min(max(b.Size, smallestSize), largestSize)
	}
	var lines []line
	y := 0.0
	for _, text := range wrap(printable(b.Text), max(narrowest, int(math.Floor(width/(letterShare*size))))) {
		lines = append(lines, line{text, x, y, size})
		y += size * lineShare
	}
	return lines, y
}

// wrap breaks a paragraph into lines of at most width letters where words allow it.
func wrap(s string, width int) []string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		var cur []string
		n := 0
		for _, w := range strings.Fields(line) {
			l := utf8.RuneCountInString(w)
			if n > 0 && n+l > width {
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
