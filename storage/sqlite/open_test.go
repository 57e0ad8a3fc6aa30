package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

// versioned is the counter with a version and another body.
type versioned struct {
	counter
	version string
}

func (v versioned) Version() string { return v.version }

func (v versioned) Project(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
	return w.PutDoc(ctx, pipeline.Doc{View: "counts", Key: e.Stream, Body: []byte(`"` + v.version + `"`)})
}

func appendOne(t *testing.T, db *sqlite.DB) error {
	t.Helper()
	_, err := db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{
		Stream: "case/1", Expect: pipeline.AnyLength,
		Events: []pipeline.NewEvent{{Type: "happened", At: time.Unix(0, 0).UTC(), Actor: "test"}},
	}}})
	return err
}

func TestAnyPathOpens(t *testing.T) {
	for _, name := range []string{"журнал №1.db", "a b?c#d%20&e=f.db", "x;y'z\".db"} {
		path := filepath.Join(t.TempDir(), "папка", name)
		db := open(t, path, sqlite.Options{})
		if err := appendOne(t, db); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		wantPrivate(t, path)
	}
}

func wantPrivate(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v, others must not read it", path, info.Mode())
	}
}

func TestUnusableOptionsAreRefused(t *testing.T) {
	for name, opts := range map[string]sqlite.Options{
		"negative workers":         {Workers: -1},
		"negative timeout":         {JobTimeout: -1},
		"rescue before the end":    {JobTimeout: time.Minute, RescueAfter: time.Minute},
		"two writers of a view":    {Projections: []pipeline.Projection{counter{}, counter{}}},
		"negative stopping period": {Grace: -1},
	} {
		if _, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), opts); !errors.Is(err, pipeline.Invalid) {
			t.Errorf("%s: error %v, want kind invalid", name, err)
		}
	}
	if _, err := sqlite.Open(t.Context(), "", sqlite.Options{}); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("empty path: error %v, want kind invalid", err)
	}
}

func TestFileThatIsNoDatabaseIsCorrupt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := os.WriteFile(path, []byte("This is not a database, however long it may be.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(t.Context(), path, sqlite.Options{}); !errors.Is(err, pipeline.Corrupt) {
		t.Errorf("error %v, want kind corrupt", err)
	}
}

func TestFileOfANewerProgramIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	open(t, path, sqlite.Options{})
	if _, err := rawDB(t, path).Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(t.Context(), path, sqlite.Options{}); !errors.Is(err, pipeline.Unsupported) {
		t.Errorf("error %v, want kind unsupported", err)
	}
}

func TestOpeningWithOtherProjectionsRebuildsTheViews(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	old := open(t, path, sqlite.Options{Projections: []pipeline.Projection{versioned{version: "1"}}})
	if err := appendOne(t, old); err != nil {
		t.Fatal(err)
	}

	now := open(t, path, sqlite.Options{Projections: []pipeline.Projection{versioned{version: "2"}}})
	d, err := now.Doc(t.Context(), "counts", "case/1")
	if err != nil || string(d.Body) != `"2"` {
		t.Errorf("view says %s, %v", d.Body, err)
	}
	if err := appendOne(t, old); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("append with the old projections: %v, want kind unavailable", err)
	}
	if err := appendOne(t, now); err != nil {
		t.Error(err)
	}
	if n := verify(t, now); n != 2 {
		t.Errorf("%d events", n)
	}
}

func TestViewsAreNotRebuiltUnderARunningProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	old := open(t, path, sqlite.Options{Projections: []pipeline.Projection{versioned{version: "1"}}})
	began := make(chan struct{})
	stop := runQueue(t, old, func(context.Context, pipeline.Job) error { close(began); return nil })
	if err := old.Queue().Enqueue(t.Context(), oneJob); err != nil {
		t.Fatal(err)
	}
	<-began
	opts := sqlite.Options{Projections: []pipeline.Projection{versioned{version: "2"}}}
	if _, err := sqlite.Open(t.Context(), path, opts); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("error %v, want kind unavailable", err)
	}
	if err := appendOne(t, old); err != nil {
		t.Errorf("the running process: %v", err)
	}
	stop()
	open(t, path, opts)
}

func TestEventsWithoutAnInstantAreStampedByTheClock(t *testing.T) {
	noon := time.Date(2026, 3, 5, 12, 0, 0, 0, time.FixedZone("", 3*3600))
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{Clock: func() time.Time { return noon }})
	events, err := db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{
		Stream: "case/1", Events: []pipeline.NewEvent{{Type: "happened", Actor: "test"}},
	}}})
	if err != nil || !events[0].At.Equal(noon) {
		t.Errorf("%+v, %v", events, err)
	}
}

func TestStreamsAreListedByPrefix(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{})
	for _, stream := range []string{"case/2", "case/10", "register/programs", "case/2", "cas", "cases"} {
		if _, err := db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{
			Stream: stream, Expect: pipeline.AnyLength, Events: []pipeline.NewEvent{{Type: "happened", Actor: "test"}},
		}}}); err != nil {
			t.Fatal(err)
		}
	}
	got := ""
	err := db.Streams(t.Context(), "case/", func(stream string, length int) error {
		got += stream + "=" + string(rune('0'+length)) + " "
		return nil
	})
	if err != nil || got != "case/10=1 case/2=2 " {
		t.Errorf("%q, %v", got, err)
	}
	boom := errors.New("boom")
	if err := db.Streams(t.Context(), "", func(string, int) error { return boom }); err != boom {
		t.Errorf("error of fn came back as %v", err)
	}
	if head, err := db.Head(t.Context()); err != nil || head != 6 {
		t.Errorf("head %d, %v", head, err)
	}
}

func TestSnapshotIsAWholeDatabase(t *testing.T) {
	dir := t.TempDir()
	opts := sqlite.Options{Projections: []pipeline.Projection{counter{}}}
	db := open(t, filepath.Join(dir, "journal.db"), opts)
	if err := appendOne(t, db); err != nil {
		t.Fatal(err)
	}
	if err := db.SessionStore().Commit("token-of-a-session", []byte("x"), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "копия 'журнала'.db")
	if err := db.Snapshot(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	wantPrivate(t, copied)
	if data, err := os.ReadFile(copied); err != nil || bytes.Contains(data, []byte("token-of-a-session")) {
		t.Errorf("the copy holds a session (%v)", err)
	}
	if err := appendOne(t, db); err != nil {
		t.Fatal(err)
	}
	if n := verify(t, open(t, copied, opts)); n != 1 {
		t.Errorf("the copy has %d events", n)
	}
	if err := db.Snapshot(t.Context(), copied); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".snapshot-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind %q, %v", left, err)
	}
}
