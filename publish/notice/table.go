package notice

import (
	"slices"

	extension "github.com/yuin/goldmark/extension/ast"
)

// Sizes of tables: points of the text, millimetres of a line and of the room
// around the text of a cell.
const (
	tableSize = 10.5
	tableLine = 4.9
	cellMM    = 1.4
)

// tableRow is a row under way: the text of its cells, and whether it is a heading.
type tableRow struct {
	cells []string
	head  bool
}

// table writes a table across the page. A heading is written again where the
// table goes over to another page; no row is parted.
func (s *sheet) table(n *extension.Table, source []byte) {
	var rows []tableRow
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		_, head := r.(*extension.TableHeader)
		row := tableRow{head: head}
		for cell := r.FirstChild(); cell != nil; cell = cell.NextSibling() {
			row.cells = append(row.cells, s.coverage.fit(plainText(cell, source)))
		}
		rows = append(rows, row)
	}
	s.grid(rows, nil)
}

// grid writes rows in ruled columns; without widths they are as wide as their
// text asks for.
func (s *sheet) grid(rows []tableRow, widths []float64) {
	size, line := s.size, s.line
	s.size, s.line = tableSize, tableLine
	defer func() {
		s.size, s.line = size, line
		s.font("")
	}()
	left := s.left()
	if widths == nil {
		widths = s.columns(rows, pageWidth-marginRight-left)
	}
	for i, row := range rows {
		height := s.rowHeight(row, widths)
		if s.pdf.GetY()+height > pageHeight-marginBottom {
			s.newPage()
			if rows[0].head && i > 0 {
				s.row(rows[0], widths, s.rowHeight(rows[0], widths), left)
			}
		}
		s.row(row, widths, height, left)
	}
}

// columns shares the width among the columns by what their longest texts ask for.
func (s *sheet) columns(rows []tableRow, width float64) []float64 {
	var want []float64
	for _, row := range rows {
		s.font(row.style())
		for i, cell := range row.cells {
			if i == len(want) {
				want = append(want, 0)
			}
			want[i] = max(want[i], s.pdf.GetStringWidth(cell)+2*cellMM+2*s.pdf.GetCellMargin())
		}
	}
	return shareWidth(want, width)
}

// shareWidth gives each column what it wants or, where that is too much together, a
// share of the rest.
func shareWidth(want []float64, width float64) []float64 {
	widths := make([]float64, len(want))
	left := width
	for _, i := range byWidth(want) {
		open := 0
		for _, w := range widths {
			if w == 0 {
				open++
			}
		}
		widths[i] = min(want[i], left/float64(open))
		left -= widths[i]
	}
	if n := len(widths); n > 0 {
		widths[n-1] += left // a narrow table still reaches the margin
	}
	return widths
}

// byWidth returns the columns, the narrowest first: what it leaves is the others'.
func byWidth(want []float64) []int {
	order := make([]int, len(want))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case want[a] < want[b]:
			return -1
		case want[a] > want[b]:
			return 1
		}
		return 0
	})
	return order
}

func (r tableRow) style() string {
	if r.head {
		return "B"
	}
	return ""
}

func (s *sheet) rowHeight(row tableRow, widths []float64) float64 {
	s.font(row.style())
	lines := 1
	for i, cell := range row.cells {
		lines = max(lines, len(s.pdf.SplitText(cell, widths[i]-2*cellMM)))
	}
	return float64(lines)*s.line + 2*cellMM
}

func (s *sheet) row(row tableRow, widths []float64, height, left float64) {
	s.font(row.style())
	y := s.pdf.GetY()
	x := left
	for i, cell := range row.cells {
		s.pdf.Rect(x, y, widths[i], height, "D")
		s.pdf.SetXY(x+cellMM, y+cellMM)
		s.pdf.MultiCell(widths[i]-2*cellMM, s.line, cell, "", "L", false)
		x += widths[i]
	}
	s.pdf.SetXY(left, y+height)
}
