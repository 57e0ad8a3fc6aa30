package pipeline

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// fieldPath is "name", "name.part", "name[3]" or "name[3].part". No list of an
// application is longer than three digits can count.
var fieldPath = regexp.MustCompile(`^([a-z_]+)(?:\[(\d{1,3})\])?(?:\.([a-z_]+))?$`)

// place is a field path taken apart.
type place struct {
	name  string
	index int    // -1 where none is given
	part  string // empty where none is given
}

func pathOf(path string) (place, error) {
	m := fieldPath.FindStringSubmatch(path)
	if m == nil {
		return place{}, &Error{Op: "correct field", Doc: path, Kind: Invalid,
			Advice: fmt.Sprintf("Поле «%s» названо неверно: нужно, например, title или holders[0].name.", path)}
	}
	at := place{name: m[1], index: -1, part: m[3]}
	if m[2] != "" {
		at.index, _ = strconv.Atoi(m[2])
	}
	return at, nil
}

// Reading returns what stands at the path, or a zero Reading.
func (fs Fields) Reading(path string) Reading {
	at, err := pathOf(path)
	if err != nil {
		return Reading{}
	}
	f := fs[at.name]
	r := f.Reading
	if at.index >= 0 {
		if at.index >= len(f.Values) {
			return Reading{}
		}
		r = f.Values[at.index]
	}
	if at.part != "" {
		return r.Parts[at.part]
	}
	return r
}

// correct puts a person's value in the place of what was read. An index just
// past the end adds to the list.
func (fs Fields) correct(c Correction) {
	at, err := pathOf(c.Path)
	if err != nil {
		return
	}
	f := fs[at.name]
	target := &f.Reading
	if at.index >= 0 {
		index := f.rowOf(at.index, at.part, c.Was)
		if index < 0 {
			return
		}
		f.Values = slices.Clone(f.Values)
		for len(f.Values) <= index {
			f.Values = append(f.Values, Reading{})
		}
		target = &f.Values[index]
	}
	if at.part != "" {
		*target = target.withPart(at.part, c)
	} else {
		*target = target.replaced(c.Value, c)
	}
	fs[at.name] = f
}

// rowOf returns which row of a list a correction is of: papers that were named
// or read anew may have moved it, and nobody's data may land in another's row.
// It is -1 when the paper that held the row no longer counts.
func (f Field) rowOf(index int, part string, was Reading) int {
	if was.Document == "" { // put in by a person, who saw it in this row
		return index
	}
	same := func(r Reading) bool {
		if part != "" {
			r = r.Parts[part]
		}
		return r.Document == was.Document && r.Page == was.Page && r.Box == was.Box && r.Raw == was.Raw
	}
	if index < len(f.Values) && same(f.Values[index]) {
		return index
	}
	if moved := slices.IndexFunc(f.Values, same); moved >= 0 {
		return moved
	}
	if index < len(f.Values) && f.Values[index].Document == was.Document {
		return index // read anew, with other words or edges
	}
	return -1
}

// replaced keeps the place on the paper and takes the person's value as sure; what
// the machine had proposed is settled by it.
func (r Reading) replaced(value any, c Correction) Reading {
	r.Value, r.Confidence, r.Sure, r.By, r.Proposed, r.Doubt = value, 1, true, c.By, nil, ""
	return r
}

func (r Reading) withPart(part string, c Correction) Reading {
	whole := map[string]any{}
	if m, ok := r.Value.(map[string]any); ok {
		for k, v := range m {
			whole[k] = v
		}
	}
	parts := make(map[string]Reading, len(r.Parts)+1)
	for k, v := range r.Parts {
		parts[k] = v
	}
	if c.Value == nil || c.Value == "" {
		delete(whole, part)
	} else {
		whole[part] = c.Value
	}
	parts[part] = parts[part].replaced(c.Value, c)
	r.Value, r.Parts, r.By = whole, parts, c.By
	r.Confidence, r.Sure = 1, true
	for _, p := range parts {
		r.Confidence = min(r.Confidence, p.Confidence)
		r.Sure = r.Sure && p.Sure
	}
	return r
}

// fit makes a person's value one of the field's type, or says what is wrong. What
// a form states beyond the regulation's fields (an author's citizenship) is
// taken as it is.
func (o *Office) fit(c *CaseFile, pack *regulation.Pack, at place, path string, value any) (any, error) {
	refuse := func(advice string, args ...any) (any, error) {
		return nil, &Error{Op: "correct field", Doc: path, Kind: Invalid, Advice: fmt.Sprintf(advice, args...)}
	}
	f, known := o.declared(pack, at.name)
	_, stated := c.Fields[at.name]
	switch isList := f.Type == "list" || c.Fields[at.name].IsList(); {
	case !known && !stated:
		return refuse("Сведения «%s» регламент не знает. Выберите сведение из списка.", at.name)
	case isList && at.index < 0:
		return refuse("«%s» — список: укажите строку, например %s[0].", at.name, at.name)
	case !isList && at.index >= 0:
		return refuse("«%s» — не список: номер строки не нужен.", at.name)
	case at.part != "":
		i := slices.IndexFunc(f.Item, func(part regulation.Field) bool { return part.Name == at.part })
		if i < 0 {
			return value, nil
		}
		f = f.Item[i]
	case known && len(f.Item) > 0:
		return refuse("«%s» состоит из частей: укажите, какую исправить, например %s.%s.", path, path, f.Item[0].Name)
	}
	return typed(f, value, refuse)
}

// typed reads a text as the field's type.
func typed(f regulation.Field, value any, refuse func(string, ...any) (any, error)) (any, error) {
	text, isText := value.(string)
	if text = strings.TrimSpace(text); !isText || text == "" {
		return value, nil
	}
	switch f.Type {
	case "integer":
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return refuse("«%s»: нужно целое число, а не «%s».", f.Title, text)
		}
		return n, nil
	case "number":
		n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		if err != nil {
			return refuse("«%s»: нужно число, а не «%s».", f.Title, text)
		}
		return n, nil
	case "date":
		if _, err := workday.ParseDate(text); err != nil {
			return refuse("«%s»: нужна дата вида 2026-03-30, а не «%s».", f.Title, text)
		}
	}
	return text, nil
}

// declared returns a field of the pack or of those that it includes.
func (o *Office) declared(pack *regulation.Pack, name string) (regulation.Field, bool) {
	for _, p := range append([]*regulation.Pack{pack}, o.engine.Packs()...) {
		if p != pack && !slices.Contains(pack.Includes, p.ID) {
			continue
		}
		for _, f := range p.Fields {
			if f.Name == name {
				return f, true
			}
		}
	}
	return regulation.Field{}, false
}
