package main

import (
	"errors"
	"path/filepath"
	"testing"

	"vestnik/pipeline"
)

// TestTheInventedPastHolds writes the site of a small invented past twice: every
// issue's signature and chain hold, each issue has its page, and the second run
// leaves everything as it is.
func TestTheInventedPastHolds(t *testing.T) {
	press, err := newPress()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := inventPast(press, folder, 3, 4); err != nil {
		t.Fatal(err)
	}
	past, err := openPast(folder, 3, 4)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "site")
	stats, err := press.WriteSite(t.Context(), past, publicKey(), out)
	if err != nil || stats.Issues != 3 {
		t.Fatalf("%+v, %v", stats, err)
	}
	if pages, _ := filepath.Glob(filepath.Join(out, "bulletin", series, "2000", "?", "index.html")); len(pages) != 3 {
		t.Errorf("pages of issues: %q", pages)
	}
	if again, err := press.WriteSite(t.Context(), past, publicKey(), out); err != nil || again != stats {
		t.Errorf("second run %+v, %v; first %+v", again, err, stats)
	}
}

func TestInventedEntriesAreFoundByTheirNumbers(t *testing.T) {
	past := &catalogue{perIssue: 4, issues: make([]pipeline.Issue, 14)}
	seen := 0
	err := past.Entries(t.Context(), func(want pipeline.Entry) error {
		seen++
		got, err := past.Entry(t.Context(), register, want.Number)
		if err != nil || got.Number != want.Number || got.Title != want.Title {
			t.Errorf("%s: found %s, %v", want.Number, got.Number, err)
		}
		return nil
	})
	if err != nil || seen != 56 {
		t.Errorf("%d entries, %v", seen, err)
	}
	if _, err := past.Entry(t.Context(), register, "201063999"); !errors.Is(err, pipeline.NotExist) {
		t.Errorf("a number that is not: %v", err)
	}
}
