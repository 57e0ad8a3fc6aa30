package inbox_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/inbox"
)

// rig is a watched folder, a clock that the test moves, and an office that
// receives idempotently.
type rig struct {
	t   *testing.T
	dir string
	log bytes.Buffer
	office
	mu     sync.Mutex
	uptime time.Duration
}

func newRig(t *testing.T) *rig {
	t.Helper()
	return &rig{t: t, dir: t.TempDir(), office: office{filings: map[string]string{}}}
}

// today names the day's folder.
const today = "2026-11-23"

func (r *rig) config() inbox.Config {
	return inbox.Config{
		Dir:     r.dir,
		Receive: r.receive,
		Settle:  2 * time.Second,
		Clock:   func() time.Time { return time.Date(2026, 11, 23, 10, 30, 0, 0, time.UTC) },
		Logger:  slog.New(slog.NewTextHandler(&r.log, nil)),
		Uptime:  r.now,
	}
}

func (r *rig) now() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.uptime
}

func (r *rig) pass(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.uptime += d
}

// sweep sweeps once and returns how many were taken.
func (r *rig) sweep(w *inbox.Watcher) int {
	r.t.Helper()
	n, err := w.Sweep(r.t.Context())
	if err != nil {
		r.t.Fatalf("sweep: %v", err)
	}
	return n
}

// settle sweeps, lets the settling time pass, and sweeps again.
func (r *rig) settle(w *inbox.Watcher) int {
	r.t.Helper()
	n := r.sweep(w)
	r.pass(2 * time.Second)
	return n + r.sweep(w)
}

func (r *rig) write(name, body string) {
	r.t.Helper()
	full := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(body), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) exists(name string) bool {
	_, err := os.Lstat(filepath.Join(r.dir, name))
	return err == nil
}

func (r *rig) want(name string, there bool) {
	r.t.Helper()
	if got := r.exists(name); got != there {
		r.t.Errorf("%q in the folder: %t, want %t", name, got, there)
	}
}

// office receives filings and remembers them by source and content.
type office struct {
	mu      sync.Mutex
	filings map[string]string // source → "name=content" of each file, of the last receipt
	keys    []string          // source and digests of every distinct filing, in order
	calls   int
	answer  func(a inbox.Arrival) error // asked before a filing is read; nil is yes
	during  func(a inbox.Arrival)       // runs after a filing was read
}

func (o *office) receive(ctx context.Context, a inbox.Arrival) error {
	o.mu.Lock()
	o.calls++
	answer, during := o.answer, o.during
	o.mu.Unlock()
	if answer != nil {
		if err := answer(a); err != nil {
			return err
		}
	}
	content, key, err := readFiling(a)
	if err != nil {
		return err
	}
	if during != nil {
		during(a)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.filings[a.Source] = content
	if !slices.Contains(o.keys, key) {
		o.keys = append(o.keys, key)
	}
	return ctx.Err()
}

// readFiling reads every file twice, as sealing does.
func readFiling(a inbox.Arrival) (content, key string, err error) {
	var parts []string
	sum := sha256.New()
	for _, f := range a.Files {
		var body []byte
		for range 2 {
			r, err := f.Open()
			if err != nil {
				return "", "", err
			}
			body, err = io.ReadAll(r)
			if err != nil {
				return "", "", err
			}
			if err := r.Close(); err != nil {
				return "", "", err
			}
		}
		parts = append(parts, f.Name+"="+string(body))
		sum.Write(body)
	}
	return strings.Join(parts, "|"), a.Source + " " + hex.EncodeToString(sum.Sum(nil)), nil
}

func (o *office) wantFiling(t *testing.T, source, content string) {
	t.Helper()
	if got, ok := o.filings[source]; !ok || got != content {
		t.Errorf("filing %q: got %q (there: %t), want %q; all: %q", source, got, ok, content, o.filings)
	}
}

func refusal(kind pipeline.Kind) error {
	return &pipeline.Error{Op: "receive", Kind: kind, Advice: "В файле нет ни одной страницы. Отсканируйте документ заново."}
}
