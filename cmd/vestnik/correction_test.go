package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// TestACorrectionIsCarriedThrough goes the whole way by commands: an entry is
// published with a slip, the correction drafted by one person, signed by another,
// published in the next issue, and read off the site, its feeds and tables.
func TestACorrectionIsCarriedThrough(t *testing.T) {
	c := newCLI(t, fixedClock...)
	took := c.ingest(sample(t, "one-pdf.pdf"))
	c.register(string(took.Receipt.Number), "4500")
	c.publishAll()
	var kase shownCase
	c.json(&kase, "case", "show", string(took.Receipt.Number))
	key := kase.Entries[0]
	first := t.TempDir()
	c.must("publish", "--out", first)

	c.more = []string{"--now", "2026-04-06T10:00:00+03:00"}
	var entry shownEntry
	c.json(&entry, "entry", "show", key)
	title := entry.Title + " (издание второе)"
	correct := []string{"entry", "correct", key, "--nature", "office-error", "--basis", "в названии пропущены слова", "--set", "title=" + title, "--seen", string(entry.Digest)}
	var draft shownDraft
	c.json(&draft, correct...)
	if len(draft.Changes) != 1 || draft.Changes[0].Before != entry.Title || draft.Changes[0].After != title {
		t.Fatalf("drafted %+v", draft)
	}
	if _, errOut, code := c.try("entry", "sign", key, "--as", "registrar"); code != exitUsage || !strings.Contains(errOut, "полномочия") {
		t.Errorf("the drafter signed: exit %d, %s", code, errOut)
	}
	c.must("entry", "sign", key, "--as", "approver", "--draft", string(draft.Digest))
	c.publishAll()

	out := t.TempDir()
	c.must("publish", "--out", out)
	folder := filepath.Join(out, "register", filepath.FromSlash(key))
	for path, want := range map[string]string{
		filepath.Join(folder, "index.html"):                             "В запись внесены исправления",
		filepath.Join(folder, "notice-1", "index.html"):                 "в названии пропущены слова",
		filepath.Join(folder, "as-of", "2026-03-02", "index.html"):      "Прежняя редакция записи",
		filepath.Join(out, "bulletin/programs/2026/2/index.html"):       "Исправление ошибки ведомства",
		filepath.Join(out, "bulletin/programs/2026/2/records.csv"):      "издание второе",
		filepath.Join(out, "bulletin/programs/feed.atom"):               "Исправление ошибки ведомства",
		filepath.Join(out, "register", "programs.csv"):                  "издание второе",
		filepath.Join(out, "register", filepath.Dir(key)+".csv"):        "издание второе",
		filepath.Join(out, "register", filepath.FromSlash(key+".json")): `"nature": "office-error"`,
	} {
		if body, err := os.ReadFile(path); err != nil || !strings.Contains(string(body), want) {
			t.Errorf("%s has no %q: %v", path, want, err)
		}
	}
	sameSigned(t, filepath.Join(first, "bulletin/programs/2026/1"), filepath.Join(out, "bulletin/programs/2026/1"))
	c.must("verify-issue", filepath.Join(out, "bulletin/programs/2026/2"), "--key", filepath.Join(out, "bulletin/public-key.pem"))

	var then shownEntry
	c.json(&then, "entry", "show", key, "--as-of", "2026-03-31")
	c.json(&entry, "entry", "show", key)
	if then.Title != draft.Changes[0].Before || entry.Title != title {
		t.Errorf("it was called %q and is called %q", then.Title, entry.Title)
	}
	if _, _, code := c.try("entry", "show", key, "--as-of", "2026-03-01"); code != exitUsage {
		t.Errorf("before its publication the entry is shown: exit %d", code)
	}
	var found pipeline.SearchResult
	c.json(&found, "search", "издание второе")
	if found.Total == 0 || !strings.Contains(found.Hits[0].Title, "издание второе") {
		t.Errorf("the search finds %+v", found.Hits)
	}
	c.verifyClean()
}

// sameSigned compares the files that the manifest of an issue lists.
func sameSigned(t *testing.T, before, after string) {
	t.Helper()
	names := []string{"manifest.json", "manifest.sig", "issue.json", "issue.md", "entries.csv"}
	if slices.ContainsFunc(names, func(name string) bool {
		a, err := os.ReadFile(filepath.Join(before, name))
		b, err2 := os.ReadFile(filepath.Join(after, name))
		return err != nil || err2 != nil || string(a) != string(b)
	}) {
		t.Error("the closed issue has changed")
	}
}
