package index

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	bolt "go.etcd.io/bbolt/errors"

	"vestnik/pipeline"
)

// Options configure an index. The zero value is ready for use.
type Options struct {
	// BatchDocs is how many documents are written at once; default 1000. More is
	// quicker to build and takes more memory.
	BatchDocs int
	// HolderFacetHits is up to how many hits holders and authors are counted,
	// default 20000: there are as many as entries, and the first twenty say little
	// about more hits than that.
	HolderFacetHits int
	// ScoredPostings is how many documents the words of a question may have, added up,
	// for its hits to be ordered by how well they answer; default 4 million. Beyond
	// it, the hits of a question of a few words that stand everywhere come by number.
	ScoredPostings uint64
	// Series are the titles of the bulletin's series by their id; a series without
	// one is called by its id.
	Series map[string]string
	// Logger receives what an operator should know; nil is silence.
	Logger *slog.Logger
}

func (o Options) withDefaults() (Options, error) {
	if o.BatchDocs < 0 || o.HolderFacetHits < 0 {
		return o, &pipeline.Error{Op: "open index", Kind: pipeline.Invalid, Err: errors.New("a negative option")}
	}
	if o.BatchDocs == 0 {
		o.BatchDocs = 1000
	}
	if o.ScoredPostings == 0 {
		o.ScoredPostings = 4_000_000
	}
	if o.HolderFacetHits == 0 {
		o.HolderFacetHits = 20_000
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

// Index is an open search index. It implements [pipeline.Searcher].
type Index struct {
	dir     string
	options Options
	lexis

	following sync.Mutex // one Follow at a time

	mu      sync.RWMutex // held for reading while current is used, for writing while it is replaced
	current *generation  // nil after Close
	named   os.FileInfo  // CURRENT when it was last read; nil is never
}

var (
	_ pipeline.Searcher     = (*Index)(nil)
	_ pipeline.SearchWalker = (*Index)(nil)
)

// Open opens the index in dir, or makes an empty one. An index of an older
// schema is replaced by an empty one, which the next Follow fills. It fails with
// Unavailable when another process has the index open, and with Corrupt when
// its files are damaged; then [Rebuild] makes it anew.
func Open(dir string, opts Options) (*Index, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, openError(dir, err)
	}
	g, err := openCurrent(dir)
	if err != nil {
		return nil, err
	}
	x := &Index{dir: dir, options: opts, lexis: sharedLexis(), current: g}
	x.removeOlder(g.number)
	return x, nil
}

// Close closes the index. A search under way ends first.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.current == nil {
		return nil
	}
	err := x.current.close()
	x.current = nil
	return err
}

// Position returns up to where in the journal the index has followed; 0 is
// nowhere.
func (x *Index) Position() int64 {
	var position int64
	_ = x.use(func(g *generation) error { // a closed index is nowhere
		position = g.position()
		return nil
	})
	return position
}

// Count returns the number of documents, entries and issues together.
func (x *Index) Count() (int, error) {
	var n uint64
	err := x.use(func(g *generation) (err error) {
		n, err = g.bleve.DocCount()
		return err
	})
	return int(n), err
}

// use calls fn with the generation in use, after taking up a newer one if a
// rebuild has put it in place.
func (x *Index) use(fn func(*generation) error) error {
	x.takeUpNewer()
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.current == nil {
		return &pipeline.Error{
			Op: "use index", Doc: x.dir, Kind: pipeline.Unavailable, Err: errors.New("the index is closed"),
			Advice: "Поиск остановлен. Повторите запрос позже.",
		}
	}
	return translate("use index", fn(x.current))
}

// hold returns the generation in use; it stays open until its walks are unlocked
// for reading.
func (x *Index) hold() (held *generation, err error) {
	err = x.use(func(g *generation) error {
		g.walks.RLock()
		held = g
		return nil
	})
	return held, err
}

// takeUpNewer replaces the generation in use when CURRENT names another. If the
// new one does not open, the old one stays: search goes on with what there is.
func (x *Index) takeUpNewer() {
	found, err := os.Stat(filepath.Join(x.dir, currentFile))
	if err != nil {
		return
	}
	x.mu.RLock()
	known := x.named != nil && os.SameFile(x.named, found) && x.named.ModTime().Equal(found.ModTime())
	x.mu.RUnlock()
	if known {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.named = found
	number, _ := current(x.dir)
	if x.current == nil || number <= x.current.number {
		return // somebody was quicker
	}
	next, err := openGeneration(x.dir, number)
	if err != nil {
		x.options.Logger.Error("the rebuilt index does not open", "dir", x.dir, "generation", number, "error", err)
		return
	}
	old := x.current
	x.current = next
	if old.walks.TryLock() {
		old.walks.Unlock()
		x.retire(old)
	} else {
		go x.retire(old) // a walk goes on in it
	}
	x.options.Logger.Info("took up the rebuilt index", "generation", number, "position", next.position())
}

// retire closes a generation that was replaced, after the walks in it, and deletes
// it with those before.
func (x *Index) retire(old *generation) {
	if err := old.close(); err != nil {
		x.options.Logger.Warn("closing the replaced index", "generation", old.number, "error", err)
	}
	x.removeOlder(old.number + 1)
}

// removeOlder deletes generations that were replaced.
func (x *Index) removeOlder(number int) {
	for n := range generations(x.dir) {
		if n < number {
			if err := os.RemoveAll(generationPath(x.dir, n)); err != nil {
				x.options.Logger.Warn("removing a replaced index", "generation", n, "error", err)
			}
		}
	}
}

// translate gives an error of Bleve its kind.
func translate(op string, err error) error {
	var known *pipeline.Error
	switch {
	case err == nil, errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return &pipeline.Error{
		Op: op, Kind: pipeline.Internal, Err: err,
		Advice: "Поиск не смог выполнить запрос. Повторите его; если ошибка повторится, сообщите администратору.",
	}
}

// openError gives an error of opening its kind.
func openError(path string, err error) error {
	e := &pipeline.Error{Op: "open index", Doc: path, Kind: pipeline.Corrupt, Err: err,
		Advice: "Файлы поиска повреждены. Постройте поиск заново командой «vestnik reindex»."}
	switch {
	case errors.Is(err, bolt.ErrTimeout):
		e.Kind = pipeline.Unavailable
		e.Advice = "Поиск занят другим процессом Вестника. Остановите его или обратитесь к нему."
	case errors.Is(err, os.ErrPermission):
		e.Kind = pipeline.Permission
		e.Advice = "Нет прав на папку поиска. Дайте их пользователю, от имени которого работает Вестник."
	}
	return e
}
