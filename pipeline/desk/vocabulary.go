package desk

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// vocabulary is how the regulation of a case names what papers state and which
// kinds of papers there are. Nothing of it is the desk's own.
type vocabulary struct {
	fields []regulation.Field
	kinds  []regulation.Document    // incoming, with a kind
	titles func(kind string) string // of every kind that any regulation knows
}

// vocabularyOf returns the words of the case's regulation; only the titles of
// kinds when its edition is not loaded.
func (d *Desk) vocabularyOf(c *pipeline.CaseFile) vocabulary {
	engine := d.Office.Engine()
	words := vocabulary{titles: func(kind string) string { return engine.KindTitle(c.Pack.ID, kind) }}
	pack, err := engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return words
	}
	words.fields = pack.Vocabulary()
	for _, doc := range pack.Documents {
		if doc.Kind != "" && !words.knowsKind(pipeline.DocumentKind(doc.Kind)) {
			words.kinds = append(words.kinds, doc)
		}
	}
	return words
}

// sorted returns the names of what a case states in the order of the regulation.
func (w vocabulary) sorted(fields pipeline.Fields) []string {
	list := slices.Sorted(maps.Keys(fields))
	slices.SortStableFunc(list, func(a, b string) int { return w.order(a) - w.order(b) })
	return list
}

// order is where a path's field stands among them; unknown ones come last.
func (w vocabulary) order(path string) int {
	name, _, _ := strings.Cut(withoutIndex(path), ".")
	if i := slices.IndexFunc(w.fields, func(f regulation.Field) bool { return f.Name == name }); i >= 0 {
		return i
	}
	return len(w.fields)
}

// knows reports whether the regulation has a field at the path.
func (w vocabulary) knows(path string) bool {
	_, known := w.at(path)
	return known
}

// at returns the field or part at a path: "holders[0].name".
func (w vocabulary) at(path string) (regulation.Field, bool) {
	name, part, composite := strings.Cut(withoutIndex(path), ".")
	f, known := named(w.fields, name)
	if composite && known {
		return named(f.Item, part)
	}
	return f, known
}

func named(fields []regulation.Field, name string) (regulation.Field, bool) {
	i := slices.IndexFunc(fields, func(f regulation.Field) bool { return f.Name == name })
	if i < 0 {
		return regulation.Field{Name: name, Title: name}, false
	}
	return fields[i], true
}

// title names a field; one element of a list by its singular.
func (w vocabulary) title(name string) string {
	f, _ := named(w.fields, name)
	if f.Each != "" {
		return f.Each
	}
	return f.Title
}

// partTitle names a part within its whole: «имя или наименование».
func (w vocabulary) partTitle(path, part string) string {
	f, _ := w.part(withoutIndex(path), part)
	return lowerFirst(f.Title)
}

// part returns a part of a field. A part that the regulation does not give this
// field is what it is in another: an address is an address whoever has it.
func (w vocabulary) part(name, part string) (regulation.Field, bool) {
	f, known := w.at(name + "." + part)
	for i := 0; !known && i < len(w.fields); i++ {
		if other, there := named(w.fields[i].Item, part); there {
			return other, true
		}
	}
	return f, known
}

// PathTitle names a field path for the templates.
func (w vocabulary) PathTitle(path string) string { return w.pathTitle(path) }

// pathTitle names a field path: "holders[0].name" is «Правообладатель 1, имя».
func (w vocabulary) pathTitle(path string) string {
	name, part, composite := strings.Cut(path, ".")
	base, index, listed := strings.Cut(strings.TrimSuffix(name, "]"), "[")
	title := w.title(base)
	if n, err := strconv.Atoi(index); listed && err == nil {
		title = fmt.Sprintf("%s %d", title, n+1)
	}
	if composite {
		title += ", " + w.partTitle(base, part)
	}
	return title
}

// lowerFirst begins a phrase with a small letter, unless it is an abbreviation.
func lowerFirst(s string) string {
	letters := []rune(s)
	if len(letters) < 2 || unicode.IsUpper(letters[1]) {
		return s
	}
	return string(unicode.ToLower(letters[0])) + string(letters[1:])
}

// shown says the value of a field as people do: codes in words, dates by day first.
func (w vocabulary) shown(path string, v any) string {
	s := text(v)
	f, known := w.at(path)
	if name, part, composite := strings.Cut(withoutIndex(path), "."); composite && !known {
		f, _ = w.part(name, part)
	}
	for _, o := range f.Options {
		if o.Value == s {
			return o.Title
		}
	}
	if isCountry(path) {
		return countryTitle(s)
	}
	if day, err := time.Parse(time.DateOnly, s); err == nil && f.Type == "date" {
		return day.Format("02.01.2006")
	}
	if b, is := v.(bool); is || f.Type == "bool" {
		return yesNo(b || s == "true")
	}
	return s
}

func yesNo(yes bool) string {
	if yes {
		return "да"
	}
	return "нет"
}

// typed gives a value the type that the field has: a number where a number
// belongs, a date as the contract writes it, everything else as text.
func (w vocabulary) typed(path, value string, was any) any {
	f, _ := w.at(path)
	if _, number := was.(float64); number || f.Type == "integer" || f.Type == "number" {
		plain := strings.Replace(strings.Join(strings.Fields(value), ""), ",", ".", 1)
		if n, err := strconv.ParseInt(plain, 10, 64); err == nil {
			return n
		}
		if n, err := strconv.ParseFloat(plain, 64); err == nil {
			return n
		}
		return value
	}
	switch {
	case isCountry(path):
		return countryCode(value)
	case f.Type == "bool":
		return value == "true" || strings.EqualFold(value, "да")
	case f.Type == "date":
		for _, layout := range []string{"02.01.2006", "2.1.2006", time.DateOnly} {
			if day, err := time.Parse(layout, value); err == nil {
				return day.Format(time.DateOnly)
			}
		}
	}
	return value
}

// choices returns the values of a coded field; a value that is none of them is
// offered too, since it stands on the paper.
func (w vocabulary) choices(path, value string) []choice {
	f, _ := w.at(path)
	var list []choice
	for _, o := range f.Options {
		list = append(list, choice{Value: o.Value, Title: o.Title, Chosen: o.Value == value})
	}
	known := slices.ContainsFunc(list, func(c choice) bool { return c.Chosen })
	if list != nil && value != "" && !known {
		list = append(list, choice{Value: value, Title: value, Chosen: true})
	}
	return list
}

// knowsKind reports whether the regulation knows a kind of paper; every one
// knows papers of which nobody can say what they are.
func (w vocabulary) knowsKind(kind pipeline.DocumentKind) bool {
	return kind == pipeline.UnknownKind || slices.ContainsFunc(w.kinds, func(d regulation.Document) bool { return d.Kind == string(kind) })
}

// kindChoices are the kinds that a person may name, in the order of the regulation.
func (w vocabulary) kindChoices(chosen pipeline.DocumentKind) []choice {
	list := make([]choice, 0, len(w.kinds)+1)
	for _, doc := range w.kinds {
		list = append(list, choice{Value: doc.Kind, Title: doc.Title, Chosen: doc.Kind == string(chosen)})
	}
	return append(list, choice{Value: string(pipeline.UnknownKind), Title: unknownKindTitle, Chosen: chosen == pipeline.UnknownKind})
}

// KindTitle names a kind of paper; one that no regulation knows by itself.
func (w vocabulary) KindTitle(kind pipeline.DocumentKind) string {
	if kind == pipeline.UnknownKind {
		return unknownKindTitle
	}
	return cmp.Or(w.titles(string(kind)), string(kind))
}

// missing offers what the regulation has room for and the case does not have.
func (w vocabulary) missing(fields pipeline.Fields) []missingGroup {
	general := missingGroup{Title: "Общие сведения"}
	var groups []missingGroup
	for _, f := range w.fields {
		_, have := fields[f.Name]
		switch {
		case len(f.Item) == 0 && !have && f.Type != "list":
			general.Fields = append(general.Fields, choice{Value: f.Name, Title: f.Title})
		case len(f.Item) > 0 && f.Type == "list":
			groups = append(groups, w.missingInList(f, fields[f.Name].Values)...)
		case len(f.Item) > 0:
			groups = append(groups, w.missingParts(f.Name, f.Title, f.Item, fields[f.Name].Reading))
		case f.Type == "list":
			n := len(fields[f.Name].Values)
			path := fmt.Sprintf("%s[%d]", f.Name, n)
			general.Fields = append(general.Fields, choice{Value: path, Title: w.pathTitle(path)})
		}
	}
	groups = append([]missingGroup{general}, groups...)
	return slices.DeleteFunc(groups, func(g missingGroup) bool { return len(g.Fields) == 0 })
}

// missingInList offers the missing parts of every element, and one more element.
func (w vocabulary) missingInList(f regulation.Field, values []pipeline.Reading) []missingGroup {
	var groups []missingGroup
	for i, r := range values {
		path := fmt.Sprintf("%s[%d]", f.Name, i)
		groups = append(groups, w.missingParts(path, w.pathTitle(path), f.Item, r))
	}
	next := fmt.Sprintf("%s[%d]", f.Name, len(values))
	return append(groups, w.missingParts(next, w.pathTitle(next), f.Item[:1], pipeline.Reading{}))
}

func (w vocabulary) missingParts(path, title string, parts []regulation.Field, r pipeline.Reading) missingGroup {
	g := missingGroup{Title: title}
	for _, part := range parts {
		if _, have := r.Parts[part.Name]; !have {
			g.Fields = append(g.Fields, choice{Value: path + "." + part.Name, Title: title + ", " + lowerFirst(part.Title)})
		}
	}
	return g
}

// missingGroup is a group of fields that no paper states and a person may add.
type missingGroup struct {
	Title  string
	Fields []choice // by path
}

// unknownKindTitle is what a paper is called of which nobody can say what it is.
const unknownKindTitle = "Вид не определён"
