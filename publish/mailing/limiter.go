package mailing

import (
	"sync"
	"time"

	"vestnik/pipeline"
)

// limiter lets each party do something so many times within a while. It remembers
// in memory, and only for that while.
type limiter struct {
	most  int
	per   time.Duration
	clock pipeline.Clock

	mu   sync.Mutex
	done map[string][]time.Time // by party, oldest first
}

// parties is of how many a limiter knows at once. When all are busy, somebody new
// has to wait: under a flood that is what it is for.
const parties = 10_000

func newLimiter(most int, per time.Duration, clock pipeline.Clock) *limiter {
	return &limiter{most: most, per: per, clock: clock, done: make(map[string][]time.Time)}
}

// allow reports whether the party may do it once more, and counts it.
func (l *limiter) allow(party string) bool {
	now := l.clock()
	l.mu.Lock()
	defer l.mu.Unlock()
	recent := l.recent(party, now)
	if len(recent) >= l.most {
		return false
	}
	if len(recent) == 0 && len(l.done) >= parties {
		for other := range l.done {
			l.recent(other, now)
		}
		if len(l.done) >= parties {
			return false
		}
	}
	l.done[party] = append(recent, now)
	return true
}

// recent forgets what a party did long ago, and returns the rest.
func (l *limiter) recent(party string, now time.Time) []time.Time {
	times := l.done[party]
	for len(times) > 0 && now.Sub(times[0]) >= l.per {
		times = times[1:]
	}
	if len(times) == 0 {
		delete(l.done, party)
		return nil
	}
	l.done[party] = times
	return times
}
