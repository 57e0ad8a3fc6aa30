package site_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/site"
)

// shelf answers every question with the same number of invented entries, and
// remembers what it was asked.
type shelf struct {
	count int
	asked []pipeline.SearchQuery
	fail  int // the hit at which a walk fails; 0 is never
}

func (s *shelf) hit(i int) pipeline.SearchHit {
	number := strconv.Itoa(2026000000 + i)
	return pipeline.SearchHit{Register: "programs", Number: number, Title: "Запись " + number, URL: publish.EntryPath("programs", number),
		Date: workday.NewDate(2020, 5, 17), PublishedOn: workday.NewDate(2026, 3, 1)}
}

func (s *shelf) Search(_ context.Context, q pipeline.SearchQuery) (pipeline.SearchResult, error) {
	s.asked = append(s.asked, q)
	r := pipeline.SearchResult{Total: s.count}
	last := min(s.count, publish.ForReading.Last, q.Page*q.Size)
	for i := (q.Page - 1) * q.Size; i < last; i++ {
		r.Hits = append(r.Hits, s.hit(i))
	}
	return r, nil
}

func (s *shelf) Walk(_ context.Context, q pipeline.SearchQuery, fn func(pipeline.SearchHit) error) (int, error) {
	s.asked = append(s.asked, q)
	for i := range s.count {
		if s.fail > 0 && i == s.fail {
			return 0, io.ErrUnexpectedEOF
		}
		if err := fn(s.hit(i)); err != nil {
			return 0, err
		}
	}
	return s.count, nil
}

func siteOf(t *testing.T, search site.Search) http.Handler {
	t.Helper()
	return site.New(site.Config{Press: press(t), Catalogue: &office{}, Search: search})
}

func TestASearchAsATableHasNoCap(t *testing.T) {
	for _, count := range []int{0, 3, 9_999, 10_001, 25_000} {
		t.Run(fmt.Sprint(count), func(t *testing.T) {
			h := siteOf(t, &shelf{count: count})
			w := get(t, h, "/search.csv?q=a&size=5&page=3", "Accept-Encoding", "identity")
			rows, err := csv.NewReader(w.Body).ReadAll()
			if err != nil || len(rows) != count+1 || w.Header().Get("X-Total-Count") != strconv.Itoa(count) {
				t.Fatalf("%d rows, total %q, %v", len(rows), w.Header().Get("X-Total-Count"), err)
			}
			if count > 0 && (rows[1][1] != "2026000000" || rows[count][1] != strconv.Itoa(2026000000+count-1)) {
				t.Errorf("from %v to %v", rows[1], rows[count])
			}
			if head := do(h, http.MethodHead, "/search.csv?q=a"); head.Body.Len() > 0 || head.Header().Get("X-Total-Count") != strconv.Itoa(count) {
				t.Errorf("HEAD answers %d bytes, %v", head.Body.Len(), head.Header())
			}
		})
	}
}

func TestALongTableIsCompressedAsItIsMade(t *testing.T) {
	w := get(t, siteOf(t, &shelf{count: 12_000}), "/search.csv", "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil || len(rows) != 12_001 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestATableThatBreaksOffDoesNotLookWhole(t *testing.T) {
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("half a table was sent as a whole one")
		}
	}()
	get(t, siteOf(t, &shelf{count: 12_000, fail: 11_000}), "/search.csv")
}

// atomFeed is what the tests read of a feed document.
type atomFeed struct {
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Total   int `xml:"totalResults"`
	Entries []struct {
		ID        string `xml:"id"`
		Published string `xml:"published"`
	} `xml:"entry"`
}

func (f atomFeed) link(rel string) string {
	for _, l := range f.Links {
		if l.Rel == rel {
			return strings.TrimPrefix(l.Href, "https://bulletin.example")
		}
	}
	return ""
}

func TestAFeedOfASearchLeadsToEveryHit(t *testing.T) {
	const count = 10_120 // past the last page for reading
	search := &shelf{count: count}
	h := siteOf(t, search)
	seen := map[string]bool{}
	documents := 0
	for at := "/search.atom?q=" + "%D0%B0"; at != ""; documents++ {
		var f atomFeed
		w := get(t, h, at)
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		if f.Total != count || f.link("self") != at || f.link("first") == "" || f.link("last") == "" || (f.link("previous") == "") != (documents == 0) {
			t.Fatalf("%s: total %d, links %v", at, f.Total, f.Links)
		}
		for _, e := range f.Entries {
			seen[e.ID] = true
			if !strings.HasPrefix(e.Published, "2026-03-01") {
				t.Fatalf("%s is dated %s, not by its publication", e.ID, e.Published)
			}
		}
		if at = f.link("next"); documents > count {
			t.Fatal("the documents lead in a circle")
		}
	}
	if len(seen) != count || documents != (count+49)/50 {
		t.Errorf("%d hits in %d documents", len(seen), documents)
	}
	if q := search.asked[0]; q.Sort != "published" || q.Size != 50 || q.Count == nil || len(q.Count) > 0 {
		t.Errorf("asked %+v", q)
	}
}

func TestAJSONFeedOfASearchNamesTheNextDocument(t *testing.T) {
	h := siteOf(t, &shelf{count: 60})
	var f struct {
		Next  string `json:"next_url"`
		Items []any  `json:"items"`
	}
	if err := json.Unmarshal(get(t, h, "/search.json?sort=relevance").Body.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	if len(f.Items) != 50 || !strings.HasSuffix(f.Next, "/search.json?page=2&sort=relevance") {
		t.Errorf("%d items, next %q", len(f.Items), f.Next)
	}
}

func TestThePageAsksForCheapFacetsAndTheHoldersOnlyOnDemand(t *testing.T) {
	search := &shelf{count: 30}
	h := siteOf(t, search)
	body := get(t, h, "/search?q=a&sort=relevance").Body.String()
	if q := search.asked[0]; slices.Contains(q.Count, "holder") || !slices.Contains(q.Count, "year") || q.Sort != "" {
		t.Errorf("asked %+v", q)
	}
	for _, want := range []string{"count=holder", `href="./search.rss?q=a"`, `href="./search.csv?q=a"`, `href="./search/help/"`, `href="./search?page=2&amp;q=a"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	get(t, h, "/search?q=a&count=holder")
	if q := search.asked[1]; !slices.Contains(q.Count, "holder") {
		t.Errorf("asked %+v", q)
	}
}

func TestConditionsAreShownKeptAndCanBeTakenBack(t *testing.T) {
	search := &shelf{count: 2}
	body := get(t, siteOf(t, search), "/search?q=a&facet=year%3D2004&published_from=2020-01-01&like=programs%2F1&sort=published").Body.String()
	q := search.asked[0]
	if q.Like != "programs/1" || q.PublishedFrom != workday.NewDate(2020, 1, 1) || q.Facets["year"] != "2004" || q.Sort != "published" {
		t.Errorf("asked %+v", q)
	}
	for _, want := range []string{
		"Год регистрации: 2004", "Опубликовано с 01.01.2020", `<input type="hidden" name="facet" value="year=2004">`,
		`name="published_from" type="date" value="2020-01-01"`, `<option value="published" selected>`,
		`href="./search?like=programs%2F1&amp;published_from=2020-01-01&amp;q=a&amp;sort=published"`, // without the year
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
}

func TestPagesForReadingEndAndSayWhereTheRestIs(t *testing.T) {
	body := get(t, siteOf(t, &shelf{count: 30_000}), "/search?page=500").Body.String()
	if !strings.Contains(body, "первые 10000") || strings.Contains(body, "page=501") || !strings.Contains(body, "search.csv") {
		t.Error(body)
	}
}
