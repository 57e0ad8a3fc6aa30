package form_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"vestnik/extract/measure/corpus"
	"vestnik/pipeline"
)

// foreignPaper is a paper that belongs to no case of the office, with the kinds
// whose words it bears.
type foreignPaper struct {
	Name   string                  `yaml:"name"`
	Tempts []pipeline.DocumentKind `yaml:"tempts"`
	Text   string                  `yaml:"text"`
}

const leastForeign = 70 // papers that are to be there

// foreignPapers are those of testdata/kinds.
func foreignPapers(t *testing.T) []foreignPaper {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "kinds", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var all []foreignPaper
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var some []foreignPaper
		if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&some); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, some...)
	}
	if len(all) < leastForeign {
		t.Fatalf("%d papers, want at least %d", len(all), leastForeign)
	}
	return all
}

// printings are the ways in which a text comes to the office.
func printings() map[string]func(text string) []pipeline.Page {
	return map[string]func(text string) []pipeline.Page{
		"without places": flow,
		"printed":        printed,
		"scanned":        func(text string) []pipeline.Page { return corpus.Misread(printed(text), 0.015, 7) },
		"without its heading": func(text string) []pipeline.Page {
			lines := strings.Split(text, "\n")
			return printed(strings.Join(slices.DeleteFunc(lines, func(l string) bool {
				return strings.ToUpper(l) == l && strings.ToLower(l) != l && len(lines) > 4
			}), "\n"))
		},
	}
}

// printed sets a text on a page: short lines in capitals in the middle, the rest as
// paragraphs.
func printed(text string) []pipeline.Page {
	p := newPress(11)
	y := 50.0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == strings.ToUpper(line) && len([]rune(line)) < 50 {
			p.set((paperWidth-float64(len([]rune(line)))*5.5)/2, y, line)
			y += 16
			continue
		}
		y = p.fill(70, y, 450, line) + 3
	}
	return p.pages
}

func TestForeignPapersAreUnknown(t *testing.T) {
	r := recogniser(t)
	papers := foreignPapers(t)
	for how, print := range printings() {
		wrong := 0
		for _, paper := range papers {
			got := r.Recognise("", print(paper.Text))
			for _, s := range got.Segments {
				if s.Kind != pipeline.UnknownKind {
					wrong++
					t.Errorf("%s, %s: taken for %s (%.2f): %v", paper.Name, how, s.Kind, s.Confidence, s.Signals)
				}
			}
		}
		t.Logf("%s: %d of %d papers are unknown", how, len(papers)-wrong, len(papers))
	}
}

// TestKindsConfusion prints what our own papers of every kind are taken for, as
// printed and as scanned.
func TestKindsConfusion(t *testing.T) {
	const leastKept = 0.95 // of scanned papers that keep their kind
	r := recogniser(t)
	matrix := map[[2]pipeline.DocumentKind]int{}
	papers, kept := 0, 0
	add := func(kind pipeline.DocumentKind, pages []pipeline.Page) {
		for seed := range uint64(4) {
			view := pages
			if seed > 0 {
				view = corpus.Misread(pages, 0.015, seed)
			}
			got := r.Recognise("", view).Kind
			matrix[[2]pipeline.DocumentKind{kind, got}]++
			papers++
			switch {
			case got == kind:
				kept++
			case got != pipeline.UnknownKind:
				t.Errorf("a %s is taken for %s", kind, got)
			}
		}
	}
	for _, p := range ownPapers() {
		add(p.kind, p.pages)
	}
	for _, row := range slices.SortedFunc(maps.Keys(matrix), func(a, b [2]pipeline.DocumentKind) int {
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	}) {
		t.Logf("%-24s → %-24s %d", row[0], row[1], matrix[row])
	}
	if share := float64(kept) / float64(papers); share < leastKept {
		t.Errorf("%.3f of the papers keep their kind, want at least %.2f", share, leastKept)
	}
}

// ownPaper is a paper of a known kind.
type ownPaper struct {
	kind  pipeline.DocumentKind
	pages []pipeline.Page
}

// ownPapers are all papers of the tests here, with their kinds.
func ownPapers() []ownPaper {
	var all []ownPaper
	for _, a := range applicants() {
		for _, name := range slices.Sorted(maps.Keys(layouts())) {
			all = append(all, ownPaper{pipeline.Statement, layouts()[name](a)})
		}
		for _, name := range slices.Sorted(maps.Keys(unseen())) {
			all = append(all, ownPaper{pipeline.Statement, unseen()[name].layout(a)})
		}
		all = append(all, ownPaper{pipeline.Abstract, abstractPaper(a)})
	}
	all = append(all,
		ownPaper{pipeline.FurtherAuthorSheet, furtherSheet("Лес Ян Карлович")},
		ownPaper{pipeline.ProofOfFee, payment()}, ownPaper{pipeline.ProofOfFee, cheque()},
		ownPaper{pipeline.PowerOfAttorney, attorney()}, ownPaper{pipeline.Consent, consent()},
		ownPaper{pipeline.DepositedMaterials, listing()},
		ownPaper{pipeline.Certificate, plainCertificate()})
	for _, l := range letters {
		all = append(all, ownPaper{l.kind, printed(l.text)})
	}
	return all
}
