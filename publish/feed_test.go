package publish_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// parsedRSS is what a reader takes from RSS.
type parsedRSS struct {
	Channel struct {
		Title string     `xml:"title"`
		Links []atomLink `xml:"http://www.w3.org/2005/Atom link"`
		Items []struct {
			Title string `xml:"title"`
			Link  string `xml:"link"`
			GUID  struct {
				ID        string `xml:",chardata"`
				Permalink string `xml:"isPermaLink,attr"`
			} `xml:"guid"`
			Published string `xml:"pubDate"`
			Updated   string `xml:"http://www.w3.org/2005/Atom updated"`
			Content   string `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
		} `xml:"item"`
		Archive *struct{} `xml:"http://purl.org/syndication/history/1.0 archive"`
	} `xml:"channel"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type parsedAtom struct {
	ID      string     `xml:"id"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Entries []struct {
		ID        string `xml:"id"`
		Title     string `xml:"title"`
		Updated   string `xml:"updated"`
		Published string `xml:"published"`
	} `xml:"entry"`
	Archive *struct{} `xml:"http://purl.org/syndication/history/1.0 archive"`
}

func rel(links []atomLink, name string) string {
	for _, l := range links {
		if l.Rel == name {
			return l.Href
		}
	}
	return ""
}

func survey(t testing.TB, press *publish.Press, cat *catalogue) *publish.Survey {
	t.Helper()
	s, err := press.Survey(t.Context(), cat)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func render(t testing.TB, press *publish.Press, page publish.Page, form publish.Form) []byte {
	t.Helper()
	body, err := press.Render(page, form)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestSeriesFeedsTellEveryEntryOnceUnderALastingName(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	cat.close(t, press, sampleIssue(1))
	cat.close(t, press, sampleIssue(2))
	page, ok := press.FeedPage(survey(t, press, cat), "programs")
	if !ok {
		t.Fatal("no feed of the series")
	}
	var rss parsedRSS
	if err := xml.Unmarshal(render(t, press, page, publish.RSS), &rss); err != nil {
		t.Fatal(err)
	}
	if got := rel(rss.Channel.Links, "self"); got != "https://bulletin.example/bulletin/programs/feed.rss" {
		t.Errorf("self = %q", got)
	}
	if got := rel(rss.Channel.Links, "prev-archive"); got != "https://bulletin.example/bulletin/programs/2026/2.rss" {
		t.Errorf("prev-archive = %q", got)
	}
	if len(rss.Channel.Items) != 8 {
		t.Fatalf("%d items, want 2 issues with 3 entries each", len(rss.Channel.Items))
	}
	seen := make(map[string]bool)
	for _, item := range rss.Channel.Items {
		if item.GUID.Permalink != "false" || !strings.HasPrefix(item.GUID.ID, "tag:vestnik.example,2026:") || seen[item.GUID.ID] {
			t.Errorf("guid %+v", item.GUID)
		}
		seen[item.GUID.ID] = true
		if item.Updated == "" || item.Published == "" || !strings.HasPrefix(item.Link, "https://bulletin.example/") {
			t.Errorf("item %q: updated %q, published %q, link %q", item.Title, item.Updated, item.Published, item.Link)
		}
	}
	for i, want := range []string{"выпуск № 2 за 2026 год", "2026620020", "2026610022", "2026610021", "выпуск № 1 за 2026 год"} {
		if title := rss.Channel.Items[i].Title; !strings.Contains(title, want) {
			t.Errorf("item %d is %q, want %s: the newest first", i, title, want)
		}
	}
	var atom parsedAtom
	if err := xml.Unmarshal(render(t, press, page, publish.Atom), &atom); err != nil {
		t.Fatal(err)
	}
	if len(atom.Entries) != 8 || rel(atom.Links, "self") != "https://bulletin.example/bulletin/programs/feed.atom" || !strings.HasPrefix(atom.ID, "tag:") || atom.Updated != "2026-03-22T00:00:01.002001+03:00" {
		t.Errorf("atom: %d entries, self %q, id %q, updated %q", len(atom.Entries), rel(atom.Links, "self"), atom.ID, atom.Updated)
	}
	var feed struct {
		FeedURL string `json:"feed_url"`
		NextURL string `json:"next_url"`
		Items   []struct{ ID, URL string }
	}
	if err := json.Unmarshal(render(t, press, page, publish.JSON), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Items) != 8 || feed.FeedURL != "https://bulletin.example/bulletin/programs/feed.json" || feed.NextURL == "" {
		t.Errorf("JSON Feed: %+v", feed)
	}
	for i, item := range feed.Items {
		if item.ID != atom.Entries[i].ID || item.ID != rss.Channel.Items[i].GUID.ID {
			t.Errorf("item %d has three names: %q, %q, %q", i, item.ID, atom.Entries[i].ID, rss.Channel.Items[i].GUID.ID)
		}
	}
}

func TestArchivesChainThroughAllIssues(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	for number := 1; number <= 3; number++ {
		cat.close(t, press, sampleIssue(number))
	}
	s := survey(t, press, cat)
	for i, prev := range []string{"", "1", "2"} {
		pages, err := press.IssuePages(s, cat.issues[i])
		if err != nil {
			t.Fatal(err)
		}
		var atom parsedAtom
		if err := xml.Unmarshal(render(t, press, pages[0], publish.Atom), &atom); err != nil {
			t.Fatal(err)
		}
		address := func(number string) string {
			if number == "" {
				return ""
			}
			return "https://bulletin.example/bulletin/programs/2026/" + number + ".atom"
		}
		if atom.Archive == nil || rel(atom.Links, "prev-archive") != address(prev) || rel(atom.Links, "next-archive") != "" ||
			rel(atom.Links, "current") != "https://bulletin.example/bulletin/programs/feed.atom" {
			t.Errorf("archive %d: %+v", i+1, atom.Links)
		}
	}
}

// TestAnArchiveNeverChanges composes the archive of an issue before and after
// later issues and later records of its entries.
func TestAnArchiveNeverChanges(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	first := cat.close(t, press, sampleIssue(1))
	before, err := press.IssuePages(survey(t, press, cat), first)
	if err != nil {
		t.Fatal(err)
	}
	cat.close(t, press, sampleIssue(2))
	after, err := press.IssuePages(survey(t, press, cat), first)
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range []publish.Form{publish.RSS, publish.Atom, publish.JSON, publish.CSV} {
		if !bytes.Equal(render(t, press, before[0], form), render(t, press, after[0], form)) {
			t.Errorf("the archive of the first issue as %s changed when the second came out", form)
		}
	}
}

func TestAnEmptySeriesStillHasProperFeeds(t *testing.T) {
	press := testPress(t)
	page, _ := press.FeedPage(survey(t, press, &catalogue{}), "designs")
	if body := render(t, press, page, publish.JSON); !bytes.Contains(body, []byte(`"items": []`)) {
		t.Errorf("JSON Feed without items: %s", body)
	}
	var atom parsedAtom
	if err := xml.Unmarshal(render(t, press, page, publish.Atom), &atom); err != nil || atom.Updated == "" {
		t.Errorf("Atom: %+v, %v", atom, err)
	}
}

// checkWellFormed reads a document to its end as a strict parser does, and
// refuses characters that XML 1.0 forbids.
func checkWellFormed(t *testing.T, name string, document []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(document))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s is not well-formed: %v\n%s", name, err, document)
		}
	}
}

func FuzzFeedsAreAlwaysWellFormed(f *testing.F) {
	for _, s := range []string{"обычный", "]]>", "<![CDATA[", "\x00\x01\x1f", "\ufffe\uffff", "&#0;", "\xff\xfe", "<b>&amp;</b>", "a]]]]><![CDATA[>b", "\u2028\u202e", "👩‍🔬 №\u00a07", "\xed\xa0\x80\xed\xb0\x80", strings.Repeat("длинно ", 580), ""} {
		f.Add(s, s, s)
	}
	press := testPress(f)
	f.Fuzz(func(t *testing.T, title, name, abstract string) {
		if len(title)+len(name)+len(abstract) > 8192 {
			return
		}
		issue := sampleIssue(1)
		issue.Entries = issue.Entries[:1]
		e := &issue.Entries[0]
		e.Title, e.Abstract, e.Contacts, e.StateContract = title, abstract, name, title
		e.Authors, e.Holders = []pipeline.Party{{Name: name, Country: name}}, []pipeline.Party{{Name: title}}
		cat := &catalogue{}
		cat.close(t, press, issue)
		page, _ := press.FeedPage(survey(t, press, cat), "programs")
		for _, form := range []publish.Form{publish.RSS, publish.Atom} {
			checkWellFormed(t, string(form), render(t, press, page, form))
		}
		checkWellFormed(t, publish.IssueItem, cat.files[issue.IssueRef][4].Body)
		var rss parsedRSS
		if err := xml.Unmarshal(render(t, press, page, publish.RSS), &rss); err != nil {
			t.Fatal(err)
		}
		if rel(rss.Channel.Links, "self") == "" || len(rss.Channel.Items) != 2 {
			t.Fatalf("self %q, %d items", rel(rss.Channel.Links, "self"), len(rss.Channel.Items))
		}
		if want := publish.Clean(title); want != "" && !strings.HasSuffix(rss.Channel.Items[1].Title, want) {
			t.Errorf("title %q came back as %q", want, rss.Channel.Items[1].Title)
		}
		var feed any
		if err := json.Unmarshal(render(t, press, page, publish.JSON), &feed); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSearchFeedNamesTheQuestion(t *testing.T) {
	press := testPress(t)
	page := press.SearchPage(pipeline.SearchQuery{Text: `"a" & <b>`, From: workday.NewDate(2026, 1, 1)}, pipeline.SearchResult{Total: 7, Hits: []pipeline.SearchHit{
		{Register: "programs", Number: "1", Title: "x\x00y", URL: "//evil.example/", Date: workday.NewDate(2026, 1, 2)},
	}}, publish.ForFollowing)
	body := render(t, press, page, publish.Atom)
	checkWellFormed(t, "search.atom", body)
	var atom parsedAtom
	if err := xml.Unmarshal(body, &atom); err != nil {
		t.Fatal(err)
	}
	if self := rel(atom.Links, "self"); self != "https://bulletin.example/search.atom?from=2026-01-01&q=%22a%22+%26+%3Cb%3E" {
		t.Errorf("self = %q", self)
	}
	if strings.Contains(string(body), "evil") || !strings.HasSuffix(atom.Entries[0].ID, ":register/programs/1") {
		t.Errorf("an address outside the site was taken over: %s", body)
	}
}
