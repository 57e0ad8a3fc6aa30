package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
	"vestnik/storage/storagetest"
)

// open opens the database at path until the test ends.
func open(t testing.TB, path string, opts sqlite.Options) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, opts)
	if err != nil {
		t.Fatalf("open %s: %v", path, err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// verify fails the test for every problem found, and returns how many events
// there are. It may be called when the test is over.
func verify(t testing.TB, db *sqlite.DB) int {
	t.Helper()
	n, err := db.Verify(context.Background(), func(problem string) { t.Errorf("verify: %s", problem) })
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return n
}

func TestConformance(t *testing.T) {
	storagetest.Journal(t, func(t *testing.T, p ...pipeline.Projection) storagetest.Backend {
		db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{Projections: p, Grace: 200 * time.Millisecond})
		t.Cleanup(func() { verify(t, db) })
		return storagetest.Backend{Journal: db, Views: db, Queue: db.Queue()}
	})
}
