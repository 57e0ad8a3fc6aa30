package extract

import "sync"

// book remembers something of files or pages for as long as the process lives.
// Bounded; what is forgotten is found out again.
type book[V any] struct {
	mu   sync.Mutex
	kept map[pageKey]V
}

const maxKept = 10_000

// pageKey names a file on this machine, or a page of it, by what changes when its
// bytes do.
type pageKey struct {
	device, inode uint64
	modified      int64
	size          int64
	page          int // 0 of the file as a whole
}

func (b *book[V]) get(k pageKey) (V, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v, ok := b.kept[k]
	return v, ok
}

func (b *book[V]) put(k pageKey, v V) {
	b.change(k, func(V) V { return v })
}

// change replaces what is kept, or the zero value, by what to makes of it.
func (b *book[V]) change(k pageKey, to func(V) V) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept == nil || len(b.kept) >= maxKept {
		b.kept = map[pageKey]V{}
	}
	b.kept[k] = to(b.kept[k])
}
