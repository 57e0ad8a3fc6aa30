package storagetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"vestnik/pipeline"
)

func concurrencyTests() []journalTest {
	return []journalTest{
		{name: "appenders at once leave no gap and lose nothing", projections: []pipeline.Projection{tally{"counts"}}, run: concurrentAppends},
		{name: "of many who expect the same length one wins", run: concurrentConflict},
		{name: "a reader that follows positions sees every event once", run: concurrentFollower},
	}
}

func concurrentAppends(t *testing.T, b Backend) {
	const appenders, each = 8, 25
	var wg sync.WaitGroup
	for i := range appenders {
		wg.Go(func() {
			for range each {
				_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{
					onto(fmt.Sprintf("case/%d", i), pipeline.AnyLength, "a"), onto("shared", pipeline.AnyLength, "b"),
				}})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	events := allEvents(t, b.Journal)
	if len(events) != appenders*each*2 {
		t.Errorf("%d events, want %d", len(events), appenders*each*2)
	}
	lengths := make(map[string]int)
	for i, e := range events {
		lengths[e.Stream]++
		if e.Position != int64(i+1) || e.Seq != lengths[e.Stream] {
			t.Fatalf("event %d: position %d, %s#%d", i+1, e.Position, e.Stream, e.Seq)
		}
	}
	d, err := b.Views.Doc(t.Context(), "counts", "shared")
	if err != nil || string(d.Body) != fmt.Sprint(appenders*each) {
		t.Errorf("view counted %s, %v", d.Body, err)
	}
}

func concurrentConflict(t *testing.T, b Backend) {
	const contenders = 8
	for round := range 10 {
		var won atomic.Int32
		var wg sync.WaitGroup
		for range contenders {
			wg.Go(func() {
				_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{onto("case/1", round, "a")}})
				switch {
				case err == nil:
					won.Add(1)
				case !errors.Is(err, pipeline.Exists):
					t.Errorf("loser got %v", err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Errorf("round %d: %d winners", round, won.Load())
		}
	}
	wantStream(t, b.Journal, "case/1", 10)
}

func concurrentFollower(t *testing.T, b Backend) {
	const appenders, each = 4, 50
	var wg sync.WaitGroup
	for i := range appenders {
		wg.Go(func() {
			for range each {
				_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{
					onto(fmt.Sprintf("case/%d", i), pipeline.AnyLength, "a", "b"),
				}})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for last := int64(0); last < appenders*each*2; {
		events, err := b.Journal.Events(t.Context(), last, 7)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if e.Position != last+1 {
				t.Fatalf("position %d follows %d", e.Position, last)
			}
			last = e.Position
		}
		if t.Failed() {
			break
		}
	}
	wg.Wait()
}
