package publish_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"vestnik/pipeline"
)

// everyFeed writes a site of everything, hostile titles and official messages
// among it, and returns its folder and the feeds in it by their names without
// extension.
func everyFeed(t *testing.T) (folder string, stems []string) {
	t.Helper()
	press := testPress(t)
	cat := crowded(t, press)
	hostile := sampleIssue(4)
	hostile.Messages = []pipeline.IssueMessage{{Title: "О приёме <b>]]>", Text: "Раз & два.\n\n- не пункт", Signed: "Отдел"}}
	for i, title := range []string{"\x00\x0b]]>&#0;<b>", "👩‍🔬 \xed\xa0\x80 \ufffe", strings.Repeat("длинно ", 580)} {
		hostile.Entries[i].Title, hostile.Entries[i].Abstract = title, title
	}
	cat.close(t, press, hostile)
	empty := pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: 5}, Date: hostile.Date.AddDays(1)}
	empty.Messages = hostile.Messages
	cat.close(t, press, empty)
	folder = t.TempDir()
	if _, err := press.WriteSite(t.Context(), cat, nil, folder); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(folder, func(file string, _ os.DirEntry, err error) error {
		if stem, ok := strings.CutSuffix(file, ".rss"); ok && err == nil {
			name, err := filepath.Rel(folder, stem)
			stems = append(stems, filepath.ToSlash(name))
			return err
		}
		return err
	})
	if err != nil || len(stems) < 40 {
		t.Fatalf("%d feeds, %v", len(stems), err)
	}
	return folder, stems
}

func TestReadersOfOthersReadEveryFeed(t *testing.T) {
	folder, stems := everyFeed(t)
	t.Run("gofeed", func(t *testing.T) { checkWithGofeed(t, folder, stems) })
	t.Run("JSON Feed", func(t *testing.T) { checkJSONFeeds(t, folder, stems) })
	t.Run("newest first", func(t *testing.T) { checkNewestFirst(t, folder, stems) })
	t.Run("feedparser", func(t *testing.T) { checkWithFeedparser(t, folder, stems) })
}

// checkWithGofeed parses the three forms of each list with a library that people
// build readers with, and compares what it finds.
func checkWithGofeed(t *testing.T, folder string, stems []string) {
	for _, stem := range stems {
		var forms []*gofeed.Feed
		for _, extension := range []string{".rss", ".atom", ".json"} {
			body, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(stem+extension)))
			if err != nil {
				t.Fatal(err)
			}
			feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
			if err != nil {
				t.Fatalf("%s%s: %v", stem, extension, err)
			}
			if want := "https://bulletin.example/" + stem + extension; feed.FeedLink != want {
				t.Errorf("%s%s says it stands at %q", stem, extension, feed.FeedLink)
			}
			forms = append(forms, feed)
		}
		if len(forms[0].Items) != len(forms[1].Items) || len(forms[0].Items) != len(forms[2].Items) {
			t.Errorf("%s: %d items in RSS, %d in Atom, %d in JSON", stem, len(forms[0].Items), len(forms[1].Items), len(forms[2].Items))
			continue
		}
		checkItems(t, stem, forms)
	}
}

// checkItems compares the items of the forms of a feed: the same things under the
// same names, each with an instant of its own.
func checkItems(t *testing.T, stem string, forms []*gofeed.Feed) {
	t.Helper()
	ids, instants := make(map[string]bool), make(map[time.Time]bool)
	for i, item := range forms[1].Items {
		rss, asJSON := forms[0].Items[i], forms[2].Items[i]
		if item.GUID == "" || item.GUID != rss.GUID || item.GUID != asJSON.GUID || item.Link != rss.Link || item.Link != asJSON.Link || item.Title != rss.Title {
			t.Errorf("%s: item %d is %q %q, %q %q, %q %q", stem, i, rss.GUID, rss.Title, item.GUID, item.Title, asJSON.GUID, asJSON.Title)
		}
		if !item.PublishedParsed.Truncate(time.Second).Equal(*rss.PublishedParsed) || !item.PublishedParsed.Equal(*asJSON.PublishedParsed) {
			t.Errorf("%s: item %d is of %v, %v, %v", stem, i, rss.PublishedParsed, item.PublishedParsed, asJSON.PublishedParsed)
		}
		if ids[item.GUID] || instants[*item.UpdatedParsed] {
			t.Errorf("%s: %s at %v stands twice", stem, item.GUID, item.UpdatedParsed)
		}
		ids[item.GUID], instants[*item.UpdatedParsed] = true, true
	}
}

// checkNewestFirst looks at what people subscribe to and at the archives behind it.
func checkNewestFirst(t *testing.T, folder string, stems []string) {
	ordered := 0
	for _, stem := range stems {
		body, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(stem+".atom")))
		if err != nil {
			t.Fatal(err)
		}
		var feed parsedAtom
		if err := xml.Unmarshal(body, &feed); err != nil {
			t.Fatal(err)
		}
		if rel(feed.Links, "current") == "" && stem != "bulletin" {
			continue
		}
		ordered++
		for i := 1; i < len(feed.Entries); i++ {
			if before, after := parseTime(t, feed.Entries[i-1].Updated), parseTime(t, feed.Entries[i].Updated); after.After(before) {
				t.Errorf("%s: item %d, of %v, comes after one of %v", stem, i, after, before)
			}
		}
	}
	if ordered < 15 {
		t.Errorf("%d feeds in the order of time", ordered)
	}
}

// digits tell feeds of one kind apart.
var digits = regexp.MustCompile(`\d+`)

// checkWithFeedparser reads a feed of each kind with the library that most readers
// in Python stand on; what it calls bozo is not well-formed.
func checkWithFeedparser(t *testing.T, folder string, stems []string) {
	const python = "/usr/bin/python3" // Debian's, which has Debian's packages
	if err := exec.Command(python, "-c", "import feedparser").Run(); err != nil {
		t.Fatal("python3-feedparser is wanting: make deps-test installs it")
	}
	const script = `
import feedparser, json, sys
for name in sys.stdin.read().split("\n"):
    feed = feedparser.parse(name)
    print(json.dumps({"name": name, "bozo": str(feed.get("bozo_exception", "")), "ids": [e.get("id", "") for e in feed.entries],
        "dated": sum(1 for e in feed.entries if e.get("published_parsed") and e.get("updated_parsed")), "links": sorted(l["rel"] for l in feed.feed.links)}))
`
	var names []string
	kinds := make(map[string]bool)
	for _, stem := range slices.Backward(stems) { // the hostile issue is among the newest
		kind := digits.ReplaceAllString(stem, "0")
		if kinds[kind] && stem != "bulletin/programs/2026/4" {
			continue
		}
		kinds[kind] = true
		names = append(names, filepath.Join(folder, filepath.FromSlash(stem+".rss")), filepath.Join(folder, filepath.FromSlash(stem+".atom")))
	}
	command := exec.CommandContext(t.Context(), python, "-c", script)
	command.Stdin = strings.NewReader(strings.Join(names, "\n"))
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	if len(lines) != len(names) {
		t.Fatalf("%d of %d feeds were read", len(lines), len(names))
	}
	type seen struct {
		Name, Bozo string
		IDs, Links []string
		Dated      int
	}
	var before seen
	for i, line := range lines {
		var now seen
		if err := json.Unmarshal(line, &now); err != nil {
			t.Fatal(err)
		}
		if now.Bozo != "" || now.Dated != len(now.IDs) || !slices.Contains(now.Links, "self") {
			t.Errorf("%s: %q, %d of %d items dated, links %v", now.Name, now.Bozo, now.Dated, len(now.IDs), now.Links)
		}
		if i%2 == 1 && !slices.Equal(before.IDs, now.IDs) {
			t.Errorf("%s and %s tell of different things", before.Name, now.Name)
		}
		before = now
	}
}

func parseTime(t *testing.T, text string) time.Time {
	t.Helper()
	instant, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}
