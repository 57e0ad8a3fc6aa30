package office

import "strings"

// flow gathers paragraphs and table rows of the XML formats, where paragraphs
// stand within cells and text boxes within paragraphs.
type flow struct {
	builder
	para  []*strings.Builder // open paragraphs, innermost last
	cells [][]string         // open table rows, innermost last
}

func (f *flow) openParagraph() { f.para = append(f.para, &strings.Builder{}) }

// closeParagraph returns the text of the innermost paragraph.
func (f *flow) closeParagraph() string {
	n := len(f.para)
	if n == 0 {
		return ""
	}
	text := strings.TrimSpace(f.para[n-1].String())
	f.para = f.para[:n-1]
	return text
}

func (f *flow) write(s string) {
	if n := len(f.para); n > 0 {
		f.para[n-1].WriteString(strings.NewReplacer("\u00ad", "", "\u00a0", " ").Replace(s))
	}
}

// lineEmpty reports whether nothing has been written in the open paragraph.
func (f *flow) lineEmpty() bool {
	n := len(f.para)
	return n == 0 || strings.TrimSpace(f.para[n-1].String()) == ""
}

func (f *flow) openRow() { f.cells = append(f.cells, nil) }

func (f *flow) openCell() {
	if n := len(f.cells); n > 0 {
		f.cells[n-1] = append(f.cells[n-1], "")
	}
}

func (f *flow) closeRow() {
	if n := len(f.cells); n > 0 {
		row := f.cells[n-1]
		f.cells = f.cells[:n-1]
		f.put(row...)
	}
}

// put adds a block to the open cell, or to the document where none is open. A
// table within a cell becomes lines of that cell.
func (f *flow) put(cells ...string) {
	n := len(f.cells)
	if n == 0 || len(f.cells[n-1]) == 0 {
		f.add(cells...)
		return
	}
	text := strings.TrimSpace(strings.Join(cells, " "))
	last := &f.cells[n-1][len(f.cells[n-1])-1]
	if *last != "" && text != "" {
		*last += "\n"
	}
	*last += text
}

// flush keeps what was open when the file broke off.
func (f *flow) flush() {
	for len(f.para) > 0 {
		f.put(f.closeParagraph())
	}
	for len(f.cells) > 0 {
		f.closeRow()
	}
}
