package site_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// described compiles the schemas of the API's description as JSON Schema 2020-12,
// which those of OpenAPI 3.1 are. It also refuses fields that nobody described.
func described(t *testing.T, h http.Handler) func(pointer string) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(get(t, h, "/api/openapi.json").Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, schema := range document.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any) {
		schema.(map[string]any)["additionalProperties"] = false
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	if err := compiler.AddResource("openapi.json", document); err != nil {
		t.Fatal(err)
	}
	return func(pointer string) *jsonschema.Schema {
		schema, err := compiler.Compile("openapi.json#" + pointer)
		if err != nil {
			t.Fatalf("%s: %v", pointer, err)
		}
		return schema
	}
}

// pointerTo is the JSON pointer to the schema of an answer.
func pointerTo(path, status, mediaType string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D")
	return "/paths/" + escape.Replace(path) + "/get/responses/" + status + "/content/" + escape.Replace(mediaType) + "/schema"
}

// TestEveryAnswerIsAsDescribed compares answers of every path, good and bad, with
// the description.
func TestEveryAnswerIsAsDescribed(t *testing.T) {
	h, o, _ := newSite(t)
	corrected := &o.entries[0]
	ref := pipeline.IssueRef{Series: "programs", Year: 2026, Number: 2}
	corrected.Authors = []pipeline.Party{{Name: "Ёлкина А. С.", Country: "RU", Kind: "person"}}
	corrected.ApplicationDate, corrected.CreationYear, corrected.Doubts = workday.NewDate(2026, 1, 5), 2025, []string{"год"}
	corrected.Records = []pipeline.EntryRecord{{
		Seq: 1, Kind: "correction", Title: "Исправление", Date: workday.NewDate(2026, 3, 1), Issue: &ref, PublishedOn: workday.NewDate(2026, 3, 2), Nature: pipeline.OfficeError, Basis: "служебная записка",
		Changes:  []pipeline.FieldChange{{Field: "title", Title: "Название", Before: corrected.Title, After: "Другое"}},
		Corrects: &pipeline.RecordRef{Issue: pipeline.IssueRef{Series: "programs", Year: 2026, Number: 1}, Key: "programs/2026610100"},
		Fields:   []pipeline.EntryField{{Name: "a", Title: "А", Value: "2026-01-02"}},
	}}
	o.issues[1].Records = []pipeline.IssueRecord{{Register: "programs", Number: corrected.Number, Title: "Программа", Holders: corrected.Holders, Record: corrected.Records[0]}}
	schema := described(t, h)
	for _, c := range []struct{ path, asked string }{
		{"/registers", "/registers"},
		{"/entries", "/entries"},
		{"/entries", "/entries?register=programs&limit=2&after=programs/2026610100"},
		{"/entries", "/entries?register=designs"},
		{"/entries/{register}/{number}", "/entries/programs/2026610100"},
		{"/entries/{register}/{number}", "/entries/programs/2026610100?as-of=2026-03-01"},
		{"/entries/{register}/{number}", "/entries/programs/2026610200"},
		{"/issues", "/issues"},
		{"/issues", "/issues?series=programs"},
		{"/issues", "/issues?series=designs"},
		{"/issues/{series}/{year}/{number}", "/issues/programs/2026/2"},
		{"/search", "/search"},
		{"/search", "/search?q=Программа&size=3"},
		{"/search", "/search?q=нет"},
		{"/status/{number}", "/status/2026610017"},
	} {
		w := get(t, h, "/api/v1"+c.asked)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", c.asked, w.Code, w.Body)
			continue
		}
		checkAnswer(t, schema(pointerTo(c.path, "200", "application/json")), c.asked, w.Body.Bytes())
	}
	for _, asked := range []string{
		"/nothing", "/entries?limit=201", "/entries?register=nothing", "/entries?after=programs", "/entries?after=programs/1", "/entries?after=programs/2026999999",
		"/entries?register=designs&after=programs/2026610100", "/entries/programs/1", "/entries/programs/2026610100?as-of=yesterday",
		"/issues?series=nothing", "/issues/programs/2026/9", "/search?sort=x", "/search?q=title:", "/status/1",
	} {
		w := get(t, h, "/api/v1"+asked)
		if w.Code < 400 || w.Code > 499 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", asked, w.Code, w.Header().Get("Content-Type"))
			continue
		}
		checkAnswer(t, schema(pointerTo("/entries", "default", "application/problem+json")), asked, w.Body.Bytes())
		var problem struct{ Title, Detail string }
		if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil || !isRussian(problem.Title) || !isRussian(problem.Detail) {
			t.Errorf("%s is refused with %+v, %v", asked, problem, err)
		}
	}
}

func checkAnswer(t *testing.T, schema *jsonschema.Schema, asked string, body []byte) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Errorf("%s: %v", asked, err)
		return
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s is not as described: %v", asked, err)
	}
}

func isRussian(text string) bool { return strings.ContainsAny(text, "аеиоу") }

// TestEveryEntryIsReachedByKeys walks the list as a program would, and compares it
// with the total that it states.
func TestEveryEntryIsReachedByKeys(t *testing.T) {
	h, _, _ := newSite(t)
	seen, after := make(map[string]bool), ""
	for {
		var page struct {
			Total   int
			Entries []struct{ Register, Number string }
			Next    string
		}
		if err := json.Unmarshal(get(t, h, "/api/v1/entries?limit=7&after="+after).Body.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		for _, e := range page.Entries {
			seen[e.Register+"/"+e.Number] = true
		}
		if after = page.Next; after == "" {
			if len(seen) != page.Total || page.Total != 33 {
				t.Errorf("%d entries were reached, %d are stated", len(seen), page.Total)
			}
			return
		}
	}
}

// TestEveryFieldOfAnAnswerIsDescribed compares the types that answers are made of
// with their schemas, name by name: a field that samples leave empty counts too.
func TestEveryFieldOfAnAnswerIsDescribed(t *testing.T) {
	var description struct {
		Components struct {
			Schemas map[string]struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(publish.OpenAPI(), &description); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{
		"DocumentPlace": pipeline.DocumentPlace{}, "Entry": publish.EntryAsOf{}, "FacetCount": pipeline.FacetCount{}, "FieldChange": pipeline.FieldChange{},
		"IssueRef": pipeline.IssueRef{}, "Manifest": pipeline.ManifestRef{}, "Notification": publish.Notification{}, "NotificationField": publish.NotificationField{},
		"ObjectNotification": publish.ObjectNotification{}, "Party": pipeline.Party{}, "RecordRef": pipeline.RecordRef{}, "SearchHit": pipeline.SearchHit{},
		"SearchResult": pipeline.SearchResult{}, "Snippet": pipeline.Snippet{}, "StandingField": publish.StandingField{}, "Status": pipeline.PublicStatus{}, "StatusStep": pipeline.StatusStep{},
	} {
		properties := slices.Sorted(maps.Keys(description.Components.Schemas[name].Properties))
		if fields := slices.Sorted(slices.Values(fieldNames(reflect.TypeOf(value)))); !slices.Equal(fields, properties) {
			t.Errorf("%s has the fields %q, described are %q", name, fields, properties)
		}
	}
}

// fieldNames are the names of a struct's fields in JSON, those of embedded structs
// among them.
func fieldNames(kind reflect.Type) []string {
	var names []string
	for field := range kind.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && name == "":
			names = append(names, fieldNames(field.Type)...)
		case name != "" && name != "-":
			names = append(names, name)
		}
	}
	return names
}
