package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// vnuJar is where "make check-site" put the Nu HTML checker; VESTNIK_VNU names it.
const vnuJar = "VESTNIK_VNU"

// pageLimit is how large a page may be without its fonts, in bytes.
const pageLimit = 100_000

// checkMarkup has the Nu HTML checker read a page of every kind.
func (site sampleSite) checkMarkup(t *testing.T) {
	jar := os.Getenv(vnuJar)
	if jar == "" {
		t.Skipf("%s is not set: make check-site has the markup checked", vnuJar)
	}
	dir := t.TempDir()
	for _, page := range site.pageKinds() {
		body, _ := get(t, site.public+page.at)
		if err := os.WriteFile(filepath.Join(dir, page.name+".html"), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.Command("java", "-jar", jar, "--stdout", "--format", "text", dir).CombinedOutput()
	if err != nil || !strings.Contains(string(said), "No errors found") || strings.Contains(string(said), "warning:") {
		t.Errorf("the checker says (%v):\n%s", err, strings.ReplaceAll(string(said), "file:"+dir+"/", ""))
	}
}

// checkSizes weighs every page of the static copy, and those of the kinds that only
// the server has.
func (site sampleSite) checkSizes(t *testing.T) {
	largest, at, pages := 0, "", 0
	weigh := func(address string, size int) {
		pages++
		if size > pageLimit {
			t.Errorf("%s has %d bytes", address, size)
		}
		if size > largest {
			largest, at = size, address
		}
	}
	for _, address := range site.addresses(t) {
		info, err := os.Stat(filepath.Join(site.tree, filepath.FromSlash(address), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		weigh(address, int(info.Size()))
	}
	for _, page := range site.pageKinds() {
		body, _ := get(t, site.public+page.at)
		weigh(page.at, len(body))
	}
	t.Logf("%d pages; the largest has %d bytes: %s", pages, largest, at)
}

// addresses are those of all pages of the static copy.
func (site sampleSite) addresses(t *testing.T) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(site.tree, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "index.html" {
			return err
		}
		address, err := filepath.Rel(site.tree, filepath.Dir(path))
		list = append(list, strings.TrimPrefix(filepath.ToSlash(address)+"/", "./"))
		return err
	})
	if err != nil || len(list) < 100 {
		t.Fatalf("%d pages: %v", len(list), err)
	}
	return list
}
