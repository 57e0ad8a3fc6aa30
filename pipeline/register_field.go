package pipeline

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vestnik/pipeline/workday"
)

// changeable is a public field of an entry that a correction may state anew.
// The number is none: an entry under another number is another entry.
type changeable struct {
	name, title string
	shape       ValueShape
	get         func(Entry) string
	set         func(*Entry, string) error // refuses a text that is no value of the field
	needed      bool                       // may not become empty
}

// changeableFields are the fields of a correction in the order of the published page.
var changeableFields = []changeable{
	needed(dateField("date", "Дата регистрации", func(e *Entry) *workday.Date { return &e.Date })),
	lineField("application_number", "Номер заявки", func(e *Entry) *string { return &e.ApplicationNo }),
	dateField("application_date", "Дата поступления заявки", func(e *Entry) *workday.Date { return &e.ApplicationDate }),
	lineField("contacts", "Контактные реквизиты", func(e *Entry) *string { return &e.Contacts }),
	partiesField("authors", "Авторы", func(e *Entry) *[]Party { return &e.Authors }),
	boolField("authors_declined", "Есть авторы, отказавшиеся быть упомянутыми", func(e *Entry) *bool { return &e.AuthorsDeclined }),
	needed(partiesField("holders", "Правообладатели", func(e *Entry) *[]Party { return &e.Holders })),
	lineField("state_contract", "Государственный или муниципальный контракт", func(e *Entry) *string { return &e.StateContract }),
	needed(lineField("title", "Название", func(e *Entry) *string { return &e.Title })),
	textField("abstract", "Реферат", func(e *Entry) *string { return &e.Abstract }),
	lineField("computer_type", "Тип реализующей ЭВМ", func(e *Entry) *string { return &e.ComputerType }),
	lineField("language", "Язык программирования", func(e *Entry) *string { return &e.Language }),
	lineField("os", "Вид и версия операционной системы", func(e *Entry) *string { return &e.OS }),
	lineField("dbms", "Вид и версия системы управления базой данных", func(e *Entry) *string { return &e.DBMS }),
	lineField("size", "Объём", func(e *Entry) *string { return &e.Size }),
	yearField("creation_year", "Год создания", func(e *Entry) *int { return &e.CreationYear }),
	yearField("publication_year", "Год обнародования", func(e *Entry) *int { return &e.PublicationYear }),
	boolField("valid", "Запись действует", func(e *Entry) *bool { return &e.Valid }),
}

// changeableField finds a field by its name; of an entry that another register
// holds only what this one knows.
func changeableField(e Entry, name string) (changeable, bool) {
	if seq, field, ok := cutRecordField(name); ok {
		return recordField(e, seq, field)
	}
	i := slices.IndexFunc(changeableFields, func(f changeable) bool { return f.name == name })
	if i < 0 || e.Elsewhere && name != "title" && name != "holders" {
		return changeable{}, false
	}
	return changeableFields[i], true
}

func needed(f changeable) changeable {
	f.needed = true
	return f
}

// ChangeableFields are the names of the fields of an entry that a correction may
// state anew, as [Entry.AsOf] tells it: in the order of the page, then what its
// records state.
func ChangeableFields(e Entry) []string {
	var names []string
	for _, f := range changeableFields {
		if _, ok := changeableField(e, f.name); ok {
			names = append(names, f.name)
		}
	}
	for _, r := range e.Records {
		for _, f := range r.Fields {
			names = append(names, fmt.Sprintf("record-%d.%s", r.Seq, f.Name))
		}
	}
	return names
}

// lineField is a text of one line, textField one of paragraphs.
func lineField(name, title string, of func(*Entry) *string) changeable {
	f := textField(name, title, of)
	f.shape = LineValue
	f.set = func(e *Entry, s string) error { *of(e) = oneLine(s); return nil }
	return f
}

func textField(name, title string, of func(*Entry) *string) changeable {
	return changeable{name: name, title: title, shape: TextValue,
		get: func(e Entry) string { return *of(&e) },
		set: func(e *Entry, s string) error { *of(e) = s; return nil }}
}

func dateField(name, title string, of func(*Entry) *workday.Date) changeable {
	return changeable{name: name, title: title, shape: DateValue,
		get: func(e Entry) string { return of(&e).String() },
		set: func(e *Entry, s string) error { return of(e).UnmarshalText([]byte(s)) }}
}

func boolField(name, title string, of func(*Entry) *bool) changeable {
	return changeable{name: name, title: title, shape: BoolValue,
		get: func(e Entry) string { return strconv.FormatBool(*of(&e)) },
		set: func(e *Entry, s string) error {
			if s != "true" && s != "false" {
				return fmt.Errorf("%q is neither true nor false", s)
			}
			*of(e) = s == "true"
			return nil
		}}
}

// yearField is empty for a year that is not known.
func yearField(name, title string, of func(*Entry) *int) changeable {
	return changeable{name: name, title: title, shape: YearValue,
		get: func(e Entry) string {
			if *of(&e) == 0 {
				return ""
			}
			return strconv.Itoa(*of(&e))
		},
		set: func(e *Entry, s string) error {
			if s == "" {
				*of(e) = 0
				return nil
			}
			year, err := strconv.Atoi(s)
			if err != nil || year < 1000 || year > 9999 {
				return fmt.Errorf("%q is not a year", s)
			}
			*of(e) = year
			return nil
		}}
}

func partiesField(name, title string, of func(*Entry) *[]Party) changeable {
	return changeable{name: name, title: title, shape: NamesValue,
		get: func(e Entry) string { return partyLines(*of(&e)) },
		set: func(e *Entry, s string) error { *of(e) = partiesOf(s, *of(e)); return nil }}
}

var nameAndCountry = regexp.MustCompile(`^(.*\S) \(([A-Z]{2})\)$`)

// partiesOf reads a list of names. Whether a holder is a person is not part of the
// text: it stays as it was with who keeps the name, or the place in a list that
// stays as long.
func partiesOf(text string, was []Party) []Party {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	parties := make([]Party, 0, len(lines))
	for i, line := range lines {
		p := Party{Name: line}
		if m := nameAndCountry.FindStringSubmatch(line); m != nil {
			p.Name, p.Country = m[1], m[2]
		}
		before := slices.IndexFunc(was, func(w Party) bool { return w.Name == p.Name })
		if before < 0 && len(lines) == len(was) {
			before = i
		}
		if before >= 0 {
			p.Kind = was[before].Kind
		}
		parties = append(parties, p)
	}
	return parties
}

var recordFieldName = regexp.MustCompile(`^record-([1-9]\d{0,3})\.(.+)$`)

// cutRecordField takes "record-2.conditions" apart.
func cutRecordField(name string) (seq int, field string, ok bool) {
	m := recordFieldName.FindStringSubmatch(name)
	if m == nil {
		return 0, "", false
	}
	seq, _ = strconv.Atoi(m[1])
	return seq, m[2], true
}

// recordField is what a published record of the entry states under a name.
func recordField(e Entry, seq int, name string) (changeable, bool) {
	stated, ok := e.stated(seq, name)
	if !ok {
		return changeable{}, false
	}
	return changeable{
		name: fmt.Sprintf("record-%d.%s", seq, name), title: fmt.Sprintf("%s (запись %d)", stated.Title, seq), shape: TextValue,
		get: func(e Entry) string { f, _ := e.stated(seq, name); return f.Value },
		set: func(e *Entry, value string) error { return e.restate(seq, name, value) },
	}, true
}

// stated finds what a record of the entry states under a name.
func (e Entry) stated(seq int, name string) (EntryField, bool) {
	for _, r := range e.Records {
		if r.Seq != seq || !r.Public() {
			continue
		}
		for _, f := range r.Fields {
			if f.Name == name {
				return f, true
			}
		}
	}
	return EntryField{}, false
}

// restate gives a field of a record another value, leaving the record's sharers alone.
func (e *Entry) restate(seq int, name, value string) error {
	e.Records = slices.Clone(e.Records)
	for i := range e.Records {
		r := &e.Records[i]
		if r.Seq != seq {
			continue
		}
		r.Fields = slices.Clone(r.Fields)
		for j := range r.Fields {
			if r.Fields[j].Name == name {
				r.Fields[j].Value = value
				return nil
			}
		}
	}
	return errors.New("there is no such record")
}

// ValueOf returns what an entry states in a field as a change would write it;
// empty for a field that cannot be changed.
func ValueOf(e Entry, field string) string {
	f, ok := changeableField(e, field)
	if !ok {
		return ""
	}
	return f.get(e)
}
