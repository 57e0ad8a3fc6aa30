package publish_test

import (
	"bytes"
	"strings"
	"testing"

	"vestnik/publish"
)

// TestFeedsNameTheHubsThatAreConfigured, and nobody where none is.
func TestFeedsNameTheHubsThatAreConfigured(t *testing.T) {
	const hub = "https://hub.example/push"
	for name, hubs := range map[string][]string{"none": nil, "one": {hub}} {
		config := publish.DefaultConfig()
		config.BaseURL, config.Hubs = "https://bulletin.example/", hubs
		press, err := publish.NewPress(config)
		if err != nil {
			t.Fatal(err)
		}
		page, _ := press.FeedPage(survey(t, press, &catalogue{}), "programs")
		for form, want := range map[publish.Form]string{
			publish.RSS:  `<atom:link href="` + hub + `" rel="hub"`,
			publish.Atom: `<link href="` + hub + `" rel="hub"`,
			publish.JSON: `"type": "WebSub"`,
		} {
			if got := bytes.Contains(render(t, press, page, form), []byte(want)); got != (hubs != nil) {
				t.Errorf("%s: the %s names a hub: %v", name, form, got)
			}
			links := strings.Join(press.HubLinks(page, form), ", ")
			want := ""
			if hubs != nil {
				want = `<` + hub + `>; rel="hub", <https://bulletin.example/bulletin/programs/feed.` + string(form) + `>; rel="self"`
			}
			if links != want {
				t.Errorf("%s: headers of the %s: %s", name, form, links)
			}
		}
		if links := press.HubLinks(page, publish.CSV); links != nil {
			t.Errorf("a table names hubs: %v", links)
		}
	}
}
