package fs_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/fs"
	"vestnik/storage/storagetest"
)

func open(t testing.TB, dir string) *fs.Store {
	t.Helper()
	s, err := fs.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestConformance(t *testing.T) {
	storagetest.Objects(t, func(t *testing.T) pipeline.Objects { return open(t, t.TempDir()) })
}

func put(t *testing.T, s *fs.Store, key, body string, opts pipeline.PutOptions) {
	t.Helper()
	if _, err := s.Put(t.Context(), key, strings.NewReader(body), opts); err != nil {
		t.Fatal(err)
	}
}

func TestSymbolicLinksAreNeverFollowed(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	s := open(t, dir)
	put(t, s, "real/k", "inside", pipeline.PutOptions{})
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("outside"), 0o600); err != nil {
		t.Fatal(err)
	}
	links := map[string]string{
		"file-out": filepath.Join(outside, "secret"),
		"dir-out":  outside,
		"file-in":  "real/k",
		"dir-in":   "real",
		"dangling": "nowhere",
	}
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"file-out", "dir-out/secret", "file-in", "dir-in/k", "dangling"} {
		t.Run(key, func(t *testing.T) {
			if _, err := s.Get(t.Context(), key, 0); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("get: %v, want Invalid", err)
			}
			if _, err := s.Stat(t.Context(), key); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("stat: %v, want Invalid", err)
			}
			if _, err := s.Put(t.Context(), key, strings.NewReader("x"), pipeline.PutOptions{}); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("put: %v, want Invalid", err)
			}
			if err := s.Delete(t.Context(), key); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("delete: %v, want Invalid", err)
			}
		})
	}
	var listed []string
	for _, prefix := range []string{"", "dir-out/", "dir-in/"} {
		if err := s.List(t.Context(), prefix, func(i pipeline.ObjectInfo) error {
			listed = append(listed, i.Key)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(listed) != 1 || listed[0] != "real/k" {
		t.Errorf("listed %q, want only real/k", listed)
	}
	if b, err := os.ReadFile(filepath.Join(outside, "secret")); err != nil || string(b) != "outside" {
		t.Errorf("the file outside became %q, %v", b, err)
	}
}

func TestAKeyThatIsAPathPrefixOfAnotherIsRefused(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, "a/b", "x", pipeline.PutOptions{})
	for _, key := range []string{"a", "a/b/c", "a/b/c/d"} {
		for _, once := range []bool{true, false} {
			if _, err := s.Put(t.Context(), key, strings.NewReader("y"), pipeline.PutOptions{Once: once}); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("put %s, once %t: %v, want Invalid", key, once, err)
			}
		}
	}
}

func TestAnOriginalIsReadOnlyOnTheDisk(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, "originals/ab/abcd", "x", pipeline.PutOptions{Once: true, Sealed: true})
	info, err := os.Stat(filepath.Join(dir, "originals/ab/abcd"))
	if err != nil || info.Mode().Perm() != 0o444 {
		t.Errorf("mode %v, %v; want 0444", info.Mode(), err)
	}
}

func TestLeftoversOfACrashAreInvisibleAndGoAfterADay(t *testing.T) {
	dir := t.TempDir()
	old, young := filepath.Join(dir, "a", ".vestnik-tmp-old"), filepath.Join(dir, "a", ".vestnik-tmp-young")
	put(t, open(t, dir), "a/k", "x", pipeline.PutOptions{})
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(old)
	if err != nil {
		t.Fatal(err)
	}
	aged := info.ModTime().Add(-25 * time.Hour)
	if err := os.Chtimes(old, aged, aged); err != nil {
		t.Fatal(err)
	}
	var listed []string
	if err := open(t, dir).List(t.Context(), "", func(i pipeline.ObjectInfo) error {
		listed = append(listed, i.Key)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(listed) != 1 || listed[0] != "a/k" {
		t.Errorf("listed %q, want only a/k", listed)
	}
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old leftover is still there: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("the file of a writer at work was removed: %v", err)
	}
}

func TestAFailedPutLeavesNoFileBehind(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_, err := s.Put(t.Context(), "a", strings.NewReader("x"), pipeline.PutOptions{SHA256: "0"})
	if !errors.Is(err, pipeline.Corrupt) {
		t.Fatalf("got %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestAStoreThatCannotBeWrittenIsUnavailable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{filepath.Join(file, "below"), "/proc/vestnik-test"} {
		if _, err := fs.Open(dir); !errors.Is(err, pipeline.Unavailable) {
			t.Errorf("open %s: %v, want Unavailable", dir, err)
		}
	}
}

func TestFoldersMayComeAndGoWhileKeysAreWrittenInThem(t *testing.T) {
	s := open(t, t.TempDir())
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for range 200 {
				key := fmt.Sprintf("a/b/c/%d", w)
				if _, err := s.Put(t.Context(), key, strings.NewReader("x"), pipeline.PutOptions{Once: true}); err != nil {
					t.Errorf("put: %v", err)
				}
				if err := s.Delete(t.Context(), key); err != nil {
					t.Errorf("delete: %v", err)
				}
			}
		})
	}
	wg.Wait()
	if _, err := s.Put(t.Context(), "a", strings.NewReader("x"), pipeline.PutOptions{}); err != nil {
		t.Errorf("the folders were not cleared away: %v", err)
	}
}
