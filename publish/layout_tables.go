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
	return bytes.ReplaceAll(body, []byte("</table>"), []byte(`</table></div>`))
}
