// Package retry tries again what an object store could not do just now, so that
// a server's restart or a busy minute is not felt above it.
//
// It tries again only after Transient and Unavailable errors, and returns the
// last one when it gives up. It refuses nothing of its own.
//
// Errors and units are those of [pipeline.Objects]. What Wrap returns is safe
// for concurrent use when the wrapped store is; each call waits for itself.
package retry

import (
	"context"
	"errors"
	"io"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/internal/source"
)

// Policy says how often and how long apart. The zero value tries once.
type Policy struct {
	Attempts int           // all in all, the first included
	First    time.Duration // the wait before the second; it doubles from there
	Max      time.Duration // the longest wait; 0 is no bound
	// Jitter returns a number in [0, 1) that takes up to half of a wait away, so
	// that many workers do not come back at once. Nil keeps waits whole.
	Jitter func() float64
	// TempDir is where a stream over 1 MiB is kept so that it can be sent again;
	// empty is the system's.
	TempDir string
}

// Wait returns the wait after the given failed attempt, counted from 1.
func (p Policy) Wait(attempt int) time.Duration {
	d := p.First
	for range attempt - 1 {
		if d > (1<<62)/2 || p.Max > 0 && d >= p.Max {
			break
		}
		d *= 2
	}
	if p.Max > 0 {
		d = min(d, p.Max)
	}
	if p.Jitter != nil {
		d -= time.Duration(p.Jitter() * float64(d) / 2)
	}
	return d
}

// Sleeper waits, or returns ctx's error when that ends first.
type Sleeper func(ctx context.Context, d time.Duration) error

// Sleep is the Sleeper of production.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Wrap returns o with retries.
//
// A repeated Put with Once may meet the work of its own earlier attempt whose
// answer was lost: then it returns Exists, and the caller reads the object and
// compares, as sealing does anyway. A read that breaks off in the middle is not
// resumed, since the object may be another by then: the error is Transient.
func Wrap(o pipeline.Objects, policy Policy, sleep Sleeper) pipeline.Objects {
	return &objects{wrapped: o, policy: policy, sleep: sleep}
}

type objects struct {
	wrapped pipeline.Objects
	policy  Policy
	sleep   Sleeper
}

// try calls f until it succeeds, fails for good, or the attempts are used up.
func (o *objects) try(ctx context.Context, f func() error) error {
	for attempt := 1; ; attempt++ {
		err := f()
		if err == nil || attempt >= o.policy.Attempts || !retryable(err) {
			return err
		}
		if err := o.sleep(ctx, o.policy.Wait(attempt)); err != nil {
			return err
		}
	}
}

func retryable(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	return pipeline.KindOf(err).Retryable()
}

// Put sends the same bytes in every attempt.
func (o *objects) Put(ctx context.Context, key string, r io.Reader, opts pipeline.PutOptions) (pipeline.ObjectInfo, error) {
	if o.policy.Attempts <= 1 {
		return o.wrapped.Put(ctx, key, r, opts)
	}
	held, err := source.Hold(ctx, r, o.policy.TempDir)
	if err != nil {
		return pipeline.ObjectInfo{}, source.Fault("put object", key, err)
	}
	var info pipeline.ObjectInfo
	err = o.try(ctx, func() error {
		var err error
		info, err = o.wrapped.Put(ctx, key, held.All(), opts)
		return err
	})
	if closed := held.Close(); err == nil {
		err = closed
	}
	return info, err
}

func (o *objects) Get(ctx context.Context, key string, offset int64) (io.ReadCloser, error) {
	var r io.ReadCloser
	err := o.try(ctx, func() error {
		var err error
		r, err = o.wrapped.Get(ctx, key, offset)
		return err
	})
	return r, err
}

func (o *objects) Stat(ctx context.Context, key string) (pipeline.ObjectInfo, error) {
	var info pipeline.ObjectInfo
	err := o.try(ctx, func() error {
		var err error
		info, err = o.wrapped.Stat(ctx, key)
		return err
	})
	return info, err
}

// List goes on behind the last key that fn saw, so that fn sees each once. An
// error of fn is never tried again.
func (o *objects) List(ctx context.Context, prefix string, fn func(pipeline.ObjectInfo) error) error {
	last, stopped := "", error(nil)
	err := o.try(ctx, func() error {
		err := o.wrapped.List(ctx, prefix, func(info pipeline.ObjectInfo) error {
			if info.Key <= last {
				return nil
			}
			last = info.Key
			stopped = fn(info)
			return stopped
		})
		if stopped != nil {
			return nil
		}
		return err
	})
	if stopped != nil {
		return stopped
	}
	return err
}

func (o *objects) Delete(ctx context.Context, key string) error {
	return o.try(ctx, func() error { return o.wrapped.Delete(ctx, key) })
}
