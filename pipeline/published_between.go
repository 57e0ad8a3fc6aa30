package pipeline

import (
	"context"

	"vestnik/pipeline/workday"
)

// News is what issues closed in a stretch of the journal published.
type News struct {
	// Keys are the entries that came out: "programs/2026610001".
	Keys map[string]bool
	// From is the day of the earliest of these issues; zero where there is none.
	From workday.Date
}

// PublishedBetween returns what came out in issues closed after one position of
// the journal and up to another. Two issues of one day are told apart by it, where
// days of publication could not. Imported issues of the past are no news. It reads
// that stretch of the journal: ask for what came since the last time.
func (o *Office) PublishedBetween(ctx context.Context, after, through int64) (News, error) {
	const chunk = 500
	news := News{Keys: make(map[string]bool)}
	for after < through {
		events, err := o.journal.Events(ctx, after, chunk)
		if err != nil || len(events) == 0 {
			return news, err
		}
		for _, e := range events {
			if after = e.Position; after > through {
				break
			}
			if e.Type != EvIssueClosed {
				continue
			}
			closed, err := decode[IssueClosed](e)
			if err != nil {
				return news, err
			}
			news.add(closed.Issue)
		}
	}
	return news, nil
}

func (n *News) add(issue Issue) {
	for _, e := range issue.Entries {
		n.Keys[e.Key()] = true
	}
	if n.From.IsZero() || issue.Date.Before(n.From) {
		n.From = issue.Date
	}
}
