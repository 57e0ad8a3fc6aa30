package office

import "strings"

// flow gathers paragraphs and table rows of the XML formats, where paragraphs
// and tables stand within cells and text boxes within paragraphs.
type flow struct {
	builder
	para    []*paragraph // open paragraphs, innermost last
	columns [][]float64  // widths of the columns of the open tables, innermost last
	rows    []*row       // open table rows, innermost last
	begun   bool         // something stands in the outermost open row
	after   bool         // a new page begins behind the block being read
}

// paragraph is an open paragraph with the sizes of its letters.
type paragraph struct {
	text  strings.Builder
	size  float64 // of what has no size of its own
	sizes []sized
}

// sized is how many letters are of one size.
type sized struct {
	size    float64
	letters int
}

// row is an open row of a table.
type row struct {
	cells   []Cell
	spans   []int
	covered int // cells still to come that the open one covers
}

func (f *flow) openParagraph() { f.para = append(f.para, &paragraph{}) }

// closeParagraph returns the innermost paragraph.
func (f *flow) closeParagraph() Block {
	n := len(f.para)
	if n == 0 {
		return Block{}
	}
	p := f.para[n-1]
	f.para = f.para[:n-1]
	return Block{Text: strings.TrimSpace(p.text.String()), Size: p.usual()}
}

// usual is the size of most letters of the paragraph.
func (p *paragraph) usual() float64 {
	size, most := p.size, 0
	for _, s := range p.sizes {
		if s.letters > most {
			size, most = s.size, s.letters
		}
	}
	return size
}

// setSize gives the open paragraph the size of its style.
func (f *flow) setSize(size float64) {
	if n := len(f.para); n > 0 && size > 0 {
		f.para[n-1].size = size
	}
}

func (f *flow) write(s string) { f.writeSized(s, 0) }

// writeSized writes text of a size, 0 for that of the paragraph.
func (f *flow) writeSized(s string, size float64) {
	n := len(f.para)
	if n == 0 {
		return
	}
	p := f.para[n-1]
	p.text.WriteString(strings.NewReplacer("\u00ad", "", "\u00a0", " ").Replace(s))
	if size == 0 {
		size = p.size
	}
	letters := len(strings.TrimSpace(s))
	for i := range p.sizes {
		if p.sizes[i].size == size {
			p.sizes[i].letters += letters
			return
		}
	}
	if len(p.sizes) < maxSizes {
		p.sizes = append(p.sizes, sized{size, letters})
	}
}

// maxSizes bounds the sizes that one paragraph is looked at for.
const maxSizes = 16

// breakPage begins a new page before the block being read, or behind it when some
// of it is read already: pages part lines, not words.
func (f *flow) breakPage() {
	begun := !f.lineEmpty() || f.begun
	f.broken = f.broken || !begun
	f.after = f.after || begun
}

// lineEmpty reports whether nothing has been written in the open paragraph.
func (f *flow) lineEmpty() bool {
	n := len(f.para)
	return n == 0 || strings.TrimSpace(f.para[n-1].text.String()) == ""
}

func (f *flow) openTable() { f.columns = append(f.columns, nil) }

func (f *flow) closeTable() {
	if n := len(f.columns); n > 0 {
		f.columns = f.columns[:n-1]
	}
}

// column adds a column to the open table.
func (f *flow) column(width float64) {
	if n := len(f.columns); n > 0 && len(f.columns[n-1]) < maxColumns {
		f.columns[n-1] = append(f.columns[n-1], max(0, width))
	}
}

// maxColumns bounds the columns of one table; word processors allow far fewer.
const maxColumns = 1024

func (f *flow) openRow() {
	f.begun = f.begun && len(f.rows) > 0
	f.rows = append(f.rows, &row{})
}

// openCell opens a cell over so many columns.
func (f *flow) openCell(span int) {
	if n := len(f.rows); n > 0 && f.room() {
		f.rows[n-1].cells = append(f.rows[n-1].cells, Cell{})
		f.rows[n-1].spans = append(f.rows[n-1].spans, 1)
		f.span(span)
	}
}

// span says over how many columns the open cell goes.
func (f *flow) span(columns int) {
	if n := len(f.rows); n > 0 && len(f.rows[n-1].spans) > 0 {
		r := f.rows[n-1]
		columns = min(max(1, columns), maxColumns)
		r.spans[len(r.spans)-1] = columns
		r.covered = columns - 1
	}
}

func (f *flow) closeRow() {
	n := len(f.rows)
	if n == 0 {
		return
	}
	r := f.rows[n-1]
	f.rows = f.rows[:n-1]
	var columns []float64
	if t := len(f.columns); t > 0 {
		columns = f.columns[t-1]
	}
	if n <= maxNesting {
		f.put(Block{Cells: spread(r.cells, r.spans, columns)})
		return
	}
	for _, c := range r.cells {
		for _, b := range c.Blocks {
			f.put(b)
		}
	}
}

// put adds a block to the open cell, or to the page where none is open.
func (f *flow) put(b Block) {
	if b.empty() || !f.room() {
		return
	}
	n := len(f.rows)
	if n == 0 || len(f.rows[n-1].cells) == 0 {
		f.add(b)
		f.broken, f.after, f.begun = f.broken || f.after, false, false
		return
	}
	f.begun = true
	cells := f.rows[n-1].cells
	last := &cells[len(cells)-1]
	last.Blocks = append(last.Blocks, b)
}

// flush keeps what was open when the file broke off.
func (f *flow) flush() {
	for len(f.para) > 0 {
		f.put(f.closeParagraph())
	}
	for len(f.rows) > 0 {
		f.closeRow()
	}
}
