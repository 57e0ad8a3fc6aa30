package regulation

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
)

// template is a text with {{ CEL }} in it. The expressions yield strings, which
// stand escaped, or markdown (lists made by the pack), which stands as it is.
type template struct {
	parts []part
}

type part struct {
	fixed        string
	value        *expr
	markdown     bool
	line, column int // of the expression's text, from 1
}

// markdownType is the CEL type of text that is already CommonMark.
var markdownType = cel.OpaqueType("markdown")

// template compiles the expressions of a text.
func (all expressions) template(env *cel.Env, text string) (*template, []issue) {
	t := &template{}
	var issues []issue
	line, column := 1, 1
	advance := func(s string) {
		if n := strings.Count(s, "\n"); n > 0 {
			line += n
			column = len([]rune(s[strings.LastIndexByte(s, '\n')+1:])) + 1
		} else {
			column += len([]rune(s))
		}
	}
	for text != "" {
		before, rest, found := strings.Cut(text, "{{")
		if before != "" {
			t.parts = append(t.parts, part{fixed: before})
		}
		advance(before)
		if !found {
			break
		}
		code, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return t, append(issues, issue{line, column, "{{ is not closed by }}"})
		}
		p, bad := all.part(env, code)
		p.line, p.column = line, column+len("{{")
		for _, b := range bad {
			if b.line == 1 {
				b.column += p.column - 1
			}
			b.line += p.line - 1
			issues = append(issues, b)
		}
		t.parts = append(t.parts, p)
		advance("{{" + code + "}}")
		text = after
	}
	return t, issues
}

func (all expressions) part(env *cel.Env, code string) (part, []issue) {
	x, issues := all.compile(env, code, cel.DynType)
	if issues != nil {
		return part{}, issues
	}
	switch {
	case cel.StringType.IsExactType(x.typ):
		return part{value: x}, nil
	case markdownType.IsExactType(x.typ):
		return part{value: x, markdown: true}, nil
	}
	return part{}, []issue{{1, 1, fmt.Sprintf("what stands in {{ }} must be a text, not %s", x.typ)}}
}

// plain renders the text without escaping: for messages, which are no markup.
func (t *template) plain(v cel.Activation) (string, error) {
	return t.render(v, func(s string) string { return s })
}

// markdown renders the text as CommonMark in which values are only text.
func (t *template) markdown(v cel.Activation) (string, error) {
	return t.render(v, escapeMarkdown)
}

func (t *template) render(v cel.Activation, escape func(string) string) (string, error) {
	var b strings.Builder
	for _, p := range t.parts {
		if p.value == nil {
			b.WriteString(p.fixed)
			continue
		}
		out, err := p.value.eval(v)
		if err != nil {
			return "", err
		}
		s, _ := out.(string)
		if !p.markdown {
			s = escape(s)
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

// blank reports whether an expression of the text yields nothing: «Название: »
// says no more than nothing at all.
func (t *template) blank(v cel.Activation) bool {
	for _, p := range t.parts {
		if p.value == nil {
			continue
		}
		out, err := p.value.eval(v)
		if s, _ := out.(string); err != nil || strings.TrimSpace(s) == "" {
			return true
		}
	}
	return false
}

// include is a line {{> id }} of a text.
type include struct {
	id   string
	line int // from 1
}

// includesOf returns the lines of a text that take in shared texts.
func includesOf(body string) []include {
	var out []include
	for i, line := range strings.Split(body, "\n") {
		if id, ok := strings.CutPrefix(strings.TrimSpace(line), "{{>"); ok {
			out = append(out, include{strings.TrimSpace(strings.TrimSuffix(id, "}}")), i + 1})
		}
	}
	return out
}

// withTexts replaces each including line by its shared text, or by nothing when
// there is none: the other lines keep their numbers only in the latter case.
func withTexts(body string, texts map[string]string) string {
	lines := strings.Split(body, "\n")
	for _, in := range includesOf(body) {
		lines[in.line-1] = strings.TrimRight(texts[in.id], "\n")
	}
	return strings.Join(lines, "\n")
}
