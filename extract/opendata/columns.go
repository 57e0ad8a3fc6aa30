package opendata

import (
	"slices"
	"strings"
)

// column is a column that the import understands.
type column int

const (
	colNumber column = iota
	colDate
	colApplicationNo
	colApplicationDate
	colAuthors
	colAuthorsCount
	colHolders
	colContacts
	colTitle
	colCreationYear
	colPublishDate
	colPublishNumber
	colActual
	columnCount
)

// columnNames returns how the office heads each column: its registers of
// programs, databases and topologies differ in the title's alone.
func columnNames() [columnCount][]string {
	return [columnCount][]string{
		colNumber:          {"registration number"},
		colDate:            {"registration date"},
		colApplicationNo:   {"application number"},
		colApplicationDate: {"application date"},
		colAuthors:         {"authors"},
		colAuthorsCount:    {"authors count"},
		colHolders:         {"right holders", "rightholders"},
		colContacts:        {"contact to third parties"},
		colTitle:           {"program name", "database name", "db name", "topology name"},
		colCreationYear:    {"creation year"},
		colPublishDate:     {"registration publish date"},
		colPublishNumber:   {"registration publish number"},
		colActual:          {"actual"},
	}
}

// columns says at which place of a record each column stands, or -1.
type columns [columnCount]int

// findColumns reads the header. Columns may come in any order, more may be
// there, and all but the number may be missing.
func findColumns(header []string) columns {
	var c columns
	for col, names := range columnNames() {
		c[col] = slices.IndexFunc(header, func(title string) bool {
			return slices.Contains(names, headerKey(title))
		})
	}
	return c
}

func headerKey(title string) string {
	return strings.ToLower(cleanLine(strings.ReplaceAll(title, "_", " ")))
}

// has reports whether the file has the column.
func (c columns) has(col column) bool { return c[col] >= 0 }

// get returns the column's field as it stands, or nothing.
func (c columns) get(fields []string, col column) string {
	if at := c[col]; at >= 0 && at < len(fields) {
		return fields[at]
	}
	return ""
}
