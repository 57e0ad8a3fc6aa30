package publish_test

import (
	"context"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish"
)

// stubPaper prints two things a page, and nothing but the text.
type stubPaper struct{ volumes int }

func (s stubPaper) Issue(issue publish.PaperIssue) (publish.Printed, error) {
	printed := publish.Printed{Places: make(map[string]publish.PrintedPlace)}
	for i, piece := range issue.Pieces {
		printed.Places[piece.Key] = publish.PrintedPlace{Volume: 1 + i%s.volumes, Page: 1 + i/2}
	}
	for range s.volumes {
		printed.Volumes = append(printed.Volumes, publish.Volume{Body: []byte("%PDF-1.4 " + issue.Masthead), Pages: 2})
	}
	return printed, nil
}

func paperPress(t testing.TB, volumes int) *publish.Press {
	t.Helper()
	config := publish.DefaultConfig()
	config.BaseURL, config.Paper = "https://bulletin.example/", stubPaper{volumes}
	press, err := publish.NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	return press
}

// closeOnPaper closes an issue that has so many volumes.
func closeOnPaper(t testing.TB, press *publish.Press, cat *catalogue, issue pipeline.Issue, volumes int) {
	t.Helper()
	cat.close(t, press, issue)
	cat.issues[len(cat.issues)-1].Manifest.Volumes = volumes
}

func TestTheSiteLeadsToThePaper(t *testing.T) {
	for name, c := range map[string]struct {
		volumes  int
		imported bool
		wants    map[string][]string
		never    map[string]string
	}{
		"one volume": {1, false, map[string][]string{
			"bulletin/programs/2026/1/index.html":      {`programs/2026/1/issue.pdf"`, "Выпуск в PDF", "application/pdf"},
			"bulletin/programs/2026/1/manifest.json":   {`"issue.pdf"`, `"pages.json"`},
			"bulletin/programs.rss":                    {"bulletin/programs/2026/1/issue.pdf"},
			"register/programs/2026610011/index.html":  {"bulletin/programs/2026/1/issue.pdf#page=1", "страница 1 выпуска (PDF)"},
			"bulletin/programs/2026/1/pages.json":      {`"programs/2026610011":{"file":"issue.pdf","page":1}`},
			"bulletin/programs/2026/1/issue.pdf":       {"%PDF"},
			"register/programs/2026610011.md":          {"issue.pdf#page=1"},
			"register/databases/2026620010/index.html": {"issue.pdf#page=2"},
			"bulletin/programs/2026/1.jsonld":          {"https://bulletin.example/bulletin/programs/2026/1/issue.pdf", "MediaObject"},
		}, nil},
		"three volumes": {3, false, map[string][]string{
			"bulletin/programs/2026/1/index.html":     {`programs/2026/1/issue-2.pdf"`, "Выпуск в PDF, том 2 из 3"},
			"register/programs/2026610011/index.html": {"bulletin/programs/2026/1/issue-1.pdf#page=1"},
		}, nil},
		// What an imported issue prints may move with the next import.
		"imported": {1, true, map[string][]string{
			"bulletin/programs/2026/1/index.html": {`programs/2026/1/issue.pdf"`},
			"bulletin/programs/2026/1/issue.pdf":  {"восстановлен"},
		}, map[string]string{"register/programs/2026610011/index.html": "#page="}},
	} {
		t.Run(name, func(t *testing.T) {
			press, cat := paperPress(t, c.volumes), &catalogue{}
			closeOnPaper(t, press, cat, sampleIssue(1), c.volumes)
			if c.imported {
				issue := &cat.issues[0]
				issue.Imported, issue.Manifest = true, nil
				delete(cat.files, issue.IssueRef)
			}
			dir := t.TempDir()
			if _, err := press.WriteSite(t.Context(), cat, nil, dir); err != nil {
				t.Fatal(err)
			}
			files := readTree(t, dir)
			for path, wants := range c.wants {
				for _, want := range wants {
					if !strings.Contains(files[path], want) {
						t.Errorf("%s has no %q", path, want)
					}
				}
			}
			for path, never := range c.never {
				if strings.Contains(files[path], never) {
					t.Errorf("%s has %q", path, never)
				}
			}
		})
	}
}

// oneHit is a search that finds one entry.
type oneHit struct{ number string }

func (o oneHit) Search(context.Context, pipeline.SearchQuery) (pipeline.SearchResult, error) {
	return pipeline.SearchResult{Total: 1, Hits: []pipeline.SearchHit{{Register: "programs", Number: o.number, Snippets: []pipeline.Snippet{{Field: "abstract"}}}}}, nil
}

func TestAHitNamesItsPage(t *testing.T) {
	press, cat := paperPress(t, 1), &catalogue{}
	closeOnPaper(t, press, cat, sampleIssue(1), 1)
	cat.close(t, testPress(t), sampleIssue(2))
	for number, want := range map[string]*pipeline.DocumentPlace{
		"2026610011": {URL: "bulletin/programs/2026/1/issue.pdf", Page: 1},
		"2026610021": nil, // of an issue closed before there was paper
		"2026619999": nil, // of no issue
	} {
		result, err := publish.PagedSearch{Searcher: oneHit{number}, Places: publish.NewPaperPlaces(cat)}.Search(t.Context(), pipeline.SearchQuery{})
		if err != nil {
			t.Fatal(err)
		}
		hit := result.Hits[0]
		if (hit.Document == nil) != (want == nil) || want != nil && (*hit.Document != *want || hit.Snippets[0].Page != want.Page) {
			t.Errorf("%s is told to stand at %+v, %+v, want %+v", number, hit.Document, hit.Snippets, want)
		}
		page := string(press.RenderMarkdown(press.SearchPage(pipeline.SearchQuery{}, result, publish.ForReading), ""))
		if strings.Contains(page, "issue.pdf#page=1") != (want != nil) {
			t.Errorf("%s: the page of hits reads %s", number, page)
		}
	}
}
