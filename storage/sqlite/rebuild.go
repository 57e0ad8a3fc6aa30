package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"vestnik/pipeline"
)

// readPage is how many rows a walk reads at a time.
const readPage = 500

// versioned is a projection that tells when its rows for the same events have
// changed; without it only a change of its views is seen.
type versioned interface{ Version() string }

// fingerprint identifies a set of projections. The order counts: a projection
// may read what those before it wrote.
func fingerprint(ps []pipeline.Projection) string {
	type part struct {
		Views   []string
		Version string
	}
	parts := make([]part, len(ps))
	for i, p := range ps {
		parts[i].Views = p.Views()
		if v, ok := p.(versioned); ok {
			parts[i].Version = v.Version()
		}
	}
	encoded, err := json.Marshal(parts)
	if err != nil {
		panic(err) // strings always marshal
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])
}

func ownersOf(ps []pipeline.Projection) (map[string]int, error) {
	owners := make(map[string]int)
	for i, p := range ps {
		for _, view := range p.Views() {
			if _, taken := owners[view]; taken || view == "" {
				return nil, &pipeline.Error{
					Op: "open journal", Doc: view, Kind: pipeline.Invalid,
					Err: errors.New("a view needs a name and exactly one projection that writes it"),
				}
			}
			owners[view] = i
		}
	}
	return owners, nil
}

// Rebuild implements [pipeline.Journal]. Readers see the old views until it is done.
func (db *DB) Rebuild(ctx context.Context) error {
	return db.write(ctx, "rebuild views", db.path, func(tx *sql.Tx) error {
		for _, table := range []string{liveViews.tags, liveViews.docs} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
				return err
			}
		}
		if err := db.replay(ctx, tx, liveViews); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE journal_head SET projections = $1 WHERE id = 1`, db.finger)
		return err
	})
}

// replay projects every event of the journal into the tables.
func (db *DB) replay(ctx context.Context, tx *sql.Tx, t viewTables) error {
	views := newViewStore(tx, t)
	for after := int64(0); ; {
		page, err := eventsAfter(ctx, tx, after, readPage)
		if err != nil {
			return err
		}
		for _, e := range page {
			if err := db.project(ctx, views, e); err != nil {
				return err
			}
			after = e.Position
		}
		if len(page) < readPage {
			return nil
		}
	}
}

// refreshViews rebuilds the views when other projections made them.
func (db *DB) refreshViews(ctx context.Context) error {
	var finger string
	var head int64
	err := db.reader.QueryRowContext(ctx, `SELECT projections, position FROM journal_head WHERE id = 1`).Scan(&finger, &head)
	if err != nil || finger == db.finger {
		return err
	}
	if finger == "" {
		return db.Rebuild(ctx) // a new file
	}
	working, got, err := tryLock(db.runLockPath())
	if err != nil {
		return err
	}
	if !got {
		return &pipeline.Error{
			Op: "rebuild views", Doc: db.path, Kind: pipeline.Unavailable,
			Err:    fmt.Errorf("a process with other projections is working on the journal"),
			Advice: "С журналом работает другая версия программы. Остановите её и повторите.",
		}
	}
	defer working.release() //nolint:errcheck // closing a lock file loses nothing
	db.opts.Logger.Info("projections changed, rebuilding views", "events", head)
	return db.Rebuild(ctx)
}
