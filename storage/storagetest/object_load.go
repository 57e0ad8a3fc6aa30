package storagetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"

	"vestnik/pipeline"
)

func objectCancelled(t *testing.T, o pipeline.Objects) {
	mustPut(t, o, "k", "body", pipeline.PutOptions{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	calls := map[string]func() error{
		"put":    func() error { _, err := o.Put(ctx, "new", strings.NewReader("x"), pipeline.PutOptions{}); return err },
		"get":    func() error { _, err := o.Get(ctx, "k", 0); return err },
		"stat":   func() error { _, err := o.Stat(ctx, "k"); return err },
		"list":   func() error { return o.List(ctx, "", func(pipeline.ObjectInfo) error { return nil }) },
		"delete": func() error { return o.Delete(ctx, "k") },
	}
	for name, call := range calls {
		if err := call(); err != context.Canceled { //nolint:errorlint // the port promises it unchanged
			t.Errorf("%s: got %#v, want context.Canceled itself", name, err)
		}
	}
	wantBody(t, o, "k", "body")
	wantAbsent(t, o, "new")
}

func objectCancelledPut(t *testing.T, o pipeline.Objects) {
	ctx, cancel := context.WithCancel(t.Context())
	src := &random{left: 8 << 20, at: 4 << 20, then: cancel}
	_, err := o.Put(ctx, "k", src, pipeline.PutOptions{})
	if err != context.Canceled { //nolint:errorlint // the port promises it unchanged
		t.Errorf("got %#v, want context.Canceled itself", err)
	}
	wantAbsent(t, o, "k")
}

func objectCancelledRead(t *testing.T, o pipeline.Objects) {
	if _, err := o.Put(t.Context(), "k", &random{left: 8 << 20}, pipeline.PutOptions{}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, err := o.Get(ctx, "k", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.CopyN(io.Discard, r, 1<<20); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := io.Copy(io.Discard, r); err != context.Canceled { //nolint:errorlint // the port promises it unchanged
		t.Errorf("got %#v, want context.Canceled itself", err)
	}
}

func objectConcurrency(t *testing.T, o pipeline.Objects) {
	bodies := []string{strings.Repeat("a", 70_000), strings.Repeat("b", 130_000), "c"}
	mustPut(t, o, "shared", bodies[0], pipeline.PutOptions{})
	var kept []string
	for w := range 4 {
		// Folders stay: versitygw 1.8 fails for a moment when one comes and goes.
		kept = append(kept, fmt.Sprintf("own/%d/kept", w))
		mustPut(t, o, kept[w], "", pipeline.PutOptions{})
	}
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 10 {
				own := fmt.Sprintf("own/%d/%d", w, i)
				if _, err := o.Put(t.Context(), "shared", strings.NewReader(bodies[(w+i)%len(bodies)]), pipeline.PutOptions{}); err != nil {
					t.Errorf("put shared: %v", err)
				}
				if _, err := o.Put(t.Context(), own, strings.NewReader(own), pipeline.PutOptions{Once: true}); err != nil {
					t.Errorf("put %s: %v", own, err)
				}
				if got, err := read(t.Context(), o, own, 0); err != nil || got != own {
					t.Errorf("get %s: %q, %v", own, got, err)
				}
				if err := o.Delete(t.Context(), own); err != nil {
					t.Errorf("delete %s: %v", own, err)
				}
			}
		})
		wg.Go(func() {
			for range 20 {
				got, err := read(t.Context(), o, "shared", 0)
				if err != nil || !isOneOf(got, bodies) {
					t.Errorf("a reader saw %d bytes that nobody wrote whole, %v", len(got), err)
				}
			}
		})
	}
	wg.Wait()
	wantKeys(t, listKeys(t, o, ""), append(kept, "shared"))
}

func isOneOf(got string, bodies []string) bool {
	for _, b := range bodies {
		if got == b {
			return true
		}
	}
	return false
}

// largeSize and largeMemory: an object that a backend holding it whole in memory
// would show at once.
const (
	largeSize   = 64 << 20
	largeMemory = 24 << 20
)

func objectLarge(t *testing.T, o pipeline.Objects) {
	for _, known := range []bool{true, false} {
		sum := sha256.New()
		if _, err := io.Copy(sum, &random{left: largeSize}); err != nil {
			t.Fatal(err)
		}
		want := pipeline.Digest(hex.EncodeToString(sum.Sum(nil)))
		opts := pipeline.PutOptions{}
		if known {
			opts = pipeline.PutOptions{Size: largeSize, SHA256: want}
		}
		before := allocated()
		info, err := o.Put(t.Context(), "large", &random{left: largeSize}, opts)
		if err != nil || info.Size != largeSize {
			t.Fatalf("put: %+v, %v", info, err)
		}
		r, err := o.Get(t.Context(), "large", 0)
		if err != nil {
			t.Fatal(err)
		}
		sum.Reset()
		if _, err := io.Copy(sum, r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		if got := pipeline.Digest(hex.EncodeToString(sum.Sum(nil))); got != want {
			t.Errorf("the bytes came back altered")
		}
		if grown := allocated() - before; grown > largeMemory {
			t.Errorf("%d MB were allocated for %d MB (size known: %t)", grown>>20, largeSize>>20, known)
		}
	}
}

// allocated returns how many bytes this process ever allocated on the heap.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// random is a stream of left pseudo-random bytes, always the same, that calls
// then once only at bytes are left.
type random struct {
	left, at int64
	then     func()
	rng      *rand.ChaCha8
}

func (r *random) Read(p []byte) (int, error) {
	if r.rng == nil {
		r.rng = rand.NewChaCha8([32]byte{})
	}
	if r.left == 0 {
		return 0, io.EOF
	}
	if r.then != nil && r.left <= r.at {
		r.then()
		r.then = nil
	}
	n := int(min(int64(len(p)), r.left, 64<<10))
	if _, err := r.rng.Read(p[:n]); err != nil {
		return 0, errors.Join(errors.New("random bytes"), err)
	}
	r.left -= int64(n)
	return n, nil
}
