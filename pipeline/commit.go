package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"vestnik/pipeline/regulation"
)

// errOvertaken marks the journal's answer that somebody else was quicker. An
// Exists from any other port is something else and must not be taken for it.
var errOvertaken = errors.New("overtaken")

// commit appends a batch that was decided on what was read before. The cases that
// look to one that it touched are to be looked at anew.
func (o *Office) commit(ctx context.Context, b Batch) ([]Event, error) {
	events, err := o.journal.Append(ctx, b)
	if errors.Is(err, Exists) {
		return nil, fmt.Errorf("%w: %w", errOvertaken, err)
	}
	if err == nil {
		o.wakeLinked(ctx, b)
	}
	return events, err
}

// retryConflict runs fn again while somebody else was quicker, a bounded number
// of times: each try reads anew and decides anew.
func retryConflict(ctx context.Context, fn func() error) error {
	const tries = 50
	var err error
	for range tries {
		if err = fn(); !errors.Is(err, errOvertaken) {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return &Error{Op: "append to journal", Kind: Transient, Err: err,
		Advice: "С делом одновременно работает кто-то ещё. Повторите действие."}
}

// append adds events to a case as it was read, and a job if one is named.
func (o *Office) append(ctx context.Context, c *CaseFile, j Job, events ...NewEvent) error {
	b := Batch{Streams: []StreamAppend{{Stream: c.ID.Stream(), Expect: c.Version, Events: events}}}
	if j.Case != "" {
		b.Jobs = []Job{j}
	}
	_, err := o.commit(ctx, b)
	return err
}

// byMachine is something that no person did, now.
func (o *Office) byMachine(t EventType, data any) NewEvent {
	return NewEvent{Type: t, At: o.now(), Actor: Machine, Data: data}
}

// withCheck follows events by a new check, when they change what the pack finds;
// all are to be committed together, so that nobody decides on findings that no
// longer hold. A case that was never checked waits for its stage.
func (o *Office) withCheck(ctx context.Context, c *CaseFile, pack *regulation.Pack, events ...NewEvent) ([]NewEvent, error) {
	if c.CheckedAt == 0 {
		return events, nil
	}
	after, err := c.after(events...)
	if err != nil {
		return nil, err
	}
	rc, err := o.engineCase(ctx, after, pack)
	if err != nil {
		return nil, err
	}
	findings := o.engine.Check(pack, rc)
	same, err := equalJSON(findings, c.Findings)
	if err != nil || same && after.CheckedAt >= after.FactsAt {
		return events, err
	}
	last := events[len(events)-1]
	return append(events, NewEvent{Type: EvChecked, At: last.At, Actor: Machine, Data: Checked{Findings: findings}}), nil
}

// after returns the case as the events will leave it.
func (c *CaseFile) after(events ...NewEvent) (*CaseFile, error) {
	row, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	var after CaseFile
	if err := json.Unmarshal(row, &after); err != nil {
		return nil, err
	}
	for _, e := range events {
		data, err := json.Marshal(e.Data)
		if err != nil {
			return nil, err
		}
		if err := after.Apply(Event{Stream: c.ID.Stream(), Seq: after.Version + 1, Type: e.Type, At: e.At, Actor: e.Actor, Data: data}); err != nil {
			return nil, err
		}
	}
	return &after, nil
}

func equalJSON(a, b any) (bool, error) {
	left, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	right, err := json.Marshal(b)
	return bytes.Equal(left, right), err
}
