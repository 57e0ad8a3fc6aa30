package pipeline

import (
	"sync"
	"time"
)

// Progress is how far the reading of a case's current document is.
type Progress struct {
	Document string        `json:"document"`
	Done     int           `json:"done"`  // pages
	Pages    int           `json:"pages"` // in all
	Started  time.Time     `json:"started"`
	Rate     float64       `json:"rate"`      // pages a second, since the start of this run
	Left     time.Duration `json:"remaining"` // at that rate; 0 while unknown
}

// progressBoard keeps the progress of what runs in this process. It is comfort,
// not truth: the truth is which pages are kept.
type progressBoard struct {
	mu   sync.Mutex
	rows map[CaseID]*progressRow
}

type progressRow struct {
	Progress
	kept int // pages that were there before this run
}

func newProgressBoard() *progressBoard { return &progressBoard{rows: map[CaseID]*progressRow{}} }

func (b *progressBoard) start(id CaseID, document string, pages, kept int, now time.Time) (done func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows[id] = &progressRow{Progress: Progress{Document: document, Done: kept, Pages: pages, Started: now}, kept: kept}
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.rows, id)
	}
}

func (b *progressBoard) step(id CaseID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r := b.rows[id]; r != nil {
		r.Done++
	}
}

// Progress tells how far the reading of a case is, and whether it is being read
// in this process at all.
func (o *Office) Progress(id CaseID) (Progress, bool) {
	o.progress.mu.Lock()
	defer o.progress.mu.Unlock()
	r, ok := o.progress.rows[id]
	if !ok {
		return Progress{}, false
	}
	p := r.Progress
	if elapsed := o.clock().Sub(p.Started).Seconds(); elapsed > 0 && p.Done > r.kept {
		p.Rate = float64(p.Done-r.kept) / elapsed
		p.Left = time.Duration(float64(p.Pages-p.Done) / p.Rate * float64(time.Second))
	}
	return p, true
}
