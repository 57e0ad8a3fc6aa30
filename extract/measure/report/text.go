package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// header names the columns of rows.
func header() []string {
	return []string{"what", "ours", "peer", "ratio", "target", "", "note"}
}

func (r Row) cells() []string {
	return []string{r.What, r.Ours, r.Peer, r.Ratio, r.Target, string(r.Result), r.Note}
}

// Text writes all sections as one table in columns, and the grids after it.
func Text(w io.Writer, sections []Section) error {
	all := [][]string{header()}
	for _, s := range sections {
		for _, r := range s.Rows {
			all = append(all, r.cells())
		}
	}
	widths := widthsOf(all)
	var b strings.Builder
	for _, line := range standing(sections) {
		b.WriteString(line + "\n")
	}
	b.WriteString("\n")
	writeCells(&b, header(), widths)
	for _, s := range sections {
		fmt.Fprintf(&b, "\n%s — %s\n", strings.ToUpper(s.Name), s.Title)
		if s.Input != "" {
			fmt.Fprintf(&b, "  (%s)\n", s.Input)
		}
		if s.Skipped != "" {
			fmt.Fprintf(&b, "  not measured: %s\n", s.Skipped)
		}
		for _, r := range s.Rows {
			writeCells(&b, r.cells(), widths)
			if r.Result == Unmet && r.Why != "" {
				fmt.Fprintf(&b, "    why: %s\n", r.Why)
			}
		}
	}
	for _, s := range sections {
		for _, g := range s.Grids {
			if len(g.Rows) == 0 {
				continue
			}
			fmt.Fprintf(&b, "\n%s\n", g.Title)
			rows := append([][]string{g.Header}, g.Rows...)
			for _, row := range rows {
				writeCells(&b, row, widthsOf(rows))
			}
		}
		for _, p := range s.Pictures {
			fmt.Fprintf(&b, "\npicture: %s (%s)\n", p.File, p.Title)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// widthsOf is the width of each column; the last is never padded.
func widthsOf(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

func writeCells(b *strings.Builder, cells []string, widths []int) {
	var line strings.Builder
	for i, cell := range cells {
		line.WriteString("  " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)))
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}
