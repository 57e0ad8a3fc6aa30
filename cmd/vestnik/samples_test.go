package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline"
)

// truth is the part of a ground truth that is compared here; testdata/README.md
// describes the whole.
type truth struct {
	Documents []struct {
		File   string `yaml:"file"`
		Papers []struct {
			Kind  string `yaml:"kind"`
			Pages []int  `yaml:"pages"`
		} `yaml:"papers"`
	} `yaml:"documents"`
	Fields map[string]any `yaml:"fields"`
}

// The least that must be read of all sample filings together. Later work raises
// these figures; nothing may lower them.
const (
	leastSamples  = 41
	leastNamed    = 0.97 // of the papers that are of a known kind
	leastRight    = 0.97 // of the values that the papers state
	mostSureWrong = 0.01 // of the values shown as sure and stated by the truth
)

func TestSampleFilingsAreReadAsTheirTruthSays(t *testing.T) {
	list, err := filepath.Glob(filepath.Join(samples, "*.truth.yaml"))
	if err != nil || len(list) < leastSamples {
		t.Fatalf("%d sample filings: %v", len(list), err)
	}
	c := newCLI(t, fixedClock...)
	var all tally
	for _, path := range list {
		name := strings.TrimSuffix(filepath.Base(path), ".truth.yaml")
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var want truth
		if err := yaml.Unmarshal(body, &want); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		got := c.ingest(sample(t, name))
		one := compareFields(want.Fields, got.Fields)
		one.papers, one.named = compareKinds(t, name, want, got)
		t.Logf("%-28s %d of %d right, %d sure of which wrong %v", name, one.right, one.stated, one.sure, one.sureWrong)
		all.add(one)
	}
	t.Logf("all: %d of %d right, wrong or missing: %v; %d of %d papers named", all.right, all.stated, all.missed, all.named, all.papers)
	if share := float64(all.named) / float64(all.papers); share < leastNamed {
		t.Errorf("%.3f of the papers are named, want at least %.2f", share, leastNamed)
	}
	if share := float64(all.right) / float64(all.stated); share < leastRight {
		t.Errorf("%.3f of the values are right, want at least %.2f", share, leastRight)
	}
	if share := float64(len(all.sureWrong)) / float64(all.sure); share > mostSureWrong {
		t.Errorf("%.4f of the sure values are wrong, want at most %.2f: %v", share, mostSureWrong, all.sureWrong)
	}
	c.verifyClean()
}

// tally counts values of the truth.
type tally struct {
	stated, right, sure int
	papers, named       int // of known kinds; rightly named
	missed, sureWrong   []string
}

func (a *tally) add(b tally) {
	a.stated += b.stated
	a.right += b.right
	a.sure += b.sure
	a.papers += b.papers
	a.named += b.named
	a.missed = append(a.missed, b.missed...)
	a.sureWrong = append(a.sureWrong, b.sureWrong...)
}

// compareKinds wants every paper named for what it is, or honestly unknown: a
// paper that is no part of an application must never be taken for one. It counts
// the papers of known kinds and those of them that are named.
func compareKinds(t *testing.T, name string, want truth, got ingested) (papers, named int) {
	t.Helper()
	for _, d := range want.Documents {
		kinds, seen := map[string]bool{}, map[string]bool{}
		for _, p := range d.Papers {
			kinds[p.Kind] = true
		}
		found := false
		for _, g := range got.Documents {
			if g.Name != d.File && filepath.Base(g.Name) != filepath.Base(d.File) {
				continue
			}
			found = true
			for _, s := range g.Papers {
				seen[string(s.Kind)] = true
				if s.Kind != pipeline.UnknownKind && !kinds[string(s.Kind)] {
					t.Errorf("%s: %s pages %v taken for %s", name, d.File, s.Pages, s.Kind)
				}
			}
		}
		if !found {
			t.Errorf("%s: %s is lost", name, d.File)
		}
		for kind := range kinds {
			if kind == string(pipeline.UnknownKind) {
				continue
			}
			papers++
			if seen[kind] {
				named++
			}
		}
	}
	return papers, named
}

// compareFields counts the values of the truth that were read.
func compareFields(want map[string]any, got pipeline.Fields) tally {
	stated := map[string]string{}
	flatten("", want, stated)
	var n tally
	for path, value := range stated {
		n.stated++
		r := got.Reading(path)
		read := asText(r.Value)
		if r.Value == nil { // a part that has no place of its own on the paper
			read = partOf(got, path)
		}
		if r.Sure {
			n.sure++
		}
		switch {
		case read == value:
			n.right++
		case r.Sure && read != "":
			n.sureWrong = append(n.sureWrong, fmt.Sprintf("%s: %q, not %q", path, read, value))
			n.missed = append(n.missed, path)
		default:
			n.missed = append(n.missed, path)
		}
	}
	return n
}

// partOf reads a part out of its composite value.
func partOf(got pipeline.Fields, path string) string {
	whole, part, ok := cutLast(path, ".")
	if !ok {
		return ""
	}
	m, _ := got.Reading(whole).Value.(map[string]any)
	return asText(m[part])
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// flatten turns the truth into values by path.
func flatten(path string, v any, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			flatten(strings.TrimPrefix(path+"."+k, "."), x, into)
		}
	case []any:
		for i, x := range v {
			flatten(fmt.Sprintf("%s[%d]", path, i), x, into)
		}
	default:
		into[path] = asText(v)
	}
}

// asText writes a value so that 4500, 4500.0 and "4500" are alike, and so are ё
// and е.
func asText(v any) string {
	if v == nil {
		return ""
	}
	if rv := reflect.ValueOf(v); rv.CanFloat() && rv.Float() == float64(int64(rv.Float())) {
		v = int64(rv.Float())
	}
	return strings.ReplaceAll(strings.Join(strings.Fields(fmt.Sprint(v)), " "), "ё", "е")
}
