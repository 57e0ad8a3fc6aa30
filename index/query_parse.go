package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parseQuery reads the query language: words, "phrases" in any quotes, a field
// before a colon, - or НЕ before what must not be there, ИЛИ between what may
// stand for one another, brackets, * after the beginning of a word, ~ after a
// word that may be misspelt, = before one that stands so, ranges of numbers and
// dates. There is no such thing as a wrong question: signs that make no sense are
// passed over, a quote or bracket that is never closed reaches to the end, and a
// colon after no known field is part of the text.
//
//	or   = and { ("ИЛИ" | "OR" | "|") and }
//	and  = item { ["И" | "AND"] item }
//	item = ["-" | "НЕ" | "NOT"] ( "(" or ")" | [field ":"] value )
//
// The node returned is a group of what is wanted together.
func parseQuery(text string) node {
	text = cut(strings.ToValidUTF8(text, " "), maxQueryBytes)
	p := queryParser{rest: text, shouted: !strings.ContainsFunc(text, unicode.IsLower)}
	root := p.or()
	if root.any {
		return node{nodes: []node{root}}
	}
	return root
}

type queryParser struct {
	rest    string
	depth   int  // of open brackets
	clauses int  // read so far
	shouted bool // everything is in capitals: НЕ is a word like others
}

func (p *queryParser) or() node {
	groups := []node{p.and()}
	for p.operator("ИЛИ", "OR", "||", "|") {
		groups = append(groups, p.and())
	}
	groups = slices.DeleteFunc(groups, func(g node) bool { return len(g.nodes) == 0 })
	switch len(groups) {
	case 0:
		return node{nodes: []node{}}
	case 1:
		return groups[0]
	}
	return node{nodes: groups, any: true}
}

func (p *queryParser) and() node {
	group := node{nodes: []node{}}
	for p.clauses < maxClauses {
		for p.operator("AND", "И", "&&") {
		}
		p.skipSpace()
		if p.rest == "" || p.depth > 0 && p.rest[0] == ')' || p.atOr() {
			return group
		}
		if n, ok := p.item(); ok {
			group.nodes = append(group.nodes, n)
		}
	}
	p.rest = ""
	return group
}

// item reads one demand; false is nothing that can be searched for.
func (p *queryParser) item() (node, bool) {
	not := p.negation()
	switch {
	case strings.HasPrefix(p.rest, "("):
		p.rest = p.rest[1:]
		if p.depth == maxDepth {
			return node{}, false
		}
		p.depth++
		n := p.or()
		p.depth--
		p.rest = strings.TrimPrefix(p.rest, ")")
		n.not = not
		return n, len(n.nodes) > 0
	case strings.HasPrefix(p.rest, ")"): // of no bracket
		p.rest = p.rest[1:]
		return node{}, false
	}
	c := p.clause()
	if c.text == "" && c.form != rangeForm {
		return node{}, false
	}
	p.clauses++
	return node{clause: c, not: not}, true
}

// negation takes what says that the next must not be there.
func (p *queryParser) negation() bool {
	switch p.rest[0] {
	case '-':
		p.rest = p.rest[1:]
		return true
	case '+': // every word is wanted anyhow
		p.rest = p.rest[1:]
		return false
	}
	return p.operator("NOT") || !p.shouted && p.operator("НЕ")
}

// operator takes one of the words if it comes next and stands by itself.
func (p *queryParser) operator(words ...string) bool {
	p.skipSpace()
	for _, w := range words {
		rest, ok := strings.CutPrefix(p.rest, w)
		isSign := strings.Trim(w, "|&") == ""
		if next, _ := utf8.DecodeRuneInString(rest); ok && (rest == "" || isSign || unicode.IsSpace(next) || next == '(') {
			p.rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
			return true
		}
	}
	return false
}

// atOr reports whether an ИЛИ comes next.
func (p *queryParser) atOr() bool {
	ahead := *p
	return ahead.operator("ИЛИ", "OR", "||", "|")
}

func (p *queryParser) skipSpace() {
	p.rest = strings.TrimLeftFunc(p.rest, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
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
