package office

// rtfSize is the size of type where a file says none (\fs24, in half points).
const rtfSize = 12.0

// tableWord takes a control word of tables. Paragraphs say themselves in what
// table they stand, cells and rows where they end.
func (d *rtf) tableWord(w string, n int) {
	switch w {
	case "pard":
		d.depth = 0
	case "intbl":
		d.depth = max(d.depth, 1)
	case "itap":
		d.depth = min(max(n, 0), maxNesting)
	case "cell":
		d.endCell(1)
	case "nestcell":
		d.endCell(max(d.depth, 2))
	case "row":
		d.endRow(1)
	case "nestrow":
		d.endRow(max(len(d.rows), 2))
	case "trowd":
		d.edges = nil
	case "cellx":
		if len(d.edges) < maxColumns {
			d.edges = append(d.edges, float64(n))
		}
	}
}

// openRow is the open row of a table so deep, and those of the tables around it.
func (d *rtf) openRow(depth int) *rtfRow {
	for len(d.rows) < depth {
		d.rows = append(d.rows, rtfRow{})
	}
	return &d.rows[depth-1]
}

func (d *rtf) endCell(depth int) {
	d.depth = depth
	d.paragraph()
	r := d.openRow(depth)
	if d.room() {
		r.cells = append(r.cells, Cell{Blocks: r.open})
	}
	r.open = nil
}

// endRow puts the row of a table so deep into the cell around it, or on the page.
// What stands in it behind its last cell becomes one.
func (d *rtf) endRow(depth int) {
	if depth > len(d.rows) {
		d.paragraph()
		return
	}
	d.paragraph()
	for len(d.rows) > depth {
		d.endRow(len(d.rows))
	}
	r := d.rows[depth-1]
	d.rows, d.depth = d.rows[:depth-1], depth-1
	if len(r.open) > 0 {
		r.cells = append(r.cells, Cell{Blocks: r.open})
	}
	d.measure(r.cells)
	b := Block{Cells: r.cells}
	if b.empty() {
		return
	}
	if depth == 1 {
		d.add(b)
		return
	}
	around := d.openRow(depth - 1)
	around.open = append(around.open, b)
}

// measure gives cells the widths between the right edges of the row's definition.
func (d *rtf) measure(cells []Cell) {
	widths := make([]float64, len(d.edges))
	left := 0.0
	for i, edge := range d.edges {
		widths[i] = max(0, edge-left)
		left = edge
	}
	if len(widths) != len(cells) {
		widths = nil
	}
	spans := make([]int, len(cells))
	for i := range spans {
		spans[i] = 1
	}
	spread(cells, spans, widths)
}
