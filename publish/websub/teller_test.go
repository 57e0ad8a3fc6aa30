package websub_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/websub"
)

// catalogue is a list of issues.
type catalogue struct {
	pipeline.Catalogue
	issues []pipeline.Issue
}

func (c *catalogue) Issues(context.Context, string) ([]pipeline.Issue, error) { return c.issues, nil }

func (c *catalogue) close(series string, number int) {
	c.issues = append(c.issues, pipeline.Issue{
		IssueRef: pipeline.IssueRef{Series: series, Year: 2026, Number: number}, Date: workday.NewDate(2026, 3, number), Closed: true,
		Manifest: &pipeline.ManifestRef{SHA256: pipeline.Digest(series)},
	})
}

// hub takes what it is told, or answers with a code.
type hub struct {
	told []string
	code int
}

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.FormValue("hub.mode") != "publish" || r.FormValue("hub.url") != r.FormValue("hub.topic") {
		http.Error(w, "what?", http.StatusBadRequest)
		return
	}
	h.told = append(h.told, r.FormValue("hub.url"))
	w.WriteHeader(h.code)
}

// rig is a teller, the hub that it tells, and a clock that stands.
type rig struct {
	t      *testing.T
	hub    *hub
	teller *websub.Teller
	issues *catalogue
	now    time.Time
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, hub: &hub{code: http.StatusNoContent}, issues: &catalogue{}, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	server := httptest.NewServer(r.hub)
	t.Cleanup(server.Close)
	config := publish.DefaultConfig()
	config.BaseURL, config.Hubs = "https://bulletin.example/", []string{server.URL}
	press, err := publish.NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	r.teller = websub.New(websub.Config{Hubs: config.Hubs, Catalogue: r.issues, Topics: press.Topics, Clock: func() time.Time { return r.now }})
	return r
}

// look lets time pass and returns what the hub was told then.
func (r *rig) look(later time.Duration) []string {
	r.t.Helper()
	r.now, r.hub.told = r.now.Add(later), nil
	if err := r.teller.Look(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	return r.hub.told
}

func TestAHubIsToldOfWhatAnIssueChanges(t *testing.T) {
	r := newRig(t)
	if told := r.look(0); len(told) > 0 {
		t.Errorf("told of nothing that was published: %v", told)
	}
	r.issues.close("programs", 1)
	told := r.look(time.Second)
	for _, want := range []string{"index.rss", "bulletin/programs/feed.atom", "bulletin/programs.rss", "bulletin.json", "register/programs.rss", "register/databases.json"} {
		if !slices.Contains(told, "https://bulletin.example/"+want) {
			t.Errorf("the hub was not told of %s: %v", want, told)
		}
	}
	if slices.Contains(told, "https://bulletin.example/register/designs.rss") {
		t.Error("the hub was told of a register of another series")
	}
	if again := r.look(time.Second); len(again) > 0 {
		t.Errorf("told twice: %v", again)
	}
	r.issues.close("designs", 1)
	if told := r.look(time.Second); !slices.Contains(told, "https://bulletin.example/bulletin/designs/feed.rss") || slices.Contains(told, "https://bulletin.example/bulletin/programs/feed.rss") {
		t.Errorf("an issue of another series: %v", told)
	}
}

func TestAHubThatIsAwayIsTriedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		code  int
		again bool
	}{
		"broken":   {http.StatusInternalServerError, true},
		"busy":     {http.StatusTooManyRequests, true},
		"refusing": {http.StatusForbidden, false},
	} {
		r := newRig(t)
		r.issues.close("programs", 1)
		r.hub.code = c.code
		first := r.look(0)
		if early := r.look(29 * time.Second); len(early) > 0 {
			t.Errorf("%s: asked again too early", name)
		}
		if second := r.look(time.Second); (len(second) == len(first)) != c.again || len(first) == 0 {
			t.Errorf("%s: told of %d feeds, then of %d", name, len(first), len(second))
		}
		if early := r.look(59 * time.Second); len(early) > 0 {
			t.Errorf("%s: the wait did not grow", name)
		}
		r.hub.code = http.StatusOK
		if third := r.look(time.Second); (len(third) == len(first)) != c.again {
			t.Errorf("%s: %d feeds when it was back", name, len(third))
		}
		if rest := r.look(24 * time.Hour); len(rest) > 0 {
			t.Errorf("%s: told again of what it took", name)
		}
	}
}

func TestNobodyIsToldWhereNoHubIsConfigured(t *testing.T) {
	issues := &catalogue{}
	issues.close("programs", 1)
	teller := websub.New(websub.Config{Catalogue: issues, Client: &http.Client{Transport: forbidden{t}}})
	if err := teller.Look(t.Context()); err != nil {
		t.Error(err)
	}
}

// forbidden is a network that must not be used.
type forbidden struct{ t *testing.T }

func (f forbidden) RoundTrip(r *http.Request) (*http.Response, error) {
	f.t.Errorf("asked %s", r.URL)
	return nil, http.ErrServerClosed
}
