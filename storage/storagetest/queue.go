package storagetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
)

// patience is how long a test waits for what must happen before it calls it lost.
const patience = 30 * time.Second

func queueTests() []journalTest {
	return []journalTest{
		{name: "a job appended with events is done once", run: queueAppended},
		{name: "a job of a conflicting append is never done", run: queueConflict},
		{name: "a job asked for repeatedly while it waits is done once", run: queueUnique},
		{name: "the same case may wait in several stages", run: queueStages},
		{name: "a job asked for by an event while it runs is done once more", run: queueRepeat},
		{name: "a sweep's reminder of a running job is dropped", run: queueReminder},
		{name: "urgent lanes go first", run: queueLanes},
		{name: "a waiting job asked for in a more urgent lane moves there", run: queuePromote},
		{name: "a bulk load that fills the workers does not hold up the desk", run: queueDeskNotStarved},
		{name: "jobs put in while the queue runs are done soon", run: queueWhileRunning},
		{name: "a second runner takes over when the first stops", run: queueTakeover},
		{name: "jobs that cannot be named are refused", run: queueInvalid},
	}
}

func job(stage pipeline.Stage, id string, lane pipeline.Lane) pipeline.Job {
	return pipeline.Job{Stage: stage, Case: pipeline.CaseID(id), Lane: lane}
}

func enqueue(t *testing.T, q pipeline.Queue, jobs ...pipeline.Job) {
	t.Helper()
	if err := q.Enqueue(t.Context(), jobs...); err != nil {
		t.Fatalf("enqueue: %v", err)
	}
}

// appendJob asks for a job by an event.
func appendJob(t *testing.T, b Backend, jobs ...pipeline.Job) {
	t.Helper()
	_, err := b.Journal.Append(t.Context(), pipeline.Batch{
		Streams: []pipeline.StreamAppend{onto("asked", pipeline.AnyLength, "a")}, Jobs: jobs,
	})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
}

// runner runs a queue and records what it was given.
type runner struct {
	stop context.CancelFunc
	done chan error

	mu   sync.Mutex
	jobs []pipeline.Job
}

// run works the queue with do, nil meaning success, until the test ends.
func run(t *testing.T, q pipeline.Queue, do pipeline.Worker) *runner {
	ctx, cancel := context.WithCancel(context.Background())
	r := &runner{stop: cancel, done: make(chan error, 1)}
	go func() {
		r.done <- q.Run(ctx, func(ctx context.Context, j pipeline.Job) error {
			r.mu.Lock()
			r.jobs = append(r.jobs, j)
			r.mu.Unlock()
			if do == nil {
				return nil
			}
			return do(ctx, j)
		})
	}()
	t.Cleanup(func() { r.end(t) })
	return r
}

// end stops the queue and waits until it has stopped; again it does nothing.
func (r *runner) end(t *testing.T) {
	t.Helper()
	if r.done == nil {
		return
	}
	r.stop()
	select {
	case err := <-r.done:
		if err != nil {
			t.Errorf("run: %v", err)
		}
	case <-time.After(patience):
		t.Error("the queue does not stop")
	}
	r.done = nil
}

func (r *runner) seen() []pipeline.Job {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.jobs)
}

// until waits for a condition.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// idle waits until the queue has nothing left to do: twice, in either kind of
// lane, a job put in behind all others has come through.
func (r *runner) idle(t *testing.T, q pipeline.Queue) {
	t.Helper()
	for range 2 {
		id := fmt.Sprint(len(r.seen()))
		urgent, patient := job(stageLast, "urgent/"+id, pipeline.LaneDesk), job(stageLast, "patient/"+id, pipeline.LaneRefresh)
		enqueue(t, q, urgent, patient)
		until(t, "the queue to run idle", func() bool {
			return slices.Contains(r.seen(), urgent) && slices.Contains(r.seen(), patient)
		})
	}
}

// stageLast is the stage of the jobs by which idle knows.
const stageLast pipeline.Stage = "last"

// ran returns the jobs done so far, without those of idle.
func (r *runner) ran() []pipeline.Job {
	return slices.DeleteFunc(r.seen(), func(j pipeline.Job) bool { return j.Stage == stageLast })
}

// want checks that the runner does just these jobs, in this order.
func (r *runner) want(t *testing.T, q pipeline.Queue, want ...pipeline.Job) {
	t.Helper()
	until(t, fmt.Sprintf("%d jobs", len(want)), func() bool { return len(r.ran()) >= len(want) })
	r.idle(t, q)
	if got := r.ran(); !slices.Equal(got, want) {
		t.Errorf("jobs %v, want %v", got, want)
	}
}

func wantNoJobs(t *testing.T, q pipeline.Queue) {
	t.Helper()
	r := run(t, q, nil)
	r.want(t, q)
	r.end(t)
}

func queueAppended(t *testing.T, b Backend) {
	want := job("extract", "1", pipeline.LaneInbox)
	appendJob(t, b, want)
	r := run(t, b.Queue, nil)
	r.want(t, b.Queue, want)
}

func queueConflict(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a"))
	_, err := b.Journal.Append(t.Context(), pipeline.Batch{
		Streams: []pipeline.StreamAppend{onto("case/1", 0, "b")},
		Jobs:    []pipeline.Job{job("extract", "1", pipeline.LaneInbox)},
	})
	wantErrorOf(t, err, pipeline.Exists)
	wantNoJobs(t, b.Queue)
}

func queueUnique(t *testing.T, b Backend) {
	want := job("extract", "1", pipeline.LaneInbox)
	appendJob(t, b, want, want)
	appendJob(t, b, want)
	enqueue(t, b.Queue, want, job("extract", "1", pipeline.LaneBulk))
	r := run(t, b.Queue, nil)
	r.want(t, b.Queue, want)
	// Done, it may be asked for anew.
	appendJob(t, b, want)
	r.want(t, b.Queue, want, want)
}

func queueStages(t *testing.T, b Backend) {
	enqueue(t, b.Queue, job("extract", "1", pipeline.LaneInbox), job("read", "1", pipeline.LaneInbox), job("read", "2", pipeline.LaneInbox))
	r := run(t, b.Queue, nil)
	until(t, "all jobs", func() bool { return len(r.seen()) == 3 })
}

// gate is a worker that lets jobs in and keeps them until told.
type gate struct {
	in  chan pipeline.Job
	out chan error
}

func newGate() *gate { return &gate{make(chan pipeline.Job, 100), make(chan error, 100)} }

func (g *gate) work(ctx context.Context, j pipeline.Job) error {
	if j.Stage == stageLast {
		return nil
	}
	g.in <- j
	select {
	case err := <-g.out:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// entered waits for a job to begin.
func (g *gate) entered(t *testing.T) pipeline.Job {
	t.Helper()
	select {
	case j := <-g.in:
		return j
	case <-time.After(patience):
		t.Fatal("no job began")
		return pipeline.Job{}
	}
}

func queueRepeat(t *testing.T, b Backend) {
	for name, outcome := range map[string]error{"done": nil, "given up": errors.New("boom")} {
		g := newGate()
		r := run(t, b.Queue, g.work)
		first, again := job("extract", name, pipeline.LaneBulk), job("extract", name, pipeline.LaneInbox)
		appendJob(t, b, first)
		g.entered(t)
		appendJob(t, b, first)
		appendJob(t, b, again, job("extract", name, pipeline.LaneRefresh))
		g.out <- outcome
		if j := g.entered(t); j != again {
			t.Errorf("%s: ran %v again, want %v", name, j, again)
		}
		g.out <- nil
		r.want(t, b.Queue, first, again)
		r.end(t)
	}
	wantDead(t, b.Queue)
}

func queueReminder(t *testing.T, b Backend) {
	g := newGate()
	r := run(t, b.Queue, g.work)
	first := job("extract", "1", pipeline.LaneInbox)
	enqueue(t, b.Queue, first)
	g.entered(t)
	enqueue(t, b.Queue, job("extract", "1", pipeline.LaneRefresh))
	g.out <- nil
	r.want(t, b.Queue, first)
}

func queueLanes(t *testing.T, b Backend) {
	shared := []pipeline.Lane{pipeline.LaneRefresh, pipeline.LaneBulk, pipeline.LaneInbox}
	for i := range 10 {
		for _, lane := range shared {
			enqueue(t, b.Queue, job("extract", fmt.Sprintf("%d/%d", lane, i), lane))
		}
	}
	r := run(t, b.Queue, nil)
	until(t, "all jobs", func() bool { return len(r.seen()) == 30 })
	// Two workers may begin neighbours in either order, so lanes may touch at
	// their borders, but no further.
	for i, j := range r.seen() {
		if want := pipeline.LaneInbox + pipeline.Lane(i/10); j.Lane != want && i%10 != 0 && i%10 != 9 {
			t.Errorf("job %d is of lane %d, want %d", i, j.Lane, want)
		}
	}
}

func queuePromote(t *testing.T, b Backend) {
	enqueue(t, b.Queue, job("extract", "1", pipeline.LaneBulk))
	enqueue(t, b.Queue, job("extract", "1", pipeline.LaneDesk))
	enqueue(t, b.Queue, job("extract", "1", pipeline.LaneInbox))
	r := run(t, b.Queue, nil)
	r.want(t, b.Queue, job("extract", "1", pipeline.LaneDesk))
}

func queueDeskNotStarved(t *testing.T, b Backend) {
	g := newGate()
	for i := range 20 {
		enqueue(t, b.Queue, job("bulk", fmt.Sprint(i), pipeline.LaneBulk))
	}
	run(t, b.Queue, g.work)
	for range 2 {
		if j := g.entered(t); j.Stage != "bulk" {
			t.Fatalf("began %v", j)
		}
	}
	// Every shared worker now sits in a job that does not end.
	enqueue(t, b.Queue, job("extract", "urgent", pipeline.LaneDesk))
	if j := g.entered(t); j.Lane != pipeline.LaneDesk {
		t.Errorf("began %v before the desk's job", j)
	}
}

func queueWhileRunning(t *testing.T, b Backend) {
	r := run(t, b.Queue, nil)
	r.idle(t, b.Queue)
	const n = 50
	for i := range n {
		appendJob(t, b, job("extract", fmt.Sprint(i), pipeline.LaneInbox))
	}
	until(t, "all jobs", func() bool { return len(r.ran()) == n })
}

func queueTakeover(t *testing.T, b Backend) {
	first := run(t, b.Queue, nil)
	first.idle(t, b.Queue)
	second := run(t, b.Queue, nil)
	first.end(t)
	want := job("extract", "1", pipeline.LaneInbox)
	enqueue(t, b.Queue, want)
	second.want(t, b.Queue, want)
}

func queueInvalid(t *testing.T, b Backend) {
	for _, j := range []pipeline.Job{{}, job("", "1", 1), job("read", "", 1), job("read", "1", 0), job("read", "1", 5)} {
		if err := b.Queue.Enqueue(t.Context(), job("read", "ok", pipeline.LaneInbox), j); !errors.Is(err, pipeline.Invalid) {
			t.Errorf("%+v: error %v, want kind invalid", j, err)
		}
	}
	if err := b.Queue.Enqueue(t.Context()); err != nil {
		t.Errorf("no jobs: %v", err)
	}
	wantNoJobs(t, b.Queue)
}
