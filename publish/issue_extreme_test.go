package publish_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish"
)

// mostHTML is how large a page may be, in bytes.
const mostHTML = 100_000

// TestAnImportedIssueNamesNoNeighbourThatIsNotThere imports an issue out of the
// middle of a year: what came before it nobody has.
func TestAnImportedIssueNamesNoNeighbourThatIsNotThere(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	for _, number := range []int{4, 7} {
		issue := sampleIssue(number)
		issue.Imported = true
		cat.issues = append(cat.issues, issue)
	}
	pages, err := press.IssuePages(survey(t, press, cat), cat.issues[0])
	if err != nil {
		t.Fatal(err)
	}
	body := pages[0].Markdown
	if strings.Contains(body, "Предыдущий") || !strings.Contains(body, "Следующий: [№ 7 за 2026 год]") {
		t.Error("the neighbours of the issue are not those that there are")
	}
}

// long is an issue of n entries, one author each but for the last, which has 300
// and a title of 4,000 characters.
func long(n int) pipeline.Issue {
	issue := sampleIssue(1)
	sample := issue.Entries[2]
	issue.Entries = nil
	for i := range n {
		e := sample
		e.Number = fmt.Sprint(2026600000 + i)
		e.Title = fmt.Sprintf("Программа № %d «Разлив»", i)
		e.Authors = []pipeline.Party{{Name: fmt.Sprintf("Автор-%d Пётр Ильич", i), Country: "RU"}}
		issue.Entries = append(issue.Entries, e)
	}
	last := &issue.Entries[n-1]
	last.Title = strings.Repeat(`Ще"бень `, 500)
	last.Authors = nil
	for i := range 300 {
		last.Authors = append(last.Authors, pipeline.Party{Name: fmt.Sprintf("Соавтор-%d Анна Сергеевна", i), Country: "RU"})
	}
	return issue
}

func TestNoPageOfAnIssueIsTooLarge(t *testing.T) {
	press := testPress(t)
	empty := sampleIssue(1)
	empty.Entries = nil
	for name, c := range map[string]struct {
		issue pipeline.Issue
		pages int
	}{
		"empty":            {empty, 1},
		"three entries":    {sampleIssue(1), 1},
		"one large entry":  {long(1), 2},
		"a hundred":        {long(100), 5},
		"a large year":     {long(2000), 60},
		"records of kinds": {sampleRecords(1), 1},
	} {
		t.Run(name, func(t *testing.T) {
			pages, err := press.IssuePages(&publish.Survey{}, c.issue)
			if err != nil {
				t.Fatal(err)
			}
			if len(pages) < c.pages || c.pages == 1 && len(pages) > 1 {
				t.Errorf("%d pages, want %d or more", len(pages), c.pages)
			}
			fragments := make(map[string]map[string]bool)
			for _, page := range pages {
				html := render(t, press, page, publish.HTML)
				if len(html) > mostHTML {
					t.Errorf("%s has %d bytes", page.Path, len(html))
				}
				fragments[page.Path] = make(map[string]bool)
				for _, id := range identifier.FindAllSubmatch(html, -1) {
					fragments[page.Path][string(id[1])] = true
				}
			}
			everyFragmentIsThere(t, pages, fragments)
			for _, e := range c.issue.Entries {
				found := 0
				for _, page := range pages {
					if fragments[page.Path]["programs-"+e.Number] || fragments[page.Path]["databases-"+e.Number] {
						found++
					}
				}
				if found != 1 {
					t.Fatalf("entry %s stands on %d pages", e.Number, found)
				}
			}
		})
	}
}

var (
	identifier = regexp.MustCompile(` id="([^"]+)"`)
	fragmentTo = regexp.MustCompile(`\]\(\x01?([^)#]*)#([^)]+)\)`)
)

// everyFragmentIsThere looks up each link to a fragment of the same issue.
func everyFragmentIsThere(t *testing.T, pages []publish.Page, fragments map[string]map[string]bool) {
	t.Helper()
	for _, page := range pages {
		for _, to := range fragmentTo.FindAllStringSubmatch(page.Markdown, -1) {
			path := to[1]
			if path == "" {
				path = page.Path
			}
			if there, ours := fragments[path]; ours && !there[to[2]] {
				t.Errorf("%s leads to #%s of %s, which is not there", page.Path, to[2], path)
				return
			}
		}
	}
}

// TestTwentyThousandEntriesMakeAnIssue looks at sizes and at what the issue holds
// in memory; it is a matter of seconds.
func TestTwentyThousandEntriesMakeAnIssue(t *testing.T) {
	if testing.Short() {
		t.Skip("a matter of seconds")
	}
	press, issue := testPress(t), long(20_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	files := compose(t, press, issue)
	if lines := strings.Count(string(files[publish.IssueLines]), "\n"); lines != 20_000 {
		t.Errorf("%d lines", lines)
	}
	pages, err := press.IssuePages(&publish.Survey{}, issue)
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	t.Logf("%d pages, %d MB allocated in all", len(pages), (after.TotalAlloc-before.TotalAlloc)>>20)
	for i, page := range pages {
		if i > 1 && i%50 != 0 && page.Paging.Number != 1 && page.Paging.Number != page.Paging.Of {
			continue // pages of a row are alike
		}
		if html := render(t, press, page, publish.HTML); len(html) > mostHTML {
			t.Errorf("%s has %d bytes", page.Path, len(html))
		}
	}
}

// TestAnIssueOfTheFirstFormatStandsAsItWasSigned keeps a folder that an older
// version signed: it verifies, no page may be added to it, and the site serves the
// signed page.
func TestAnIssueOfTheFirstFormatStandsAsItWasSigned(t *testing.T) {
	files, err := publish.ReadIssue(os.DirFS("testdata/format1"))
	if err != nil {
		t.Fatal(err)
	}
	if err := publish.VerifyIssue(files, publicKey(), ""); err != nil {
		t.Fatal(err)
	}
	added := maps.Clone(files)
	added["pages/1/index.html"] = nil
	if publish.VerifyIssue(added, publicKey(), "") == nil {
		t.Error("a page was added to an issue of the first format")
	}
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	issue := sampleIssue(2)
	issue.Closed, issue.Manifest = true, &pipeline.ManifestRef{SHA256: publish.DigestOf(files[publish.ManifestFile])}
	cat.issues, cat.files = []pipeline.Issue{issue}, map[pipeline.IssueRef][]pipeline.File{issue.IssueRef: nil}
	for path, body := range files {
		cat.files[issue.IssueRef] = append(cat.files[issue.IssueRef], pipeline.File{Path: path, Body: body})
	}
	if _, err := press.WriteSite(t.Context(), cat, publicKey(), dir); err != nil {
		t.Fatal(err)
	}
	written := readTree(t, dir)
	for path, body := range files {
		if written["bulletin/programs/2026/2/"+path] != string(body) {
			t.Errorf("%s is not as it was signed", path)
		}
	}
}

func TestTwoIssuesOfOneDayAreTwo(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	first, second := sampleIssue(1), sampleIssue(2)
	second.Date = first.Date
	cat.close(t, press, first)
	cat.close(t, press, second)
	if _, err := press.WriteSite(t.Context(), cat, publicKey(), dir); err != nil {
		t.Fatal(err)
	}
	files := readTree(t, dir)
	for path, want := range map[string]string{
		"bulletin/programs/2026/1/index.md": "Следующий: [№ 2 за 2026 год]",
		"bulletin/programs/2026/2/index.md": "Предыдущий: [№ 1 за 2026 год]",
		"bulletin/programs/feed.atom":       "2026610011",
		// The indexes of the year tell of both issues.
		"bulletin/programs/2026/indexes/by-author/index.md": "2026610011/) (№ 1), [2026610021](../../../../../register/programs/2026610021/) (№ 2)",
		"bulletin/programs/2026/index.md":                   "Накопительные указатели",
	} {
		if !strings.Contains(files[path], want) {
			t.Errorf("%s has no %q", path, want)
		}
	}
}
