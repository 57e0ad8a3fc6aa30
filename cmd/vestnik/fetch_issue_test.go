package main

import (
	"archive/zip"
	"crypto/ed25519"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/publish"
)

// signedIssue copies an issue that the tests' key signed, and writes that key.
func signedIssue(t *testing.T) (folder, key string) {
	t.Helper()
	folder = t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "issue"), os.DirFS("../../publish/testdata/format1")); err != nil {
		t.Fatal(err)
	}
	private := ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", ed25519.SeedSize)))
	body, err := publish.PublicKeyPEM(private.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	key = filepath.Join(folder, "public-key.pem")
	if err := os.WriteFile(key, body, 0o644); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, "issue"), key
}

// zipOfIssue writes the folder into a zip, under a folder of its own.
func zipOfIssue(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "issue.zip")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(file)
	if err := errors.Join(w.AddFS(os.DirFS(filepath.Dir(folder))), w.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnIssueIsCheckedWhereverItLies(t *testing.T) {
	folder, key := signedIssue(t)
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Dir(folder))))
	defer server.Close()
	c := newCLI(t)
	if _, errOut, code := c.try("verify-issue", folder); code != exitUsage {
		t.Errorf("without a key: exit %d, %s", code, errOut)
	}
	if _, errOut, code := c.try("verify-issue", server.URL+"/nothing/", "--key", key); code == exitDone || !strings.Contains(errOut, "ничего нет") {
		t.Errorf("an address of nothing: exit %d, %s", code, errOut)
	}
	places := map[string]func() string{
		"folder":          func() string { return folder },
		"its manifest":    func() string { return filepath.Join(folder, publish.ManifestFile) },
		"zip":             func() string { return zipOfIssue(t, folder) },
		"address":         func() string { return server.URL + "/issue/" },
		"of its manifest": func() string { return server.URL + "/issue/manifest.json" },
	}
	for name, place := range places {
		if out := c.must("verify-issue", place(), "--key", key); !strings.Contains(out, "подлинный") {
			t.Errorf("%s: %s", name, out)
		}
	}
	siteKey := server.URL + "/public-key.pem"
	if out, _, code := c.try("verify-issue", server.URL+"/issue", "--key", siteKey); code != exitPartial || !strings.Contains(out, "того же сайта") {
		t.Errorf("with the site's own key: exit %d, %s", code, out)
	}
	c.must("verify-issue", server.URL+"/issue", "--key", siteKey, "--trust-site-key")
	data := filepath.Join(folder, publish.IssueData)
	body, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2] ^= 1
	if err := os.WriteFile(data, body, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, place := range places {
		if _, _, code := c.try("verify-issue", place(), "--key", key); code == exitDone {
			t.Errorf("%s: one bit was altered and nobody noticed", name)
		}
	}
}
