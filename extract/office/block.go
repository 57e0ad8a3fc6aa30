package office

// Block is a paragraph, or a row of a table.
type Block struct {
	Text  string  // of a paragraph; lines are parted by \n
	Size  float64 // of its type, in points; 0 where the file does not say
	Cells []Cell  // of a row, from the left; a paragraph has none
	Break bool    // a new page begins before it
}

// Cell is a cell of a row. One that continues a merged cell above it is empty.
type Cell struct {
	Width  float64 // beside those of the other cells of the row, in any unit; 0 where the file does not say
	Blocks []Block
}

// empty reports whether nothing is to be seen of the block.
func (b Block) empty() bool {
	if b.Text != "" {
		return false
	}
	for _, c := range b.Cells {
		if len(c.Blocks) > 0 {
			return false
		}
	}
	return true
}

// Bounds of one file.
const (
	maxPart    = 64 << 20 // one unpacked part, or a whole RTF or text file
	maxBlocks  = 500_000  // paragraphs and cells
	maxNesting = 16       // tables within one another; deeper ones become paragraphs
)

// builder gathers blocks, whatever the format.
type builder struct {
	blocks []Block
	broken bool // a page break waits for the next block
	count  int
}

// room reports whether the file may hold one more paragraph or cell, and counts it.
func (b *builder) room() bool {
	b.count++
	return b.count <= maxBlocks
}

// add puts a block on the page. Those without anything to be seen are dropped.
func (b *builder) add(block Block) {
	if block.empty() {
		return
	}
	block.Break = b.broken && len(b.blocks) > 0
	b.blocks = append(b.blocks, block)
	b.broken = false
}

// spread gives the cells of a row the widths of the columns that each spans, or
// shares of the row by the number of them where the columns are not known. A row
// that ends before its table does gets an empty cell for the rest.
func spread(cells []Cell, spans []int, columns []float64) []Cell {
	at := 0
	known := true
	for i := range cells {
		end := min(at+spans[i], len(columns))
		cells[i].Width = sum(columns[min(at, end):end])
		known = known && cells[i].Width > 0
		at = end
	}
	if known && at < len(columns) {
		return append(cells, Cell{Width: sum(columns[at:])})
	}
	for i := range cells {
		if !known {
			cells[i].Width = float64(spans[i])
		}
	}
	return cells
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	return total
}
