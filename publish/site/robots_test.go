package site_test

import (
	"encoding/xml"
	"strings"
	"testing"
)

// robots reads robots.txt as RFC 9309 §2.2.2 says: of the rules that fit, the
// longest decides.
func robots(rules string) func(path string) bool {
	return func(path string) bool {
		allowed, longest := true, -1
		for line := range strings.Lines(rules) {
			name, prefix, _ := strings.Cut(strings.TrimSpace(line), ": ")
			if (name == "Allow" || name == "Disallow") && strings.HasPrefix(path, prefix) && len(prefix) > longest {
				allowed, longest = name == "Allow", len(prefix)
			}
		}
		return allowed
	}
}

// TestRobotsMayReadWhatTheSitemapNames, and need not ask questions.
func TestRobotsMayReadWhatTheSitemapNames(t *testing.T) {
	h, _, _ := newSite(t)
	may := robots(get(t, h, "/robots.txt").Body.String())
	for path, want := range map[string]bool{"/search?q=a": false, "/search.rss?q=a": false, "/status/17": false, "/api/v1/entries": false, "/search/help/": true, "/": true} {
		if may(path) != want {
			t.Errorf("robots may read %s: %v", path, !want)
		}
	}
	type list struct {
		Parts []string `xml:"sitemap>loc"`
		Pages []string `xml:"url>loc"`
	}
	read := func(path string) (l list) {
		if err := xml.Unmarshal(get(t, h, path).Body.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return l
	}
	whole := read("/sitemap.xml")
	pages := whole.Pages
	for _, part := range whole.Parts {
		pages = append(pages, read(strings.TrimPrefix(part, "https://bulletin.example")).Pages...)
	}
	for _, page := range pages {
		if path, ours := strings.CutPrefix(page, "https://bulletin.example"); !ours || !may(path) {
			t.Errorf("the sitemap names %s, which robots may not read", page)
		}
	}
	if len(pages) < 40 {
		t.Errorf("%d pages in the sitemap", len(pages))
	}
}
