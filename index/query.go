package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a question. What is beyond them is left out, never an error.
const (
	maxQueryBytes = 2048
	maxClauses    = 32
	minPrefix     = 2 // letters before the * of a prefix
)

// clause is one demand of a question.
type clause struct {
	field string // "" is all of them
	text  string
	form  form
	not   bool
}

type form int

const (
	wordForm form = iota
	phraseForm
	prefixForm
)

// parseQuery reads the query language: words, "phrases" in any quotes, a field
// before a colon, - before what must not be there, * after the beginning of a
// word. There is no such thing as a wrong question: signs that make no sense are
// passed over, a quote that is never closed reaches to the end, and a colon after
// no known field is part of the text.
func parseQuery(text string) []clause {
	p := queryParser{rest: cut(strings.ToValidUTF8(text, " "), maxQueryBytes)}
	var clauses []clause
	for len(clauses) < maxClauses {
		p.skipSpace()
		if p.rest == "" {
			break
		}
		if c := p.clause(); c.text != "" {
			clauses = append(clauses, c)
		}
	}
	return clauses
}

type queryParser struct{ rest string }

func (p *queryParser) skipSpace() {
	p.rest = strings.TrimLeftFunc(p.rest, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

func (p *queryParser) clause() clause {
	var c clause
	switch p.rest[0] {
	case '-':
		c.not = true
		p.rest = p.rest[1:]
	case '+': // every word is wanted anyhow
		p.rest = p.rest[1:]
	}
	c.field = p.field()
	if closing, size := quoteAt(p.rest); closing != "" {
		c.form, c.text = phraseForm, p.quoted(size, closing)
		return c
	}
	c.text = p.word()
	if bare := strings.TrimRight(c.text, "*"); bare != c.text {
		c.text = bare
		if utf8.RuneCountInString(bare) >= minPrefix {
			c.form = prefixForm
		}
	}
	return c
}

// field takes the name of a field and its colon.
func (p *queryParser) field() string {
	name, rest, ok := strings.Cut(p.rest, ":")
	if !ok {
		return ""
	}
	field := fieldNamed(strings.ToLower(name))
	if field != "" {
		p.rest = rest
	}
	return field
}

// quoted takes what stands between quotes.
func (p *queryParser) quoted(opening int, closing string) string {
	inner := p.rest[opening:]
	end := strings.IndexAny(inner, closing)
	if end < 0 {
		p.rest = ""
		return strings.TrimSpace(inner)
	}
	_, size := utf8.DecodeRuneInString(inner[end:])
	p.rest = inner[end+size:]
	return strings.TrimSpace(inner[:end])
}

// word takes everything up to a space or an opening quote.
func (p *queryParser) word() string {
	end := len(p.rest)
	for i, r := range p.rest {
		closing, _ := quoteAt(p.rest[i:])
		if unicode.IsSpace(r) || unicode.IsControl(r) || closing != "" {
			end = i
			break
		}
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	return word
}

// quoteAt returns what closes the quote that s begins with, and its size in bytes.
func quoteAt(s string) (closing string, size int) {
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case '"':
		return `"`, size
	case '«':
		return "»", size
	case '“', '„', '”':
		return "“”\"", size
	}
	return "", 0
}

// fieldNamed returns the field that people call so.
func fieldNamed(name string) string {
	switch name {
	case "title", "название", "заголовок":
		return fieldTitle
	case "holder", "правообладатель", "обладатель":
		return fieldHolders
	case "author", "автор":
		return fieldAuthors
	case "text", "abstract", "реферат":
		return fieldText
	case "number", "номер", "application", "заявка":
		return fieldNumber
	case "language", "os", "язык", "ос":
		return fieldOther
	case "register", "реестр":
		return fieldRegister
	case "year", "год":
		return fieldYear
	}
	return ""
}

// cut shortens s to at most n bytes without cutting a rune.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
