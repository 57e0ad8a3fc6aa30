package form

// columnwise puts the words of a value in the order in which they are read: row
// by row, except that a row with fewer cells than the one above only continues
// those: «Представитель по | Петрова А. Б.» over «доверенности».
func columnwise(words []*word) []*word {
	var cells [][]*word // in reading order
	var row []int       // the cells that the row above ends in
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && words[j].run.row == words[i].run.row && words[j].page == words[i].page {
			j++
		}
		parts := byRun(words[i:j])
		var next []int
		for _, part := range parts {
			at := -1
			if len(parts) < len(row) {
				at = continued(cells, row, part)
			}
			if at < 0 {
				cells = append(cells, nil)
				at = len(cells) - 1
			}
			cells[at] = append(cells[at], part...)
			next = append(next, at)
		}
		row = next
		i = j
	}
	var ordered []*word
	for _, c := range cells {
		ordered = append(ordered, c...)
	}
	return ordered
}

// byRun parts the words of one row into their runs.
func byRun(words []*word) [][]*word {
	var parts [][]*word
	for i, w := range words {
		if i == 0 || w.run != words[i-1].run {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], w)
	}
	return parts
}

// continued is the cell of the row above that the part stands under and begins
// at the same margin as, or -1.
func continued(cells [][]*word, row []int, part []*word) int {
	for _, at := range row {
		last := cells[at][len(cells[at])-1].run
		height := last.geo[3] - last.geo[1]
		if aligned(last, part[0].run, height) && part[0].geo[1]-last.geo[3] < height {
			return at
		}
	}
	return -1
}
