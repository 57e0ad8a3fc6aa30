package regulation

import (
	"encoding"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// unknownKeys reports every key of the file that the type has no place for. The
// YAML library would name one of them only, now this and now that.
func (s *source) unknownKeys(n ast.Node, t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer:
		s.unknownKeys(n, t.Elem())
	case reflect.Slice:
		if list, ok := n.(*ast.SequenceNode); ok {
			for _, element := range list.Values {
				s.unknownKeys(element, t.Elem())
			}
		}
	case reflect.Struct:
		if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
			return // a scalar to YAML
		}
		known := yamlFields(t)
		for _, entry := range entriesOf(n) {
			key := entry.Key.GetToken()
			if field, ok := known[key.Value]; ok {
				s.unknownKeys(entry.Value, field)
				continue
			}
			s.problems = append(s.problems, Problem{s.file, key.Position.Line, max(key.Position.Column, 1), `unknown field "` + key.Value + `"`})
		}
	}
}

// yamlFields returns the types of a struct's fields by their YAML names.
func yamlFields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "" && name != "-" {
			out[name] = t.Field(i).Type
		}
	}
	return out
}

// entriesOf returns the entries of a mapping, be they one or many.
func entriesOf(n ast.Node) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	return nil
}
