package pipeline

import (
	"encoding/json"
	"reflect"
	"testing"
	"testing/quick"
)

func TestFieldPathsAreTakenApart(t *testing.T) {
	for _, c := range []struct {
		path string
		want place
		ok   bool
	}{
		{"title", place{"title", -1, ""}, true},
		{"fee.amount", place{"fee", -1, "amount"}, true},
		{"holders[0]", place{"holders", 0, ""}, true},
		{"holders[12].name", place{"holders", 12, "name"}, true},
		{"", place{}, false},
		{"Title", place{}, false},
		{"holders[]", place{}, false},
		{"holders[-1].name", place{}, false},
		{"holders[9999999999999999999].name", place{}, false},
		{"holders[1].name.first", place{}, false},
		{"title; drop", place{}, false},
	} {
		got, err := pathOf(c.path)
		if (err == nil) != c.ok || got != c.want {
			t.Errorf("%q: %+v, %v", c.path, got, err)
		}
	}
}

// read makes a sure reading with a place of its own.
func read(value any, page int) Reading {
	return Reading{Value: value, Raw: "raw", Page: page, Box: Box{0, float64(page) / 100, 1, 1}, Confidence: .99, Sure: true}
}

func person(name string, page int) Reading {
	r := read(map[string]any{"name": name}, page)
	r.Parts = map[string]Reading{"name": read(name, page)}
	return r
}

func names(f Field) (list []string) {
	for _, r := range f.Values {
		list = append(list, partText(r, "name"))
	}
	return list
}

func paper(digest Digest, kind DocumentKind, fields Fields) Document {
	return Document{Original: Original{Digest: digest}, Kind: kind, Read: fields, Status: DocRead, Pages: 3}
}

func TestTheBetterPaperIsBelieved(t *testing.T) {
	docs := []Document{
		paper("d", DepositedMaterials, Fields{"title": {Reading: read("main.go", 1)}}),
		paper("a1", Abstract, Fields{"title": {Reading: read("Реферат", 1)}, "os": {Reading: read("Linux", 1)}, "size": {Reading: read("1 Мб", 1)}}),
		paper("u", UnknownKind, Fields{"phone": {Reading: read("не верить", 1)}}),
		paper("x", "kind-of-another-act", Fields{"title": {Reading: read("чужое", 1)}}),
		paper("s", Statement, Fields{"title": {Reading: read("Учёт ульев", 1)}, "os": {Reading: read("Linuх", 1)}}),
		paper("a2", Abstract, Fields{"size": {Reading: read("2 Мб", 1)}}),
	}
	got := MergeFields(docs)
	for name, want := range map[string]any{"title": "Учёт ульев", "os": "Linux", "size": "1 Мб", "phone": nil} {
		if got[name].Value != want {
			t.Errorf("%s is %v, want %v", name, got[name].Value, want)
		}
	}
	if got["os"].Document != "a1" || got["title"].Document != "s" {
		t.Errorf("the readings name the wrong papers: %q, %q", got["os"].Document, got["title"].Document)
	}
}

func TestFurtherSheetsAddAuthorsOnce(t *testing.T) {
	docs := []Document{
		paper("f", FurtherAuthorSheet, Fields{"authors": {Values: []Reading{person("  ёлкина  Анна", 1), person("Третий Т. Т.", 2)}}}),
		paper("s", Statement, Fields{"authors": {Values: []Reading{person("Елкина Анна", 1)}}}),
	}
	if got := names(MergeFields(docs)["authors"]); !reflect.DeepEqual(got, []string{"Елкина Анна", "Третий Т. Т."}) {
		t.Errorf("authors are %q", got)
	}
}

func TestMergingLeavesTheDocumentsAsTheyAre(t *testing.T) {
	authors := make([]Reading, 1, 8) // room behind it, into which a careless append would write
	authors[0] = person("Первый", 1)
	docs := []Document{
		paper("s", Statement, Fields{"authors": {Values: authors}}),
		paper("f", FurtherAuthorSheet, Fields{"authors": {Values: []Reading{person("Второй", 1)}}}),
	}
	before, _ := json.Marshal(docs)
	merged := MergeFields(docs)
	merged.correct(Correction{Path: "authors[0].name", Value: "Исправленный", Was: merged.Reading("authors[0].name")})
	after, _ := json.Marshal(docs)
	if string(before) != string(after) {
		t.Errorf("the documents changed:\n%s\n%s", before, after)
	}
	if spare := authors[:2][1]; spare.Value != nil {
		t.Errorf("something was written behind the list: %v", spare)
	}
}

func TestDepositedPagesAreCountedAsSurelyAsTheirPapers(t *testing.T) {
	d := paper("s", Statement, nil)
	d.Papers = d.papersNamed([]Segment{{Kind: Statement, Pages: []int{1}}, {Kind: DepositedMaterials, Pages: []int{2, 3}}})
	got := MergeFields([]Document{d})[FieldDepositPages]
	if got.Value != 2.0 || !got.Sure || got.Page != 2 || got.Document != "s" {
		t.Errorf("counted %+v", got.Reading)
	}
	d.Papers[1].Confidence = .5
	if got := MergeFields([]Document{d})[FieldDepositPages]; got.Sure {
		t.Error("a doubtful deposit is counted as sure")
	}
	d.Read = Fields{FieldDepositPages: {Reading: read(70.0, 1)}}
	if got := MergeFields([]Document{d})[FieldDepositPages]; got.Value != 70.0 {
		t.Errorf("the statement's own word is overruled: %v", got.Value)
	}
}

func TestCorrectionsStandWhereTheyWereMade(t *testing.T) {
	fields := Fields{
		"title":   {Reading: read("Учет", 1)},
		"holders": {Values: []Reading{person("Первый", 1), person("Второй", 2)}},
	}
	for i, r := range fields["holders"].Values {
		fields["holders"].Values[i] = r.in("s")
	}
	fields.correct(Correction{Path: "title", Value: "Учёт", By: "ivanova"})
	fields.correct(Correction{Path: "holders[1].inn", Value: "7700000000", By: "ivanova"})
	fields.correct(Correction{Path: "holders[2].name", Value: "Третий", By: "ivanova"})
	if r := fields.Reading("title"); r.Value != "Учёт" || r.Page != 1 || r.By != "ivanova" || !r.Sure {
		t.Errorf("title is %+v", r)
	}
	if got := names(fields["holders"]); !reflect.DeepEqual(got, []string{"Первый", "Второй", "Третий"}) {
		t.Errorf("holders are %q", got)
	}
	whole := fields["holders"].Values[1]
	if partText(whole, "inn") != "7700000000" || whole.Parts["inn"].By != "ivanova" || whole.Parts["name"].By != "" {
		t.Errorf("the second holder is %+v", whole)
	}
	fields.correct(Correction{Path: "holders[1].inn", Value: ""})
	if _, still := fields["holders"].Values[1].Value.(map[string]any)["inn"]; still {
		t.Error("an emptied part is still stated")
	}
}

func TestACorrectionFollowsItsRow(t *testing.T) {
	first, second := person("Первый", 1).in("s"), person("Вторый", 2).in("s")
	fix := Correction{Path: "authors[1].name", Value: "Второй", Was: second.Parts["name"]}
	other := person("Чужой", 1).in("f")
	for _, c := range []struct {
		name         string
		values, want []Reading
		names        []string
	}{
		{name: "in its place", values: []Reading{first, second}, names: []string{"Первый", "Второй"}},
		{name: "moved up", values: []Reading{second, other}, names: []string{"Второй", "Чужой"}},
		{name: "its paper no longer counts", values: []Reading{other, other}, names: []string{"Чужой", "Чужой"}},
		{name: "read anew with other words", values: []Reading{first, person("Втoрый", 2).in("s")}, names: []string{"Первый", "Второй"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			fields := Fields{"authors": {Values: c.values}}
			fields.correct(fix)
			if got := names(fields["authors"]); !reflect.DeepEqual(got, c.names) {
				t.Errorf("authors are %q, want %q", got, c.names)
			}
		})
	}
}

func TestNumbersAreFormedByTheirPattern(t *testing.T) {
	for _, c := range []struct {
		pattern string
		n       int
		want    string
	}{
		{"{year}-{n:06}", 17, "2026-000017"},
		{"ВК-{year}-{n}", 17, "ВК-2026-17"},
		{"{year}61{n:04}", 10000, "20266110000"},
	} {
		if got := formatNumber(c.pattern, 2026, c.n); got != c.want {
			t.Errorf("%s: %s, want %s", c.pattern, got, c.want)
		}
	}
}

func TestPatternsThatRepeatThemselvesAreRefused(t *testing.T) {
	if err := CheckNumbering(DefaultNumbering()); err != nil {
		t.Errorf("the defaults are refused: %v", err)
	}
	for _, p := range []string{"", "{n}", "{year}", "{year}{name}", "{year}{n:5}", "{year}{n}{month}", "{year}{n"} {
		if CheckNumbering(map[string]string{"receipt": p}) == nil {
			t.Errorf("%q is taken", p)
		}
	}
}

func TestNumbersOfASequenceDiffer(t *testing.T) {
	differ := func(a, b uint16) bool {
		return a == b || formatNumber("{year}61{n:04}", 2026, int(a)) != formatNumber("{year}61{n:04}", 2026, int(b))
	}
	if err := quick.Check(differ, nil); err != nil {
		t.Error(err)
	}
}
