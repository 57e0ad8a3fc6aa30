package opendata_test

import (
	"os"
	"path/filepath"
	"testing"

	"vestnik/extract/opendata"
	"vestnik/pipeline"
)

// TestTheOfficesOwnFile reads the rows that the office gave away and prints what
// became of them. Every one must be imported: their dirt is known and none of it
// hides which entry is meant.
func TestTheOfficesOwnFile(t *testing.T) {
	f, err := os.Open(filepath.Join(sharedFolder(t), "data", "5_search", "rospatent_programs_SHARED_half.csv"))
	if err != nil {
		t.Skipf("the office's file is not here: %v", err)
	}
	defer f.Close()
	issues := make(map[pipeline.IssueRef]int)
	sum, err := opendata.Read(f, func(r opendata.Row) error {
		if r.Issue != nil {
			issues[*r.Issue]++
		}
		for _, d := range r.Doubts {
			t.Logf("line %d, %s: %s", r.Line, r.Entry.Number, d)
		}
		if r.Entry.Title == "" && len(r.Doubts) == 0 || !r.Entry.Public() {
			t.Errorf("line %d: %+v", r.Line, r.Entry)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("rows %d, imported %d, doubtful %d, skipped %d, issues %d", sum.Rows, sum.Imported, sum.Doubtful, len(sum.Skipped), len(issues))
	if sum.Rows != 442 || sum.Imported != 442 || len(sum.Skipped) != 0 {
		t.Errorf("rows %d, imported %d, skipped %v", sum.Rows, sum.Imported, sum.Skipped)
	}
}

// sharedFolder finds the folder of shared reading: $VESTNIK_SHARED, else beside
// the repository.
func sharedFolder(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("VESTNIK_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(dir), "shared")
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
}
