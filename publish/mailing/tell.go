package mailing

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"vestnik/pipeline"
)

// tellAll sends what is new to whoever has not been told.
func (d *Deliverer) tellAll(ctx context.Context, v *visit, now time.Time) error {
	position, err := d.Position(ctx)
	if err != nil || position == 0 {
		return err
	}
	look := &look{deliverer: d, news: make(map[stretch]pipeline.News), found: make(map[question]answer)}
	for {
		due, err := d.Store.Due(ctx, now, position, chunk)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, s := range due {
			if err := d.tell(ctx, v, look, s, position, now); err != nil {
				return err
			}
		}
	}
}

// tell sends one reader what was published up to a position, if anything was. A
// letter that was under way when a process died is sent again as it was: up to the
// position that it had.
func (d *Deliverer) tell(ctx context.Context, v *visit, look *look, s pipeline.Subscription, position int64, now time.Time) error {
	resumed := s.Sending > 0
	if s.Sending = cmp.Or(s.Sending, position); s.Sending <= s.SentThrough {
		return d.Store.Told(ctx, s.ID, position)
	}
	found, err := look.at(ctx, s)
	if kind := pipeline.KindOf(err); err != nil && (ctx.Err() != nil || kind.Retryable()) {
		return err
	} else if err != nil { // this one question must not keep the others waiting
		d.Logger.ErrorContext(ctx, "question of a subscription failed", "subscription", s.ID, "err", err)
		return d.Store.Failed(ctx, s.ID, now.Add(wait(s.Failures+1)), false)
	}
	if found.total == 0 {
		return d.Store.Told(ctx, s.ID, s.Sending)
	}
	letter, err := d.Writer.News(s, found.hits, found.total, now)
	if err != nil {
		return err
	}
	if !resumed {
		if err := d.Store.Begin(ctx, s.ID, s.Sending); err != nil {
			return err
		}
	}
	if sent, err := d.send(ctx, v, s, letter, now); err != nil || !sent {
		return err
	}
	return d.Store.Told(ctx, s.ID, s.Sending)
}

// look remembers what it found while one round lasts: many readers follow the same
// question, and nearly all have been told up to the same position.
type look struct {
	deliverer *Deliverer
	news      map[stretch]pipeline.News
	found     map[question]answer
}

type stretch struct{ after, through int64 }

type question struct {
	stretch
	query string
}

type answer struct {
	hits  []pipeline.SearchHit // the first of them
	total int
}

// at returns the new hits of a subscription, as its feed shows them: what was
// published last comes first.
func (l *look) at(ctx context.Context, s pipeline.Subscription) (answer, error) {
	over := stretch{s.SentThrough, s.Sending}
	news, known := l.news[over]
	if !known {
		var err error
		if news, err = l.deliverer.News(ctx, over.after, over.through); err != nil {
			return answer{}, err
		}
		l.news[over] = news
	}
	if len(news.Keys) == 0 {
		return answer{}, nil
	}
	query, err := json.Marshal(s.Query)
	if err != nil {
		return answer{}, &pipeline.Error{Op: "look for news", Doc: s.ID, Kind: pipeline.Internal, Err: err}
	}
	asked := question{over, string(query)}
	found, known := l.found[asked]
	if !known {
		if found, err = l.deliverer.ask(ctx, s.Query, news); err != nil {
			return answer{}, err
		}
		l.found[asked] = found
	}
	return found, nil
}

// ask goes through what the search finds of the days from the earliest issue on,
// and keeps what came out in these issues. What is only like what was asked, which
// the search shows where nothing answers wholly, is no news. A question that the
// search no longer understands finds nothing.
func (d *Deliverer) ask(ctx context.Context, q pipeline.SearchQuery, news pipeline.News) (answer, error) {
	if q.PublishedFrom.Before(news.From) {
		q.PublishedFrom = news.From
	}
	q.Sort = cmp.Or(q.Sort, "published")
	q.Count = []string{}
	first := q
	first.Size, first.Page, first.Bare = 1, 1, true
	result, err := d.Search.Search(ctx, first)
	if errors.Is(err, pipeline.Invalid) || err == nil && result.Widened {
		return answer{}, nil
	}
	if err != nil {
		return answer{}, err
	}
	var found answer
	_, err = d.Search.Walk(ctx, q, func(h pipeline.SearchHit) error {
		if !news.Keys[string(h.Register)+"/"+h.Number] {
			return nil
		}
		if found.total++; found.total <= shown {
			found.hits = append(found.hits, h)
		}
		return nil
	})
	return found, err
}
