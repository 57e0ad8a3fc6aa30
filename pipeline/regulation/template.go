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
	fixed    string
	value    *expr
	markdown bool
}

// markdownType is the CEL type of text that is already CommonMark.
var markdownType = cel.OpaqueType("markdown")

// compileTemplate compiles the expressions of a text.
func compileTemplate(env *cel.Env, text string) (*template, []issue) {
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
		p, bad := compilePart(env, code)
		for _, b := range bad {
			if b.line == 1 {
				b.column += column + 1
			}
			b.line += line - 1
			issues = append(issues, b)
		}
		t.parts = append(t.parts, p)
		advance("{{" + code + "}}")
		text = after
	}
	return t, issues
}

func compilePart(env *cel.Env, code string) (part, []issue) {
	x, issues := compile(env, code, cel.DynType)
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

// uses returns everything that the text's expressions mention.
func (t *template) uses() []uses {
	var all []uses
	for _, p := range t.parts {
		if p.value != nil {
			all = append(all, p.value.uses)
		}
	}
	return all
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

// includeTexts replaces each line {{> id }} by the shared text of that id. It
// returns the ids that do not exist.
func includeTexts(body string, texts map[string]string) (string, []string) {
	var missing []string
	lines := strings.Split(body, "\n")
	for i, line := range lines {
		id, ok := strings.CutPrefix(strings.TrimSpace(line), "{{>")
		if !ok {
			continue
		}
		id = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(id), "}}"))
		text, known := texts[id]
		if !known {
			missing = append(missing, id)
			continue
		}
		lines[i] = strings.TrimRight(text, "\n")
	}
	return strings.Join(lines, "\n"), missing
}
