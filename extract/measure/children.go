package main

import (
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
	ran     map[string]int // by job or tool
	endings map[sandbox.Ending]int
	longest time.Duration // wall time of one
	cpu     time.Duration // of the one that took most
	memory  int64         // most resident of one, in bytes
}

func newTally() tally {
	return tally{ran: map[string]int{}, endings: map[sandbox.Ending]int{}}
}

// add puts in what another tally holds.
func (t *tally) add(o tally) {
	for name, n := range o.ran {
		t.ran[name] += n
	}
	for ending, n := range o.endings {
		t.endings[ending] += n
	}
	t.longest, t.cpu, t.memory = max(t.longest, o.longest), max(t.cpu, o.cpu), max(t.memory, o.memory)
}

// observe takes what one child did.
func (c *children) observe(o sandbox.Outcome) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one := tally{ran: map[string]int{o.Name: 1}, endings: map[sandbox.Ending]int{o.Ending: 1}, longest: o.Wall, cpu: o.CPU, memory: o.MaxRSS}
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
