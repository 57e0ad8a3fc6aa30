package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"

	"vestnik/pipeline"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the schema up to this version, River's tables included. The
// caller holds the opening lock: neither tool guards SQLite against a second
// process that migrates at the same time.
func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	own, err := goose.NewProvider(goose.DialectSQLite3, db.writer, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if err := refuseNewer(ctx, own); err != nil {
		return err
	}
	if _, err := own.Up(ctx); err != nil {
		return err
	}
	river, err := rivermigrate.New(db.driver, &rivermigrate.Config{Logger: db.riverLog})
	if err != nil {
		return err
	}
	_, err = river.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// refuseNewer refuses a file that a newer program has migrated: this one would
// read and write it by rules that no longer hold.
func refuseNewer(ctx context.Context, own *goose.Provider) error {
	current, known, err := own.GetVersions(ctx)
	if err != nil || current <= known {
		return err
	}
	return &pipeline.Error{
		Op: "migrate journal", Kind: pipeline.Unsupported,
		Err:    fmt.Errorf("schema version %d, this program knows %d", current, known),
		Advice: "Данные созданы более новой версией программы. Установите её.",
	}
}
