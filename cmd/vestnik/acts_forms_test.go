package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish"
	"vestnik/publish/blanks"
)

// TestEveryPaperThatIsFiledHasASource fails for a kind of paper that a pack declares
// and the public is not told where to get.
func TestEveryPaperThatIsFiledHasASource(t *testing.T) {
	engine, err := programEngine()
	if err != nil {
		t.Fatal(err)
	}
	forms, err := formsFor(engine)
	if err != nil {
		t.Fatal(err)
	}
	a := acts{engine, forms}
	filed := make(map[string]bool)
	for _, p := range a.newest() {
		for _, d := range p.Own().Documents {
			if d.Direction != "incoming" {
				continue
			}
			filed[p.ID+" "+d.Kind] = true
			if a.sourceOf(d) == "" {
				t.Errorf("%s: nobody says where %q (%s) comes from", p.ID, d.Title, d.Kind)
			}
		}
	}
	for _, b := range forms {
		for _, kind := range b.Kinds {
			if !slices.ContainsFunc(b.Acts, func(act string) bool { return filed[act+" "+kind] }) {
				t.Errorf("form %s is for %q, which none of %v takes", b.ID, kind, b.Acts)
			}
		}
	}
}

// TestFormsAskOnlyForWhatTheActsKnow fails for a box whose field no act of the form
// declares.
func TestFormsAskOnlyForWhatTheActsKnow(t *testing.T) {
	asked, err := blanks.Fields()
	if err != nil {
		t.Fatal(err)
	}
	all, err := blanks.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		declared := make(map[string]bool)
		for _, act := range b.Acts {
			for _, f := range declaredFields(t, act) {
				declared[f.Name] = true
				for _, part := range f.Item {
					declared[f.Name+"."+part.Name] = true
				}
			}
		}
		for _, field := range asked[b.ID] {
			if !declared[field] {
				t.Errorf("form %s asks for %q, which none of %v declares", b.ID, field, b.Acts)
			}
		}
	}
}

// readSamples are the samples whose filling the recogniser must read back, by form.
var readSamples = map[string]map[string]string{
	"statement": {
		"kind": "program", "title": "Полив: расписание насосов плодового сада по влажности почвы", "holders.name": "Ракитин Пётр Саввич",
		"holders.inn": "980190090164", "authors.birth_date": "1985-06-21", "authors.mention": "named", "creation_year": "2025",
		"phone": "+7 (980) 555-90-01", "signatures.date": "2026-02-24",
	},
	"abstract":               {"language": "Python", "size": "245 Кб", "computer_type": "IBM PC-совместимый персональный компьютер"},
	"further-author-sheet":   {"authors.name": "Сушкова Вера Ильинична", "authors.birth_date": "1991-11-04"},
	"duplicate-statement":    {"certificate_number": "2019699901", "reason": "утрата подлинника при переезде."},
	"withdrawal-statement":   {"application_number": "2026699901"},
	"amendment-petition":     {"application_number": "2026699901", "changes": "в графе 5 вместо «2024» указать год создания 2025."},
	"complaint":              {"complainant.name": "Сушкова Вера Ильинична", "complained_case": "2025699901", "electronic_answer": "true"},
	"open-licence-statement": {"object": "invention", "patent_number": "2999901", "holders.inn": "9801900930", "signatures.name": "Отвалов Назар Гордеевич"},
	"open-licence-petition":  {"patent_number": "2999901", "published_on": "2024-03-20", "no_offers": "true"},
}

// TestWhatIsFiledOnOurFormsIsRead has the samples read as filings are: each is
// known for what it is, and what stands in its boxes comes back.
func TestWhatIsFiledOnOurFormsIsRead(t *testing.T) {
	all, err := blanks.New()
	if err != nil {
		t.Fatal(err)
	}
	c := newCLI(t)
	for _, b := range all {
		t.Run(b.ID, func(t *testing.T) {
			read := c.readForm(b)
			if !slices.Contains(b.Kinds, string(read.Kind)) && !unreadForms[b.ID] {
				t.Errorf("it is taken for %q", read.Kind)
			}
			for path, want := range readSamples[b.ID] {
				if got := fmt.Sprint(valueAt(read.Fields, path)); got != want {
					t.Errorf("%s is read as %q, want %q", path, got, want)
				}
			}
		})
	}
}

// readForm has the sample of a form read.
func (c *cli) readForm(b publish.Blank) recognised {
	c.t.Helper()
	for _, f := range b.Files {
		if !strings.HasSuffix(f.Name, "-sample.pdf") {
			continue
		}
		body, err := f.Make()
		path := filepath.Join(c.t.TempDir(), f.Name)
		if err := errors.Join(err, os.WriteFile(path, body, 0o644)); err != nil {
			c.t.Fatal(err)
		}
		var read recognised
		c.json(&read, "read", path)
		return read
	}
	c.t.Fatalf("%s has no sample", b.ID)
	return recognised{}
}

// valueAt is the value of a field by its path: "holders.inn" is of the first holder.
func valueAt(fields pipeline.Fields, path string) any {
	name, part, _ := strings.Cut(path, ".")
	field := fields[name]
	reading := field.Reading
	if field.IsList() && len(field.Values) > 0 {
		reading = field.Values[0]
	}
	if part != "" {
		reading = reading.Parts[part]
	}
	return reading.Value
}

// unreadForms are for papers that no description tells from others yet: a person
// says what they are.
var unreadForms = map[string]bool{"other-petition": true, "enquiry": true}
