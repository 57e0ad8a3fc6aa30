package sandbox

import (
	"context"
	"slices"
	"sync"

	"vestnik/pipeline"
)

// patience is how many urgent children may start past a waiting patient one
// before that has its turn: a clerk's thousand pages hold a bulk load up, and do
// not stop it.
const patience = 16

// slots hands out the places for children. There are two classes: the desk's
// lane, and work of no lane, for which somebody sits and waits, are urgent; all
// else is patient. A place that becomes free goes to the urgent first, and while
// a turn of the desk's lane is open the patient leave it one place, so that each
// of its children starts at once. A single filing thus waits for one child of a
// bulk load, the one that ends first, and no more.
type slots struct {
	size int

	mu      sync.Mutex
	free    int
	held    int // by the patient
	urgent  []*waiter
	patient []*waiter
	open    map[<-chan struct{}]bool // turns of the desk's lane under way
	past    int                      // urgent children started in a row past a waiting patient one
}

// waiter is somebody who wants a place, or has it; admitted is closed with its grant.
type waiter struct {
	urgent   bool
	admitted chan struct{}
}

func newSlots(size int) *slots {
	return &slots{size: size, free: size, open: map[<-chan struct{}]bool{}}
}

// acquire waits for a place. The caller calls release once.
func (s *slots) acquire(ctx context.Context) (release func(), err error) {
	w := s.join(ctx)
	select {
	case <-w.admitted:
		return func() { s.release(w) }, nil
	case <-ctx.Done():
		s.leave(w)
		return nil, ctx.Err()
	}
}

// join notes the wish for a place, which may be granted at once.
func (s *slots) join(ctx context.Context) *waiter {
	lane, ends := pipeline.LaneOf(ctx)
	w := &waiter{urgent: lane == 0 || lane == pipeline.LaneDesk, admitted: make(chan struct{})}
	s.mu.Lock()
	defer s.mu.Unlock()
	if lane == pipeline.LaneDesk {
		s.enter(ctx, ends)
	}
	if w.urgent {
		s.urgent = append(s.urgent, w)
	} else {
		s.patient = append(s.patient, w)
	}
	s.admit()
	return w
}

// enter notes the turn of the desk's lane until it ends.
func (s *slots) enter(ctx context.Context, ends <-chan struct{}) {
	if s.open[ends] || ctx.Err() != nil {
		return
	}
	s.open[ends] = true
	go func() {
		<-ends
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.open, ends)
		s.admit()
	}()
}

// leave takes back the wish of somebody who waits no longer, or the place that was
// granted in the same instant.
func (s *slots) leave(w *waiter) {
	s.mu.Lock()
	same := func(o *waiter) bool { return o == w }
	s.urgent, s.patient = slices.DeleteFunc(s.urgent, same), slices.DeleteFunc(s.patient, same)
	s.mu.Unlock()
	select {
	case <-w.admitted:
		s.release(w)
	default:
	}
}

func (s *slots) release(w *waiter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free++
	if !w.urgent {
		s.held--
	}
	s.admit()
}

// admit gives the free places away. The caller holds mu.
func (s *slots) admit() {
	for s.free > 0 {
		due := s.past >= patience && len(s.patient) > 0
		switch {
		case len(s.urgent) > 0 && !due:
			if len(s.patient) > 0 {
				s.past++
			}
			s.urgent = admitFirst(s.urgent)
		case len(s.patient) > 0 && (due || len(s.open) == 0 || s.held < s.size-1):
			s.past = 0
			s.held++
			s.patient = admitFirst(s.patient)
		default:
			return
		}
		s.free--
	}
}

func admitFirst(list []*waiter) []*waiter {
	close(list[0].admitted)
	return list[1:]
}
