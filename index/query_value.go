package index

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clause reads a field, if one is named, and its value.
func (p *queryParser) clause() clause {
	c := clause{field: p.field()}
	if rest, ok := strings.CutPrefix(p.rest, "="); ok && !hasRanges(c.field) {
		c.exact, p.rest = true, rest
	}
	if closing, size := quoteAt(p.rest); closing != "" {
		c.form, c.text = phraseForm, p.quoted(size, closing)
		if p.nearness() {
			c.form = nearForm
		}
		return c
	}
	word := p.word()
	if hasRanges(c.field) && c.bounds(word) {
		return c
	}
	c.ending(word)
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

// nearness takes the ~ behind a phrase and its number, whose value says nothing:
// the words may stand anywhere.
func (p *queryParser) nearness() bool {
	rest, ok := strings.CutPrefix(p.rest, "~")
	if ok {
		p.rest = strings.TrimLeft(rest, "0123456789")
	}
	return ok
}

// word takes everything up to a space, an opening quote or the bracket that
// closes an open one.
func (p *queryParser) word() string {
	end := len(p.rest)
	for i, r := range p.rest {
		closing, _ := quoteAt(p.rest[i:])
		if unicode.IsSpace(r) || unicode.IsControl(r) || closing != "" || r == ')' && p.depth > 0 {
			end = i
			break
		}
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	return word
}

// ending reads what the sign behind a word says: * the beginning of a word, ~ one
// that may be misspelt.
func (c *clause) ending(word string) {
	c.text = word
	if bare := strings.TrimRight(word, "*"); bare != word {
		c.text = bare
		if utf8.RuneCountInString(bare) >= minPrefix {
			c.form = prefixForm
		}
		return
	}
	bare, behind, ok := strings.Cut(word, "~")
	if !ok || bare == "" {
		return
	}
	switch behind {
	case "1":
		c.distance = 1
	case "", "2":
		c.distance = 2
	default:
		return
	}
	c.form, c.text = fuzzyForm, bare
	if utf8.RuneCountInString(bare) <= 4 {
		c.distance = 1
	}
}

// bounds reads a range: 2004..2006, >2004, <=2004, for years also 2004-2006. It
// reports whether the word is one.
func (c *clause) bounds(word string) bool {
	low, high, ok := strings.Cut(word, "..")
	beyond := false
	if !ok && c.field == fieldYear {
		low, high, ok = strings.Cut(word, "-")
	}
	if !ok {
		for _, sign := range []string{">=", "<=", ">", "<"} {
			bound, found := strings.CutPrefix(word, sign)
			if !found {
				continue
			}
			if sign[0] == '>' {
				low = bound
			} else {
				low, high = "", bound
			}
			beyond, ok = len(sign) == 1, true
			break
		}
	}
	if !ok || low == "" && high == "" {
		return false
	}
	c.form, c.low, c.high, c.beyond = rangeForm, low, high, beyond
	return true
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
