package exchange

import (
	"slices"
	"strings"
	"unicode"
)

// column is a thing that a table tells, and how banks and offices head it.
type column struct {
	name  string
	heads []string // folded, the surest first
}

// heading is the line that names the columns.
type heading struct {
	separator rune
	width     int
	at        map[string]int
	unit      map[string]string
}

// unitKopecks marks a column of money whose heading says that it is in kopecks.
const unitKopecks = "kopecks"

// newHeading finds the columns. A cell is one column at most; a heading that is a
// known one in full counts before one that only begins so.
func newHeading(cells []string, separator rune, columns []column) heading {
	h := heading{separator: separator, width: len(cells), at: map[string]int{}, unit: map[string]string{}}
	folded := make([]string, len(cells))
	for i, c := range cells {
		folded[i] = foldHeading(c)
	}
	taken := map[int]bool{}
	for _, match := range []func(cell, head string) bool{equal, begins} {
		for _, c := range columns {
			if _, found := h.at[c.name]; found {
				continue
			}
			for _, head := range c.heads {
				i := slices.IndexFunc(folded, func(cell string) bool { return match(cell, head) })
				if i < 0 || taken[i] {
					continue
				}
				h.at[c.name], taken[i] = i, true
				if inKopecks(folded[i]) {
					h.unit[c.name] = unitKopecks
				}
				break
			}
		}
	}
	return h
}

func equal(cell, head string) bool { return cell == head }

func begins(cell, head string) bool { return strings.HasPrefix(cell, head+" ") }

// inKopecks reports whether a heading tells kopecks alone: "сумма, руб. коп." does not.
func inKopecks(folded string) bool {
	words := strings.Fields(folded)
	return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "руб") }) &&
		slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "коп") })
}

func (h heading) hasAll(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		_, found := h.at[name]
		return !found
	})
}

// foldHeading makes two writings of a heading alike: case, ё, № and punctuation do
// not count.
func foldHeading(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "ё", "е")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// cleanCell returns a cell on one line, without invisible characters.
func cleanCell(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' || r == '\u200b'
	}), " ")
}
