package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// playInto plays a chronicle into the store of a command line, as serve does.
func (c *cli) playInto(path string) (told string, err error) {
	c.t.Helper()
	var out strings.Builder
	a := &app{streams: streams{in: strings.NewReader(""), out: &out, err: &out}, env: func(string) string { return "" }}
	a.root() // gives the settings their defaults
	a.settings.data = c.data
	if a.engine, err = programEngine(); err != nil {
		c.t.Fatal(err)
	}
	a.days = workday.Production()
	if err = a.prepare(); err != nil {
		c.t.Fatal(err)
	}
	ctx := context.Background()
	h, err := a.openHouse(ctx, houseOptions{})
	if err != nil {
		c.t.Fatal(err)
	}
	defer h.close()
	if err := a.demoAccounts(ctx, h); err != nil {
		c.t.Fatal(err)
	}
	out.Reset()
	err = a.playChronicle(ctx, h, path, samples)
	return out.String(), err
}

// TestTheChronicleFillsTheBulletin plays what "make run" shows to one who tries
// Vestnik: filings that went the whole way, notices of every kind, three issues.
func TestTheChronicleFillsTheBulletin(t *testing.T) {
	c := newCLI(t)
	spring := filepath.Join("..", "..", "testdata", "chronicle", "spring-2026.yaml")
	if told, err := c.playInto(spring); err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	for issue, want := range map[string]struct{ entries, records, messages int }{
		"programs/2026/1": {6, 0, 0}, "programs/2026/2": {2, 3, 1}, "inventions/2026/1": {0, 1, 0},
	} {
		var shown shownIssue
		c.json(&shown, "issue", "show", issue)
		if !shown.Closed || len(shown.Entries) != want.entries || len(shown.Records) != want.records || len(shown.Messages) != want.messages {
			t.Errorf("%s: closed %v, entries %v, records %v, messages %d", issue, shown.Closed, shown.Entries, shown.Records, len(shown.Messages))
		}
	}
	var orchard pipeline.SearchResult
	c.json(&orchard, "search", "полив плодового сада")
	if orchard.Total != 1 || len(orchard.Hits[0].Holders) != 3 {
		t.Errorf("the program of three holders: %+v", orchard.Hits)
	}
	c.verifyClean()
	if told, err := c.playInto(spring); err != nil || told != "" {
		t.Errorf("into a store that holds something: %q, %v", told, err)
	}
}

func TestAChronicleLeavesARegisterOfThePastAlone(t *testing.T) {
	c := newCLI(t)
	c.must("import", "open-data", sampleRegister)
	if told, err := c.playInto(filepath.Join("..", "..", "testdata", "chronicle", "spring-2026.yaml")); err != nil || told != "" {
		t.Errorf("into a store with a register: %q, %v", told, err)
	}
}

func TestAWrongChronicleNamesItsStep(t *testing.T) {
	for text, want := range map[string]string{
		`- {at: "2026-03-02T10:00:00+03:00", run: [case, do, "{nobody}", accept]}`: "no step before has {nobody}",
		`- {at: yesterday, run: [issue, open, programs]}`:                          "not RFC 3339",
		`- {at: "2026-03-02T10:00:00+03:00", run: [issue, close, programs]}`:       "step 1 (issue close programs)",
		`- {when: "2026-03-02T10:00:00+03:00"}`:                                    "when",
	} {
		path := filepath.Join(t.TempDir(), "wrong.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := newCLI(t).playInto(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
