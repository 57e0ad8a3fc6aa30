package publish_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"vestnik/publish"
)

// TestEveryPageHasLinkedData reads each page's .jsonld, and the block within its
// HTML, which says the same.
func TestEveryPageHasLinkedData(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	cat.close(t, press, sampleIssue(1))
	cat.close(t, press, sampleRecords(1))
	out := t.TempDir()
	if _, err := press.WriteSite(t.Context(), cat, nil, out); err != nil {
		t.Fatal(err)
	}
	site := os.DirFS(out)
	kinds := make(map[string]int)
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		folder, isPage := strings.CutSuffix(name, "index.html")
		if err != nil || !isPage || folder == "search/" || folder == "status/" {
			return err
		}
		form := path.Join(path.Dir(strings.TrimSuffix(folder, "/")), path.Base(strings.TrimSuffix(folder, "/"))) + ".jsonld"
		if folder == "" {
			form = "index.jsonld"
		}
		body, err := fs.ReadFile(site, form)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return nil
		}
		var document map[string]any
		if err := json.Unmarshal(body, &document); err != nil || document["@context"] != "https://schema.org" {
			t.Errorf("%s: %v, context %v", form, err, document["@context"])
		}
		kinds[document["@type"].(string)]++
		if _, err := fs.Stat(site, strings.TrimSuffix(form, "ld")); err != nil {
			t.Errorf("%s has no JSON: %v", name, err)
		}
		html, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		_, block, there := bytes.Cut(html, []byte(`<script type="application/ld+json">`))
		block, _, _ = bytes.Cut(block, []byte("</script>"))
		var within map[string]any
		switch {
		case !there && strings.Count(folder, "/") == 4 && strings.HasPrefix(folder, "bulletin/"): // signed as it is
		case !there:
			t.Errorf("%s holds no linked data", name)
		case json.Unmarshal(block, &within) != nil || within["@type"] != document["@type"]:
			t.Errorf("%s holds %s", name, block)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"WebSite", "PublicationIssue", "SoftwareApplication", "Dataset", "CollectionPage", "WebPage", "CreativeWork"} {
		if kinds[kind] == 0 {
			t.Errorf("no page is a %s: %v", kind, kinds)
		}
	}
}

func TestLinkedDataOfAnEntryTellsWhatTheEntryTells(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	cat.close(t, press, sampleIssue(1))
	site, err := press.Open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	read := func(folder string) map[string]any {
		page, err := site.Page(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		var document map[string]any
		if err := json.Unmarshal(render(t, press, page, publish.JSONLD), &document); err != nil {
			t.Fatal(err)
		}
		return document
	}
	declined := read("register/programs/2026610012/")
	if declined["creator"] != nil || declined["@type"] != "SoftwareApplication" || declined["operatingSystem"] != "Windows 10, Linux" {
		t.Errorf("authors who declined: %v", declined)
	}
	named := read("register/programs/2026610011/")
	creators := named["creator"].([]any)
	holders := named["copyrightHolder"].([]any)
	if len(creators) != 3 || creators[0].(map[string]any)["@type"] != "Person" || holders[1].(map[string]any)["@type"] != "Organization" {
		t.Errorf("parties: %v, %v", creators, holders)
	}
	identifiers := named["identifier"].([]any)
	eli, _ := identifiers[1].(map[string]any)["value"].(string)
	if eli != "https://bulletin.example/eli/ru/rospatent/register/programs/2026610011" {
		t.Errorf("identifier %q", eli)
	}
	for identifier, want := range map[string]string{
		strings.TrimPrefix(eli, "https://bulletin.example/"): "register/programs/2026610011/",
		"eli/ru/rospatent/bulletin/programs/2026/1":          "bulletin/programs/2026/1/",
		"eli/ru/other/bulletin/programs/2026/1":              "",
		"eli/ru/rospatent/status/1":                          "",
	} {
		if page, ok := press.ELIPage(identifier); page != want || ok != (want != "") {
			t.Errorf("%s leads to %q, %v", identifier, page, ok)
		}
	}
	issue := read("bulletin/programs/2026/1/")
	volume := issue["isPartOf"].(map[string]any)
	if issue["issueNumber"] != "1" || issue["datePublished"] != "2026-03-21" || volume["volumeNumber"] != "2026" || volume["isPartOf"].(map[string]any)["@type"] != "Periodical" {
		t.Errorf("issue: %v", issue)
	}
}
