package index_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/index"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func TestFollowIndexesWhatIsPublicAndForgetsWhatIsNot(t *testing.T) {
	o := newOffice()
	x := open(t, t.TempDir())
	secret := entry("2004610001", "Тайное", func(e *pipeline.Entry) { e.PublishedOn = workday.Date{} })
	openIssue := pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: 1}}
	o.put(secret, openIssue, entry("2004610002", "Явное"))
	follow(t, x, o)
	if n := count(t, x); n != 1 {
		t.Fatalf("%d documents, want the one public entry", n)
	}

	secret.PublishedOn = workday.MustDate("2026-03-20")
	openIssue.Closed, openIssue.Date = true, secret.PublishedOn
	o.put(secret, openIssue)
	follow(t, x, o)
	if n := count(t, x); n != 3 {
		t.Fatalf("%d documents after publication, want 3", n)
	}
	if got := numbers(search(t, x, pipeline.SearchQuery{Text: "тайное"})); !slices.Equal(got, []string{"2004610001"}) {
		t.Errorf("the published entry is not found: %v", got)
	}

	o.remove("programs/2004610002")
	follow(t, x, o)
	if n := count(t, x); n != 2 || x.Position() != 3 {
		t.Errorf("%d documents at position %d, want 2 at 3", n, x.Position())
	}
}

func TestFollowPassesOverEventsThatTouchNothing(t *testing.T) {
	o := newOffice()
	for _, data := range []any{nil, "text", 7, []string{"entries"}, map[string]any{"entries": 5}, map[string]any{"entries": []int{1}}, map[string]any{"other": 1}} {
		o.append(data)
	}
	x := open(t, t.TempDir())
	follow(t, x, o)
	if n := count(t, x); n != 0 || x.Position() != 7 {
		t.Errorf("%d documents at position %d", n, x.Position())
	}
}

func TestFollowTwiceDoublesNothingAndSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	o := newOffice()
	for _, n := range []string{"2004610001", "2004610002", "2004610003"} {
		o.put(entry(n, "Программа "+n))
	}
	x, err := index.Open(dir, index.Options{BatchDocs: 1})
	if err != nil {
		t.Fatal(err)
	}
	follow(t, x, o)
	follow(t, x, o)
	if n := count(t, x); n != 3 {
		t.Errorf("%d documents", n)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = open(t, dir)
	if n := count(t, x); n != 3 || x.Position() != 3 {
		t.Errorf("after reopening %d documents at position %d", n, x.Position())
	}
}

func TestFollowEndsWithItsContext(t *testing.T) {
	o := newOffice()
	o.put(entry("2004610001", "Программа"))
	x := open(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Follow(ctx, o, o); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if x.Position() != 0 {
		t.Error("the position moved")
	}
}

func TestADamagedRowStopsFollowingAndNamesItself(t *testing.T) {
	o := newOffice()
	o.put(entry("2004610001", "Программа"))
	o.rows["entries"]["programs/2004610001"] = []byte("{")
	x := open(t, t.TempDir())
	err := x.Follow(t.Context(), o, o)
	if !errors.Is(err, pipeline.Corrupt) || !strings.Contains(err.Error(), "entries/programs/2004610001") {
		t.Errorf("error %v", err)
	}
	if x.Position() != 0 {
		t.Error("the position moved past the damage")
	}
}

func TestRebuildSwapsUnderALiveIndex(t *testing.T) {
	dir := t.TempDir()
	o := newOffice()
	o.put(entry("2004610001", "Старое"))
	x := open(t, dir)
	follow(t, x, o)
	o.put(entry("2004610001", "Новое"), entry("2004610002", "Другое"))
	if err := index.Rebuild(t.Context(), dir, o, o, index.Options{}); err != nil {
		t.Fatal(err)
	}
	if n := count(t, x); n != 2 || x.Position() != 2 {
		t.Errorf("the live index has %d documents at position %d, want 2 at 2", n, x.Position())
	}
	o.put(entry("2004610003", "Третье"))
	follow(t, x, o)
	if got := numbers(search(t, x, pipeline.SearchQuery{Text: "новое"})); !slices.Equal(got, []string{"2004610001"}) {
		t.Errorf("found %v", got)
	}
	left, err := filepath.Glob(filepath.Join(dir, "generation-*"))
	if err != nil || len(left) != 1 {
		t.Errorf("generations left: %v, %v", left, err)
	}
}

func TestAFailedRebuildLeavesTheOldIndex(t *testing.T) {
	dir := t.TempDir()
	o := newOffice()
	o.put(entry("2004610001", "Программа"))
	x := open(t, dir)
	follow(t, x, o)
	o.rows["entries"]["programs/2004610001"] = []byte("{")
	if err := index.Rebuild(t.Context(), dir, o, o, index.Options{}); !errors.Is(err, pipeline.Corrupt) {
		t.Errorf("error %v", err)
	}
	if n := count(t, x); n != 1 {
		t.Errorf("%d documents", n)
	}
	if _, err := os.Stat(filepath.Join(dir, "building")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what was built is left: %v", err)
	}
}

func TestOpenRefusesDamagedFilesAndASecondProcess(t *testing.T) {
	dir := t.TempDir()
	x := open(t, dir)
	if _, err := index.Open(dir, index.Options{}); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("a second opening: %v", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	metas, err := filepath.Glob(filepath.Join(dir, "generation-*", "index_meta.json"))
	if err != nil || len(metas) != 1 {
		t.Fatalf("%v, %v", metas, err)
	}
	if err := os.WriteFile(metas[0], []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := index.Open(dir, index.Options{}); !errors.Is(err, pipeline.Corrupt) || pipeline.AdviceOf(err) == "" {
		t.Errorf("damaged files: %v", err)
	}
	o := newOffice()
	o.put(entry("2004610001", "Программа"))
	if err := index.Rebuild(t.Context(), dir, o, o, index.Options{}); err != nil {
		t.Fatal(err)
	}
	if n := count(t, open(t, dir)); n != 1 {
		t.Errorf("%d documents after the rebuild", n)
	}
}

func TestAClosedIndexIsUnavailable(t *testing.T) {
	x := open(t, t.TempDir())
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Search(t.Context(), pipeline.SearchQuery{}); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("error %v", err)
	}
	if err := x.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}

func TestVerifyReportsWhatIsMissingStaleAndOrphaned(t *testing.T) {
	o := newOffice()
	o.put(entry("2004610001", "Есть"), entry("2004610002", "Изменится"), entry("2004610003", "Исчезнет"))
	x := open(t, t.TempDir())
	follow(t, x, o)
	problems, err := x.Verify(t.Context(), o)
	if err != nil || len(problems) != 0 {
		t.Fatalf("a good index: %v, %v", problems, err)
	}
	o.put(entry("2004610002", "Изменилось"), entry("2004610004", "Новое"))
	o.remove("programs/2004610003")
	problems, err = x.Verify(t.Context(), o)
	want := []string{
		"entry/programs/2004610002: в поиске устаревшие сведения.",
		"entry/programs/2004610003: есть в поиске, но не опубликовано.",
		"entry/programs/2004610004: нет в поиске.",
	}
	if err != nil || !slices.Equal(problems, want) {
		t.Errorf("problems %q, %v", problems, err)
	}
}

// An index made by other rules may hold analyzers that are gone, so that it does
// not open; it is no damage, and nobody has to be called.
func TestAnIndexOfAnotherSchemaIsFilledAnew(t *testing.T) {
	for name, current := range map[string]string{"of before": "1", "of another schema": "1\n0/none"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			o := newOffice()
			o.put(entry("2004610001", "Учёт улья"))
			x := open(t, dir)
			follow(t, x, o)
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			meta := filepath.Join(dir, "generation-000001", "store", "root.bolt")
			for path, body := range map[string]string{filepath.Join(dir, "CURRENT"): current, meta: "not what it was"} {
				if _, err := os.Stat(path); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			x = open(t, dir)
			defer x.Close()
			follow(t, x, o)
			if n := count(t, x); n != 1 {
				t.Errorf("%d documents, want the one of the journal", n)
			}
		})
	}
}
