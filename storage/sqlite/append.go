package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"vestnik/pipeline"
)

// Append implements [pipeline.Journal]. Streams of the batch are taken in order;
// a stream that comes twice is expected the second time at the length that the
// first left. A StreamAppend without events only states what the stream must be.
// An event without an instant is stamped by the clock.
func (db *DB) Append(ctx context.Context, b pipeline.Batch) ([]pipeline.Event, error) {
	drafts, err := db.draft(b)
	if err != nil {
		return nil, err
	}
	if err := validateJobs(b.Jobs); err != nil {
		return nil, err
	}
	var events []pipeline.Event
	err = db.write(ctx, "append events", firstStream(b), func(tx *sql.Tx) error {
		events, err = db.appendTx(ctx, tx, drafts)
		if err != nil {
			return err
		}
		return db.insertJobs(ctx, tx, byEvent, b.Jobs)
	})
	if err != nil {
		return nil, err
	}
	return events, nil
}

func firstStream(b pipeline.Batch) string {
	if len(b.Streams) == 0 {
		return ""
	}
	return b.Streams[0].Stream
}

func (db *DB) appendTx(ctx context.Context, tx *sql.Tx, drafts []streamDraft) ([]pipeline.Event, error) {
	events, err := chain(ctx, tx, drafts)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	first, err := db.advance(ctx, tx, len(events))
	if err != nil {
		return nil, err
	}
	views := newViewStore(tx, liveViews)
	for i := range events {
		events[i].Position = first + int64(i)
		if err := insertEvent(ctx, tx, events[i]); err != nil {
			return nil, err
		}
		if err := db.project(ctx, views, events[i]); err != nil {
			return nil, err
		}
	}
	return events, nil
}

// advance takes the next n positions and returns the first of them. From here on
// this transaction is alone in appending.
func (db *DB) advance(ctx context.Context, tx *sql.Tx, n int) (int64, error) {
	var head int64
	var finger string
	err := tx.QueryRowContext(ctx,
		`UPDATE journal_head SET position = position + $1 WHERE id = 1 RETURNING position, projections`, n).
		Scan(&head, &finger)
	if err != nil {
		return 0, err
	}
	if finger != db.finger {
		return 0, &pipeline.Error{
			Op: "append events", Doc: db.path, Kind: pipeline.Unavailable,
			Err:    errors.New("the views were rebuilt by a process with other projections"),
			Advice: "Программа обновлена, а этот её экземпляр ещё старый. Перезапустите его.",
		}
	}
	return head - int64(n) + 1, nil
}

// tip is the end of a stream: how many events it has, and the hash of the last.
type tip struct {
	length int
	hash   string
}

// chain numbers the drafts within their streams and binds each to the event before.
func chain(ctx context.Context, tx *sql.Tx, drafts []streamDraft) ([]pipeline.Event, error) {
	tips := make(map[string]tip, len(drafts))
	var events []pipeline.Event
	for _, d := range drafts {
		t, seen := tips[d.stream]
		if !seen {
			var err error
			if t, err = readTip(ctx, tx, d.stream); err != nil {
				return nil, err
			}
		}
		if d.expect != pipeline.AnyLength && d.expect != t.length {
			return nil, &pipeline.Error{
				Op: "append events", Doc: d.stream, Kind: pipeline.Exists,
				Err:    fmt.Errorf("stream has %d events, expected %d", t.length, d.expect),
				Advice: adviceOvertook,
			}
		}
		for _, e := range d.events {
			e.Seq = t.length + 1
			e.Prev = t.hash
			e.Hash = e.ChainHash()
			t = tip{length: e.Seq, hash: e.Hash}
			events = append(events, e)
		}
		tips[d.stream] = t
	}
	return events, nil
}

func readTip(ctx context.Context, tx *sql.Tx, stream string) (tip, error) {
	var t tip
	err := tx.QueryRowContext(ctx,
		`SELECT seq, hash FROM events WHERE stream = $1 ORDER BY seq DESC LIMIT 1`, stream).
		Scan(&t.length, &t.hash)
	if errors.Is(err, sql.ErrNoRows) {
		return tip{}, nil
	}
	return t, err
}

func insertEvent(ctx context.Context, tx *sql.Tx, e pipeline.Event) error {
	_, err := tx.ExecContext(ctx,
		`INSERT INTO events (position, stream, seq, type, at, actor, data, hash, prev)
		 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		e.Position, e.Stream, e.Seq, string(e.Type), formatInstant(e.At), e.Actor, string(e.Data), e.Hash, e.Prev)
	return err
}
