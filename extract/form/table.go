package form

import (
	"slices"

	"vestnik/pipeline"
)

// columnsOf are the labels that head the columns of one table with a label: those
// of the same list that stand in its row, a name among them, each alone in its cell.
func (c *claims) columnsOf(m *mark) []*mark {
	list := compositeOf(m.label.Field)
	if partOf(m.label.Field) == "" || !slices.Contains(c.form.Lists, list) {
		return nil
	}
	var row []*mark
	named := false
	for _, other := range c.marks {
		sameRow := other.page == m.page && other.row <= m.lastRow && m.row <= other.lastRow
		if !sameRow || partOf(other.label.Field) == "" || compositeOf(other.label.Field) != list || other.label.Type == typeOption {
			continue
		}
		if slices.ContainsFunc(other.owned, func(w *word) bool { return w.page == other.page && w.run.row <= other.lastRow }) {
			return nil // a value stands beside it
		}
		named = named || partOf(other.label.Field) == "name"
		row = append(row, other)
	}
	if len(row) < 2 || !named {
		return nil
	}
	return row
}

// column is the label over the column of a table in which a run stands, on its page
// or on one before it; nil where no table is open.
func (c *claims) column(r *run) *mark {
	var best *mark
	share := columnShare
	for _, m := range c.columns {
		if r.words[0].page == m.page && r.row <= m.lastRow {
			return nil // the heading itself
		}
		reach := &run{geo: m.geo}
		for _, w := range m.owned {
			if w.page == m.page {
				reach.geo[0], reach.geo[2] = min(reach.geo[0], w.geo[0]), max(reach.geo[2], w.geo[2])
			}
		}
		if o := overlap(reach, r); o > share {
			best, share = m, o
		}
	}
	return best
}

// cutTables takes the columns of tables apart row by row: the labels over them are
// put once for every row, each with what stands in its cell.
func (c *claims) cutTables() {
	var cut []*mark
	done := map[*mark]bool{}
	for _, m := range c.marks {
		if done[m] {
			continue
		}
		rows := c.tableRows(c.columnsOf(m), done)
		if rows == nil {
			cut = append(cut, m)
			continue
		}
		cut = append(cut, rows...)
	}
	c.marks = cut
}

// tableRows are the labels of a table's columns, row by row, that of the name first;
// nil where the column of the name holds fewer than two.
func (c *claims) tableRows(columns []*mark, done map[*mark]bool) []*mark {
	at := slices.IndexFunc(columns, func(m *mark) bool { return partOf(m.label.Field) == "name" })
	if at < 0 {
		return nil
	}
	starts := columns[at].rowStarts()
	if len(starts) < 2 {
		return nil
	}
	columns = append([]*mark{columns[at]}, slices.Delete(slices.Clone(columns), at, at+1)...)
	rows := make([]*mark, 0, len(starts)*len(columns))
	for i := range starts {
		for _, m := range columns {
			done[m] = true
			cell := *m
			cell.owned = nil
			for _, w := range m.owned {
				if rowOf(w, starts) == i {
					cell.owned = append(cell.owned, w)
				}
			}
			for _, w := range cell.owned {
				c.owner[w] = &cell
			}
			rows = append(rows, &cell)
		}
	}
	return rows
}

// rowStarts are the words with which the names in a column begin.
func (m *mark) rowStarts() []*word {
	p := newPassage(m.owned)
	var starts []*word
	take := func(from int) {
		if words := p.cover(from, from+1); len(words) > 0 && !slices.Contains(starts, words[0]) {
			starts = append(starts, words[0])
		}
	}
	if m.label.Type == typeName {
		for _, n := range findNames(p) {
			take(n.from)
		}
	} else {
		for _, from := range rowParties(p) {
			take(from)
		}
	}
	return starts
}

// rowParties are the places where parties begin in a column of names alone.
func rowParties(p passage) []int {
	var starts []int
	for i, w := range p.words {
		if i > 0 && p.words[i-1].run == w.run || p.at[i] >= len(p.text) {
			continue
		}
		rest := p.text[p.at[i]:]
		named := fullNameStart.MatchString(rest) || entrepreneur.MatchString(rest)
		if short, _ := legalFormOf(rest); named || short != "" {
			if !openQuote(p.text[:p.at[i]]) {
				starts = append(starts, p.at[i])
			}
		}
	}
	return starts
}

// rowOf is the number of the table's row in which a word stands: cells begin at
// about the height of the name.
func rowOf(w *word, starts []*word) int {
	const slack = 0.6 // of the height of the type
	row := 0
	for i, s := range starts {
		if w.page > s.page || w.page == s.page && w.geo[1] > s.geo[1]-slack*high(s.geo) {
			row = i
		}
	}
	return row
}

func high(b pipeline.Box) float64 { return b[3] - b[1] }
