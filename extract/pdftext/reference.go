package pdftext

import (
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"
)

// The library resolves references as it goes and tells no value's identity. What
// a dictionary or array refers to can be read off its printed form.

// references returns, for each entry of a dictionary that refers to an object,
// its name as printed: "12 0 R".
func references(dict pdf.Value) map[string]string {
	out := map[string]string{}
	if dict.Kind() != pdf.Dict && dict.Kind() != pdf.Stream {
		return out
	}
	l := lexer{in: []byte(withoutStrings(dict.String()))}
	t := l.next()
	if t.kind != tokDict {
		return out
	}
	for i := 0; i+3 < len(t.list); i++ {
		if key := t.list[i]; key.kind == tokName {
			if ref := refAt(t.list, i+1); ref != "" {
				out[string(key.text)] = ref
			}
		}
	}
	return out
}

// listed returns what an array refers to.
func listed(array pdf.Value) map[string]bool {
	out := map[string]bool{}
	if array.Kind() != pdf.Array {
		return out
	}
	l := lexer{in: []byte(withoutStrings(array.String()))}
	t := l.next()
	for i := range t.list {
		if ref := refAt(t.list, i); ref != "" {
			out[ref] = true
		}
	}
	return out
}

// refAt reads "12 0 R".
func refAt(list []token, i int) string {
	if i+2 >= len(list) || list[i].kind != tokNumber || list[i+1].kind != tokNumber || string(list[i+2].text) != "R" {
		return ""
	}
	return fmt.Sprintf("%d %d R", int(list[i].num), int(list[i+1].num))
}

// withoutStrings blanks out quoted text, which may look like anything.
func withoutStrings(printed string) string {
	if !strings.ContainsRune(printed, '"') {
		return printed
	}
	out := []byte(printed)
	quoted := false
	for i := 0; i < len(out); i++ {
		c := out[i]
		if quoted && c == '\\' {
			out[i] = ' '
			if i++; i < len(out) {
				out[i] = ' '
			}
			continue
		}
		if c == '"' {
			quoted = !quoted
		}
		if quoted || c == '"' {
			out[i] = ' '
		}
	}
	return string(out)
}
