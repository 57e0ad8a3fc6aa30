package publish_test

import (
	"crypto/ed25519"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish"
)

func TestVerifyIssueFindsEveryAlteration(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	first := cat.close(t, press, sampleIssue(1))
	second := cat.close(t, press, sampleIssue(2))
	prev := first.Manifest.SHA256
	if second.Manifest.Prev != prev {
		t.Fatal("the second issue does not follow the first")
	}
	other := ed25519.NewKeyFromSeed(make([]byte, 32)).Public().(ed25519.PublicKey)
	for name, c := range map[string]struct {
		spoil func(files map[string][]byte)
		key   ed25519.PublicKey
		prev  pipeline.Digest
		holds bool
	}{
		"as signed":    {func(map[string][]byte) {}, publicKey(), prev, true},
		"another key":  {func(map[string][]byte) {}, other, prev, false},
		"no key":       {func(map[string][]byte) {}, nil, prev, false},
		"broken chain": {func(map[string][]byte) {}, publicKey(), "", false},
		"file altered": {func(f map[string][]byte) { f[publish.IssueMarkdown] = append(f[publish.IssueMarkdown][:0:0], "x"...) }, publicKey(), prev, false},
		"pages made of it": {func(f map[string][]byte) {
			f["index.html"], f["pages/1/index.html"], f["indexes/by-kind.md"] = nil, nil, nil
		}, publicKey(), prev, true},
		"file missing":        {func(f map[string][]byte) { delete(f, publish.IssueData) }, publicKey(), prev, false},
		"file added":          {func(f map[string][]byte) { f["extra.html"] = nil }, publicKey(), prev, false},
		"manifest missing":    {func(f map[string][]byte) { delete(f, publish.ManifestFile) }, publicKey(), prev, false},
		"manifest altered":    {func(f map[string][]byte) { f[publish.ManifestFile] = append([]byte(" "), f[publish.ManifestFile]...) }, publicKey(), prev, false},
		"manifest is not one": {func(f map[string][]byte) { f[publish.ManifestFile] = []byte("{}") }, publicKey(), prev, false},
		"signature missing":   {func(f map[string][]byte) { delete(f, publish.SignatureFile) }, publicKey(), prev, false},
		"signature of others": {func(f map[string][]byte) { f[publish.SignatureFile] = []byte("AAAA\n") }, publicKey(), prev, false},
	} {
		t.Run(name, func(t *testing.T) {
			files := maps.Clone(publish.FilesByPath(cat.files[second.IssueRef]))
			c.spoil(files)
			err := publish.VerifyIssue(files, c.key, c.prev)
			if c.holds && err != nil || !c.holds && !errors.Is(err, pipeline.Corrupt) {
				t.Errorf("error = %v", err)
			}
		})
	}
}

func TestADownloadedFolderVerifies(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	issue := cat.close(t, press, sampleIssue(1))
	for _, f := range cat.files[issue.IssueRef] {
		if err := os.WriteFile(filepath.Join(dir, f.Path), f.Body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := publish.ReadIssue(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := publish.VerifyIssue(files, publicKey(), ""); err != nil {
		t.Error(err)
	}
}

func TestManifestRefusesPathsOutsideTheIssue(t *testing.T) {
	press, issue := testPress(t), sampleIssue(1)
	for _, path := range []string{"../x", "/x", "", ".", "a//b", publish.ManifestFile, publish.SignatureFile} {
		if _, err := press.Manifest(issue, []pipeline.File{{Path: path}}, ""); !errors.Is(err, pipeline.Invalid) {
			t.Errorf("%q: %v, want Invalid", path, err)
		}
	}
	if _, err := press.Manifest(issue, []pipeline.File{{Path: "a"}, {Path: "a"}}, ""); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("one path twice: %v", err)
	}
}

func FuzzParseManifest(f *testing.F) {
	press, issue := testPress(f), sampleIssue(1)
	manifest, err := press.Manifest(issue, []pipeline.File{{Path: "index.html", Body: []byte("x")}}, "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(manifest)
	f.Add([]byte(`{"format":"vestnik-issue/1","files":[{"path":"../x"}]}`))
	f.Add([]byte(`{} {}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := publish.ParseManifest(b)
		if err != nil {
			if !errors.Is(err, pipeline.Corrupt) {
				t.Fatalf("error = %v, want Corrupt", err)
			}
			return
		}
		for _, file := range m.Files {
			if !filepath.IsLocal(file.Path) {
				t.Fatalf("path %q leaves the issue", file.Path)
			}
		}
	})
}
