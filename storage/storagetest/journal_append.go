package storagetest

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"vestnik/pipeline"
)

func appendTests() []journalTest {
	return []journalTest{
		{name: "an empty journal has no events and no streams", run: journalEmpty},
		{name: "events come back exactly as they were appended", run: journalRoundTrip},
		{name: "each event is chained to the one before in its stream", run: journalChain},
		{name: "sequence numbers and positions count from 1 without gaps", run: journalNumbers},
		{name: "reading resumes after a position and stops at a limit", run: journalPaging},
		{name: "a stream of another length is a conflict and nothing happens", run: journalConflict},
		{name: "any length may be asked for", run: journalAnyLength},
		{name: "a conflict on one of several streams undoes all of them", run: journalSeveralStreams},
		{name: "a stream without events states only what it must be", run: journalStatement},
		{name: "a stream named twice continues itself", run: journalSameStreamTwice},
		{name: "what cannot be stored is invalid", run: journalInvalid},
		{name: "a cancelled append leaves nothing behind", run: journalCancelled},
		{name: "a failing projection undoes the batch", projections: []pipeline.Projection{failOn("bad")}, run: journalProjectionFails},
		{name: "changing what was returned changes nothing that is stored", run: journalImmutable},
	}
}

func journalEmpty(t *testing.T, b Backend) {
	if events := allEvents(t, b.Journal); len(events) != 0 {
		t.Errorf("%d events", len(events))
	}
	wantStream(t, b.Journal, "case/none", 0)
	if events, err := b.Journal.Append(t.Context(), pipeline.Batch{}); err != nil || len(events) != 0 {
		t.Errorf("empty batch: %v, %v", events, err)
	}
}

func journalRoundTrip(t *testing.T, b Backend) {
	data := map[string]any{"название": "Программа <«Ёж»> & C++\x00\u2028", "n": math.Pi, "nothing": nil}
	for name, at := range map[string]time.Time{
		"offset and nanoseconds":   noon,
		"UTC":                      noon.UTC(),
		"before the epoch":         time.Date(1894, 5, 6, 7, 8, 9, 0, time.UTC),
		"offset of Moscow in 1900": time.Date(1900, 1, 1, 0, 0, 0, 0, time.FixedZone("MMT", 2*3600+30*60+17)),
		"local":                    time.Date(2026, 7, 1, 0, 0, 0, 0, time.Local),
	} {
		stream := "case/" + name
		appended := mustAppend(t, b.Journal, pipeline.StreamAppend{Stream: stream, Events: []pipeline.NewEvent{
			{Type: "получено", At: at, Actor: "иванова", Data: data},
		}})
		read := wantStream(t, b.Journal, stream, 1)
		if got, want := marshal(t, read), marshal(t, appended); got != want {
			t.Errorf("%s: read\n%s\nappended\n%s", name, got, want)
		}
		if !read[0].At.Equal(at) {
			t.Errorf("%s: instant %v, want %v", name, read[0].At, at)
		}
		if _, want := at.Zone(); want%60 == 0 {
			if _, got := read[0].At.Zone(); got != want {
				t.Errorf("%s: offset %d, want %d", name, got, want)
			}
		}
		if want := marshal(t, data); string(read[0].Data) != want {
			t.Errorf("%s: data %s, want %s", name, read[0].Data, want)
		}
	}
}

func journalChain(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a", "b"), onto("case/2", 0, "c"))
	mustAppend(t, b.Journal, onto("case/1", 2, "d"))
	prev := ""
	for _, e := range wantStream(t, b.Journal, "case/1", 3) {
		if e.Prev != prev {
			t.Errorf("event %d: prev %q, want %q", e.Seq, e.Prev, prev)
		}
		if e.Hash == "" || e.Hash != e.ChainHash() {
			t.Errorf("event %d: hash %q, want %q", e.Seq, e.Hash, e.ChainHash())
		}
		prev = e.Hash
	}
}

func journalNumbers(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a"), onto("case/2", 0, "b", "c"))
	_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{onto("case/1", 0, "lost")}})
	wantErrorOf(t, err, pipeline.Exists)
	mustAppend(t, b.Journal, onto("case/1", 1, "d"))

	want := []struct {
		stream string
		seq    int
		what   string
	}{{"case/1", 1, "a"}, {"case/2", 1, "b"}, {"case/2", 2, "c"}, {"case/1", 2, "d"}}
	events := allEvents(t, b.Journal)
	if len(events) != len(want) {
		t.Fatalf("%d events, want %d", len(events), len(want))
	}
	for i, e := range events {
		if e.Position != int64(i+1) || e.Stream != want[i].stream || e.Seq != want[i].seq || what(e) != want[i].what {
			t.Errorf("event %d: position %d, %s#%d %q", i+1, e.Position, e.Stream, e.Seq, what(e))
		}
	}
}

func journalPaging(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a", "b", "c", "d", "e"))
	for _, c := range []struct {
		after int64
		limit int
		want  string
	}{{0, 2, "ab"}, {2, 2, "cd"}, {4, 2, "e"}, {5, 2, ""}, {99, 1, ""}} {
		events, err := b.Journal.Events(t.Context(), c.after, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		if got := joined(events); got != c.want {
			t.Errorf("after %d, at most %d: %q, want %q", c.after, c.limit, got, c.want)
		}
	}
	events, err := b.Journal.Stream(t.Context(), "case/1", 3)
	if err != nil || joined(events) != "de" {
		t.Errorf("stream after 3: %q, %v", joined(events), err)
	}
}

func journalConflict(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a"))
	for _, expect := range []int{0, 2, 7} {
		_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{onto("case/1", expect, "x")}})
		wantErrorOf(t, err, pipeline.Exists)
	}
	wantStream(t, b.Journal, "case/1", 1)
}

func journalAnyLength(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", pipeline.AnyLength, "a"))
	mustAppend(t, b.Journal, onto("case/1", pipeline.AnyLength, "b"))
	if got := joined(wantStream(t, b.Journal, "case/1", 2)); got != "ab" {
		t.Errorf("stream %q", got)
	}
}

func journalSeveralStreams(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a"))
	_, err := b.Journal.Append(t.Context(), pipeline.Batch{
		Streams: []pipeline.StreamAppend{onto("case/2", 0, "b"), onto("register/programs", 0, "c"), onto("case/1", 0, "d")},
		Jobs:    []pipeline.Job{{Stage: "extract", Case: "1", Lane: pipeline.LaneInbox}},
	})
	wantErrorOf(t, err, pipeline.Exists)
	if got := joined(allEvents(t, b.Journal)); got != "a" {
		t.Errorf("journal holds %q", got)
	}
	wantNoJobs(t, b.Queue)
}

func journalStatement(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("register/programs", 0, "a"))
	mustAppend(t, b.Journal, onto("case/1", 0, "b"), onto("register/programs", 1))
	_, err := b.Journal.Append(t.Context(), pipeline.Batch{
		Streams: []pipeline.StreamAppend{onto("case/1", 1, "c"), onto("register/programs", 0)},
	})
	wantErrorOf(t, err, pipeline.Exists)
	if got := joined(allEvents(t, b.Journal)); got != "ab" {
		t.Errorf("journal holds %q", got)
	}
}

func journalSameStreamTwice(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a"), onto("case/1", 1, "b"), onto("case/1", pipeline.AnyLength, "c"))
	if got := joined(wantStream(t, b.Journal, "case/1", 3)); got != "abc" {
		t.Errorf("stream %q", got)
	}
}

func journalInvalid(t *testing.T, b Backend) {
	good := newEvent("a")
	with := func(change func(*pipeline.NewEvent)) pipeline.StreamAppend {
		e := good
		change(&e)
		return pipeline.StreamAppend{Stream: "case/1", Events: []pipeline.NewEvent{e}}
	}
	for name, s := range map[string]pipeline.StreamAppend{
		"no stream":          {Events: []pipeline.NewEvent{good}},
		"NUL in stream":      {Stream: "case/\x00", Events: []pipeline.NewEvent{good}},
		"stream not UTF-8":   {Stream: "case/\xff", Events: []pipeline.NewEvent{good}},
		"negative length":    {Stream: "case/1", Expect: -2, Events: []pipeline.NewEvent{good}},
		"no type":            with(func(e *pipeline.NewEvent) { e.Type = "" }),
		"no actor":           with(func(e *pipeline.NewEvent) { e.Actor = "" }),
		"year beyond format": with(func(e *pipeline.NewEvent) { e.At = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC) }),
		"data not JSON":      with(func(e *pipeline.NewEvent) { e.Data = func() {} }),
		"data broken JSON":   with(func(e *pipeline.NewEvent) { e.Data = json.RawMessage(`{"a":`) }),
	} {
		_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{s}})
		if !errors.Is(err, pipeline.Invalid) {
			t.Errorf("%s: error %v, want kind invalid", name, err)
		}
	}
	for _, j := range []pipeline.Job{{Case: "1", Lane: 1}, {Stage: "read", Lane: 1}, {Stage: "read", Case: "1"}, {Stage: "read", Case: "1", Lane: 5}} {
		_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{onto("case/1", 0, "a")}, Jobs: []pipeline.Job{j}})
		if !errors.Is(err, pipeline.Invalid) {
			t.Errorf("job %+v: error %v, want kind invalid", j, err)
		}
	}
	if n := len(allEvents(t, b.Journal)); n != 0 {
		t.Errorf("%d events stored", n)
	}
}

func journalCancelled(t *testing.T, b Backend) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := b.Journal.Append(ctx, pipeline.Batch{Streams: []pipeline.StreamAppend{onto("case/1", 0, "a")}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("append: %v", err)
	}
	if _, err := b.Journal.Events(ctx, 0, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("events: %v", err)
	}
	if err := b.Journal.Rebuild(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("rebuild: %v", err)
	}
	mustAppend(t, b.Journal, onto("case/1", 0, "b"))
	if got := joined(allEvents(t, b.Journal)); got != "b" {
		t.Errorf("journal holds %q", got)
	}
}

// failOn writes a row for each event, and fails on the one that says what.
func failOn(bad string) pipeline.Projection {
	return projection{views: []string{"seen"}, project: func(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
		if err := w.PutDoc(ctx, pipeline.Doc{View: "seen", Key: what(e)}); err != nil {
			return err
		}
		if what(e) == bad {
			return &pipeline.Error{Op: "project", Kind: pipeline.Unsupported}
		}
		return nil
	}}
}

func journalProjectionFails(t *testing.T, b Backend) {
	_, err := b.Journal.Append(t.Context(), pipeline.Batch{
		Streams: []pipeline.StreamAppend{onto("case/1", 0, "good", "bad")},
		Jobs:    []pipeline.Job{{Stage: "extract", Case: "1", Lane: pipeline.LaneInbox}},
	})
	wantErrorOf(t, err, pipeline.Unsupported)
	if n := len(allEvents(t, b.Journal)); n != 0 {
		t.Errorf("%d events stored", n)
	}
	if _, n, err := b.Views.Docs(t.Context(), pipeline.ViewQuery{View: "seen"}); err != nil || n != 0 {
		t.Errorf("%d rows stored, %v", n, err)
	}
	wantNoJobs(t, b.Queue)
	mustAppend(t, b.Journal, onto("case/1", 0, "good"))
}

func journalImmutable(t *testing.T, b Backend) {
	for _, events := range [][]pipeline.Event{mustAppend(t, b.Journal, onto("case/1", 0, "a")), allEvents(t, b.Journal)} {
		copy(events[0].Data, "XXXXXXXX")
		events[0].Hash = "forged"
	}
	e := wantStream(t, b.Journal, "case/1", 1)[0]
	if what(e) != "a" || e.Hash != e.ChainHash() {
		t.Errorf("stored event became %s", e.Data)
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// joined strings together what the events say.
func joined(events []pipeline.Event) string {
	s := ""
	for _, e := range events {
		s += what(e)
	}
	return s
}
