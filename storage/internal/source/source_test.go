package source_test

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"vestnik/pipeline"
	"vestnik/storage/internal/source"
)

func TestHeldBytesCanBeReadAgainFromWhereverTheyCame(t *testing.T) {
	large := strings.Repeat("0123456789", 300_000) // over what is held in memory
	fromTheMiddle := strings.NewReader("before" + large)
	if _, err := fromTheMiddle.Seek(6, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	pipeReader, pipeWriter, err := os.Pipe() // has the methods of a file but cannot be rewound
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_, _ = io.WriteString(pipeWriter, large)
		_ = pipeWriter.Close()
	}()
	cases := []struct {
		name string
		r    io.Reader
		want string
		temp bool
	}{
		{"nothing", strings.NewReader(""), "", false},
		{"memory, from the middle", fromTheMiddle, large, false},
		{"a short stream", iotest.OneByteReader(strings.NewReader("short")), "short", false},
		{"a long stream", iotest.HalfReader(strings.NewReader(large)), large, true},
		{"a pipe", pipeReader, large, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			h, err := source.Hold(t.Context(), c.r, dir)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if got, err := io.ReadAll(h.All()); err != nil || string(got) != c.want || h.Size() != int64(len(c.want)) {
					t.Errorf("read %d of %d bytes, %v; want %d", len(got), h.Size(), err, len(c.want))
				}
			}
			if files, err := os.ReadDir(dir); err != nil || (len(files) > 0) != c.temp {
				t.Errorf("temporary files %v, %v; want any: %t", files, err, c.temp)
			}
			if err := h.Close(); err != nil {
				t.Fatal(err)
			}
			if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
				t.Errorf("left behind: %v, %v", files, err)
			}
		})
	}
}

func TestASourceThatFailsLeavesNoTemporaryFile(t *testing.T) {
	dir := t.TempDir()
	broken := errors.New("broken")
	_, err := source.Hold(t.Context(), io.MultiReader(strings.NewReader(strings.Repeat("x", 3<<20)), iotest.ErrReader(broken)), dir)
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

func TestAMissingTemporaryFolderIsUnavailable(t *testing.T) {
	_, err := source.Hold(t.Context(), iotest.HalfReader(strings.NewReader(strings.Repeat("x", 3<<20))), t.TempDir()+"/missing")
	if !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("got %v, want Unavailable", err)
	}
}

func TestACancelledReaderStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := source.NewReader(ctx, strings.NewReader("0123456789"))
	if _, err := io.CopyN(io.Discard, r, 5); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := io.Copy(io.Discard, r); err != context.Canceled { //nolint:errorlint // it must be unchanged
		t.Errorf("got %v, want context.Canceled itself", err)
	}
	if err := r.Fault("put object", "k"); err != context.Canceled { //nolint:errorlint // it must be unchanged
		t.Errorf("fault %v, want context.Canceled itself", err)
	}
}
