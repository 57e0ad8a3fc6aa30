package sandbox

import (
	"context"
	"errors"
	"testing"

	"vestnik/pipeline"
)

// inLane returns a context of work in a lane, and what ends its turn.
func inLane(t *testing.T, l pipeline.Lane) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, end := pipeline.InLane(t.Context(), l)
	t.Cleanup(end)
	return ctx, end
}

// has reports whether somebody was let in.
func (w *waiter) has() bool {
	select {
	case <-w.admitted:
		return true
	default:
		return false
	}
}

func TestTheDeskGoesFirst(t *testing.T) {
	s := newSlots(1)
	bulk, _ := inLane(t, pipeline.LaneBulk)
	desk, _ := inLane(t, pipeline.LaneDesk)
	first, second, clerk := s.join(bulk), s.join(bulk), s.join(desk)
	if !first.has() || second.has() || clerk.has() {
		t.Fatal("one place was given away otherwise than to the first")
	}
	s.release(first)
	if !clerk.has() || second.has() {
		t.Error("a bulk load went before the clerk who came after it")
	}
}

func TestWorkOfNoLaneIsUrgent(t *testing.T) {
	s := newSlots(1)
	bulk, _ := inLane(t, pipeline.LaneBulk)
	first, second, looker := s.join(bulk), s.join(bulk), s.join(t.Context())
	s.release(first)
	if !looker.has() || second.has() {
		t.Error("a bulk load went before work of no lane")
	}
}

func TestAnOpenTurnKeepsOnePlace(t *testing.T) {
	s := newSlots(2)
	bulk, _ := inLane(t, pipeline.LaneBulk)
	desk, end := inLane(t, pipeline.LaneDesk)
	first, _, third, clerk := s.join(bulk), s.join(bulk), s.join(bulk), s.join(desk)
	s.release(first)
	s.release(clerk) // between two children of the clerk's page
	if third.has() {
		t.Fatal("a bulk load took the place of a turn that goes on")
	}
	if next := s.join(desk); !next.has() {
		t.Fatal("the turn's next child had to wait")
	} else {
		s.release(next)
	}
	end()
	<-third.admitted
}

func TestAnEndlessDeskStopsNobody(t *testing.T) {
	s := newSlots(1)
	bulk, _ := inLane(t, pipeline.LaneBulk)
	desk, _ := inLane(t, pipeline.LaneDesk)
	clerk, load := s.join(desk), s.join(bulk)
	n := 0
	for ; !load.has(); n++ {
		if n > patience+1 {
			t.Fatalf("%d children of the desk have gone before", n)
		}
		next := s.join(desk)
		s.release(clerk)
		clerk = next
	}
	if n != patience+1 { // the desk's first did not go past anybody
		t.Errorf("the load was admitted after %d children of the desk, want %d", n, patience+1)
	}
}

func TestWhoGivesUpLeavesNoGap(t *testing.T) {
	s := newSlots(1)
	bulk, _ := inLane(t, pipeline.LaneBulk)
	holder := s.join(bulk)
	tired, stop := context.WithCancel(bulk)
	stop()
	if _, err := s.acquire(tired); !errors.Is(err, context.Canceled) {
		t.Fatalf("gave up with %v", err)
	}
	s.release(holder)
	next := s.join(bulk)
	if !next.has() {
		t.Error("who gave up still stands in line")
	}
	s.release(next)
	if s.free != 1 || s.held != 0 || len(s.patient) != 0 {
		t.Errorf("%d places free, %d held, %d waiting after everybody left", s.free, s.held, len(s.patient))
	}
}

// load is a bulk load without end: as soon as one of its children is let in,
// another asks. Its children end in the order in which they began.
type load struct {
	*slots
	ctx     context.Context
	running []*waiter
	waiting []*waiter
	started int
}

func newLoad(ctx context.Context, workers int) *load {
	l := &load{slots: newSlots(workers), ctx: ctx}
	for range 2 * workers { // two files, each with as many pages at a time as there are places
		l.waiting = append(l.waiting, l.join(ctx))
	}
	l.settle()
	l.started = 0
	return l
}

// settle takes note of who was let in.
func (l *load) settle() {
	for len(l.waiting) > 0 && l.waiting[0].has() {
		l.running = append(l.running, l.waiting[0])
		l.waiting = append(l.waiting[1:], l.join(l.ctx))
		l.started++
	}
}

// end has the oldest child end.
func (l *load) end() {
	oldest := l.running[0]
	l.running = l.running[1:]
	l.release(oldest)
	l.settle()
}

// wait counts the children of a load that have to end until somebody who comes
// now has run as many of his own, one after the other, and how many of the load
// start meanwhile.
func (l *load) wait(ctx context.Context, children int) (ended, started int) {
	for range children {
		w := l.join(ctx)
		for ; !w.has(); ended++ {
			l.end()
		}
		l.release(w)
		l.settle()
	}
	return ended, l.started
}

// A filing of one scanned page takes some seven children: two to look into the
// file, five for the page (drawing, decoding, orientation, reading twice).
func TestASingleFilingWaitsForOneChildOfABulkLoad(t *testing.T) {
	const ofAPage, ofTheFiling = 5, 7
	for _, workers := range []int{1, 2, 8} {
		bulk, _ := inLane(t, pipeline.LaneBulk)
		desk, _ := inLane(t, pipeline.LaneDesk)
		before, _ := newLoad(bulk, workers).wait(bulk, ofTheFiling)
		ended, started := newLoad(bulk, workers).wait(desk, ofTheFiling)
		if ended != 1 || started != 0 {
			t.Errorf("%d workers: waited for %d children of the load, and %d started; want 1 and 0", workers, ended, started)
		}
		t.Logf("%d workers: waits for %.1f pages of the load in line with it, for %.1f in the desk's lane",
			workers, float64(before)/ofAPage, float64(ended)/ofAPage)
	}
}
