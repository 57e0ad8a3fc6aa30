package inbox_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/inbox"
)

func TestAFileRewrittenWhileItIsReceivedIsTakenAgain(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("a.pdf", "old")
	r.during = func(inbox.Arrival) {
		r.during = nil
		r.write("a.pdf", "new and longer")
	}
	r.settle(w)
	r.want("a.pdf", true)
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken afterwards, want 1", n)
	}
	r.wantFiling(t, "inbox/a.pdf", "a.pdf=new and longer")
	if len(r.keys) != 2 {
		t.Errorf("%d distinct filings, want both contents", len(r.keys))
	}
}

func TestAFileReplacedByRenameWhileItIsReceivedIsTakenAgain(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("a.pdf", "old")
	r.during = func(inbox.Arrival) {
		r.during = nil
		r.write("b.part", "new")
		if err := os.Rename(filepath.Join(r.dir, "b.part"), filepath.Join(r.dir, "a.pdf")); err != nil {
			t.Error(err)
		}
	}
	r.settle(w)
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken afterwards, want 1", n)
	}
	r.wantFiling(t, "inbox/a.pdf", "a.pdf=new")
}

func TestAFileThatChangesUnderTheReaderIsNoFiling(t *testing.T) {
	changes := map[string]func(r *rig){
		"it grows":      func(r *rig) { r.write("a.pdf", "longer than before") },
		"it is removed": func(r *rig) { _ = os.Remove(filepath.Join(r.dir, "a.pdf")) },
		"a link takes its place": func(r *rig) {
			_ = os.Remove(filepath.Join(r.dir, "a.pdf"))
			r.write("b.tmp", "b")
			_ = os.Symlink("b.tmp", filepath.Join(r.dir, "a.pdf"))
		},
		"a pipe takes its place": func(r *rig) {
			_ = os.Remove(filepath.Join(r.dir, "a.pdf"))
			_ = syscall.Mkfifo(filepath.Join(r.dir, "a.pdf"), 0o600)
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			w := inbox.New(r.config())
			r.write("a.pdf", "content")
			var got error
			r.answer = func(a inbox.Arrival) error {
				change(r)
				_, _, got = readFiling(a)
				return got
			}
			r.settle(w)
			if !errors.Is(got, pipeline.Transient) {
				t.Errorf("reading: %v, want Transient", got)
			}
			if len(r.keys) != 0 {
				t.Errorf("something was received: %q", r.keys)
			}
		})
	}
}

func TestACrashBeforeTheFileIsMovedIsHarmless(t *testing.T) {
	r := newRig(t)
	r.write("a.pdf", "A")
	r.write(".taken", "a file where the folder should be")
	if n := r.settle(inbox.New(r.config())); n != 1 {
		t.Fatalf("%d taken, want 1", n)
	}
	r.want("a.pdf", true)
	if err := os.Remove(filepath.Join(r.dir, ".taken")); err != nil {
		t.Fatal(err)
	}
	r.settle(inbox.New(r.config())) // as after a restart
	r.want("a.pdf", false)
	if r.calls != 2 || len(r.keys) != 1 {
		t.Errorf("%d calls and %d filings, want 2 and 1", r.calls, len(r.keys))
	}
}

func TestTwoWatchersTakeAThousandFilesOnce(t *testing.T) {
	const files = 1000
	r := newRig(t)
	for i := range files {
		r.write(fmt.Sprintf("скан %04d.pdf", i), fmt.Sprint(i))
	}
	watchers := []*inbox.Watcher{inbox.New(r.config()), inbox.New(r.config())}
	for _, w := range watchers {
		r.sweep(w)
	}
	r.pass(2 * time.Second)
	var wg sync.WaitGroup
	for _, w := range watchers {
		wg.Go(func() {
			if _, err := w.Sweep(t.Context()); err != nil {
				t.Errorf("sweep: %v", err)
			}
		})
	}
	wg.Wait()
	for _, w := range watchers {
		r.settle(w)
	}
	if len(r.keys) != files {
		t.Errorf("%d filings, want %d", len(r.keys), files)
	}
	left, err := os.ReadDir(r.dir)
	if err != nil || len(left) != 1 {
		t.Errorf("%d entries left, %v; want only .taken", len(left), err)
	}
	moved, err := os.ReadDir(filepath.Join(r.dir, ".taken", today))
	if err != nil || len(moved) != files {
		t.Errorf("%d files in .taken, %v; want %d", len(moved), err, files)
	}
}
