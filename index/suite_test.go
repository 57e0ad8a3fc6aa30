package index_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

var update = flag.Bool("update", false, "write the golden files before comparing")

// suiteSearch is one question of a suite and the numbers that must answer it, in
// their order.
type suiteSearch struct {
	Name     string              `json:"name"`
	Query    string              `json:"query"`
	Register pipeline.RegisterID `json:"register"`
	From     workday.Date        `json:"from"`
	To       workday.Date        `json:"to"`
	Facets   map[string]string   `json:"facets"`
	Sort     string              `json:"sort"`
	Hits     []string            `json:"hits"`
}

// TestSuites runs the folders of testdata/suites, each on an index on disk of its
// own: documents.json holds entries, searches.json questions. How well the
// questions are answered is kept in recall.golden, so that a change of ranking
// shows in review.
func TestSuites(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join("testdata", "suites", "*", "searches.json"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no suites: %v", err)
	}
	var recalls strings.Builder
	for _, file := range folders {
		folder := filepath.Dir(file)
		t.Run(filepath.Base(folder), func(t *testing.T) {
			o := newOffice()
			for _, e := range suiteEntries(t, folder) {
				o.put(e)
			}
			x := open(t, t.TempDir())
			follow(t, x, o)
			var searches []suiteSearch
			readJSON(t, filepath.Join(folder, "searches.json"), &searches)
			var at1, at5 recall
			for _, s := range searches {
				got := numbers(search(t, x, pipeline.SearchQuery{
					Text: s.Query, Register: s.Register, From: s.From, To: s.To, Facets: s.Facets, Sort: s.Sort,
				}))
				if !slices.Equal(got, s.Hits) {
					t.Errorf("%s: %q finds %v, want %v", s.Name, s.Query, got, s.Hits)
				}
				at1.add(got, s.Hits, 1)
				at5.add(got, s.Hits, 5)
			}
			fmt.Fprintf(&recalls, "%s: %d searches, recall@1 %s, recall@5 %s\n", filepath.Base(folder), len(searches), at1, at5)
		})
	}
	golden(t, filepath.Join("testdata", "suites", "recall.golden"), recalls.String())
}

// recall counts how many of the wanted hits stand among the first ones.
type recall struct{ found, wanted int }

func (r *recall) add(got, want []string, n int) {
	want = want[:min(n, len(want))]
	r.wanted += len(want)
	for _, number := range got[:min(n, len(got))] {
		if slices.Contains(want, number) {
			r.found++
		}
	}
}

func (r recall) String() string {
	return fmt.Sprintf("%.3f", float64(r.found)/float64(max(1, r.wanted)))
}

// suiteEntries reads the documents of a suite; what they leave out is that of an
// ordinary published program.
func suiteEntries(t *testing.T, folder string) []pipeline.Entry {
	t.Helper()
	var raw []json.RawMessage
	readJSON(t, filepath.Join(folder, "documents.json"), &raw)
	if len(raw) == 0 {
		t.Fatalf("%s holds no documents", folder)
	}
	var list []pipeline.Entry
	for _, r := range raw {
		e := entry("", "")
		if err := json.Unmarshal(r, &e); err != nil {
			t.Fatalf("%s: %s: %v", folder, r, err)
		}
		list = append(list, e)
	}
	return list
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%swant\n%s", path, got, want)
	}
}
