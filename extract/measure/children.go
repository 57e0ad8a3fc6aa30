package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"vestnik/extract/sandbox"
)

// children keeps what the sandbox's children did since it was last asked. It is
// safe for concurrent use, as what tells it is.
type children struct {
	mu   sync.Mutex
	did  tally
	told func(sandbox.Outcome) // besides; nil for nobody
}

// tally is what some children did.
type tally struct {
	by      map[string]use // by job or tool
	endings map[sandbox.Ending]int
	longest time.Duration // wall time of one
	cpu     time.Duration // of the one that took most
	memory  int64         // most resident of one, in bytes
}

// use is what the children of one job or tool took together.
type use struct {
	times int
	cpu   time.Duration
}

func newTally() tally {
	return tally{by: map[string]use{}, endings: map[sandbox.Ending]int{}}
}

// add puts in what another tally holds.
func (t *tally) add(o tally) {
	for name, u := range o.by {
		t.by[name] = use{t.by[name].times + u.times, t.by[name].cpu + u.cpu}
	}
	for ending, n := range o.endings {
		t.endings[ending] += n
	}
	t.longest, t.cpu, t.memory = max(t.longest, o.longest), max(t.cpu, o.cpu), max(t.memory, o.memory)
}

// spent is the CPU time of all.
func (t tally) spent() (sum time.Duration) {
	for _, u := range t.by {
		sum += u.cpu
	}
	return sum
}

// shares says what the jobs and tools took, the dearest first, by so many pages.
func (t tally) shares(pages int) string {
	names := slices.SortedFunc(maps.Keys(t.by), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.by[b].cpu, t.by[a].cpu), cmp.Compare(a, b))
	})
	parts := make([]string, len(names))
	for i, name := range names {
		each := float64(t.by[name].cpu) / float64(time.Millisecond) / float64(max(1, pages))
		parts[i] = fmt.Sprintf("%s %.1f ms", name, each)
	}
	return strings.Join(parts, ", ")
}

// observe takes what one child did.
func (c *children) observe(o sandbox.Outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := tally{by: map[string]use{o.Name: {1, o.CPU}}, endings: map[sandbox.Ending]int{o.Ending: 1}, longest: o.Wall, cpu: o.CPU, memory: o.MaxRSS}
	c.did.add(one)
	if c.told != nil {
		c.told(o)
	}
}

// since returns what the children did since it was last called.
func (c *children) since() tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	did := c.did
	c.did = newTally()
	return did
}

// tell has a function told of each child from now on; nil for nobody.
func (c *children) tell(f func(sandbox.Outcome)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told = f
}
