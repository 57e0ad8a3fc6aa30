package form

import (
	"strings"
	"unicode"
)

// readQuoted reads a title in quotation marks that begins within a few words of the
// start, and no name of an organisation before it.
func readQuoted(p passage) (found, bool) {
	const few = 60 // letters between the phrase and its title
	from := strings.IndexAny(p.text, "«“„\"")
	if from < 0 || from > few {
		return found{}, false
	}
	for word := range strings.FieldsSeq(p.text[:from]) {
		if organisation.MatchString(word) && unicode.IsUpper([]rune(word)[0]) {
			return found{}, false
		}
	}
	end := closingQuote(p.text[from:])
	if end < 0 {
		return found{}, false
	}
	f, ok := readText(p.cut(from, from+end))
	if !ok {
		return f, false
	}
	f.value = strings.Trim(f.value.(string), "«»“”„\" ")
	const longest = 300
	if len([]rune(f.value.(string))) > longest {
		return found{}, false
	}
	return f, true
}

// closingQuote is where the quotation that the text begins with ends, behind its
// last mark, or -1. Marks of one kind may stand within it.
func closingQuote(text string) int {
	depth, straight := 0, strings.HasPrefix(text, `"`)
	for i, c := range text {
		end := i + len(string(c))
		switch {
		case straight && c == '"' && i > 0:
			return end
		case straight:
		case strings.ContainsRune("«“„", c) && !(c == '“' && depth > 0):
			depth++
		case c == '»' || c == '”' || c == '“':
			if depth--; depth == 0 {
				return end
			}
		}
	}
	return -1
}
