package main

import (
	"encoding/xml"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/storage/s3/s3server"
)

func TestAFilingGoesFromPaperToBulletin(t *testing.T) {
	t.Run("objects in a directory", func(t *testing.T) { goFromPaperToBulletin(t, newCLI(t, fixedClock...)) })
	t.Run("objects on MinIO", func(t *testing.T) { goFromPaperToBulletin(t, onServer(t, s3server.StartMinIO(t))) })
	t.Run("objects on versitygw", func(t *testing.T) { goFromPaperToBulletin(t, onServer(t, s3server.StartVersityGW(t))) })
}

// onServer returns a command line whose objects are on an S3 server.
func onServer(t *testing.T, s s3server.Server) *cli {
	t.Helper()
	c := newCLI(t, append(slices.Clone(fixedClock), "--objects", "s3://vestnik-test/office?endpoint=http://"+s.Endpoint+"&region=us-east-1")...)
	c.env = map[string]string{"AWS_ACCESS_KEY_ID": s.AccessKey, "AWS_SECRET_ACCESS_KEY": s.Secret}
	return c
}

func goFromPaperToBulletin(t *testing.T, c *cli) {
	t.Helper()
	took := c.ingest(sample(t, "one-pdf.pdf"))
	if took.Case.State != "M_RECEIVED" || len(took.Receipt.SHA256) != 1 || len(took.Findings) == 0 {
		t.Fatalf("ingested %+v", took)
	}
	again := c.ingest(sample(t, "one-pdf.pdf"))
	if !again.Receipt.Duplicate || again.Receipt.Number != took.Receipt.Number {
		t.Errorf("the same bytes got receipt %+v after %+v", again.Receipt, took.Receipt)
	}
	id := string(took.Receipt.Number)
	c.register(id, "4500")
	if _, errOut, code := c.try("case", "do", id, "publish", "--as", "editor"); code != exitUsage || !strings.Contains(errOut, "выпуск") {
		t.Errorf("publishing one case by hand: exit %d, %s", code, errOut)
	}
	c.publishAll()

	var shown shownCase
	c.json(&shown, "case", "show", id)
	if shown.State != "M_COMPLETED" || len(shown.Entries) != 1 {
		t.Errorf("case ends in %s with entries %v", shown.State, shown.Entries)
	}
	number := shown.Numbers["registration"]
	var found pipeline.SearchResult
	c.json(&found, "search", "проветривание силосов")
	if found.Total != 1 || found.Hits[0].Number != number {
		t.Errorf("search found %+v, want %s", found, number)
	}
	once, twice := t.TempDir(), t.TempDir()
	c.must("publish", "--out", once)
	c.must("publish", "--out", twice)
	sameFiles(t, once, twice)
	checkFeed(t, filepath.Join(once, "bulletin", "programs", "feed.rss"), "выпуск № 1 за 2026 год", number)
	checkFeed(t, filepath.Join(once, "bulletin", "programs.rss"), "выпуск № 1 за 2026 год")
	c.must("verify-issue", filepath.Join(once, "bulletin", "programs", "2026", "1"), "--key", filepath.Join(once, "bulletin", "public-key.pem"))
	page, err := os.ReadFile(filepath.Join(once, "register", "programs", number, "index.html"))
	if err != nil || !strings.Contains(string(page), "Термоподвеска") {
		t.Errorf("the entry's page: %v", err)
	}
	c.verifyClean()
}

// sameFiles compares two folders byte for byte, but for the writer's own notes on
// when each file was last written.
func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(a, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".vestnik-site" {
			return err
		}
		seen++
		name, err := filepath.Rel(a, path)
		if err != nil {
			return err
		}
		first, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		second, err := os.ReadFile(filepath.Join(b, name))
		if err != nil {
			return err
		}
		if string(first) != string(second) {
			t.Errorf("%s differs between two runs", name)
		}
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("compared %d files: %v", seen, err)
	}
}

type feedItem struct {
	Title string `xml:"title"`
	GUID  string `xml:"guid"`
}

// checkFeed parses an RSS feed and wants an item for each text.
func checkFeed(t *testing.T, path string, want ...string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Items []feedItem `xml:"channel>item"`
	}
	if err := xml.Unmarshal(b, &feed); err != nil {
		t.Fatalf("%s is not well-formed: %v", path, err)
	}
	for _, text := range want {
		if !slices.ContainsFunc(feed.Items, func(i feedItem) bool { return i.GUID != "" && strings.Contains(i.Title, text) }) {
			t.Errorf("no item tells of %q: %+v", text, feed.Items)
		}
	}
}

func TestWhatMustStayPrivateNeverLeaves(t *testing.T) {
	c := newCLI(t, fixedClock...)
	took := c.ingest(sample(t, "person-program"))
	// Everything the papers state that order 210 and Law 152-FZ keep inside.
	private := []string{}
	for _, path := range []string{"correspondence_address", "phone", "email"} {
		private = append(private, textOf(took.Fields[path].Value))
	}
	for _, list := range []string{"holders", "authors"} {
		for _, r := range took.Fields[list].Values {
			for _, part := range []string{"address", "snils", "inn", "birth_date", "contribution"} {
				private = append(private, textOf(r.Parts[part].Value))
			}
		}
	}
	private = slices.DeleteFunc(private, func(s string) bool { return len(s) < 6 })
	if len(private) < 5 {
		t.Fatalf("only %d private markers were read: %q", len(private), private)
	}
	c.register(string(took.Receipt.Number), "3000")
	c.publishAll()
	out := t.TempDir()
	c.must("publish", "--out", out)
	looked := 0
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		looked++
		for _, marker := range append(private, string(took.Receipt.Number)) {
			if strings.Contains(string(b), marker) {
				t.Errorf("%s holds the private %q", strings.TrimPrefix(path, out), marker)
			}
		}
		return nil
	})
	if err != nil || looked < 20 {
		t.Fatalf("looked at %d public files: %v", looked, err)
	}
	for _, marker := range private {
		var found pipeline.SearchResult
		c.json(&found, "search", `"`+marker+`"`)
		for _, hit := range found.Hits {
			for _, s := range hit.Snippets {
				if strings.Contains(s.HTML, marker) {
					t.Errorf("search shows the private %q", marker)
				}
			}
		}
	}
}

func textOf(v any) string {
	s, _ := v.(string)
	return s
}
