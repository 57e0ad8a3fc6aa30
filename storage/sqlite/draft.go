package sqlite

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"vestnik/pipeline"
)

// streamDraft is a StreamAppend checked and marshalled, so that the write lock is
// not held while a caller's MarshalJSON runs.
type streamDraft struct {
	stream string
	expect int
	events []pipeline.Event
}

func (db *DB) draft(b pipeline.Batch) ([]streamDraft, error) {
	drafts := make([]streamDraft, 0, len(b.Streams))
	for _, s := range b.Streams {
		if s.Expect < pipeline.AnyLength {
			return nil, invalidEvent(s.Stream, fmt.Errorf("expected length %d", s.Expect))
		}
		if err := checkText("stream", s.Stream); err != nil {
			return nil, invalidEvent(s.Stream, err)
		}
		d := streamDraft{stream: s.Stream, expect: s.Expect, events: make([]pipeline.Event, 0, len(s.Events))}
		for _, n := range s.Events {
			e, err := db.draftEvent(s.Stream, n)
			if err != nil {
				return nil, invalidEvent(s.Stream, err)
			}
			d.events = append(d.events, e)
		}
		drafts = append(drafts, d)
	}
	return drafts, nil
}

func (db *DB) draftEvent(stream string, n pipeline.NewEvent) (pipeline.Event, error) {
	if err := errors.Join(checkText("event type", string(n.Type)), checkText("actor", n.Actor)); err != nil {
		return pipeline.Event{}, err
	}
	if n.At.IsZero() {
		n.At = db.opts.Clock()
	}
	at, err := normalInstant(n.At)
	if err != nil {
		return pipeline.Event{}, err
	}
	data, err := json.Marshal(n.Data)
	if err != nil {
		return pipeline.Event{}, err
	}
	if !utf8.Valid(data) {
		return pipeline.Event{}, errors.New("data is not valid UTF-8")
	}
	return pipeline.Event{Stream: stream, Type: n.Type, At: at, Actor: n.Actor, Data: data}, nil
}

func invalidEvent(stream string, err error) error {
	return &pipeline.Error{Op: "append events", Doc: stream, Kind: pipeline.Invalid, Err: err}
}

// checkText refuses what a TEXT column of some database would not give back as it was.
func checkText(what, s string) error {
	switch {
	case s == "":
		return fmt.Errorf("empty %s", what)
	case !utf8.ValidString(s):
		return fmt.Errorf("%s is not valid UTF-8", what)
	case strings.ContainsRune(s, 0):
		return fmt.Errorf("%s contains NUL", what)
	}
	return nil
}

// normalInstant returns t as it will read back from the journal, so that a
// projection sees the same event now and at every rebuild.
func normalInstant(t time.Time) (time.Time, error) {
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}, fmt.Errorf("instant in year %d", y)
	}
	if _, offset := t.Zone(); offset%60 != 0 {
		t = t.UTC()
	}
	return parseInstant(formatInstant(t))
}

func formatInstant(t time.Time) string { return t.Format(time.RFC3339Nano) }

// parseInstant reads what formatInstant wrote, giving the same value on a machine
// in any time zone.
func parseInstant(s string) (time.Time, error) {
	t, err := time.ParseInLocation(time.RFC3339Nano, s, time.UTC)
	if err != nil {
		return time.Time{}, err
	}
	_, offset := t.Zone()
	if offset == 0 {
		return t.UTC(), nil
	}
	return t.In(time.FixedZone("", offset)), nil
}
