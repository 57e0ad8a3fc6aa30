package publish_test

import (
	"encoding/xml"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// sitemap is a file of the sitemap, the index or a part, as a robot reads it.
type sitemap struct {
	Parts []sitemapAddress `xml:"sitemap"`
	Pages []sitemapAddress `xml:"url"`
}

type sitemapAddress struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod"`
}

func readSitemap(t *testing.T, body string) sitemap {
	t.Helper()
	var m sitemap
	if err := xml.Unmarshal([]byte(body), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

const sitemapBase = "https://bulletin.example/"

// TestTheSitemapNamesEveryPage follows the index to its parts and finds each page
// that search engines may keep, and none that is not there.
func TestTheSitemapNamesEveryPage(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	cat.close(t, press, sampleIssue(2))
	cat.close(t, press, sampleRecords(1))
	write(t, press, cat, dir)
	files := readTree(t, dir)
	named := map[string]string{}
	for _, part := range readSitemap(t, files["sitemap.xml"]).Parts {
		newest := ""
		for _, page := range readSitemap(t, files[strings.TrimPrefix(part.Location, sitemapBase)]).Pages {
			at := strings.TrimPrefix(page.Location, sitemapBase)
			if _, twice := named[at]; twice {
				t.Errorf("%s is named twice", at)
			}
			if _, stands := files[at+"index.html"]; !stands {
				t.Errorf("%s is named and is not there", at)
			}
			named[at] = page.Modified
			newest = max(newest, page.Modified)
		}
		if part.Modified != newest {
			t.Errorf("%s: the index says %q, its newest page is of %q", part.Location, part.Modified, newest)
		}
	}
	for at, modified := range map[string]string{
		"": "2026-04-21", "bulletin/programs/": "2026-03-22", "bulletin/programs/feed/": "2026-03-22", "bulletin/programs/2026/": "2026-03-22",
		"bulletin/programs/2026/indexes/": "2026-03-22", "bulletin/programs/2026/1/": "2026-03-21", "published/2026-03-21/": "2026-03-21",
		"register/programs/published/2026-03-22/": "2026-03-22", "register/programs/years/2026/": "2026-03-22",
		"register/programs/2026610011/": "2026-03-21", "register/inventions/2700001/": "2026-04-21",
	} {
		if got, ok := named[at]; !ok || got != modified {
			t.Errorf("%q: named %v, last changed %q, want %q", at, ok, got, modified)
		}
	}
}

// TestPartsOfTheSitemapThatAreOverDoNotChange closes an issue of another year.
func TestPartsOfTheSitemapThatAreOverDoNotChange(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	write(t, press, cat, dir)
	age(t, press, cat, dir)
	next := sampleIssue(2)
	next.Year, next.Number, next.Date = 2027, 1, workday.NewDate(2027, 1, 20)
	for i := range next.Entries {
		next.Entries[i].Date = workday.NewDate(2027, 1, 10)
	}
	cat.close(t, press, next)
	write(t, press, cat, dir)
	maps := slices.DeleteFunc(written(t, dir), func(name string) bool { return !strings.HasPrefix(name, "sitemap") })
	want := []string{
		"sitemap-bulletin-programs-2027.xml", "sitemap-pages.xml", "sitemap-published-2027.xml",
		"sitemap-register-databases-2027.xml", "sitemap-register-programs-2027.xml", "sitemap.xml",
	}
	if !slices.Equal(maps, want) {
		t.Errorf("written: %q, want %q", maps, want)
	}
	if all, _ := filepath.Glob(filepath.Join(dir, "sitemap*")); len(all) != len(want)+4 {
		t.Errorf("in all: %q", all)
	}
}

// TestAYearTooLongForOneFileHasSeveral has 50,000 entries and a list of them, one
// address more than the protocol allows.
func TestAYearTooLongForOneFileHasSeveral(t *testing.T) {
	const entries = 50_000
	press, cat := testPress(t), &catalogue{}
	day := workday.NewDate(2026, 3, 1)
	for n := range entries {
		cat.entries = append(cat.entries, pipeline.Entry{
			Register: "programs", Number: fmt.Sprint(2026600000 + n), Date: day, Title: "Т", Valid: true,
			Issue: &pipeline.IssueRef{Series: "programs", Year: 2026, Number: 1}, PublishedOn: day,
		})
	}
	site, err := press.Open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	var counts []int
	for _, name := range []string{"sitemap-register-programs-2026.xml", "sitemap-register-programs-2026-2.xml"} {
		body, _, err := site.Sitemap(t.Context(), name)
		if err != nil {
			t.Fatal(name, err)
		}
		counts = append(counts, len(readSitemap(t, string(body)).Pages))
	}
	if !slices.Equal(counts, []int{50_000, 1}) {
		t.Errorf("%v addresses", counts)
	}
	if _, _, err := site.Sitemap(t.Context(), "sitemap-register-programs-2026-3.xml"); err == nil {
		t.Error("there is a third part")
	}
}
