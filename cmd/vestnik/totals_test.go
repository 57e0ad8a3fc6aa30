package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
)

// TestEveryFormOfALongListTellsTheSameTotal serves a register of more than a
// thousand entries and walks lists and searches in all their forms to the end.
func TestEveryFormOfALongListTellsTheSameTotal(t *testing.T) {
	const entries = 1_040
	c := newCLI(t, fixedClock...)
	c.must("import", "open-data", longRegister(t, entries))
	w := walker{t: t, site: strings.TrimSuffix(c.serve().public, "/")}
	w.awaitIndex(entries)
	w.register("register/programs", "register=programs", entries)
	w.register("index", "", entries)
	for _, question := range []url.Values{
		{"register": {"programs"}}, {"q": {"учёт"}}, {"q": {"зерна"}, "from": {"2001-06-01"}}, {"facet": {"year=2001"}},
	} {
		w.search(question.Encode())
	}
	w.lists("bulletin", "bulletin/programs", "bulletin/programs/2001", "bulletin/programs/feed", "register", "regulations", "register/programs/years/2001")
}

// longRegister writes a register in the office's columns.
func longRegister(t *testing.T, entries int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "long.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	rows := [][]string{strings.Split("registration number,registration date,application number,application date,authors,authors count,right holders,contact to third parties,program name,creation year,registration publish date,registration publish number,actual,publication URL", ",")}
	for i := range entries {
		quarter, title := i*4/entries, "Учёт наблюдений"
		if i%3 == 0 {
			title = "Учёт зерна"
		}
		rows = append(rows, []string{
			strconv.Itoa(2001610001 + i), fmt.Sprintf("2001%02d%02d", 3*quarter+1, i%28+1), strconv.Itoa(2001600001 + i), "20001201", "Ёлкина А.С. (RU)", "1",
			fmt.Sprintf("Общество «Пример %d» (RU)", i%40), "", title, "2000", fmt.Sprintf("2001%02d20", 3*quarter+3), strconv.Itoa(quarter + 1), "true", "",
		})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// walker reads a site as its readers do.
type walker struct {
	t    *testing.T
	site string // address without a slash at its end
}

// get fetches a page of the site by its path or by an address in a feed, which
// names the site as it was told.
func (w walker) get(address string) (body, total string) {
	w.t.Helper()
	if u, err := url.Parse(address); err == nil && u.IsAbs() {
		address = strings.TrimPrefix(u.RequestURI(), "/")
	}
	response, err := http.Get(w.site + "/" + address)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %d %v", address, response.StatusCode, err)
	}
	return string(text), response.Header.Get("X-Total-Count")
}

// awaitIndex waits until the search knows all entries.
func (w walker) awaitIndex(want int) {
	w.t.Helper()
	for range 1200 {
		if w.api("api/v1/search?size=1&register=programs").Total == want {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.t.Fatal("the search never knew all entries")
}

// answer is what the API's lists have in common.
type answer struct {
	Total         int
	Next          string
	Entries, Hits []struct{ URL string }
}

func (w walker) api(address string) answer {
	w.t.Helper()
	var a answer
	body, _ := w.get(address)
	decodeJSON(w.t, body, &a)
	return a
}

// register compares the forms of a list of entries with the API's.
func (w walker) register(stem, condition string, want int) {
	w.t.Helper()
	seen, after := 0, ""
	for {
		page := w.api("api/v1/entries?limit=200&" + condition + "&after=" + after)
		if page.Total != want {
			w.t.Errorf("%s: the API states %d", stem, page.Total)
		}
		seen += len(page.Entries)
		if after = page.Next; after == "" {
			break
		}
	}
	if seen != want {
		w.t.Errorf("%s: the API lists %d", stem, seen)
	}
	w.forms(stem, "", want)
}

// search compares the forms of an answer with the API's and with the pages that
// people turn.
func (w walker) search(question string) {
	w.t.Helper()
	want, seen := w.api("api/v1/search?size=1&"+question).Total, make(map[string]bool)
	if want == 0 {
		w.t.Errorf("%q finds nothing", question)
	}
	for page := 1; len(seen) < want && page < 100; page++ {
		for _, hit := range w.api(fmt.Sprintf("api/v1/search?size=200&page=%d&%s", page, question)).Hits {
			seen[hit.URL] = true
		}
	}
	shown := 0
	for page := 1; page == 1 || shown < want && page < 100; page++ {
		body, total := w.get(fmt.Sprintf("search?size=200&page=%d&%s", page, question))
		if total != strconv.Itoa(want) || !strings.Contains(body, "Найдено: <strong>"+strconv.Itoa(want)+"</strong>") {
			w.t.Errorf("page %d of %q does not state %d", page, question, want)
		}
		shown += len(hitHeading.FindAllString(body, -1))
	}
	if len(seen) != want || shown != want {
		w.t.Errorf("%q: %d in the API, %d on pages, of %d", question, len(seen), shown, want)
	}
	w.forms("search", "?"+question, want)
}

// hitHeading heads each hit on a page.
var hitHeading = regexp.MustCompile(`<h2[^>]*><a href="(?:\./)?(?:register|bulletin)/`)

// lists compare the forms of lists with their tables.
func (w walker) lists(stems ...string) {
	w.t.Helper()
	for _, stem := range stems {
		_, total := w.get(stem + ".csv")
		want, err := strconv.Atoi(total)
		if err != nil {
			w.t.Errorf("%s.csv states no total", stem)
		}
		w.forms(stem, "", want)
	}
}

// forms read the table of a list and walk its feeds: each has as many things.
func (w walker) forms(stem, query string, want int) {
	w.t.Helper()
	table, _ := w.get(stem + ".csv" + query)
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil || len(rows)-1 != want {
		w.t.Errorf("%s.csv%s: %d rows, %v; want %d", stem, query, len(rows)-1, err, want)
	}
	for _, extension := range []string{".rss", ".atom", ".json", ".md"} {
		if _, total := w.get(stem + extension + query); total != strconv.Itoa(want) {
			w.t.Errorf("%s%s%s states %s, want %d", stem, extension, query, total, want)
		}
	}
	for _, extension := range []string{".rss", ".atom", ".json"} {
		ids := make(map[string]bool)
		documents := 0
		for at := stem + extension + query; at != ""; documents++ {
			body, _ := w.get(at)
			feed, err := gofeed.NewParser().ParseString(body)
			if err != nil {
				w.t.Fatalf("%s: %v", at, err)
			}
			for _, item := range feed.Items {
				ids[item.GUID] = true
			}
			at = furtherFeed(w.t, extension, body)
		}
		if len(ids) != want {
			w.t.Errorf("%s%s%s: %d things in %d documents, want %d", stem, extension, query, len(ids), documents, want)
		}
	}
}

// furtherLink leads from one document of a feed to the next.
var furtherLink = regexp.MustCompile(`<(?:atom:)?link href="([^"]*)" rel="(next|prev-archive)"`)

// furtherFeed is the address of the document to read next, empty at the end.
func furtherFeed(t *testing.T, extension, body string) string {
	t.Helper()
	if extension == ".json" {
		var feed struct {
			Next string `json:"next_url"`
		}
		if err := json.Unmarshal([]byte(body), &feed); err != nil {
			t.Fatal(err)
		}
		return feed.Next
	}
	if link := furtherLink.FindStringSubmatch(body); link != nil {
		return strings.ReplaceAll(link[1], "&amp;", "&")
	}
	return ""
}
