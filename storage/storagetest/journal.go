package storagetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"vestnik/pipeline"
)

// Backend is a journal with its views and its queue, which share one store.
type Backend struct {
	Journal pipeline.Journal
	Views   pipeline.Views
	Queue   pipeline.Queue
}

// Journal runs the conformance suite of pipeline.Journal, pipeline.Views and
// pipeline.Queue. open returns a fresh, empty backend with the projections, which
// it closes when the test ends; its queue must run two jobs at once in the shared
// lanes.
func Journal(t *testing.T, open func(t *testing.T, p ...pipeline.Projection) Backend) {
	suites := []struct {
		name  string
		tests []journalTest
	}{
		{"append", appendTests()},
		{"concurrency", concurrencyTests()},
		{"views", viewTests()},
		{"rebuild", rebuildTests()},
		{"queue", queueTests()},
		{"queue failures", queueFailureTests()},
	}
	for _, s := range suites {
		t.Run(s.name, func(t *testing.T) {
			for _, test := range s.tests {
				t.Run(test.name, func(t *testing.T) {
					test.run(t, open(t, test.projections...))
				})
			}
		})
	}
}

// journalTest is one stated behaviour, tried on a fresh backend.
type journalTest struct {
	name        string
	projections []pipeline.Projection
	run         func(t *testing.T, b Backend)
}

// happened is an event of the tests' own making.
type happened struct {
	What string `json:"what"`
	N    int    `json:"n,omitempty"`
}

const evHappened pipeline.EventType = "happened"

// noon is an instant with an offset and nanoseconds, which both must survive.
var noon = time.Date(2026, 3, 5, 12, 0, 0, 123456789, time.FixedZone("", 3*60*60))

func newEvent(what string) pipeline.NewEvent {
	return pipeline.NewEvent{Type: evHappened, At: noon, Actor: "ivanova", Data: happened{What: what}}
}

func onto(stream string, expect int, what ...string) pipeline.StreamAppend {
	s := pipeline.StreamAppend{Stream: stream, Expect: expect}
	for _, w := range what {
		s.Events = append(s.Events, newEvent(w))
	}
	return s
}

func mustAppend(t *testing.T, j pipeline.Journal, streams ...pipeline.StreamAppend) []pipeline.Event {
	t.Helper()
	events, err := j.Append(t.Context(), pipeline.Batch{Streams: streams})
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return events
}

func allEvents(t *testing.T, j pipeline.Journal) []pipeline.Event {
	t.Helper()
	events, err := j.Events(t.Context(), 0, 1_000_000)
	if err != nil {
		t.Fatalf("read events: %v", err)
	}
	return events
}

func wantStream(t *testing.T, j pipeline.Journal, stream string, length int) []pipeline.Event {
	t.Helper()
	events, err := j.Stream(t.Context(), stream, 0)
	if err != nil {
		t.Fatalf("read %s: %v", stream, err)
	}
	if len(events) != length {
		t.Fatalf("%s has %d events, want %d", stream, len(events), length)
	}
	return events
}

func wantErrorOf(t *testing.T, err error, kind pipeline.Kind) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got error %v (kind %s), want kind %s", err, pipeline.KindOf(err), kind)
	}
	var e *pipeline.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is not a *pipeline.Error", err)
	}
}

// tally is a projection that counts the events of each stream, reading what it
// wrote before, and tags each row by whether the count is even.
type tally struct{ view string }

func (p tally) Views() []string { return []string{p.view} }

func (p tally) Project(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
	var n int
	switch d, err := w.Doc(ctx, p.view, e.Stream); {
	case err == nil:
		if err := json.Unmarshal(d.Body, &n); err != nil {
			return err
		}
	case !errors.Is(err, pipeline.NotExist):
		return err
	}
	n++
	tags := []string{"all", "odd"}
	if n%2 == 0 {
		tags = []string{"even", "all"}
	}
	return w.PutDoc(ctx, pipeline.Doc{
		View: p.view, Key: e.Stream, Sort: fmt.Sprintf("%06d", n), Tags: tags, Body: fmt.Appendf(nil, "%d", n),
	})
}

// projection is a projection made of a function.
type projection struct {
	views   []string
	project func(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error
}

func (p projection) Views() []string { return p.views }

func (p projection) Project(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
	return p.project(ctx, w, e)
}

// what returns the What of a test event.
func what(e pipeline.Event) string {
	var h happened
	if err := json.Unmarshal(e.Data, &h); err != nil {
		return "undecodable: " + err.Error()
	}
	return h.What
}
