package pipeline

import "slices"

// ValueShape says how the value of a public field is written, for whoever makes a form.
type ValueShape string

// The shapes, as [FieldChange] writes them.
const (
	LineValue  ValueShape = "line"
	TextValue  ValueShape = "text"  // paragraphs
	DateValue  ValueShape = "date"  // YYYY-MM-DD
	YearValue  ValueShape = "year"  // four digits
	BoolValue  ValueShape = "bool"  // "true" and "false"
	NamesValue ValueShape = "names" // a line each, the country in brackets: "Иванов Иван (RU)"
)

// CorrectableField is a public field of an entry, with what somebody who corrects
// it has to know.
type CorrectableField struct {
	Name, Title string
	Value       string // as it stands now, as [FieldChange] writes values
	Shape       ValueShape
	Needed      bool       // may not become empty
	Printed     *RecordRef // which publication printed the value last; nil where Vestnik does not know it
	// Waiting is the new value that a signed correction gives the field, and which
	// no closed issue has printed yet: until then the field takes no other.
	Waiting *FieldChange
}

// CorrectableFields are the fields of an entry that a correction may state anew, in
// the order of [ChangeableFields].
func CorrectableFields(e Entry) []CorrectableField {
	now := e.AsOf(noDay)
	var list []CorrectableField
	for _, name := range ChangeableFields(now) {
		f, _ := changeableField(now, name)
		list = append(list, CorrectableField{
			Name: name, Title: f.title, Value: f.get(now), Shape: f.shape, Needed: f.needed,
			Printed: printedLast(e, []FieldChange{{Field: name}}), Waiting: e.waitingChange(name),
		})
	}
	return list
}

// waitingChange is the signed change of a field that is not published yet.
func (e Entry) waitingChange(field string) *FieldChange {
	for _, r := range e.Records {
		if i := slices.IndexFunc(r.Changes, func(c FieldChange) bool { return c.Field == field }); i >= 0 && !r.Public() {
			return &r.Changes[i]
		}
	}
	return nil
}

// Changed keeps of a form's values those that say something else than the entry
// does: white space alone changes nothing.
func Changed(fields []CorrectableField, values map[string]string) map[string]string {
	changed := map[string]string{}
	for _, f := range fields {
		if value, given := values[f.Name]; given && tidy(value) != tidy(f.Value) {
			changed[f.Name] = value
		}
	}
	return changed
}
