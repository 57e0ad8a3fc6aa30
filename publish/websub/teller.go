// Package websub tells WebSub hubs which feeds have changed, so that they fetch
// them and pass them on at once (W3C WebSub §5 leaves the way of telling to the
// hub; this is the one of PubSubHubbub 0.4 §7.1, which all public hubs take).
//
// What was told is remembered in memory alone: a process that starts tells of every
// series once, which a hub answers by comparing, and so nothing is lost by a stop.
// Where no hub is configured there is nothing to run.
package websub

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"vestnik/pipeline"
)

// Config says who is told of what.
type Config struct {
	Hubs      []string // absolute addresses
	Catalogue pipeline.Catalogue
	// Topics are the addresses of the feeds that an issue of a series changes.
	Topics func(series string) []string
	Client *http.Client // nil: one that waits ten seconds
	Clock  pipeline.Clock
	Logger *slog.Logger
}

// Waits between attempts to tell a hub of a feed: the first, doubled up to the most.
const (
	firstWait = 30 * time.Second
	mostWait  = time.Hour
)

// errand is a feed that a hub is yet to be told of.
type errand struct{ hub, topic string }

// attempt is when an errand is run next, and how long to wait after it fails.
type attempt struct {
	due  time.Time
	wait time.Duration
}

// Teller tells hubs. Its methods are for one goroutine.
type Teller struct {
	Config
	seen    map[string]string // what each series consisted of when it was last looked at
	pending map[errand]attempt
	order   []errand // of pending, as it arose
}

// New returns a teller that has told nothing yet.
func New(config Config) *Teller {
	if config.Client == nil {
		config.Client = &http.Client{Timeout: 10 * time.Second}
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	return &Teller{Config: config, seen: make(map[string]string), pending: make(map[errand]attempt)}
}

// Look notices which series have other issues than before, and runs the errands
// that are due. What fails for the moment is tried again at a later look.
func (t *Teller) Look(ctx context.Context) error {
	if len(t.Hubs) == 0 {
		return nil
	}
	if err := t.notice(ctx); err != nil {
		return err
	}
	now := t.Clock()
	order := t.order
	t.order = nil
	for i, e := range order {
		if ctx.Err() != nil {
			t.order = append(t.order, order[i:]...)
			return ctx.Err()
		}
		if t.pending[e].due.After(now) || !t.run(ctx, e, now) {
			t.order = append(t.order, e)
		}
	}
	return nil
}

// notice makes errands of the series that changed.
func (t *Teller) notice(ctx context.Context) error {
	issues, err := t.Catalogue.Issues(ctx, "")
	if err != nil {
		return err
	}
	now := make(map[string]string)
	var series []string
	for _, issue := range issues {
		if issue.Date.IsZero() {
			continue // not closed
		}
		if now[issue.Series] == "" {
			series = append(series, issue.Series)
		}
		now[issue.Series] += issue.Key() + " " + issue.Date.String()
		if issue.Manifest != nil {
			now[issue.Series] += " " + string(issue.Manifest.SHA256)
		}
		now[issue.Series] += "\n"
	}
	for _, id := range series {
		if t.seen[id] == now[id] {
			continue
		}
		for _, hub := range t.Hubs {
			for _, topic := range t.Topics(id) {
				t.add(errand{hub, topic})
			}
		}
	}
	t.seen = now
	return nil
}

// add makes an errand due at once, also where it was waiting after a failure.
func (t *Teller) add(e errand) {
	if _, known := t.pending[e]; !known {
		t.order = append(t.order, e)
	}
	t.pending[e] = attempt{wait: firstWait}
}

// run tells a hub of a feed; false when it is to be tried again.
func (t *Teller) run(ctx context.Context, e errand, now time.Time) (done bool) {
	err := post(ctx, t.Client, e)
	if err == nil || !passing(err) {
		if err != nil {
			t.Logger.WarnContext(ctx, "a hub does not take what it is told", "hub", e.hub, "feed", e.topic, "err", err)
		}
		delete(t.pending, e)
		return true
	}
	next := t.pending[e]
	t.Logger.WarnContext(ctx, "a hub was not reached", "hub", e.hub, "feed", e.topic, "again_in", next.wait, "err", err)
	next.due, next.wait = now.Add(next.wait), min(2*next.wait, mostWait)
	t.pending[e] = next
	return false
}
