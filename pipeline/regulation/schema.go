package regulation

import (
	"fmt"
	"sort"
	"strconv"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"vestnik/pipeline/workday"
)

// schema gives CEL the structures that a pack declares, so that a misspelt
// field is a type error when the pack is loaded. The values behind them are
// plain maps.
type schema struct {
	*types.Registry
	structs map[string]map[string]*types.FieldType
}

func newSchema() (*schema, error) {
	r, err := types.NewRegistry()
	if err != nil {
		return nil, err
	}
	return &schema{Registry: r, structs: map[string]map[string]*types.FieldType{}}, nil
}

// FindStructType implements types.Provider.
func (s *schema) FindStructType(name string) (*types.Type, bool) {
	if _, ok := s.structs[name]; ok {
		return types.NewTypeTypeWithParam(types.NewObjectType(name)), true
	}
	return s.Registry.FindStructType(name)
}

// FindStructFieldNames implements types.Provider.
func (s *schema) FindStructFieldNames(name string) ([]string, bool) {
	fields, ok := s.structs[name]
	if !ok {
		return s.Registry.FindStructFieldNames(name)
	}
	names := make([]string, 0, len(fields))
	for f := range fields {
		names = append(names, f)
	}
	sort.Strings(names)
	return names, true
}

// FindStructFieldType implements types.Provider.
func (s *schema) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	if fields, ok := s.structs[name]; ok {
		f, found := fields[field]
		return f, found
	}
	return s.Registry.FindStructFieldType(name, field)
}

// NewValue implements types.Provider: conditions read structures, they make none.
func (s *schema) NewValue(name string, _ map[string]ref.Val) ref.Val {
	return types.NewErr("a condition cannot make a %s", name)
}

// member is one field of a structure: its CEL type and what stands for it when absent.
type member struct {
	name  string
	typ   *cel.Type
	empty any // nil: reading it while it is absent is an error
}

// declare adds a structure and returns its type.
func (s *schema) declare(name string, members []member) *cel.Type {
	fields := make(map[string]*types.FieldType, len(members))
	for _, m := range members {
		fields[m.name] = &types.FieldType{
			Type: m.typ,
			IsSet: func(target any) bool {
				v, ok := asMap(target)[m.name]
				return ok && v != nil
			},
			GetFrom: func(target any) (any, error) {
				if v, ok := asMap(target)[m.name]; ok && v != nil {
					return v, nil
				}
				if m.empty == nil {
					return nil, fmt.Errorf("%s is not set", m.name)
				}
				return m.empty, nil
			},
		}
	}
	s.structs[name] = fields
	return cel.ObjectType(name)
}

func asMap(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// fieldMembers declares the structures of nested fields and returns the members.
func (s *schema) fieldMembers(prefix string, fields []Field) []member {
	members := make([]member, 0, len(fields))
	for _, f := range fields {
		m := member{name: f.Name}
		switch f.Type {
		case "group":
			m.typ = s.declare(prefix+"_"+f.Name, s.fieldMembers(prefix+"_"+f.Name, f.Item))
			m.empty = map[string]any{}
		case "list":
			element, _ := plainType(f.Of)
			if len(f.Item) > 0 {
				element = s.declare(prefix+"_"+f.Name, s.fieldMembers(prefix+"_"+f.Name, f.Item))
			}
			m.typ, m.empty = cel.ListType(element), []any{}
		default:
			m.typ, m.empty = plainType(f.Type)
		}
		members = append(members, m)
	}
	return members
}

// plainType is the CEL type of a simple value and what stands for it when
// absent; an absent date has no stand-in, since every date would be a lie.
func plainType(name string) (*cel.Type, any) {
	switch name {
	case "number":
		return cel.DoubleType, float64(0)
	case "integer":
		return cel.IntType, int64(0)
	case "bool":
		return cel.BoolType, false
	case "date":
		return cel.TimestampType, nil
	default:
		return cel.StringType, ""
	}
}

// knownType reports whether a pack may give a simple value that type.
func knownType(name string) bool {
	switch name {
	case "text", "number", "integer", "bool", "date", "choice":
		return true
	}
	return false
}

// typed converts a value as JSON or a form gives it to the declared type:
// string, float64, int64, bool, or time.Time at the start of the day in loc.
func typed(v any, typ string, loc *time.Location) (any, error) {
	switch typ {
	case "number", "integer":
		return typedNumber(v, typ)
	case "bool":
		return typedBool(v)
	case "date":
		return typedDate(v, loc)
	}
	if s, ok := v.(string); ok {
		return s, nil
	}
	return nil, fmt.Errorf("%v is not a text", v)
}

func typedNumber(v any, typ string) (any, error) {
	var n float64
	switch x := v.(type) {
	case float64:
		n = x
	case int64:
		n = float64(x)
	case int:
		n = float64(x)
	case string:
		f, err := strconv.ParseFloat(x, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a number", x)
		}
		n = f
	default:
		return nil, fmt.Errorf("%v is not a number", v)
	}
	const exact = 1 << 53 // beyond it a float64 no longer holds every integer
	if n != n || n > exact || n < -exact {
		return nil, fmt.Errorf("%v is out of range", v)
	}
	if typ == "number" {
		return n, nil
	}
	if n != float64(int64(n)) {
		return nil, fmt.Errorf("%v is not a whole number", v)
	}
	return int64(n), nil
}

func typedBool(v any) (any, error) {
	switch x := v.(type) {
	case bool:
		return x, nil
	case string:
		switch x {
		case "true", "on":
			return true, nil
		case "false", "":
			return false, nil
		}
	}
	return nil, fmt.Errorf("%v is neither true nor false", v)
}

func typedDate(v any, loc *time.Location) (any, error) {
	switch x := v.(type) {
	case time.Time:
		return workday.DateOf(x.In(loc)).At(loc), nil
	case workday.Date:
		return x.At(loc), nil
	case string:
		if d, err := workday.ParseDate(x); err == nil {
			return d.At(loc), nil
		}
	}
	return nil, fmt.Errorf("%v is not a date YYYY-MM-DD", v)
}

// fieldsFor converts the fields of a case to their declared types. What does
// not convert is left out: it counts as not read.
func fieldsFor(fields []Field, values map[string]any, loc *time.Location) map[string]any {
	out := make(map[string]any, len(values))
	for _, f := range fields {
		v, ok := values[f.Name]
		if !ok || v == nil {
			continue
		}
		switch f.Type {
		case "group":
			if m, ok := v.(map[string]any); ok {
				out[f.Name] = fieldsFor(f.Item, m, loc)
			}
		case "list":
			if list, ok := v.([]any); ok {
				out[f.Name] = elementsFor(f, list, loc)
			}
		default:
			if t, err := typed(v, f.Type, loc); err == nil {
				out[f.Name] = t
			}
		}
	}
	return out
}

func elementsFor(f Field, list []any, loc *time.Location) []any {
	out := make([]any, 0, len(list))
	for _, v := range list {
		if len(f.Item) > 0 {
			m, _ := v.(map[string]any)
			out = append(out, fieldsFor(f.Item, m, loc))
		} else if t, err := typed(v, f.Of, loc); err == nil {
			out = append(out, t)
		}
	}
	return out
}
