package site_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"
)

// TestAPageIsOfTheDayOfItsNewest asks for Last-Modified before and after another
// issue comes out, which moves that of the pages it stands on alone.
func TestAPageIsOfTheDayOfItsNewest(t *testing.T) {
	h, c, p, now := newCounted(t)
	modified := func(path string) string {
		t.Helper()
		w := get(t, h, path)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, w.Code)
		}
		return w.Header().Get("Last-Modified")
	}
	const first, entry = "Sun, 01 Mar 2026 00:00:00 GMT", "/register/programs/2026610100/"
	for _, path := range []string{"/", "/bulletin/programs/", "/bulletin/programs/2026/1/", entry, "/register/programs/2026610100.json", "/sitemap-register-programs-2026.xml"} {
		if got := modified(path); got != first {
			t.Errorf("%s: %q, want %q", path, got, first)
		}
	}
	if got := modified("/about/"); got != "" {
		t.Errorf("a page without a date says %q", got)
	}
	*now = time.Date(2026, 3, 6, 15, 30, 12, 500, time.UTC) // the day of the second issue
	c.closeIssue(t, p, 6, 2)
	c.position++
	for path, want := range map[string]string{
		"/": "Fri, 06 Mar 2026 15:30:12 GMT", "/bulletin/programs/": "Fri, 06 Mar 2026 15:30:12 GMT", entry: first,
	} {
		if got := modified(path); got != want {
			t.Errorf("%s after the second issue: %q, want %q", path, got, want)
		}
	}
	w := get(t, h, entry, "If-Modified-Since", first)
	if w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("Content-Length") != "" {
		t.Errorf("a page that did not change: %d, %v", w.Code, w.Header())
	}
}

// TestEveryAnswerTellsItsLength does so for each coding, for the whole and a range,
// and for HEAD as for GET.
func TestEveryAnswerTellsItsLength(t *testing.T) {
	h, _, _, _ := newCounted(t)
	for _, path := range []string{"/", "/static/site.css", "/bulletin/programs/feed.atom", "/bulletin/programs/2026/1/entries.csv", "/nowhere/", "/healthz"} {
		for _, coding := range []string{"", "gzip", "br"} {
			w := get(t, h, path, "Accept-Encoding", coding)
			if got := w.Header().Get("Content-Length"); got != strconv.Itoa(w.Body.Len()) {
				t.Errorf("%s in %q: Content-Length %q of %d bytes", path, coding, got, w.Body.Len())
			}
			head := do(h, http.MethodHead, path, "Accept-Encoding", coding)
			if head.Body.Len() > 0 || !maps.EqualFunc(head.Header(), w.Header(), slices.Equal) {
				t.Errorf("HEAD %s in %q: %v, GET %v", path, coding, head.Header(), w.Header())
			}
		}
	}
	w := get(t, h, "/static/site.css", "Range", "bytes=0-9", "Accept-Encoding", "gzip")
	if w.Code != http.StatusPartialContent || w.Body.Len() != 10 || w.Header().Get("Content-Length") != "10" {
		t.Errorf("a range: %d, %d bytes, Content-Length %q", w.Code, w.Body.Len(), w.Header().Get("Content-Length"))
	}
}
