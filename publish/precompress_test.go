package publish_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish"
	"vestnik/publish/packed"
)

func writePacked(t *testing.T, press *publish.Press, cat pipeline.Catalogue, dir string) {
	t.Helper()
	if _, err := press.WriteSite(t.Context(), cat, publicKey(), dir, publish.Precompressed); err != nil {
		t.Fatal(err)
	}
}

// TestPackedFilesLieBesideWhatTheyHold writes a folder plainly, then packed, then
// plainly again, and compares each time with a folder written at once.
func TestPackedFilesLieBesideWhatTheyHold(t *testing.T) {
	press, cat, dir, fresh := testPress(t), &catalogue{}, t.TempDir(), t.TempDir()
	cat.close(t, press, sampleIssue(1))
	write(t, press, cat, dir)
	writePacked(t, press, cat, dir)
	writePacked(t, press, cat, fresh)
	got, want := readTree(t, dir), readTree(t, fresh)
	delete(got, ".vestnik-site")
	delete(want, ".vestnik-site")
	if !maps.Equal(got, want) {
		t.Errorf("%d files, in a folder packed from the first %d, or other bytes", len(got), len(want))
	}
	for _, name := range []string{
		"index.html", "register/programs.csv", "static/site.css", "data/programs.jsonl", "bulletin/programs/2026/1/issue.json", "bulletin/programs/feed.atom",
	} {
		for _, c := range packed.Codings() {
			if small := got[name+c.Extension]; small == "" || !packed.Holds(name+c.Extension, []byte(small), []byte(got[name])) {
				t.Errorf("%s does not hold %s", name+c.Extension, name)
			}
		}
	}
	for name := range got {
		plain, isPacked := packed.NameOf(name)
		if !isPacked {
			continue
		}
		if _, stands := got[plain]; !stands || strings.HasSuffix(plain, ".woff2") {
			t.Errorf("%s lies there", name)
		}
	}
	issue := filepath.Join(dir, "bulletin/programs/2026/1")
	files, err := publish.ReadIssue(os.DirFS(issue))
	if err != nil {
		t.Fatal(err)
	}
	if err := publish.VerifyIssue(files, publicKey(), ""); err != nil {
		t.Errorf("the signed folder with packed files: %v", err)
	}
	files["issue.json.gz"] = packed.Gzip.Bytes([]byte(strings.Repeat("подмена ", 200)))
	if err := publish.VerifyIssue(files, publicKey(), ""); !errors.Is(err, pipeline.Corrupt) {
		t.Errorf("a packed file that holds something else: %v", err)
	}
	write(t, press, cat, dir)
	sameAsFresh(t, press, cat, dir)
}

// TestAPackedFolderLeftAloneIsNotWritten runs twice over the same catalogue, and
// again with another issue.
func TestAPackedFolderLeftAloneIsNotWritten(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	writePacked(t, press, cat, dir)
	state, err := os.ReadFile(filepath.Join(dir, ".vestnik-site"))
	if err != nil {
		t.Fatal(err)
	}
	writePacked(t, press, cat, dir)
	if again, err := os.ReadFile(filepath.Join(dir, ".vestnik-site")); err != nil || string(again) != string(state) {
		t.Errorf("the second run wrote something: %v", err)
	}
	cat.close(t, press, sampleIssue(2))
	writePacked(t, press, cat, dir)
	if _, err := os.Stat(filepath.Join(dir, "bulletin/programs/2026/2/issue.json.br")); err != nil {
		t.Error(err)
	}
}
