package storagetest

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"vestnik/pipeline"
)

func queueFailureTests() []journalTest {
	return []journalTest{
		{name: "a retryable failure is tried again", run: queueRetry},
		{name: "any other failure is dead at once, with its reason", run: queueDead},
		{name: "a panic is a failure with a reason", run: queuePanic},
		{name: "the newest dead job comes first", run: queueDeadOrder},
		{name: "a revived job runs in its lane and leaves the list", run: queueRevive},
		{name: "reviving what is not dead is not found", run: queueReviveUnknown},
		{name: "a dead job asked for by an event runs and leaves the list", run: queueSupersede},
		{name: "a sweep leaves dead jobs alone", run: queueSweepDead},
		{name: "a job interrupted by a stop runs again later", run: queueInterrupted},
	}
}

func wantDead(t *testing.T, q pipeline.Queue, want ...pipeline.Job) []pipeline.DeadJob {
	t.Helper()
	var dead []pipeline.DeadJob
	until(t, "the dead-letter list", func() bool {
		var err error
		if dead, err = q.Dead(t.Context()); err != nil {
			t.Fatal(err)
		}
		return len(dead) >= len(want)
	})
	if len(dead) != len(want) {
		t.Fatalf("dead jobs %+v, want %v", dead, want)
	}
	for i, d := range dead {
		if d.Job != want[i] || d.Failed.IsZero() || d.Reason == "" {
			t.Errorf("dead job %d is %+v, want %v", i, d, want[i])
		}
	}
	return dead
}

func queueRetry(t *testing.T, b Backend) {
	for _, kind := range []pipeline.Kind{pipeline.Transient, pipeline.Unavailable} {
		var attempts atomic.Int32
		r := run(t, b.Queue, func(_ context.Context, j pipeline.Job) error {
			if j.Stage == stageLast {
				return nil
			}
			if attempts.Add(1) == 1 {
				return &pipeline.Error{Op: "reach server", Kind: kind}
			}
			return nil
		})
		want := job("extract", string(kind), pipeline.LaneInbox)
		enqueue(t, b.Queue, want)
		until(t, "a second attempt", func() bool { return attempts.Load() == 2 })
		r.want(t, b.Queue, want, want)
		r.end(t)
	}
	wantDead(t, b.Queue)
}

// failing fails every job of the stage, but lets those of idle through.
func failing(stage pipeline.Stage, err error) pipeline.Worker {
	return func(_ context.Context, j pipeline.Job) error {
		if j.Stage != stage {
			return nil
		}
		return err
	}
}

func queueDead(t *testing.T, b Backend) {
	r := run(t, b.Queue, failing("extract", &pipeline.Error{
		Op: "read pages of", Doc: "a.pdf", Kind: pipeline.Corrupt, Err: errors.New("no xref"), Advice: "Файл повреждён.",
	}))
	want := job("extract", "1", pipeline.LaneBulk)
	enqueue(t, b.Queue, want)
	dead := wantDead(t, b.Queue, want)
	if d := dead[0]; d.Attempts != 1 || !strings.Contains(d.Reason, "read pages of a.pdf: no xref") || !strings.Contains(d.Reason, "Файл повреждён.") {
		t.Errorf("dead job %+v", d)
	}
	r.want(t, b.Queue, want)
}

func queuePanic(t *testing.T, b Backend) {
	run(t, b.Queue, func(context.Context, pipeline.Job) error { panic("out of ink") })
	want := job("extract", "1", pipeline.LaneInbox)
	enqueue(t, b.Queue, want)
	if d := wantDead(t, b.Queue, want)[0]; !strings.Contains(d.Reason, "out of ink") {
		t.Errorf("reason %q", d.Reason)
	}
}

func queueDeadOrder(t *testing.T, b Backend) {
	run(t, b.Queue, failing("extract", errors.New("boom")))
	var want []pipeline.Job
	for _, id := range []string{"1", "2", "3"} {
		j := job("extract", id, pipeline.LaneInbox)
		enqueue(t, b.Queue, j)
		want = append([]pipeline.Job{j}, want...)
		wantDead(t, b.Queue, want...)
	}
}

func queueRevive(t *testing.T, b Backend) {
	want := job("extract", "1", pipeline.LaneBulk)
	r := run(t, b.Queue, failing("extract", errors.New("boom")))
	enqueue(t, b.Queue, want)
	dead := wantDead(t, b.Queue, want)
	r.end(t)
	if err := b.Queue.Revive(t.Context(), dead[0].ID); err != nil {
		t.Fatal(err)
	}
	wantDead(t, b.Queue)
	wantErrorOf(t, b.Queue.Revive(t.Context(), dead[0].ID), pipeline.NotExist)
	run(t, b.Queue, nil).want(t, b.Queue, want)
}

func queueReviveUnknown(t *testing.T, b Backend) {
	wantErrorOf(t, b.Queue.Revive(t.Context(), 12345), pipeline.NotExist)
}

func queueSupersede(t *testing.T, b Backend) {
	want := job("extract", "1", pipeline.LaneInbox)
	r := run(t, b.Queue, failing("extract", errors.New("boom")))
	appendJob(t, b, want)
	wantDead(t, b.Queue, want)
	r.end(t)
	appendJob(t, b, want)
	wantDead(t, b.Queue)
	run(t, b.Queue, nil).want(t, b.Queue, want)
}

func queueSweepDead(t *testing.T, b Backend) {
	want := job("extract", "1", pipeline.LaneInbox)
	r := run(t, b.Queue, failing("extract", errors.New("boom")))
	enqueue(t, b.Queue, want)
	wantDead(t, b.Queue, want)
	enqueue(t, b.Queue, job("extract", "1", pipeline.LaneRefresh), job("extract", "2", pipeline.LaneRefresh))
	r.want(t, b.Queue, want, job("extract", "2", pipeline.LaneRefresh))
}

func queueInterrupted(t *testing.T, b Backend) {
	g := newGate()
	first := run(t, b.Queue, g.work)
	want := job("extract", "1", pipeline.LaneInbox)
	enqueue(t, b.Queue, want)
	g.entered(t)
	first.end(t)
	wantDead(t, b.Queue)
	run(t, b.Queue, nil).want(t, b.Queue, want)
}
