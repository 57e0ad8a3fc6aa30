package extract

import "sync"

// turnCache remembers how pages had to be turned, so that their pictures show
// them as they were read. Bounded; what is forgotten is found out again.
type turnCache struct {
	mu    sync.Mutex
	turns map[pageKey]int
}

// pageKey names a page of a file on this machine.
type pageKey struct {
	device, inode uint64
	modified      int64
	size          int64
	page          int
}

const maxTurns = 10_000

func (c *turnCache) put(k pageKey, turn int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.turns == nil || len(c.turns) >= maxTurns {
		c.turns = map[pageKey]int{}
	}
	c.turns[k] = turn
}

func (c *turnCache) get(k pageKey) (int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.turns[k]
	return t, ok
}
