package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"vestnik/pipeline"
)

// Defaults of [Options].
const (
	DefaultWorkers    = 2
	DefaultJobTimeout = 10 * time.Minute
	DefaultGrace      = 10 * time.Second
	// rescueMargin is how much longer than its time limit a job may be under way
	// before it counts as stuck.
	rescueMargin = time.Minute
)

// Options say how a database is opened. The zero value is usable.
type Options struct {
	// Projections make the views, in this order for each event. Every process
	// that has the file open must give the same.
	Projections []pipeline.Projection
	Logger      *slog.Logger   // default: discards
	Clock       pipeline.Clock // stamps events that come without an instant; default: time.Now
	// Workers is how many jobs run at once, and how many more of LaneDesk may run
	// beside them. Default 2.
	Workers int
	// JobTimeout is how long one job may take before its context is cancelled and
	// it is given up. Default 10 minutes.
	JobTimeout time.Duration
	// RescueAfter is how long a job may be under way before it is taken for
	// abandoned and run anew; longer than JobTimeout. Default JobTimeout and a minute.
	RescueAfter time.Duration
	// Grace is how long jobs under way may go on after the context of Run ended,
	// before their own is cancelled and they are put back. Default 10 seconds.
	Grace time.Duration

	retry retryPolicy // default: defaultRetry
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	o.Workers = cmp.Or(o.Workers, DefaultWorkers)
	o.JobTimeout = cmp.Or(o.JobTimeout, DefaultJobTimeout)
	o.RescueAfter = cmp.Or(o.RescueAfter, o.JobTimeout+rescueMargin)
	o.Grace = cmp.Or(o.Grace, DefaultGrace)
	o.retry = cmp.Or(o.retry, defaultRetry)
	return o
}

func (o Options) validate() error {
	invalid := func(text string) error {
		return &pipeline.Error{Op: "open journal", Kind: pipeline.Invalid, Err: errors.New(text)}
	}
	switch {
	case o.Workers < 0:
		return invalid("negative number of workers")
	case o.JobTimeout < 0 || o.Grace < 0:
		return invalid("negative duration")
	case o.RescueAfter <= o.JobTimeout:
		return invalid("jobs would be rescued while they may still run: RescueAfter must exceed JobTimeout")
	}
	return nil
}

// DB is an open journal with its views, queue and accounts.
type DB struct {
	path     string
	opts     Options
	owners   map[string]int // view → index of the projection that writes it
	finger   string
	writer   *sql.DB // one connection: SQLite has one writer, and here it queues fairly
	reader   *sql.DB
	driver   *riversqlite.Driver
	inserter *river.Client[*sql.Tx] // inserts jobs; never started
	riverLog *slog.Logger
}

var (
	_ pipeline.Journal = (*DB)(nil)
	_ pipeline.Views   = (*DB)(nil)
)

// Open opens the database at path, creating it and its directory on first use
// and bringing its schema up to date.
//
// When the views were made by other projections than opts names (by the views
// they write, their order, and their Version() string where they have that
// method), they are rebuilt before Open returns. That is refused as Unavailable
// while another process works jobs on the file, which would go on writing the
// old views; and a process that still has the file open with the old projections
// can append no more. A file of a newer schema than this program knows is
// Unsupported.
func Open(ctx context.Context, path string, opts Options) (*DB, error) {
	if path == "" {
		return nil, &pipeline.Error{Op: "open journal", Kind: pipeline.Invalid, Err: errors.New("empty path")}
	}
	opts = opts.withDefaults()
	if err := opts.validate(); err != nil {
		return nil, err
	}
	owners, err := ownersOf(opts.Projections)
	if err != nil {
		return nil, err
	}
	db := &DB{
		path: path, opts: opts, owners: owners,
		finger:   fingerprint(opts.Projections),
		riverLog: slog.New(quietHandler{opts.Logger.Handler()}),
	}
	if err := db.open(ctx); err != nil {
		err = fault(ctx, "open journal", path, err)
		if closeErr := db.Close(); closeErr != nil {
			err = errors.Join(err, closeErr)
		}
		return nil, err
	}
	return db, nil
}

func (db *DB) open(ctx context.Context) error {
	if err := createPrivate(db.path); err != nil {
		return err
	}
	opening, err := lock(ctx, db.path+".open.lock")
	if err != nil {
		return err
	}
	defer opening.release() //nolint:errcheck // closing a lock file loses nothing

	if err := db.connect(); err != nil {
		return err
	}
	if err := db.migrate(ctx); err != nil {
		return err
	}
	db.inserter, err = river.NewClient(db.driver, &river.Config{Logger: db.riverLog, FetchCooldown: fetchCooldown})
	if err != nil {
		return err
	}
	return db.refreshViews(ctx)
}

// createPrivate makes the file readable by its owner alone before SQLite would
// make it readable by all; the WAL takes over its mode.
func createPrivate(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (db *DB) connect() error {
	var err error
	if db.writer, err = sql.Open("sqlite", dsn(db.path, "immediate", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)")); err != nil {
		return err
	}
	db.writer.SetMaxOpenConns(1)
	if db.reader, err = sql.Open("sqlite", dsn(db.path, "deferred", "query_only(1)")); err != nil {
		return err
	}
	readers := max(4, 2*runtime.NumCPU())
	db.reader.SetMaxOpenConns(readers)
	db.reader.SetMaxIdleConns(readers)
	db.driver = riversqlite.New(db.writer)
	return nil
}

// dsn names the file as a URI, so that no character of its path is taken for a
// parameter. busy_timeout comes first: the other pragmas may have to wait.
func dsn(path, txlock string, pragmas ...string) string {
	var b strings.Builder
	b.WriteString("file:" + (&url.URL{Path: path}).EscapedPath())
	b.WriteString("?_txlock=" + txlock + "&_pragma=busy_timeout(15000)")
	for _, p := range pragmas {
		b.WriteString("&_pragma=" + p)
	}
	return b.String()
}

// Close closes the database. Run must have returned before.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.reader, db.writer} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// write runs fn in a transaction of the one writer and commits unless fn fails.
func (db *DB) write(ctx context.Context, op, doc string, fn func(tx *sql.Tx) error) error {
	return transact(ctx, db.writer, op, doc, fn)
}

// read runs fn on one consistent state of the database.
func (db *DB) read(ctx context.Context, op, doc string, fn func(tx *sql.Tx) error) error {
	return transact(ctx, db.reader, op, doc, fn)
}

func transact(ctx context.Context, pool *sql.DB, op, doc string, fn func(tx *sql.Tx) error) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return fault(ctx, op, doc, err)
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it does nothing; else the cause is already returned
	if err := fn(tx); err != nil {
		return fault(ctx, op, doc, err)
	}
	return fault(ctx, op, doc, tx.Commit())
}
