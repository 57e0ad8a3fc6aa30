package site_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
	"vestnik/publish/site"
)

// counted is an office that tells its position and counts how often it is walked.
type counted struct {
	*office
	position int64
	walks    int
	files    []string
}

func (c *counted) Entries(ctx context.Context, fn func(pipeline.Entry) error) error {
	c.walks++
	return c.office.Entries(ctx, fn)
}

func (c *counted) SignedFile(_ context.Context, ref pipeline.IssueRef, path string) (pipeline.File, error) {
	c.files = append(c.files, path)
	for _, f := range c.office.files[ref] {
		if f.Path == path {
			return f, nil
		}
	}
	return pipeline.File{}, &pipeline.Error{Op: "find file", Kind: pipeline.NotExist}
}

func (c *counted) EntriesAfter(_ context.Context, register pipeline.RegisterID, number string, fn func(pipeline.Entry) error) error {
	for _, e := range c.entries {
		if e.Public() && e.Key() > string(register)+"/"+number {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
	return nil
}

func newCounted(t *testing.T) (http.Handler, *counted, *publish.Press, *time.Time) {
	t.Helper()
	p, c, now := press(t), &counted{office: &office{}}, new(time.Time)
	*now = time.Date(2026, 3, 5, 10, 0, 0, 0, time.UTC)
	c.closeIssue(t, p, 1, 3)
	return site.New(site.Config{
		Press: p, Catalogue: c, Clock: func() time.Time { return *now },
		Position: func(context.Context) (int64, error) { return c.position, nil },
	}), c, p, now
}

func TestTheCatalogueIsWalkedOnlyWhenItsPositionMoves(t *testing.T) {
	h, c, p, now := newCounted(t)
	for range 3 {
		get(t, h, "/")
		*now = now.Add(time.Hour)
	}
	if c.walks != 1 {
		t.Errorf("%d walks while nothing moved, want 1", c.walks)
	}
	c.closeIssue(t, p, 2, 2)
	c.position++
	*now = now.Add(time.Second)
	if body := get(t, h, "/bulletin/programs/").Body.String(); !strings.Contains(body, "№\u00a02") || c.walks != 2 {
		t.Errorf("the closed issue is not shown, %d walks", c.walks)
	}
}

func TestSignedFilesAreReadSinglyAndKeptForEver(t *testing.T) {
	h, c, _, _ := newCounted(t)
	for path, immutable := range map[string]bool{
		"/bulletin/programs/2026/1/manifest.json": true, "/bulletin/programs/2026/1/manifest.sig": true, "/bulletin/programs/2026/1/entries.csv": true,
		"/bulletin/programs/2026/1.atom": false, "/bulletin/programs/": false, "/register/programs/": false,
	} {
		w := get(t, h, path)
		if got := strings.Contains(w.Header().Get("Cache-Control"), "immutable"); w.Code != 200 || got != immutable {
			t.Errorf("%s: %d, Cache-Control %q", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
	slices.Sort(c.files)
	if want := []string{"entries.csv", "manifest.json", "manifest.sig"}; !slices.Equal(c.files, want) {
		t.Errorf("files read: %q, want %q", c.files, want)
	}
}

func TestTheListOfEntriesGoesOnBehindAKeyThatIsThere(t *testing.T) {
	h, _, _, _ := newCounted(t)
	body := get(t, h, "/api/v1/entries?after=programs/2026610100&register=programs&limit=1").Body.String()
	if !strings.Contains(body, `"number": "2026610101"`) || !strings.Contains(body, `"next": "programs/2026610101"`) {
		t.Errorf("answer: %s", body)
	}
	if w := get(t, h, "/api/v1/entries?after=programs/2026610099"); w.Code != 400 || !strings.Contains(w.Body.String(), "after") {
		t.Errorf("a key that is not: %d %s", w.Code, w.Body)
	}
}

func TestFormsOfAPageNameThePage(t *testing.T) {
	h, _, _, _ := newCounted(t)
	w := get(t, h, "/register/programs/2026610100.json")
	if got := w.Header().Get("Link"); got != `<https://bulletin.example/register/programs/2026610100/>; rel="canonical"` {
		t.Errorf("Link: %s", got)
	}
	if w.Header().Get("Cross-Origin-Resource-Policy") != "cross-origin" || w.Header().Get("Strict-Transport-Security") == "" {
		t.Errorf("headers of data over https: %v", w.Header())
	}
	if w := get(t, h, "/register/programs/2026610100/"); w.Header().Get("Link") != "" || w.Header().Get("Cross-Origin-Resource-Policy") != "same-origin" {
		t.Errorf("headers of a page: %v", w.Header())
	}
}
