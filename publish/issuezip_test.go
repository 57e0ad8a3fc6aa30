package publish_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"vestnik/publish"
)

func TestAnIssueCanBeHadAsOneArchive(t *testing.T) {
	press, cat := paperPress(t, 1), &catalogue{}
	closeOnPaper(t, press, cat, sampleIssue(1), 1)
	dirs := []string{t.TempDir(), t.TempDir()}
	var archives []string
	for _, dir := range dirs {
		if _, err := press.WriteSite(t.Context(), cat, publicKey(), dir); err != nil {
			t.Fatal(err)
		}
		archives = append(archives, readTree(t, dir)["bulletin/programs/2026/1.zip"])
	}
	if archives[0] != archives[1] {
		t.Error("two archives of one issue differ")
	}
	r, err := zip.NewReader(strings.NewReader(archives[0]), int64(len(archives[0])))
	if err != nil {
		t.Fatal(err)
	}
	issue, err := r.Open("bulletin/programs/2026/1/" + publish.IssuePDF)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := issue.Stat(); err != nil || info.ModTime().UTC().Format("2006-01-02") != "2026-03-21" {
		t.Errorf("the time of a file is %v, %v", info, err)
	}
	files := make(map[string][]byte)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(in); err != nil {
			t.Fatal(err)
		}
		files[strings.TrimPrefix(f.Name, "bulletin/programs/2026/1/")] = b.Bytes()
	}
	if err := publish.VerifyIssue(files, publicKey(), ""); err != nil {
		t.Error(err)
	}
}

func TestCitationsAreFilesToo(t *testing.T) {
	press, cat := paperPress(t, 1), &catalogue{}
	closeOnPaper(t, press, cat, sampleIssue(1), 1)
	dir := t.TempDir()
	if _, err := press.WriteSite(t.Context(), cat, nil, dir); err != nil {
		t.Fatal(err)
	}
	files := readTree(t, dir)
	for path, key := range map[string]string{"bulletin/programs/2026/1": "@periodical{bulletin-programs-2026-1,", "register/programs/2026610011": "@misc{programs-2026610011,"} {
		if !strings.HasPrefix(files[path+".bib"], key) {
			t.Errorf("%s.bib is %q", path, files[path+".bib"])
		}
		if page := files[path+"/index.html"]; !strings.Contains(page, ".bib") || !strings.Contains(page, "@") {
			t.Errorf("%s does not lead to its BibTeX", path)
		}
	}
}
