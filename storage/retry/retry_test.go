package retry_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/fs"
	"vestnik/storage/retry"
	"vestnik/storage/storagetest"
)

// flaky fails each call with the next of its errors before it lets calls through.
type flaky struct {
	pipeline.Objects
	errs  []error
	calls int
}

func (f *flaky) next() error {
	f.calls++
	if len(f.errs) == 0 {
		return nil
	}
	err := f.errs[0]
	f.errs = f.errs[1:]
	return err
}

func (f *flaky) Put(ctx context.Context, key string, r io.Reader, opts pipeline.PutOptions) (pipeline.ObjectInfo, error) {
	if err := f.next(); err != nil {
		_, _ = io.CopyN(io.Discard, r, 3) // part of the bytes went before it broke
		return pipeline.ObjectInfo{}, err
	}
	return f.Objects.Put(ctx, key, r, opts)
}

func (f *flaky) Get(ctx context.Context, key string, offset int64) (io.ReadCloser, error) {
	if err := f.next(); err != nil {
		return nil, err
	}
	return f.Objects.Get(ctx, key, offset)
}

func (f *flaky) Stat(ctx context.Context, key string) (pipeline.ObjectInfo, error) {
	if err := f.next(); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	return f.Objects.Stat(ctx, key)
}

func (f *flaky) Delete(ctx context.Context, key string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.Objects.Delete(ctx, key)
}

// List breaks off after two keys.
func (f *flaky) List(ctx context.Context, prefix string, fn func(pipeline.ObjectInfo) error) error {
	broken, seen := f.next(), 0
	return f.Objects.List(ctx, prefix, func(i pipeline.ObjectInfo) error {
		if seen++; broken != nil && seen > 2 {
			return broken
		}
		return fn(i)
	})
}

func store(t *testing.T) pipeline.Objects {
	t.Helper()
	s, err := fs.Open(t.TempDir())
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

func noSleep(context.Context, time.Duration) error { return nil }

var (
	busy    = &pipeline.Error{Op: "test", Kind: pipeline.Transient}
	down    = &pipeline.Error{Op: "test", Kind: pipeline.Unavailable}
	corrupt = &pipeline.Error{Op: "test", Kind: pipeline.Corrupt}
)

func TestConformance(t *testing.T) {
	policy := retry.Policy{Attempts: 3}
	storagetest.Objects(t, func(t *testing.T) pipeline.Objects { return retry.Wrap(store(t), policy, noSleep) })
}

// operations calls each operation of a store that holds "k" → "body".
func operations(ctx context.Context, o pipeline.Objects) map[string]func() error {
	return map[string]func() error{
		"put":    func() error { _, err := o.Put(ctx, "k", strings.NewReader("body"), pipeline.PutOptions{}); return err },
		"get":    func() error { _, err := o.Get(ctx, "k", 0); return err },
		"stat":   func() error { _, err := o.Stat(ctx, "k"); return err },
		"delete": func() error { return o.Delete(ctx, "other") },
	}
}

func TestOnlyWhatMayGoThroughLaterIsTriedAgain(t *testing.T) {
	cases := []struct {
		name  string
		errs  []error
		want  error
		calls int
	}{
		{"two failures, then it works", []error{busy, down}, nil, 3},
		{"every attempt fails, the last error is returned", []error{busy, busy, down}, down, 3},
		{"a final error is not tried again", []error{corrupt}, corrupt, 1},
		{"a final error ends the retries", []error{busy, corrupt}, corrupt, 2},
		{"an error without a kind is not tried again", []error{io.ErrNoProgress}, io.ErrNoProgress, 1},
		{"a cancellation is not tried again", []error{context.Canceled}, context.Canceled, 1},
	}
	for _, c := range cases {
		for _, op := range []string{"put", "get", "stat", "delete"} {
			t.Run(c.name+", "+op, func(t *testing.T) {
				f := &flaky{Objects: store(t)}
				o := retry.Wrap(f, retry.Policy{Attempts: 3}, noSleep)
				if _, err := o.Put(t.Context(), "k", strings.NewReader("body"), pipeline.PutOptions{}); err != nil {
					t.Fatal(err)
				}
				f.errs, f.calls = slices.Clone(c.errs), 0
				if err := operations(t.Context(), o)[op](); !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
				if f.calls != c.calls {
					t.Errorf("%d calls, want %d", f.calls, c.calls)
				}
			})
		}
	}
}

func TestEveryAttemptSendsAllTheBytes(t *testing.T) {
	body := strings.Repeat("0123456789", 200_000) // over what is held in memory
	seeker := strings.NewReader("skipped" + body)
	if _, err := seeker.Seek(int64(len("skipped")), io.SeekStart); err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]io.Reader{
		"a seekable source, from where it stands": seeker,
		"a stream": iotest.HalfReader(strings.NewReader(body)),
	} {
		t.Run(name, func(t *testing.T) {
			o := retry.Wrap(&flaky{Objects: store(t), errs: []error{busy, busy}}, retry.Policy{Attempts: 3, TempDir: t.TempDir()}, noSleep)
			if _, err := o.Put(t.Context(), "k", src, pipeline.PutOptions{}); err != nil {
				t.Fatal(err)
			}
			r, err := o.Get(t.Context(), "k", 0)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, []byte(body)) {
				t.Errorf("%d bytes arrived, %v; want %d", len(got), err, len(body))
			}
		})
	}
}

func TestAListThatBreaksOffGoesOnWhereItWas(t *testing.T) {
	f := &flaky{Objects: store(t)}
	want := []string{"a", "b", "c", "d", "e", "f"}
	for _, k := range want {
		if _, err := f.Objects.Put(t.Context(), k, strings.NewReader("x"), pipeline.PutOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	f.errs = []error{busy, down}
	var seen []string
	err := retry.Wrap(f, retry.Policy{Attempts: 3}, noSleep).List(t.Context(), "", func(i pipeline.ObjectInfo) error {
		seen = append(seen, i.Key)
		return nil
	})
	if err != nil || !slices.Equal(seen, want) {
		t.Errorf("saw %q, %v; want %q", seen, err, want)
	}
	f.calls = 0
	err = retry.Wrap(f, retry.Policy{Attempts: 3}, noSleep).List(t.Context(), "", func(pipeline.ObjectInfo) error { return busy })
	if !errors.Is(err, error(busy)) || f.calls != 1 {
		t.Errorf("fn's own error: %v after %d calls; want it at once", err, f.calls)
	}
}

func TestWaitsDoubleUpToTheLongest(t *testing.T) {
	p := retry.Policy{Attempts: 6, First: 100 * time.Millisecond, Max: time.Second}
	var waits []time.Duration
	sleep := func(_ context.Context, d time.Duration) error { waits = append(waits, d); return nil }
	f := &flaky{Objects: store(t), errs: []error{busy, busy, busy, busy, busy, busy}}
	if _, err := retry.Wrap(f, p, sleep).Stat(t.Context(), "k"); !errors.Is(err, pipeline.Transient) {
		t.Errorf("got %v", err)
	}
	want := []time.Duration{100e6, 200e6, 400e6, 800e6, 1000e6}
	if !slices.Equal(waits, want) {
		t.Errorf("waited %v, want %v", waits, want)
	}
	p.Jitter = func() float64 { return 0.5 }
	if got := p.Wait(1); got != 75*time.Millisecond {
		t.Errorf("with jitter %v, want 75ms", got)
	}
	if got := (retry.Policy{First: time.Hour}).Wait(1000); got <= 0 {
		t.Errorf("an unbounded wait overflowed to %v", got)
	}
}

func TestCancellationEndsAWait(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f := &flaky{Objects: store(t), errs: []error{busy, busy}}
	sleep := func(ctx context.Context, d time.Duration) error { cancel(); return retry.Sleep(ctx, d) }
	_, err := retry.Wrap(f, retry.Policy{Attempts: 3, First: time.Hour}, sleep).Stat(ctx, "k")
	if err != context.Canceled { //nolint:errorlint // it must be unchanged
		t.Errorf("got %#v, want context.Canceled itself", err)
	}
	if f.calls != 1 {
		t.Errorf("%d calls, want 1", f.calls)
	}
}
