package pipeline

import (
	"context"
	"sync"
)

// PublicPosition returns a function that tells how far the journal is in what the
// public may see: its value moves when an issue is closed or a past imported, and
// by nothing else that the office does. Asking costs one look at the journal's
// end. The function is safe for concurrent use.
func (o *Office) PublicPosition() func(ctx context.Context) (int64, error) {
	p := &publicPosition{journal: o.journal}
	return p.now
}

type publicPosition struct {
	journal Journal

	mu      sync.Mutex
	begun   bool
	read    int64 // the last event that was looked at
	changed int64 // the last that changed something public, or where this began
}

func (p *publicPosition) now(ctx context.Context) (int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.begun {
		end, err := endOf(ctx, p.journal)
		if err != nil {
			return 0, err
		}
		p.begun, p.read, p.changed = true, end, end
	}
	const chunk = 500
	for {
		events, err := p.journal.Events(ctx, p.read, chunk)
		if err != nil {
			return 0, err
		}
		for _, e := range events {
			p.read = e.Position
			switch e.Type {
			case EvIssueClosed, EvIssueImported, EvEntriesImported:
				p.changed = e.Position
			}
		}
		if len(events) < chunk {
			return p.changed, nil
		}
	}
}

// endOf finds the position of the last event, 0 for none, by halving: reading a
// journal of years through would take minutes.
func endOf(ctx context.Context, journal Journal) (int64, error) {
	passed := func(position int64) (bool, error) {
		events, err := journal.Events(ctx, position, 1)
		return len(events) == 0, err
	}
	low, high := int64(0), int64(1) // the end lies in [low, high] once high is passed
	for {
		over, err := passed(high)
		if err != nil {
			return 0, err
		}
		if over {
			break
		}
		low, high = high, high*2
	}
	for low < high {
		middle := low + (high-low)/2
		over, err := passed(middle)
		if err != nil {
			return 0, err
		}
		if over {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, nil
}
