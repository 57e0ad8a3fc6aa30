package publish_test

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Keys that JSON Feed 1.1 knows. Others are extensions, whose names begin with "_".
var (
	feedKeys = strings.Fields("version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs items")
	itemKeys = strings.Fields("id url external_url title content_html content_text summary image banner_image date_published date_modified authors tags language attachments")
)

// checkJSONFeed holds a document against the rules of JSON Feed 1.1.
func checkJSONFeed(t *testing.T, name string, body []byte) {
	t.Helper()
	var feed map[string]any
	if err := json.Unmarshal(body, &feed); err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	items, isList := feed["items"].([]any)
	if feed["version"] != "https://jsonfeed.org/version/1.1" || text(feed, "title") == "" || !isList || text(feed, "language") != "ru" {
		t.Errorf("%s: version %v, title %v, items %T, language %v", name, feed["version"], feed["title"], feed["items"], feed["language"])
	}
	checkKeys(t, name, feed, feedKeys, "home_page_url", "feed_url", "next_url")
	if text(feed, "next_url") != "" && feed["next_url"] == feed["feed_url"] {
		t.Errorf("%s leads on to itself", name)
	}
	ids := make(map[string]bool)
	for _, value := range items {
		item := value.(map[string]any)
		id := text(item, "id")
		if id == "" || ids[id] || text(item, "content_html")+text(item, "content_text") == "" {
			t.Errorf("%s: item %q, twice or without content: %v", name, id, ids[id])
		}
		ids[id] = true
		checkKeys(t, name, item, itemKeys, "url")
		for _, key := range []string{"date_published", "date_modified"} {
			if _, err := time.Parse(time.RFC3339, text(item, key)); err != nil {
				t.Errorf("%s: %s of %s: %v", name, key, id, err)
			}
		}
	}
}

// checkKeys refuses keys that are not known, and addresses that are not absolute.
func checkKeys(t *testing.T, name string, object map[string]any, known []string, addresses ...string) {
	t.Helper()
	for key := range object {
		if !slices.Contains(known, key) && !strings.HasPrefix(key, "_") {
			t.Errorf("%s: the key %q", name, key)
		}
	}
	for _, key := range addresses {
		if u, err := url.Parse(text(object, key)); err != nil || text(object, key) != "" && !u.IsAbs() {
			t.Errorf("%s: %s is %q", name, key, object[key])
		}
	}
}

func text(object map[string]any, key string) string {
	s, _ := object[key].(string)
	return s
}

// checkJSONFeeds does so for every list of a site.
func checkJSONFeeds(t *testing.T, folder string, stems []string) {
	for _, stem := range stems {
		body, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(stem+".json")))
		if err != nil {
			t.Fatal(err)
		}
		checkJSONFeed(t, stem, body)
	}
}
