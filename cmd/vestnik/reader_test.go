package main

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
)

// TestAFeedReaderSeesExactlyWhatIsNew subscribes readers to a search, in each of
// its feeds, as people do: they ask with the ETag of the last time, are told that
// nothing changed, and after an issue was closed find its one entry new and no
// other. One reader is a library of ours to parse with, the other a program that
// asks by itself.
func TestAFeedReaderSeesExactlyWhatIsNew(t *testing.T) {
	c := newCLI(t, fixedClock...)
	c.must("import", "open-data", sampleRegister)
	site := serveProgram(t, c.data, "serve")
	var readers []feedReader
	for _, form := range []string{"rss", "atom", "json"} {
		readers = append(readers, &parsingReader{t: t, address: site.public + "search." + form + "?q=", seen: map[string]bool{}})
	}
	if err := exec.Command(debianPython, "-c", "import feedparser").Run(); err != nil {
		t.Log("python3-feedparser is not installed: gofeed alone reads")
	} else {
		readers = append(readers, &feedparserReader{t: t, address: site.public + "search.atom?q=", seen: map[string]bool{}})
	}
	for _, r := range readers {
		awaitItems(t, r)
	}
	for _, r := range readers { // which by now have been told all, unless the index was still being made
		if status, fresh := r.poll(); status == http.StatusOK && len(fresh) > 0 {
			status, fresh = r.poll()
			t.Logf("%s: asked once more: %d", r, status)
		} else if status != http.StatusNotModified || len(fresh) != 0 {
			t.Errorf("%s: nothing happened, and it is answered %d with %v", r, status, fresh)
		}
	}
	took := c.ingest(sample(t, "one-pdf.pdf"))
	c.register(string(took.Receipt.Number), "4500")
	c.publishAll()
	var shown shownCase
	c.json(&shown, "case", "show", string(took.Receipt.Number))
	want := "/register/programs/" + shown.Numbers["registration"] + "/"
	for _, r := range readers {
		fresh := awaitItems(t, r)
		entries := slices.DeleteFunc(fresh, func(link string) bool { return !strings.Contains(link, "/register/") }) // the issue itself is found too
		if len(entries) != 1 || !strings.HasSuffix(entries[0], want) {
			t.Errorf("%s: new are %v, want that of %s alone", r, entries, want)
		}
		if status, fresh := r.poll(); status != http.StatusNotModified || len(fresh) != 0 {
			t.Errorf("%s: seen already, and it is answered %d with %v", r, status, fresh)
		}
	}
}

// debianPython has the packages of Debian, whatever other there may be.
const debianPython = "/usr/bin/python3"

// feedReader is somebody subscribed to a feed.
type feedReader interface {
	// poll asks again and returns the links of the items not seen before.
	poll() (status int, fresh []string)
	String() string
}

// awaitItems polls until something new is there.
func awaitItems(t *testing.T, r feedReader) []string {
	t.Helper()
	for range 300 {
		if _, fresh := r.poll(); len(fresh) > 0 {
			return fresh
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s shows nothing new", r)
	return nil
}

// parsingReader asks by Go's client and parses with gofeed.
type parsingReader struct {
	t             *testing.T
	address, etag string
	seen          map[string]bool
}

func (r *parsingReader) String() string { return "gofeed at " + r.address }

func (r *parsingReader) poll() (int, []string) {
	r.t.Helper()
	ask, err := http.NewRequest(http.MethodGet, r.address, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	if r.etag != "" {
		ask.Header.Set("If-None-Match", r.etag)
	}
	resp, err := http.DefaultClient.Do(ask)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotModified {
		return resp.StatusCode, nil
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	feed, err := gofeed.NewParser().ParseString(string(body))
	if err != nil {
		r.t.Fatalf("%s: %v\n%s", r, err, body)
	}
	r.etag = resp.Header.Get("ETag")
	links := make(map[string]string)
	for _, item := range feed.Items {
		links[item.GUID] = item.Link
	}
	return resp.StatusCode, unseen(r.seen, links)
}

// unseen returns the links of items by their ids that were not seen, and notes them.
func unseen(seen map[string]bool, links map[string]string) (fresh []string) {
	for _, id := range slices.Sorted(maps.Keys(links)) {
		if !seen[id] {
			seen[id] = true
			fresh = append(fresh, links[id])
		}
	}
	return fresh
}

// feedparserReader lets Mark Pilgrim's feedparser ask and parse.
type feedparserReader struct {
	t             *testing.T
	address, etag string
	seen          map[string]bool
}

func (r *feedparserReader) String() string { return "feedparser at " + r.address }

const feedparserScript = `import feedparser, json, sys
d = feedparser.parse(sys.argv[1], etag=sys.argv[2] or None)
print(json.dumps({"status": d.status, "bozo": bool(d.bozo), "etag": d.get("etag", ""), "items": {e.id: e.link for e in d.entries}}))`

func (r *feedparserReader) poll() (int, []string) {
	r.t.Helper()
	out, err := exec.Command(debianPython, "-c", feedparserScript, r.address, r.etag).Output()
	if err != nil {
		r.t.Fatalf("%s: %v", r, err)
	}
	var said struct {
		Status int
		Bozo   bool
		ETag   string
		Items  map[string]string
	}
	if err := json.Unmarshal(out, &said); err != nil || said.Bozo {
		r.t.Fatalf("%s: %v, %s", r, err, out)
	}
	if said.ETag != "" {
		r.etag = said.ETag
	}
	return said.Status, unseen(r.seen, said.Items)
}
