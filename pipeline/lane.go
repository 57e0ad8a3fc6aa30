package pipeline

import "context"

// turn is a piece of work in one lane: a job, or a page that somebody looks at.
type turn struct {
	lane Lane
	ends <-chan struct{}
}

type turnKey struct{}

// InLane marks what is done under ctx as one turn of a lane, until end is called.
// Whoever hands out scarce places, such as those for child processes, may keep
// one free for an urgent turn as long as it lasts, and not only while it asks.
func InLane(ctx context.Context, lane Lane) (in context.Context, end context.CancelFunc) {
	ctx, end = context.WithCancel(ctx)
	return context.WithValue(ctx, turnKey{}, turn{lane, ctx.Done()}), end
}

// LaneOf returns the lane of the work under ctx and what is closed at the end of
// its turn; zero and nil for work of no lane.
func LaneOf(ctx context.Context) (lane Lane, ends <-chan struct{}) {
	t, _ := ctx.Value(turnKey{}).(turn)
	return t.lane, t.ends
}

// urgent returns the more urgent of two lanes, of which either may be unknown.
func (l Lane) urgent(other Lane) Lane {
	if l == 0 || other != 0 && other < l {
		return other
	}
	return l
}

// bulkFrom is from how many pages on a document is a bulk load. A filing with all
// that may be deposited (order 211: 70 sheets of source text) is none.
const bulkFrom = 100

type queuedKey struct{}

// queued marks work that came from the queue, where it may change its lane.
func queued(ctx context.Context) context.Context { return context.WithValue(ctx, queuedKey{}, true) }

// mustYield reports whether the reading of so many pages has to go over to the lane
// of bulk loads.
func mustYield(ctx context.Context, pages int) bool {
	fromQueue, _ := ctx.Value(queuedKey{}).(bool)
	lane, _ := LaneOf(ctx)
	return fromQueue && pages >= bulkFrom && lane < LaneBulk
}
