package extract

import (
	"os"
	"testing"
	"time"

	"vestnik/extract/sandbox"
)

func TestAFileThatWastesTimeGetsLessAndLessOfIt(t *testing.T) {
	x, err := New(Config{TempDir: t.TempDir(), TextTimeout: 8 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	s := &source{x: x, given: f, key: keyOf(st)}
	total := time.Duration(0)
	last := x.cfg.TextTimeout
	for range 6 {
		next := s.allowance()
		if next > last || next < time.Second {
			t.Errorf("an attempt may take %v after one of %v", next, last)
		}
		s.waste(next)
		total, last = total+next, next
	}
	if total > 11*time.Second {
		t.Errorf("six attempts may burn %v", total)
	}
	// Another reading of the same bytes starts where this one stopped.
	again := &source{x: x, given: f, key: keyOf(st)}
	if got := again.allowance(); got != time.Second {
		t.Errorf("the next reading may take %v", got)
	}
	other := &source{x: x, key: pageKey{size: 1}}
	if got := other.allowance(); got != 4*time.Second {
		t.Errorf("another file may take %v", got)
	}
}

func TestOnlyWhatGaveNothingIsWaste(t *testing.T) {
	x, err := New(Config{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	s := &source{x: x, key: pageKey{size: 1}}
	spin := sandbox.Command{Tool: "sh", Args: []string{"-c", "while :; do :; done"}, Limits: sandbox.Limits{CPU: time.Second}}
	if _, err := s.spend(t.Context(), spin, func() bool { return true }); err != nil {
		t.Fatal(err)
	}
	if got := s.wasted(); got != 0 {
		t.Errorf("a child that gave something wasted %v", got)
	}
	if _, err := s.spend(t.Context(), spin, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.wasted(); got < wasteful {
		t.Errorf("an endless child wasted %v", got)
	}
}
