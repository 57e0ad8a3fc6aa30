package main

import (
	"encoding/xml"
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

// checkSizes fetches every page that the sitemap names, and those of the kinds that
// it leaves out.
func (site sampleSite) checkSizes(t *testing.T) {
	addresses := site.sitemap(t)
	for _, page := range site.pageKinds() {
		addresses = append(addresses, page.at)
	}
	largest, at := 0, ""
	for _, address := range addresses {
		body, status := get(t, site.public+address)
		if len(body) > pageLimit || status >= 500 {
			t.Errorf("%s: %d bytes, status %d", address, len(body), status)
		}
		if len(body) > largest {
			largest, at = len(body), address
		}
	}
	t.Logf("%d pages; the largest has %d bytes: %s", len(addresses), largest, at)
}

// sitemap returns the addresses that the sitemap names, relative to the site.
func (site sampleSite) sitemap(t *testing.T) []string {
	t.Helper()
	index, _ := get(t, site.public+"sitemap.xml")
	var list struct {
		Addresses []string `xml:"url>loc"`
		Parts     []string `xml:"sitemap>loc"`
	}
	if err := xml.Unmarshal([]byte(index), &list); err != nil {
		t.Fatal(err)
	}
	for _, part := range list.Parts {
		body, _ := get(t, part)
		if err := xml.Unmarshal([]byte(body), &list); err != nil {
			t.Fatal(err)
		}
	}
	for i, address := range list.Addresses {
		list.Addresses[i] = strings.TrimPrefix(address, site.public)
	}
	return list.Addresses
}
