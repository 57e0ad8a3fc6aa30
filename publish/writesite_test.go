package publish_test

import (
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"vestnik/pipeline"
)

func publicKey() ed25519.PublicKey { return testKey().Public().(ed25519.PublicKey) }

// readTree returns every file of a folder by path.
func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestSiteIsByteIdenticalOnEachRunAndUntouchedWhereUnchanged(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	cat.close(t, press, sampleIssue(1))
	cat.close(t, press, sampleIssue(2))
	cat.close(t, press, sampleRecords(1))
	first, second := t.TempDir(), t.TempDir()
	stats, err := press.WriteSite(t.Context(), cat, publicKey(), first)
	if err != nil {
		t.Fatal(err)
	}
	if stats.Issues != 3 || stats.Files < 60 || stats.Bytes == 0 {
		t.Errorf("stats = %+v", stats)
	}
	if dir := os.Getenv("VESTNIK_KEEP_SITE"); dir != "" {
		if _, err := press.WriteSite(t.Context(), cat, publicKey(), dir); err != nil {
			t.Fatal(err)
		}
	}
	before := make(map[string]os.FileInfo)
	for name := range readTree(t, first) {
		info, err := os.Stat(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		before[name] = info
	}
	again, err := press.WriteSite(t.Context(), cat, publicKey(), first)
	if err != nil || again != stats {
		t.Fatalf("second run: %+v, %v; first %+v", again, err, stats)
	}
	if _, err := press.WriteSite(t.Context(), cat, publicKey(), second); err != nil {
		t.Fatal(err)
	}
	a, b := readTree(t, first), readTree(t, second)
	if len(a) != len(b) {
		t.Errorf("%d files and %d files", len(a), len(b))
	}
	for name, body := range a {
		if b[name] != body && name != ".vestnik-site" { // which holds times
			t.Errorf("%s differs between two folders", name)
		}
		info, err := os.Stat(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		if name != ".vestnik-site" && (!os.SameFile(info, before[name]) || !info.ModTime().Equal(before[name].ModTime())) {
			t.Errorf("%s was written again though unchanged", name)
		}
	}
}

func TestSiteRemovesWhatNothingMakesAnyMore(t *testing.T) {
	press, dir := testPress(t), t.TempDir()
	large, small := &catalogue{}, &catalogue{}
	large.close(t, press, sampleIssue(1))
	large.close(t, press, sampleIssue(2))
	small.close(t, press, sampleIssue(1))
	if _, err := press.WriteSite(t.Context(), large, nil, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := press.WriteSite(t.Context(), small, nil, dir); err != nil {
		t.Fatal(err)
	}
	fresh := t.TempDir()
	if _, err := press.WriteSite(t.Context(), small, nil, fresh); err != nil {
		t.Fatal(err)
	}
	got, want := readTree(t, dir), readTree(t, fresh)
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is left over", name)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "bulletin/programs/2026/2")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("emptied folder is left: %v", err)
	}
}

func TestSiteRefusesAFolderWithForeignContent(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	cases := map[string]func(t *testing.T, dir string){
		"a file in a fresh folder": func(t *testing.T, dir string) { writeFile(t, dir, "letter.txt") },
		"a file among former output": func(t *testing.T, dir string) {
			if _, err := press.WriteSite(t.Context(), cat, nil, dir); err != nil {
				t.Fatal(err)
			}
			writeFile(t, dir, "bulletin/letter.txt")
		},
		"a link in place of a page": func(t *testing.T, dir string) {
			if _, err := press.WriteSite(t.Context(), cat, nil, dir); err != nil {
				t.Fatal(err)
			}
			page := filepath.Join(dir, "index.html")
			if err := errors.Join(os.Remove(page), os.Symlink("/etc/hostname", page)); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, prepare := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			prepare(t, dir)
			before := readTree(t, dir)
			_, err := press.WriteSite(t.Context(), cat, nil, dir)
			if !errors.Is(err, pipeline.Exists) {
				t.Fatalf("error = %v, want Exists", err)
			}
			if after := readTree(t, dir); len(after) != len(before) {
				t.Error("the refused folder was changed")
			}
		})
	}
}

func writeFile(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestSiteTakesUpARunThatWasCutShort(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	broken := &failing{catalogue: cat}
	if _, err := press.WriteSite(t.Context(), broken, nil, dir); err == nil {
		t.Fatal("the failing catalogue did not fail")
	}
	writeFile(t, dir, ".vestnik-tmp-7")
	if _, err := press.WriteSite(t.Context(), cat, nil, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, ".vestnik-tmp-7")); !errors.Is(err, os.ErrNotExist) {
		t.Error("a temporary file of the cut-short run is left")
	}
}

func TestSiteIsNotWrittenFromAnAlteredIssue(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	issue := cat.close(t, press, sampleIssue(1))
	cat.files[issue.IssueRef][1].Body = append(cat.files[issue.IssueRef][1].Body, ' ')
	_, err := press.WriteSite(t.Context(), cat, publicKey(), t.TempDir())
	if !errors.Is(err, pipeline.Corrupt) {
		t.Fatalf("error = %v, want Corrupt", err)
	}
}
