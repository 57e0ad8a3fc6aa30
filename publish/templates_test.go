package publish

import (
	"html/template"
	"io"
	"io/fs"
	"slices"
	"testing"
)

// TestEveryTemplateRunsAgainstWhatItIsGiven executes each embedded template with
// every part of its view filled, and fails for a template that nobody registered.
func TestEveryTemplateRunsAgainstWhatItIsGiven(t *testing.T) {
	box := &SearchBox{Text: "слово", Register: "programs", From: "2026-01-01", To: "2026-02-01", Sort: "date", Wide: true, Registers: DefaultConfig().Registers, Action: "search"}
	status := &StatusBox{Number: "1", Action: "status/"}
	follow := &SubscribeBox{Feeds: []FormLink{{"а", "b"}}, Mail: true, Query: "q=x", Root: "./", Action: SubscribePath, Help: SearchHelpPath}
	button := &ButtonBox{Title: "т", Name: "a", Value: "b"}
	views := map[string]any{
		"subscribe.html": follow,
		"button.html":    button,
		"search.html":    box,
		"status.html":    status,
		"layout.html": layoutView{
			Short: "т", Lead: "л", SiteTitle: siteTitle, Root: "../", Canonical: "https://x.example/", Office: Office{Name: "О", Address: "А", Phone: "1", Email: "a@b.example"},
			Banner: "б", Class: "c", Hidden: true, Nav: []navItem{{"а", "b/", true}}, Crumbs: []Crumb{{"а", "b/"}}, Search: box, Status: status, Follow: follow, Button: button,
			Body: template.HTML("<p>т</p>"), Aside: template.HTML("<p>т</p>"), Feeds: []alternate{{"a", "b", "c"}}, Forms: []alternate{{"a", "b", "c"}},
			Notice: template.HTML("<p>т</p>"), About: []navItem{{"а", "b/", false}}, Paging: &Paging{Name: "с", Number: 2, Of: 9, Path: decimal}, LD: map[string]any{"@type": "т"}, Hash: &pageHash{Digest: "0", Path: "a.md", File: "a.md", Verify: verifyPath},
		},
	}
	set, err := parseTemplates()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	err = fs.WalkDir(templateFiles, ".", func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, d.Name())
		}
		return err
	})
	if err != nil || len(names) != len(views) {
		t.Fatalf("templates %v, views for %d, %v", names, len(views), err)
	}
	slices.Sort(names)
	for _, name := range names {
		view, ok := views[name]
		if !ok {
			t.Errorf("%s is embedded but has no view", name)
			continue
		}
		if err := set.ExecuteTemplate(io.Discard, name, view); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
