package report

import (
	"fmt"
	"io"
	"path"
	"strings"
)

// Markdown writes the sections for a document; folder is that of the pictures,
// relative to it.
func Markdown(w io.Writer, sections []Section, folder string) error {
	var b strings.Builder
	for i, line := range standing(sections) {
		if i == 1 {
			b.WriteString("\n")
		}
		b.WriteString(line + "\n")
	}
	b.WriteString("\n")
	for _, s := range sections {
		fmt.Fprintf(&b, "### %s\n\n", s.Title)
		if s.Input != "" {
			fmt.Fprintf(&b, "%s.\n\n", s.Input)
		}
		if s.Skipped != "" {
			fmt.Fprintf(&b, "Not measured: %s.\n\n", s.Skipped)
		}
		if len(s.Rows) > 0 {
			rows := make([][]string, len(s.Rows))
			for i, r := range s.Rows {
				rows[i] = r.cells()
				if r.Result == Unmet && r.Why != "" {
					note := &rows[i][len(rows[i])-1]
					*note = strings.TrimPrefix(*note+"; why: "+r.Why, "; ")
				}
			}
			writeTable(&b, header(), rows)
		}
		for _, g := range s.Grids {
			if len(g.Rows) == 0 {
				continue
			}
			fmt.Fprintf(&b, "%s:\n\n", g.Title)
			writeTable(&b, g.Header, g.Rows)
		}
		for _, p := range s.Pictures {
			fmt.Fprintf(&b, "![%s](%s)\n\n", p.Title, path.Join(folder, p.File))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeTable(b *strings.Builder, header []string, rows [][]string) {
	line := func(cells []string) {
		b.WriteString("|")
		for _, c := range cells {
			b.WriteString(" " + strings.ReplaceAll(c, "|", "\\|") + " |")
		}
		b.WriteString("\n")
	}
	line(header)
	b.WriteString("|" + strings.Repeat("---|", len(header)) + "\n")
	for _, r := range rows {
		line(r)
	}
	b.WriteString("\n")
}
