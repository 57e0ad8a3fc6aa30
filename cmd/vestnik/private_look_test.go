package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"vestnik/index"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// lookout looks for markers in whatever is public.
type lookout struct {
	t       *testing.T
	planted []planted
	shapes  map[string]planted // what a marker may look like, in lower case
	seen    int
	size    int
	met     int // times that what is public was met: proof that the looking works
}

func newLookout(t *testing.T, all []planted) *lookout {
	l := &lookout{t: t, planted: all, shapes: make(map[string]planted)}
	for _, p := range all {
		l.shapes[strings.ToLower(p.marker)] = p
		if day, err := workday.ParseDate(p.marker); err == nil { // as the site prints days
			l.shapes[publish.LongDate(day)] = p
			l.shapes[day.At(time.UTC).Format("02.01.2006")] = p
		}
	}
	return l
}

// bytes looks through what stands somewhere, unpacked where it is packed.
func (l *lookout) bytes(where string, body []byte) {
	l.t.Helper()
	l.seen++
	l.size += len(body)
	text := strings.ToLower(string(body))
	if strings.Contains(text, strings.ToLower(publicPseudonym)) {
		l.met++
	}
	for shape, p := range l.shapes {
		if strings.Contains(text, shape) {
			l.t.Errorf("%s holds %q, which is private: %s", where, p.marker, p.field)
		}
	}
	switch {
	case bytes.HasPrefix(body, []byte("\x1f\x8b")):
		if r, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			plain, err := io.ReadAll(r)
			if err != nil {
				l.t.Error(err)
			}
			l.bytes(where+", unpacked", plain)
		}
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		l.archive(where, body)
	case bytes.HasPrefix(body, []byte("%PDF")):
		tool := exec.Command("pdftotext", "-", "-")
		tool.Stdin = bytes.NewReader(body)
		printed, err := tool.Output()
		if err != nil {
			l.t.Errorf("%s: %v", where, err)
		}
		l.bytes(where+", its text", printed)
	}
}

func (l *lookout) archive(where string, body []byte) {
	l.t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		l.t.Error(err)
		return
	}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			l.t.Error(err)
			continue
		}
		plain, err := io.ReadAll(r)
		if err != nil {
			l.t.Error(err)
		}
		l.bytes(where+": "+f.Name, plain)
	}
}

// tree looks through a folder, the names of its files too.
func (l *lookout) tree(dir string) {
	l.t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		body, err := os.ReadFile(path)
		l.bytes(strings.TrimPrefix(path, dir), append(body, filepath.Base(path)...))
		return err
	})
	if err != nil || files < 50 {
		l.t.Fatalf("looked at %d files: %v", files, err)
	}
}

// served looks at every page that the sitemap names, in every form, and at the API.
func (l *lookout) served(site running) {
	l.t.Helper()
	sitemap := fetched(l.t, site.public+"sitemap.xml")
	l.bytes("sitemap.xml", sitemap)
	var list struct {
		Addresses []string `xml:"url>loc"`
		Parts     []string `xml:"sitemap>loc"`
	}
	err := xml.Unmarshal(sitemap, &list)
	for _, part := range list.Parts {
		at := strings.TrimPrefix(part, site.public)
		body := fetched(l.t, site.public+at)
		l.bytes(at, body)
		err = errors.Join(err, xml.Unmarshal(body, &list))
	}
	if err != nil || len(list.Addresses) < 10 {
		l.t.Fatalf("%d addresses in the sitemap: %v", len(list.Addresses), err)
	}
	addresses := []string{"api/v1/registers", "api/v1/entries", "api/v1/issues", "api/v1/issues/programs/2026/1", "api/v1/issues/inventions/2026/1", "opensearch.xml", "status/", "search"}
	for _, address := range list.Addresses {
		at := strings.TrimPrefix(address, site.public)
		addresses = append(addresses, at)
		if parts := strings.Split(at, "/"); parts[0] == "register" && len(parts) == 4 {
			addresses = append(addresses, "api/v1/entries/"+parts[1]+"/"+parts[2])
		}
		for _, form := range publish.AllForms()[1:] {
			addresses = append(addresses, publish.PathOf(at, form))
		}
	}
	for _, at := range addresses {
		l.bytes(at, fetched(l.t, site.public+at))
	}
}

// searches asks for every marker: nothing may be found by it.
func (l *lookout) searches(site running) {
	l.t.Helper()
	for _, p := range l.planted {
		var found struct{ Total *int }
		answer := fetched(l.t, site.public+"api/v1/search?q="+url.QueryEscape(`"`+p.marker+`"`))
		if err := json.Unmarshal(answer, &found); err != nil || found.Total == nil {
			l.t.Fatalf("the search answers %q: %v", answer, err)
		}
		if *found.Total > 0 {
			l.t.Errorf("the search finds %d by %q, which is private: %s", *found.Total, p.marker, p.field)
		}
	}
}

// index looks through the words and the stored fields of the search index.
func (l *lookout) index(data string) {
	l.t.Helper()
	dir := l.copied(filepath.Join(data, "index"))
	ix, err := index.Open(dir, index.Options{}) // which knows the analyzers
	if err != nil {
		l.t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		l.t.Fatal(err)
	}
	folders, err := filepath.Glob(filepath.Join(dir, "*", "index_meta.json"))
	if err != nil || len(folders) == 0 {
		l.t.Fatalf("no index beneath %s: %v", data, err)
	}
	for _, meta := range folders {
		l.generation(filepath.Dir(meta))
	}
}

// copied is a copy of a folder that the server holds open.
func (l *lookout) copied(dir string) string {
	l.t.Helper()
	copied := l.t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		l.t.Fatal(err)
	}
	return copied
}

func (l *lookout) generation(dir string) {
	l.t.Helper()
	opened, err := bleve.Open(dir)
	if err != nil {
		l.t.Fatal(err)
	}
	defer opened.Close()
	fields, err := opened.Fields()
	if err != nil || len(fields) == 0 {
		l.t.Fatalf("%d fields in the index: %v", len(fields), err)
	}
	words := 0
	for _, field := range fields {
		dictionary, err := opened.FieldDict(field)
		if err != nil {
			l.t.Fatal(err)
		}
		for entry, err := dictionary.Next(); entry != nil && err == nil; entry, err = dictionary.Next() {
			words++
			l.bytes("the words of field "+field, []byte(entry.Term))
		}
		_ = dictionary.Close() // only read
	}
	everything := bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), 1000, 0, false)
	everything.Fields = []string{"*"}
	result, err := opened.Search(everything)
	if err != nil || result.Total == 0 || words == 0 {
		l.t.Fatalf("%d words in the index: %v", words, err)
	}
	stored, err := json.Marshal(result.Hits)
	if err != nil {
		l.t.Fatal(err)
	}
	l.bytes("what the index keeps", stored)
}

// fetched is the body that stands at an address, whatever its status.
func fetched(t *testing.T, address string) []byte {
	t.Helper()
	if _, err := url.Parse(address); err != nil {
		t.Fatal(err)
	}
	body, _ := get(t, address)
	return []byte(body)
}

func writeText(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
