package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

// runQueue works the queue until stop is called, at the latest when the test ends.
func runQueue(t testing.TB, db *sqlite.DB, w pipeline.Worker) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- db.Queue().Run(ctx, w) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// countJobs counts the jobs in the file, whatever their state.
func countJobs(t testing.TB, path string) (n int) {
	t.Helper()
	raw := rawDB(t, path)
	if err := raw.QueryRow(`SELECT COUNT(*) FROM river_job`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// rawDB opens the file behind the package's back.
func rawDB(t testing.TB, path string) *sql.DB {
	t.Helper()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	return raw
}

// waitDead waits for the one dead job.
func waitDead(t *testing.T, db *sqlite.DB) pipeline.DeadJob {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		dead, err := db.Queue().Dead(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(dead) > 0 {
			return dead[0]
		}
	}
	t.Fatal("no dead job")
	return pipeline.DeadJob{}
}

var oneJob = pipeline.Job{Stage: "extract", Case: "1", Lane: pipeline.LaneInbox}

func TestRetryableFailuresUseUpTheirAttempts(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.WithRetry(sqlite.Options{}, time.Millisecond, 3))
	if err := db.Queue().Enqueue(t.Context(), oneJob); err != nil {
		t.Fatal(err)
	}
	var attempts atomic.Int32
	runQueue(t, db, func(context.Context, pipeline.Job) error {
		attempts.Add(1)
		return &pipeline.Error{Op: "reach the store", Kind: pipeline.Unavailable}
	})
	if d := waitDead(t, db); d.Attempts != 3 || attempts.Load() != 3 || !strings.Contains(d.Reason, "reach the store") {
		t.Errorf("after %d attempts: %+v", attempts.Load(), d)
	}
}

func TestRetriesBackOffExponentially(t *testing.T) {
	for attempt, want := range map[int]time.Duration{
		1: time.Second, 2: 2 * time.Second, 3: 4 * time.Second, 10: 512 * time.Second, 11: 10 * time.Minute, 1000: 10 * time.Minute,
	} {
		if got := sqlite.RetryDelay(attempt); got != want {
			t.Errorf("after attempt %d: %s, want %s", attempt, got, want)
		}
	}
}

func TestJobOverItsTimeLimitIsDead(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{JobTimeout: 50 * time.Millisecond})
	if err := db.Queue().Enqueue(t.Context(), oneJob); err != nil {
		t.Fatal(err)
	}
	runQueue(t, db, func(ctx context.Context, _ pipeline.Job) error {
		<-ctx.Done()
		return &pipeline.Error{Op: "read", Kind: pipeline.Transient, Err: ctx.Err()}
	})
	if d := waitDead(t, db); d.Attempts != 1 || !strings.Contains(d.Reason, "time limit of 50ms") {
		t.Errorf("dead job %+v", d)
	}
}

// lockedBuffer is a buffer that several goroutines may log to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestQueueIsQuietAtInfoLevel(t *testing.T) {
	var log lockedBuffer
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	done := make(chan struct{})
	stop := runQueue(t, db, func(context.Context, pipeline.Job) error {
		close(done)
		return nil
	})
	if err := db.Queue().Enqueue(t.Context(), oneJob); err != nil {
		t.Fatal(err)
	}
	<-done
	stop()
	if log.String() != "" {
		t.Errorf("logged\n%s", log.String())
	}
}

func TestPanicLogsItsStack(t *testing.T) {
	var log lockedBuffer
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err := db.Queue().Enqueue(t.Context(), oneJob); err != nil {
		t.Fatal(err)
	}
	runQueue(t, db, func(context.Context, pipeline.Job) error { panic(errors.New("out of ink")) })
	waitDead(t, db)
	if s := log.String(); !strings.Contains(s, "out of ink") || !strings.Contains(s, "queue_test.go") {
		t.Errorf("logged\n%s", s)
	}
}
