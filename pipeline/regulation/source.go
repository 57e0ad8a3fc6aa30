package regulation

import (
	"errors"
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Problem is one thing that is wrong with a pack. Line and Column count from 1.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// String returns "file:line:column: message".
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// LoadError is why packs cannot be used: every problem found in them.
type LoadError struct{ Problems []Problem }

func (e *LoadError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// source is the text of one pack with the place of every value in it, so that
// what is wrong with a value is said with its line.
type source struct {
	file     string
	lines    []string
	places   map[string]ast.Node // by YAML path: "$.checks[3].holds"
	problems []Problem
}

// maxPackBytes bounds a pack file; the largest act here needs a quarter of it.
const maxPackBytes = 2 << 20

// readSource decodes a pack strictly. When it cannot, the pack is nil and the
// source's problems say why.
func readSource(file string, data []byte) (s *source, p *Pack) {
	s = &source{file: file, lines: strings.Split(string(data), "\n"), places: map[string]ast.Node{}}
	// The YAML library is not ours: a defect of it on odd input must be a
	// problem of that file, not the end of the process.
	defer func() {
		if r := recover(); r != nil {
			s.problems, p = append(s.problems, Problem{file, 1, 1, fmt.Sprintf("not readable as YAML: %v", r)}), nil
		}
	}()
	if len(data) > maxPackBytes {
		s.problems = append(s.problems, Problem{file, 1, 1, "the file is over 2 MB"})
		return s, nil
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		s.yamlError(err)
		return s, nil
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		s.problems = append(s.problems, Problem{file, 1, 1, "a pack is one YAML document"})
		return s, nil
	}
	if a := findAlias(tree.Docs[0].Body); a != nil {
		s.atNode(a, 1, 1, "anchors and aliases are not allowed in a pack")
		return s, nil
	}
	ast.Walk(placer{s}, tree.Docs[0].Body)
	if s.unknownKeys(tree.Docs[0].Body, reflect.TypeFor[Pack]()); len(s.problems) > 0 {
		return s, nil
	}
	p = &Pack{}
	if err := yaml.NewDecoder(strings.NewReader(""), yaml.Strict()).DecodeFromNode(tree.Docs[0].Body, p); err != nil {
		s.yamlError(err)
		return s, nil
	}
	return s, p
}

// findAlias returns the first anchor or alias: with them a small file could
// unfold into a huge one, and a reader of the pack would have to look elsewhere.
func findAlias(body ast.Node) ast.Node {
	for _, typ := range []ast.NodeType{ast.AnchorType, ast.AliasType} {
		if found := ast.Filter(typ, body); len(found) > 0 {
			return found[0]
		}
	}
	return nil
}

// placer notes the node of every path. A value comes after its key and wins;
// the text inside a block scalar bears no column, so the block itself stays.
type placer struct{ s *source }

func (v placer) Visit(n ast.Node) ast.Visitor {
	if _, block := v.s.places[n.GetPath()].(*ast.LiteralNode); !block {
		v.s.places[n.GetPath()] = n
	}
	return v
}

func (s *source) yamlError(err error) {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		s.problems = append(s.problems, Problem{s.file, 1, 1, err.Error()})
		return
	}
	pos := at.GetToken().Position
	s.problems = append(s.problems, Problem{s.file, pos.Line, max(pos.Column, 1), at.GetMessage()})
}

// at reports a problem with the value at a path.
func (s *source) at(path, format string, args ...any) {
	s.inside(path, 1, 1, format, args...)
}

// inside reports a problem at a line and column, from 1, of the text that is
// the value at a path. A path that is absent (an empty value) falls back to the
// element that should hold it.
func (s *source) inside(path string, line, column int, format string, args ...any) {
	for p := path; p != ""; p, line, column = parentPath(p), 1, 1 {
		if n, ok := s.places[p]; ok {
			s.atNode(n, line, column, fmt.Sprintf(format, args...))
			return
		}
	}
	s.problems = append(s.problems, Problem{s.file, 1, 1, fmt.Sprintf(format, args...)})
}

func (s *source) atNode(n ast.Node, line, column int, message string) {
	pos := n.GetToken().Position
	out := Problem{s.file, pos.Line, pos.Column, message}
	switch v := n.(type) {
	case *ast.LiteralNode:
		out.Line += line
		out.Column = column + s.indent(pos.Line+1)
		if strings.HasPrefix(v.Start.Value, ">") { // folded: lines of the text are not lines of the file
			out.Line, out.Column = pos.Line+1, s.indent(pos.Line+1)+1
		}
	case *ast.MappingNode:
		out.Line, out.Column = firstOf(v, pos.Line, pos.Column)
	case *ast.StringNode:
		if line == 1 {
			out.Column += column - 1
			if s.quoted(pos.Line, pos.Column) {
				out.Column++
			}
		}
	}
	out.Column = max(out.Column, 1)
	s.problems = append(s.problems, out)
}

// firstOf returns where a mapping begins: its first key, not its first colon.
func firstOf(m *ast.MappingNode, line, column int) (int, int) {
	if m.IsFlowStyle || len(m.Values) == 0 {
		return line, column
	}
	pos := m.Values[0].Key.GetToken().Position
	return pos.Line, pos.Column
}

func (s *source) indent(line int) int {
	if line < 1 || line > len(s.lines) {
		return 0
	}
	text := s.lines[line-1]
	return len(text) - len(strings.TrimLeft(text, " "))
}

func (s *source) quoted(line, column int) bool {
	if line < 1 || line > len(s.lines) {
		return false
	}
	runes := []rune(s.lines[line-1])
	return column > 0 && column <= len(runes) && (runes[column-1] == '"' || runes[column-1] == '\'')
}

// parentPath drops the last step of a YAML path: "$.a[1].b" → "$.a[1]" → "$.a" → "$".
func parentPath(p string) string {
	cut := max(strings.LastIndexByte(p, '.'), strings.LastIndexByte(p, '['))
	if cut <= 0 {
		return ""
	}
	return p[:cut]
}

// sorted returns the problems in the order of the file, each once.
func (s *source) sorted() []Problem {
	out := append([]Problem(nil), s.problems...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Line != out[j].Line {
			return out[i].Line < out[j].Line
		}
		return out[i].Column < out[j].Column
	})
	kept := out[:0]
	for _, p := range out {
		if len(kept) == 0 || kept[len(kept)-1] != p {
			kept = append(kept, p)
		}
	}
	return kept
}

// item returns the path of the i-th element of a list.
func item(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }
