package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"vestnik/pipeline"
)

// Verify checks the file's structure, walks every stream and compares the views
// with what the events make of them, all on one state of the database and
// without holding up writers. Each thing found wrong is reported in one English
// line; it returns how many events it walked. An error means that the check
// itself could not be done.
func (db *DB) Verify(ctx context.Context, report func(problem string)) (events int, err error) {
	// The views to compare with are temporary tables, which a read-only
	// connection could not have.
	source, err := sql.Open("sqlite", dsn(db.path, "deferred"))
	if err != nil {
		return 0, fault(ctx, "verify journal", db.path, err)
	}
	source.SetMaxOpenConns(1) // temporary tables belong to a connection
	defer func() { err = errors.Join(err, source.Close()) }()
	err = transact(ctx, source, "verify journal", db.path, func(tx *sql.Tx) error {
		v := verifier{db: db, tx: tx, report: report}
		for _, check := range []func(context.Context) error{v.structure, v.streams, v.positions, v.views} {
			if err := check(ctx); err != nil {
				return err
			}
		}
		events = v.events
		return nil
	})
	return events, err
}

type verifier struct {
	db     *DB
	tx     *sql.Tx
	report func(problem string)
	events int
}

func (v *verifier) problemf(format string, args ...any) { v.report(fmt.Sprintf(format, args...)) }

// structure asks the database whether its own pages and indexes are sound.
func (v *verifier) structure(ctx context.Context) error {
	rows, err := v.tx.QueryContext(ctx, `PRAGMA integrity_check`) // SQLite: amcheck elsewhere
	if err != nil {
		return err
	}
	lines, err := collect(rows, func(s *string) []any { return []any{s} })
	if err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			v.problemf("database file: %s", line)
		}
	}
	return nil
}

// streams recomputes the chain of every stream, in order of stream and number.
func (v *verifier) streams(ctx context.Context) error {
	var last pipeline.Event
	for {
		page, err := queryEvents(ctx, v.tx,
			`SELECT `+eventColumns+` FROM events WHERE (stream, seq) > ($1, $2) ORDER BY stream, seq LIMIT $3`,
			last.Stream, last.Seq, readPage)
		if err != nil {
			return err
		}
		for _, e := range page {
			if e.Stream != last.Stream {
				last = pipeline.Event{}
			}
			v.link(last, e)
			last = e
			v.events++
		}
		if len(page) < readPage {
			return nil
		}
	}
}

// link checks one event against the one before it in its stream.
func (v *verifier) link(last, e pipeline.Event) {
	if e.Seq != last.Seq+1 {
		v.problemf("%s: event %d follows event %d", e.Stream, e.Seq, last.Seq)
	}
	if e.Prev != last.Hash {
		v.problemf("%s#%d: does not name the hash of the event before", e.Stream, e.Seq)
	}
	if e.Hash != e.ChainHash() {
		v.problemf("%s#%d: altered, its hash is another", e.Stream, e.Seq)
	}
	if !json.Valid(e.Data) {
		v.problemf("%s#%d: data is not JSON", e.Stream, e.Seq)
	}
}

// positions looks for gaps in the whole journal's numbering.
func (v *verifier) positions(ctx context.Context) error {
	var head, last int64
	err := v.tx.QueryRowContext(ctx,
		`SELECT position, (SELECT COALESCE(MAX(position), 0) FROM events) FROM journal_head WHERE id = 1`).
		Scan(&head, &last)
	if err != nil {
		return err
	}
	if last != head {
		v.problemf("journal: the last event is %d, but %d were appended", last, head)
	}
	rows, err := v.tx.QueryContext(ctx,
		`SELECT e.position FROM events e WHERE e.position > 1
		 AND NOT EXISTS (SELECT 1 FROM events b WHERE b.position = e.position - 1) ORDER BY e.position`)
	if err != nil {
		return err
	}
	gaps, err := collect(rows, func(p *int64) []any { return []any{p} })
	for _, p := range gaps {
		v.problemf("journal: no event before position %d", p)
	}
	return err
}
