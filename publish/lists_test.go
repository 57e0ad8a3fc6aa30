package publish_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// crowded is a catalogue with more than a page of everything: two issues on one
// day, one of them of 230 programs, records about patents, and history.
func crowded(t testing.TB, press *publish.Press) *catalogue {
	t.Helper()
	cat := &catalogue{}
	cat.close(t, press, sampleIssue(1))
	big := sampleIssue(2)
	for i := range 230 {
		e := big.Entries[1]
		e.Number = fmt.Sprint(2026650000 + i)
		big.Entries = append(big.Entries, e)
	}
	cat.close(t, press, big)
	same := sampleIssue(3)
	same.Date = big.Date
	cat.close(t, press, same)
	cat.close(t, press, sampleRecords(1))
	for i := range 120 {
		ref := pipeline.IssueRef{Series: "programs", Year: 1995, Number: 1 + i%3}
		cat.entries = append(cat.entries, pipeline.Entry{
			Register: "programs", Number: fmt.Sprint(950100 + i), Date: workday.NewDate(1995, 2, 1+i%20), Kind: "program", Title: "Старая программа",
			Holders: []pipeline.Party{{Name: "Пример"}}, Source: "open-data", Valid: true, Issue: &ref, PublishedOn: workday.NewDate(1995, 4, 1+i%3),
		})
	}
	for number := range 3 {
		issue := pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 1995, Number: 1 + number}, Date: workday.NewDate(1995, 4, 1+number), Closed: true, Imported: true}
		for _, e := range cat.entries {
			if e.Issue != nil && *e.Issue == issue.IssueRef {
				issue.Entries = append(issue.Entries, e)
			}
		}
		cat.issues = append(cat.issues, issue)
	}
	return cat
}

// document is a feed as its reader sees it.
type document struct {
	ids     []string
	total   int
	further string // address of the document to read next
	closed  bool
}

type readFeed func(t *testing.T, body []byte) document

func readRSS(t *testing.T, body []byte) document {
	var feed struct {
		parsedRSS
		Channel struct {
			Links []atomLink `xml:"http://www.w3.org/2005/Atom link"`
			Total int        `xml:"http://a9.com/-/spec/opensearch/1.1/ totalResults"`
			Items []struct {
				ID string `xml:"guid"`
			} `xml:"item"`
			Archive *struct{} `xml:"http://purl.org/syndication/history/1.0 archive"`
		} `xml:"channel"`
	}
	if err := xml.Unmarshal(body, &feed); err != nil {
		t.Fatal(err)
	}
	d := document{total: feed.Channel.Total, further: rel(feed.Channel.Links, "next") + rel(feed.Channel.Links, "prev-archive"), closed: feed.Channel.Archive != nil}
	for _, item := range feed.Channel.Items {
		d.ids = append(d.ids, item.ID)
	}
	return d
}

func readAtom(t *testing.T, body []byte) document {
	var feed struct {
		parsedAtom
		Total int `xml:"http://a9.com/-/spec/opensearch/1.1/ totalResults"`
	}
	if err := xml.Unmarshal(body, &feed); err != nil {
		t.Fatal(err)
	}
	d := document{total: feed.Total, further: rel(feed.Links, "next") + rel(feed.Links, "prev-archive"), closed: feed.Archive != nil}
	for _, entry := range feed.Entries {
		d.ids = append(d.ids, entry.ID)
	}
	return d
}

func readJSON(t *testing.T, body []byte) document {
	var feed struct {
		Next  string `json:"next_url"`
		Total int    `json:"_total_results"`
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	if err := json.Unmarshal(body, &feed); err != nil {
		t.Fatal(err)
	}
	d := document{total: feed.Total, further: feed.Next}
	for _, item := range feed.Items {
		d.ids = append(d.ids, item.ID)
	}
	return d
}

// TestEveryFormOfAListHoldsAndStatesOneTotal reads each list of a site as a feed
// reader does, from the address people subscribe to through all pages and
// archives, and compares what it found with the list's table.
func TestEveryFormOfAListHoldsAndStatesOneTotal(t *testing.T) {
	press := testPress(t)
	cat := crowded(t, press)
	out := t.TempDir()
	if _, err := press.WriteSite(t.Context(), cat, nil, out); err != nil {
		t.Fatal(err)
	}
	read := func(name string) []byte {
		body, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	lists := 0
	err := filepath.WalkDir(out, func(file string, _ os.DirEntry, err error) error {
		stem, isTable := strings.CutSuffix(filepath.ToSlash(strings.TrimPrefix(file, out+string(filepath.Separator))), ".csv")
		if err != nil || !isTable {
			return err
		}
		if _, err := os.Stat(filepath.Join(out, stem+".rss")); err != nil {
			return nil // a table of an issue's folder
		}
		lists++
		rows, err := csv.NewReader(strings.NewReader(string(read(stem + ".csv")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for extension, parse := range map[string]readFeed{"rss": readRSS, "atom": readAtom, "json": readJSON} {
			first := parse(t, read(stem+"."+extension))
			if first.total != len(rows)-1 {
				t.Errorf("%s.%s states %d, the table has %d rows", stem, extension, first.total, len(rows)-1)
			}
			if first.closed || extension == "json" && parse(t, read(stem+".json")).further != "" && readRSS(t, read(stem+".rss")).closed {
				continue // an archive leads on to those before it
			}
			ids := make(map[string]bool)
			for d := first; ; {
				for _, id := range d.ids {
					ids[id] = true
				}
				if d.further == "" {
					break
				}
				d = parse(t, read(strings.TrimPrefix(d.further, "https://bulletin.example/")))
			}
			if len(ids) != first.total {
				t.Errorf("%s.%s leads to %d items, states %d: %v", stem, extension, len(ids), first.total, slices.Sorted(maps.Keys(ids)))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if lists < 30 {
		t.Errorf("%d lists", lists)
	}
}

func TestALongListIsShownInParts(t *testing.T) {
	press := testPress(t)
	cat := crowded(t, press)
	site, err := press.Open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]struct{ rows, part, of int }{
		"register/programs/years/2026/":              {100, 1, 3},
		"register/programs/years/2026/p3/":           {36, 3, 3},
		"published/2026-03-22/":                      {100, 1, 3},
		"register/programs/published/2026-03-22/p2/": {100, 2, 3},
		"register/programs/published/1995-04-02/":    {40, 1, 1},
	} {
		page, err := site.Page(t.Context(), folder)
		if err != nil {
			t.Errorf("%s: %v", folder, err)
			continue
		}
		if len(page.List.Items) != want.rows || page.Paging.Number != want.part || page.Paging.Of != want.of {
			t.Errorf("%s: %d rows, part %d of %d", folder, len(page.List.Items), page.Paging.Number, page.Paging.Of)
		}
		if body := render(t, press, page, publish.HTML); len(body) > 100_000 {
			t.Errorf("%s: %d bytes", folder, len(body))
		}
	}
	for _, folder := range []string{
		"register/programs/years/2026/p1/", "register/programs/years/2026/p4/", "register/programs/years/2026/p2/p2/",
		"published/2026-03-23/", "published/", "register//published/2026-03-22/", "bulletin/nothing/feed/",
	} {
		if _, err := site.Page(t.Context(), folder); err == nil {
			t.Errorf("there is a page at %s", folder)
		}
	}
}
