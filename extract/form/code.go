package form

import "strings"

// codeLike reports whether most lines of the page look like source text.
func (s *sheet) codeLike() bool {
	const few, share = 8, 0.5
	lines, code := 0, 0
	row := -1
	hit := false
	for _, r := range s.runs {
		if r.row != row {
			row, hit = r.row, false
			lines++
		}
		if !hit && codeRun(r) {
			hit = true
			code++
		}
	}
	return lines >= few && float64(code) >= share*float64(lines)
}

// codeRun reports whether a run has the punctuation of program text.
func codeRun(r *run) bool {
	const marks = "{};="
	var b strings.Builder
	for _, w := range r.words {
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	text := strings.TrimSpace(b.String())
	if strings.Trim(text, "_ .-") == "" {
		return false
	}
	for _, end := range []string{"{", "}", ";", "();", "):", "*/", "-->"} {
		if strings.HasSuffix(text, end) && mostlyLatin(text) {
			return true
		}
	}
	for _, start := range []string{"//", "/*", "#include", "import ", "def ", "func ", "return ", "public ", "private ", "class ", "if (", "SELECT ", "INSERT ", "<"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	count := 0
	for _, c := range text {
		if strings.ContainsRune(marks, c) {
			count++
		}
	}
	return mostlyLatin(text) && (count >= 2 || strings.Contains(text, " = ") || strings.Contains(text, "()"))
}

// mostlyLatin reports whether Cyrillic letters are not the larger part, as
// they are not in program text even with Russian comments.
func mostlyLatin(s string) bool {
	latin, cyrillic := 0, 0
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			latin++
		case r >= 'А' && r <= 'я':
			cyrillic++
		}
	}
	return latin >= cyrillic
}
