package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/publish"
)

// publishedChain publishes a series of three empty issues and gives the site's
// folder and the office's key.
func publishedChain(t *testing.T, c *cli) (site, key string) {
	t.Helper()
	for range 3 {
		c.must("issue", "open", "programs")
		c.must("issue", "close", "programs", "--empty")
	}
	site = filepath.Join(t.TempDir(), "site")
	c.must("publish", "--out", site)
	return site, filepath.Join(site, "bulletin", "public-key.pem")
}

func TestAChainIsCheckedBackToItsFirstIssue(t *testing.T) {
	c := newCLI(t)
	site, key := publishedChain(t, c)
	server := httptest.NewServer(http.FileServer(http.Dir(site)))
	defer server.Close()
	years, err := filepath.Glob(filepath.Join(site, "bulletin", "programs", "*", "3"))
	if err != nil || len(years) != 1 {
		t.Fatalf("%v, %v", years, err)
	}
	last := years[0]
	year := filepath.Dir(last)
	address := server.URL + "/bulletin/programs/" + filepath.Base(year) + "/3/"
	places := map[string]string{"folder": last, "manifest": filepath.Join(last, publish.ManifestFile), "address": address, "address of the manifest": address + publish.ManifestFile}
	for name, place := range places {
		if out := c.must("verify-issue", place, "--chain", "--key", key); !strings.Contains(out, "выпусков 3") {
			t.Errorf("%s: %s", name, out)
		}
	}
	archive := last + ".zip"
	for _, place := range []string{archive, strings.TrimSuffix(address, "/") + ".zip"} {
		if out := c.must("verify-issue", place, "--key", key); !strings.Contains(out, "подлинный") {
			t.Errorf("%s: %s", place, out)
		}
	}
	if _, _, code := c.try("verify-issue", archive, "--chain", "--key", key); code != exitUsage {
		t.Errorf("the chain of an archive: exit %d", code)
	}
	if _, _, code := c.try("verify-issue", address, "--chain", "--key", server.URL+"/bulletin/public-key.pem"); code != exitPartial {
		t.Errorf("with the site's own key: exit %d", code)
	}
	for number, files := range map[int][]string{1: {"issue.md", publish.ManifestFile, publish.SignatureFile, publish.IssuePDF}, 2: {publish.IssuePDF, publish.IssuePages, publish.ManifestFile}, 3: {publish.IssuePDF}} {
		for _, file := range files {
			path := filepath.Join(year, fmt.Sprint(number), file)
			whole, flipped := flip(t, path)
			for name, place := range places {
				if _, _, code := c.try("verify-issue", place, "--chain", "--key", key); code == exitDone {
					t.Errorf("%s: a bit of %s of issue %d was altered and nobody noticed", name, file, number)
				}
			}
			if err := os.WriteFile(path, whole, 0o644); err != nil || string(whole) == string(flipped) {
				t.Fatal(err)
			}
		}
	}
	if err := os.RemoveAll(filepath.Join(year, "2")); err != nil {
		t.Fatal(err)
	}
	if _, errOut, code := c.try("verify-issue", last, "--chain", "--key", key); code == exitDone || !strings.Contains(errOut, "Цепь выпусков прервана") {
		t.Errorf("without the second issue: exit %d, %s", code, errOut)
	}
}

func TestAFlippedBitInAnArchiveIsFound(t *testing.T) {
	c := newCLI(t)
	site, key := publishedChain(t, c)
	archives, err := filepath.Glob(filepath.Join(site, "bulletin", "programs", "*", "1.zip"))
	if err != nil || len(archives) != 1 {
		t.Fatalf("%v, %v", archives, err)
	}
	names := []string{}
	altered := func(spoil string) string {
		r, err := zip.OpenReader(archives[0])
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, f := range r.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(in)
			if err != nil {
				t.Fatal(err)
			}
			if spoil == "" {
				names = append(names, f.Name)
			} else if f.Name == spoil && len(body) > 0 {
				body[len(body)/2] ^= 1
			}
			out, err := w.Create(f.Name)
			if err == nil {
				_, err = out.Write(body)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(t.TempDir(), "issue.zip")
		if err := errors.Join(w.Close(), os.WriteFile(path, b.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	c.must("verify-issue", altered(""), "--key", key)
	for _, name := range names {
		if _, _, code := c.try("verify-issue", altered(name), "--key", key); code == exitDone {
			t.Errorf("a bit of %s was altered and nobody noticed", name)
		}
	}
	if len(names) < 7 {
		t.Errorf("the archive holds %v", names)
	}
}

// flip alters one bit in the middle of a file.
func flip(t *testing.T, path string) (whole, flipped []byte) {
	t.Helper()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped = append([]byte(nil), whole...)
	flipped[len(flipped)/2] ^= 1
	if err := os.WriteFile(path, flipped, 0o644); err != nil {
		t.Fatal(err)
	}
	return whole, flipped
}
