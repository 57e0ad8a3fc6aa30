package publish

import (
	"bytes"
	"html"
	"html/template"
	"regexp"
	"strconv"
)

// headingOrTable finds what names a table, and tables. Both come from goldmark
// alone: no field can bring a tag.
var headingOrTable = regexp.MustCompile(`(?s)<h[1-6][^>]*>(.*?)</h[1-6]>|<table>`)

var tags = regexp.MustCompile(`<[^>]*>`)

// scrollTables lets a wide table scroll by itself on a narrow screen instead of
// widening the page. Such a table can be reached with the keyboard, so it has a
// name: that of the heading above it, with a number from the second one on.
func scrollTables(body []byte) []byte {
	body = bytes.ReplaceAll(body, []byte("<pre>"), []byte(`<pre tabindex="0">`)) // scrolls too
	if !bytes.Contains(body, []byte("<table>")) {
		return body
	}
	name, used := "Таблица", map[string]int{}
	body = headingOrTable.ReplaceAllFunc(body, func(found []byte) []byte {
		if heading := headingOrTable.FindSubmatch(found)[1]; len(heading) > 0 {
			name = template.HTMLEscapeString(shortTitle(html.UnescapeString(string(tags.ReplaceAll(heading, nil)))))
			return found
		}
		used[name]++
		label := name
		if n := used[name]; n > 1 {
			label += " (" + strconv.Itoa(n) + ")"
		}
		return []byte(`<div class="scroll" role="region" aria-label="` + label + `" tabindex="0"><table>`)
	})
	body = bytes.ReplaceAll(body, []byte("</table>"), []byte(`</table></div>`))
	body = bytes.ReplaceAll(body, []byte("<th>"), []byte(`<th scope="col">`))
	return wideTable.ReplaceAllFunc(body, asCards)
}

// wideTable finds tables and the names of their columns.
var (
	wideTable  = regexp.MustCompile(`(?s)<table>.*?</table>`)
	columnName = regexp.MustCompile(`(?s)<th scope="col">(.*?)</th>`)
)

// cardColumns is from how many columns on a table does not fit a telephone.
const cardColumns = 4

// asCards gives the cells of a wide table the names of their columns, since on a
// telephone each row is set as a card, one cell beneath the other.
func asCards(table []byte) []byte {
	var names []string
	for _, found := range columnName.FindAllSubmatch(table, -1) {
		names = append(names, template.HTMLEscapeString(html.UnescapeString(string(tags.ReplaceAll(found[1], nil)))))
	}
	if len(names) < cardColumns {
		return table
	}
	rows := bytes.Split(table, []byte("<tr>"))
	for i, row := range rows {
		cells := bytes.Split(row, []byte("<td>"))
		for j := 2; j < len(cells); j++ { // the first cell heads its card by itself
			cells[j] = append([]byte(`<td data-label="`+names[min(j, len(names))-1]+`">`), cells[j]...)
		}
		if len(cells) > 2 {
			rows[i] = append(append(cells[0], []byte("<td>")...), bytes.Join(cells[1:], nil)...)
		}
	}
	return bytes.Replace(bytes.Join(rows, []byte("<tr>")), []byte("<table>"), []byte(`<table class="cards">`), 1)
}
