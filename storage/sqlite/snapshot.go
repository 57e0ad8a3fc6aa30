package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	"vestnik/pipeline"
)

// Snapshot writes a consistent copy of the whole database to path while others
// read and write: one ordinary SQLite file, durable when Snapshot returns and
// visible whole or not at all. Sessions are left out: whoever gets hold of a
// backup must not be signed in by it. So are addresses that nobody has confirmed:
// they were promised to be gone in two days. An existing path is an Exists error.
func (db *DB) Snapshot(ctx context.Context, path string) error {
	return fault(ctx, "snapshot journal", path, db.snapshot(ctx, path))
}

func (db *DB) snapshot(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &pipeline.Error{Op: "snapshot journal", Doc: path, Kind: pipeline.Exists,
			Advice: "Файл с таким именем уже есть. Укажите другое имя."}
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".snapshot-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	part := filepath.Join(dir, "journal")
	if err := db.vacuumInto(ctx, part); err != nil {
		return err
	}
	if err := forgetPassing(ctx, part); err != nil {
		return err
	}
	if err := errors.Join(os.Chmod(part, 0o600), syncFile(part)); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil { // not Link: backup media may lack hard links
		return err
	}
	return syncFile(filepath.Dir(path))
}

// vacuumInto uses a connection of its own: the readers' refuse to write anything,
// and the writer's must not be held up.
func (db *DB) vacuumInto(ctx context.Context, path string) (err error) {
	source, err := sql.Open("sqlite", dsn(db.path, "deferred"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	_, err = source.ExecContext(ctx, `VACUUM INTO $1`, path) // SQLite: pg_dump elsewhere
	return err
}

// forgetPassing overwrites in a copy what is not meant to last.
func forgetPassing(ctx context.Context, path string) (err error) {
	copied, err := sql.Open("sqlite", dsn(path, "immediate", "secure_delete(1)"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	_, err = copied.ExecContext(ctx, `DELETE FROM sessions; DELETE FROM subscriptions WHERE confirmed_at = 0`)
	return err
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
