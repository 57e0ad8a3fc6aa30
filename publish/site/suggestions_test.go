package site_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestBrowsersAreOfferedTitles(t *testing.T) {
	h, o, _ := newSite(t)
	for typed, want := range map[string]string{"Прог": "Прог*", "учёт Про": "учёт Про*", "П": "П", `"Прог"`: `"Прог"`, "Прог ": "Прог*", "title:": "title:"} {
		o.asked = nil
		w := get(t, h, "/search/suggestions?q="+url.QueryEscape(typed))
		var answer []json.RawMessage
		var titles []string
		if err := json.Unmarshal(w.Body.Bytes(), &answer); w.Code != http.StatusOK || err != nil || len(answer) != 2 || json.Unmarshal(answer[1], &titles) != nil || titles == nil {
			t.Errorf("%q: %d %s", typed, w.Code, w.Body)
		}
		if len(o.asked) != 1 || o.asked[0].Text != want {
			t.Errorf("%q asks %+v, want %q", typed, o.asked, want)
		}
	}
	if w := get(t, h, "/search/suggestions"); w.Body.String() != `["",[]]`+"\n" || w.Header().Get("Content-Type") != "application/x-suggestions+json" {
		t.Errorf("nothing typed: %s %s", w.Header().Get("Content-Type"), w.Body)
	}
}

// TestEveryAddressOfTheSearchDescriptionAnswers fills in the templates as browsers
// and readers do, and compares the types.
func TestEveryAddressOfTheSearchDescriptionAnswers(t *testing.T) {
	h, _, _ := newSite(t)
	var description struct {
		XMLName   xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName string
		URLs      []struct {
			Type     string `xml:"type,attr"`
			Rel      string `xml:"rel,attr"`
			Template string `xml:"template,attr"`
		} `xml:"Url"`
	}
	if err := xml.Unmarshal(get(t, h, "/opensearch.xml").Body.Bytes(), &description); err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(description.ShortName)); n == 0 || n > 16 {
		t.Errorf("the short name has %d characters, 16 are allowed", n)
	}
	kinds := make(map[string]bool)
	for _, u := range description.URLs {
		kinds[u.Type] = true
		for _, fill := range []*strings.Replacer{
			strings.NewReplacer("{searchTerms}", url.QueryEscape("Программа"), "{startPage?}", "", "{count?}", ""),
			strings.NewReplacer("{searchTerms}", url.QueryEscape("Программа"), "{startPage?}", "2", "{count?}", "10"),
		} {
			address := strings.TrimPrefix(fill.Replace(u.Template), "https://bulletin.example")
			w := get(t, h, address)
			if mediaType, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";"); w.Code != http.StatusOK || mediaType != u.Type || strings.Contains(address, "{") {
				t.Errorf("%s: %d %s, described as %s", address, w.Code, mediaType, u.Type)
			}
		}
	}
	for _, kind := range []string{"text/html", "application/rss+xml", "application/atom+xml", "application/feed+json", "text/csv", "application/json", "application/x-suggestions+json", "application/opensearchdescription+xml"} {
		if !kinds[kind] {
			t.Errorf("no address of the type %s", kind)
		}
	}
}
