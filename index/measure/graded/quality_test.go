package graded_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/index"
	"vestnik/index/measure/archive"
	"vestnik/index/measure/graded"
	"vestnik/index/russian"
	"vestnik/pipeline"
)

var update = flag.Bool("update", false, "write the golden files before comparing")

// TestQuality compares how today's engine answers each question with the golden of
// its set: better or worse, a change must be looked at.
func TestQuality(t *testing.T) {
	for _, set := range sets(t) {
		t.Run(set.Name, func(t *testing.T) {
			results, err := graded.Run(t.Context(), set, engine(t, entries(t, set)))
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := graded.Write(&b, results); err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join(words(), set.Name+".golden"), b.String())
		})
	}
}

// words names what the index takes words for: it answers differently where the
// dictionary has not been built.
func words() string {
	if russian.New().Dictionary() == "" {
		return "stems"
	}
	return "dictionary"
}

func sets(t *testing.T) []graded.Set {
	t.Helper()
	list, err := graded.Sets()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// entries returns the documents of the set; the real register is skipped where it
// does not lie.
func entries(t *testing.T, s graded.Set) []pipeline.Entry {
	t.Helper()
	if s.Name != graded.Register {
		return s.Entries()
	}
	root := os.Getenv("VESTNIK_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared") // beside the repository
	}
	f, err := os.Open(filepath.Join(root, "data", "5_search", "rospatent_programs_SHARED_half.csv"))
	if err != nil {
		t.Skipf("no real register: set VESTNIK_SHARED to the folder that holds data/ (%v)", err)
	}
	defer f.Close()
	list, err := graded.ReadRegister(f)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// engine indexes the entries and asks our index. Where nothing is found it asks
// again what the answer suggests, as a reader would.
func engine(t *testing.T, list []pipeline.Entry) graded.Ask {
	t.Helper()
	x, err := index.Open(t.TempDir(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	a := archive.New(archive.Entries(list))
	if err := x.Follow(t.Context(), a, a); err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context, question string) ([]string, error) {
		found, err := x.Search(ctx, pipeline.SearchQuery{Text: question, Size: 10})
		if err == nil && found.Total == 0 && found.Suggestion != "" {
			found, err = x.Search(ctx, pipeline.SearchQuery{Text: found.Suggestion, Size: 10})
		}
		var numbers []string
		for _, h := range found.Hits {
			numbers = append(numbers, h.Number)
		}
		return numbers, err
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	wanted := strings.Split(string(want), "\n")
	for _, line := range strings.Split(got, "\n") {
		if !slices.Contains(wanted, line) {
			t.Errorf("%s now has\n%s", name, line)
		}
	}
	t.Errorf("%s has changed: look at each question, then run with -update", name)
}

func TestTheSetsAreSound(t *testing.T) {
	seen := map[string]bool{}
	for _, set := range sets(t) {
		if len(set.Questions) < 40 {
			t.Errorf("%s has only %d questions", set.Name, len(set.Questions))
		}
		known := map[string]bool{}
		for _, d := range set.Documents {
			if known[d.Number] {
				t.Errorf("%s: %s is there twice", set.Name, d.Number)
			}
			known[d.Number] = true
		}
		for _, q := range set.Questions {
			if q.ID == "" || seen[q.ID] || !slices.Contains(graded.Kinds(), q.Kind) || q.Text == "" {
				t.Errorf("%s: question %+v", set.Name, q)
			}
			seen[q.ID] = true
			checkGrades(t, set, q, known)
		}
	}
}

func checkGrades(t *testing.T, set graded.Set, q graded.Question, known map[string]bool) {
	t.Helper()
	best := 0
	for number, grade := range q.Grades {
		if best = max(best, grade); grade < 1 || grade > 3 {
			t.Errorf("%s %s: grade %d of %s", set.Name, q.ID, grade, number)
		}
		if set.Name != graded.Register && !known[number] {
			t.Errorf("%s %s: no document %s", set.Name, q.ID, number)
		}
	}
	if best < 2 {
		t.Errorf("%s %s: nothing answers it well", set.Name, q.ID)
	}
}

func TestTheGradedEntriesAreInTheRegister(t *testing.T) {
	for _, set := range sets(t) {
		if set.Name != graded.Register {
			continue
		}
		known := map[string]bool{}
		for _, e := range entries(t, set) {
			known[e.Number] = true
		}
		for _, q := range set.Questions {
			checkGrades(t, graded.Set{Name: "as of " + set.Name}, q, known)
		}
	}
}
