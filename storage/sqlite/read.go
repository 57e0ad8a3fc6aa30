package sqlite

import (
	"context"
	"database/sql"
	"math"
	"strings"

	"vestnik/pipeline"
)

const eventColumns = `position, stream, seq, type, at, actor, data, hash, prev`

// Stream implements [pipeline.Journal].
func (db *DB) Stream(ctx context.Context, stream string, after int) ([]pipeline.Event, error) {
	events, err := queryEvents(ctx, db.reader,
		`SELECT `+eventColumns+` FROM events WHERE stream = $1 AND seq > $2 ORDER BY seq`, stream, after)
	return events, fault(ctx, "read stream", stream, err)
}

// Events implements [pipeline.Journal]. A limit of 0 or less is no limit.
func (db *DB) Events(ctx context.Context, after int64, limit int) ([]pipeline.Event, error) {
	events, err := eventsAfter(ctx, db.reader, after, limit)
	return events, fault(ctx, "read events", "", err)
}

// Head returns the position of the newest event, 0 when there is none.
func (db *DB) Head(ctx context.Context) (int64, error) {
	var head int64
	err := db.reader.QueryRowContext(ctx, `SELECT position FROM journal_head WHERE id = 1`).Scan(&head)
	return head, fault(ctx, "read journal head", "", err)
}

// Streams calls fn for every stream with the prefix, in byte order, with its
// number of events. An error of fn ends the walk and is returned.
func (db *DB) Streams(ctx context.Context, prefix string, fn func(stream string, length int) error) error {
	after := ""
	for {
		page, err := db.streamPage(ctx, prefix, after)
		if err != nil {
			return fault(ctx, "list streams", prefix, err)
		}
		for _, s := range page {
			if !strings.HasPrefix(s.stream, prefix) {
				return nil
			}
			if err := fn(s.stream, s.length); err != nil {
				return err
			}
			after = s.stream
		}
		if len(page) < readPage {
			return nil
		}
	}
}

type streamLength struct {
	stream string
	length int
}

// streamPage reads whole pages before fn is called, so that fn may use the
// database without holding a connection twice.
func (db *DB) streamPage(ctx context.Context, prefix, after string) ([]streamLength, error) {
	rows, err := db.reader.QueryContext(ctx,
		`SELECT stream, MAX(seq) FROM events WHERE stream >= $1 AND stream > $2
		 GROUP BY stream ORDER BY stream LIMIT $3`, prefix, after, readPage)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(s *streamLength) []any { return []any{&s.stream, &s.length} })
}

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func eventsAfter(ctx context.Context, q querier, after int64, limit int) ([]pipeline.Event, error) {
	return queryEvents(ctx, q,
		`SELECT `+eventColumns+` FROM events WHERE position > $1 ORDER BY position LIMIT $2`, after, limitOf(limit))
}

// limitOf returns the LIMIT that stands for n, where 0 or less is all.
func limitOf(n int) int {
	if n <= 0 {
		return math.MaxInt32
	}
	return n
}

func queryEvents(ctx context.Context, q querier, query string, args ...any) ([]pipeline.Event, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var events []pipeline.Event
	for rows.Next() {
		var e pipeline.Event
		var at, data string
		if err := rows.Scan(&e.Position, &e.Stream, &e.Seq, &e.Type, &at, &e.Actor, &data, &e.Hash, &e.Prev); err != nil {
			return nil, err
		}
		e.Data = []byte(data)
		if e.At, err = parseInstant(at); err != nil {
			return nil, &pipeline.Error{Op: "read event", Doc: e.Stream, Kind: pipeline.Corrupt, Err: err, Advice: adviceDamaged}
		}
		events = append(events, e)
	}
	return events, rows.Err()
}

// collect scans every row into a T and closes rows.
func collect[T any](rows *sql.Rows, fields func(*T) []any) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		var t T
		if err := rows.Scan(fields(&t)...); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}
