package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vestnik/extract"
	"vestnik/extract/form"
	"vestnik/extract/ocr"
	"vestnik/index"
	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/notice"
	"vestnik/storage/fs"
	"vestnik/storage/retry"
	"vestnik/storage/s3"
	"vestnik/storage/sqlite"
)

// house is one opened store with the office that works on it.
type house struct {
	office  *pipeline.Office
	db      *sqlite.DB
	objects pipeline.Objects
	press   *publish.Press
	public  ed25519.PublicKey
	engine  *regulation.Engine
	reader  guarded // nil unless filings will be read
}

// houseOptions say how much of the house a command needs.
type houseOptions struct {
	reading bool   // filings will be read
	workers int    // jobs at once
	baseURL string // of the public site
}

// openHouse opens the store of the settings, creating it on first use.
func (a *app) openHouse(ctx context.Context, opts houseOptions) (*house, error) {
	if err := os.MkdirAll(a.settings.data, 0o700); err != nil {
		return nil, &pipeline.Error{Op: "open data directory", Doc: a.settings.data, Kind: pipeline.Unavailable, Err: err}
	}
	engine, err := a.newEngine(workday.Production())
	if err != nil {
		return nil, err
	}
	objects, err := a.openObjects(ctx)
	if err != nil {
		return nil, err
	}
	db, err := sqlite.Open(ctx, a.settings.journalPath(), sqlite.Options{
		Projections: pipeline.Projections(engine), Logger: a.log, Clock: a.clock(), Workers: opts.workers,
	})
	if err != nil {
		return nil, err
	}
	h := &house{db: db, objects: objects, engine: engine}
	if err := a.furnish(h, opts); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return h, nil
}

// furnish adds the press, the key, the readers and the office itself.
func (a *app) furnish(h *house, opts houseOptions) error {
	key, err := loadKey(filepath.Join(a.settings.data, "keys", "bulletin.ed25519"))
	if err != nil {
		return err
	}
	h.public = key.Public().(ed25519.PublicKey)
	office, err := a.office()
	if err != nil {
		return err
	}
	forms, err := formsFor(h.engine)
	if err != nil {
		return err
	}
	config := publish.DefaultConfig()
	config.BaseURL, config.Regulations, config.Hubs = orDefault(opts.baseURL, defaultBaseURL), acts{h.engine, forms}, office.Bulletin.Hubs
	config.Figures, config.Blanks = publicFigures{h}, forms
	if config.Paper, err = notice.NewPrinter(notice.Config{Office: config.Office, Registers: config.Registers}); err != nil {
		return err
	}
	if h.press, err = publish.NewPress(config); err != nil {
		return err
	}
	parts := pipeline.Parts{
		Journal: h.db, Views: h.db, Objects: h.objects, Engine: h.engine,
		Press: h.press, Signer: ed25519Signer(key), Clock: a.clock(), Logger: a.log,
		Rules: office.rules(), Lot: pipeline.HashLot(office.SpotChecks.Salt),
	}
	if opts.reading {
		extractor, err := a.newExtractor(pipeline.NewReadings(h.objects))
		if err != nil {
			return err
		}
		parts.Extractor, h.reader = extractor, extractor
		if parts.Recogniser, err = form.New(); err != nil {
			return err
		}
	}
	h.office, err = pipeline.NewOffice(parts)
	return err
}

// publicFigures counts by the office of a house, which is not there yet when the
// press is made.
type publicFigures struct{ house *house }

func (f publicFigures) PublicFigures(ctx context.Context, from, to workday.Date) (pipeline.PublicFigures, error) {
	return f.house.office.PublicFigures(ctx, from, to)
}

// withHouse runs fn on the opened store.
func (a *app) withHouse(ctx context.Context, opts houseOptions, fn func(*house) error) error {
	h, err := a.openHouse(ctx, opts)
	if err != nil {
		return err
	}
	defer h.close()
	return fn(h)
}

// withPerson runs fn on the opened store for the account or role that --as names.
func (a *app) withPerson(ctx context.Context, as string, opts houseOptions, fn func(*house, pipeline.Person) error) error {
	return a.withHouse(ctx, opts, func(h *house) error {
		person, err := h.person(ctx, as)
		if err != nil {
			return err
		}
		return fn(h, person)
	})
}

func (h *house) close() error { return h.db.Close() }

// newEngine loads the packs and settings of the office on a calendar, once.
func (a *app) newEngine(days *workday.Calendar) (*regulation.Engine, error) {
	if a.engine != nil && a.days == days {
		return a.engine, nil
	}
	config, err := a.office()
	if err != nil {
		return nil, err
	}
	a.days = days
	a.engine, err = config.engine(days)
	return a.engine, err
}

// newExtractor returns what reads files; a cache keeps what OCR read, nil keeps
// nothing.
func (a *app) newExtractor(cache ocr.Cache) (*extract.Extractor, error) {
	return extract.New(extract.Config{Logger: a.log, Cache: cache})
}

// retryPolicy rides out a restart of the object server of about a minute.
var retryPolicy = retry.Policy{Attempts: 8, First: 200 * time.Millisecond, Max: 15 * time.Second, Jitter: mathrand.Float64}

// openObjects opens the object store of --objects; S3 gets retries.
func (a *app) openObjects(ctx context.Context) (pipeline.Objects, error) {
	if strings.HasPrefix(a.settings.objects, "s3://") {
		config, err := s3.ParseURL(a.settings.objects, a.env)
		if err != nil {
			return nil, usageError{err}
		}
		store, err := s3.Open(ctx, config)
		if err != nil {
			return nil, err
		}
		return retry.Wrap(store, retryPolicy, retry.Sleep), nil
	}
	return fs.Open(a.settings.objectsDir())
}

// indexOptions are how this office's index is made.
func (a *app) indexOptions(h *house) index.Options {
	return index.Options{Series: seriesTitles(h.press.Config()), Logger: a.log}
}

// openIndex opens the search index and brings it up to the journal's end.
func (a *app) openIndex(ctx context.Context, h *house) (*index.Index, error) {
	ix, err := index.Open(a.settings.indexDir(), a.indexOptions(h))
	if err != nil {
		return nil, err
	}
	if err := ix.Follow(ctx, h.db, h.db); err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

// ed25519Signer signs manifests with the office's key.
type ed25519Signer ed25519.PrivateKey

func (s ed25519Signer) Sign(message []byte) []byte {
	return ed25519.Sign(ed25519.PrivateKey(s), message)
}

func (s ed25519Signer) Public() []byte {
	return ed25519.PrivateKey(s).Public().(ed25519.PublicKey)
}

// loadKey reads the bulletin's signing key, or makes it on first use.
func loadKey(path string) (ed25519.PrivateKey, error) {
	seed, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return makeKey(path)
	}
	if err != nil {
		return nil, &pipeline.Error{Op: "read signing key", Doc: path, Kind: pipeline.Unavailable, Err: err}
	}
	if len(seed) != ed25519.SeedSize {
		return nil, &pipeline.Error{Op: "read signing key", Doc: path, Kind: pipeline.Corrupt, Err: errors.New("not an Ed25519 seed of 32 bytes")}
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// makeKey writes a new seed. Two processes may try at once: the first wins and
// both use its key.
func makeKey(path string) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(rand.Reader, seed); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".key-")
	if err != nil {
		return nil, err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(seed)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	return loadKey(path)
}
