// Package inbox notices what was dropped for the office, in a local folder and
// under the inbox/ prefix of the object store, and hands each filing over once it
// is complete.
//
// In the folder a file is one filing, and so is a first-level sub-folder with all
// that is in it; in the object store every object is one. File-system events and
// bucket webhooks are only hints that it is worth looking; what counts is the
// sweep, which compares what lies there with what it saw before. So lost,
// repeated and reordered events change nothing but the moment.
//
// Something is complete when its size and time of change have stood still for
// [Config.Settle], nobody has it open for writing (where the system can tell),
// and its name is none of an unfinished upload: *.part, *.partial, *.tmp,
// *.crdownload, *.download, *.filepart, ~$… or a leading dot. What was received
// is moved to .taken/YYYY-MM-DD in the folder, or deleted under inbox/; what was
// refused is moved to .refused/YYYY-MM-DD with a note in Russian beside it.
// Anything else stays and is tried again at the next sweep.
//
// It refuses to follow symbolic links, which it reports once and leaves, and
// ignores sockets, devices and pipes. It opens no file for writing. A writer who
// keeps a file open over the whole settling time on a file system without leases
// (NFS, SMB), and goes on writing after the file was moved, writes into .taken.
//
// Units: bytes, [time.Duration]. Errors: Invalid for a useless [Config],
// Unavailable when a source or what lies behind Receive cannot be reached;
// cancellation unchanged. A Watcher is safe for concurrent use; several watchers
// on one folder or bucket, in one process or many, do no harm, since Receive is
// idempotent.
package inbox

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"vestnik/pipeline"
)

// Defaults of [Config].
const (
	DefaultSettle = 2 * time.Second
	DefaultEvery  = 30 * time.Second
)

// Prefix begins the keys that are intake, and every [Arrival.Source].
const Prefix = "inbox/"

// Arrival is one complete filing.
type Arrival struct {
	// Source is the filing's stable identity: "inbox/" and its name. Bytes of a
	// local name that are not valid UTF-8, control characters and "%" are written
	// as %XX, so that two names never become one.
	Source string
	// Files are its files, ordered by name, with names fit to be shown. They can
	// be opened until Receive returns. A file that changes while it is read ends
	// in a Transient error.
	Files []pipeline.SubmittedFile
	// ModTime is when the youngest of the files was last changed.
	ModTime time.Time
}

// Config says what a Watcher watches. At least one of Objects and Dir is needed,
// and Receive.
type Config struct {
	Objects pipeline.Objects // nil: no bucket is watched
	Dir     string           // made when absent; empty: no folder is watched

	// Under names the part of the inbox that this watcher takes from, "payments";
	// empty: all of it but what stands Apart. Keys and sources begin with it; Dir is
	// that part's own folder.
	Under string
	// Apart names the first-level folders that other watchers take from.
	Apart []string

	// Receive takes a filing in. It must be idempotent on Source and the files'
	// digests: it is called again when a crash or another watcher comes between
	// it and the clearing away. An Invalid, Unsupported or TooLarge error refuses
	// the filing for good; any other leaves it for the next sweep, and Unavailable
	// ends the sweep, since the rest would fare no better.
	Receive func(ctx context.Context, a Arrival) error

	Settle time.Duration // how long a filing must stand still; 0 is DefaultSettle
	Every  time.Duration // how often to look without a hint; 0 is DefaultEvery

	Clock  pipeline.Clock // the office's time, for the names of folders and notes; nil is the wall clock
	Logger *slog.Logger   // nil is silent

	// Uptime measures settling: the time since any fixed moment. It is apart from
	// Clock, which stands still in a replay while scanners go on writing. Nil is
	// the machine's monotonic clock.
	Uptime func() time.Duration
}

// Watcher watches the inbox.
type Watcher struct {
	cfg   Config
	log   *slog.Logger
	hints chan struct{} // holds at most one: hints are not counted

	sweeping sync.Mutex // guards what follows: one sweep at a time
	settling settling
	reported map[string]bool // what was complained about, so as to say it once
	waiting  bool            // something was seen that is not complete yet
}

// New returns a Watcher. What is wrong with cfg, Run and Sweep say.
func New(cfg Config) *Watcher {
	if cfg.Settle <= 0 {
		cfg.Settle = DefaultSettle
	}
	if cfg.Every <= 0 {
		cfg.Every = DefaultEvery
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Uptime == nil {
		start := time.Now()
		cfg.Uptime = func() time.Duration { return time.Since(start) }
	}
	return &Watcher{
		cfg: cfg, log: cfg.Logger, hints: make(chan struct{}, 1),
		settling: settling{}, reported: map[string]bool{},
	}
}

// Hint says that something may have arrived. It never blocks.
func (w *Watcher) Hint() {
	select {
	case w.hints <- struct{}{}:
	default: // one is waiting already
	}
}

// breath is the least time between two sweeps, so that a stream of hints does
// not keep the machine busy.
const breath = 50 * time.Millisecond

// Run watches until ctx ends, and returns its error. A source that cannot be
// reached is logged and tried again.
func (w *Watcher) Run(ctx context.Context) error {
	if err := w.check(); err != nil {
		return err
	}
	folder := w.notifyFolder(ctx)
	defer folder.close()
	for {
		folder.watch() // anew each time: the folder may have been mounted meanwhile
		n, err := w.Sweep(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			w.log.Warn("the inbox was not swept wholly", "reason", err.Error())
		}
		if n > 0 {
			w.log.Info("filings were taken from the inbox", "count", n)
		}
		if err := w.rest(ctx); err != nil {
			return err
		}
	}
}

// rest waits for a hint or until the next sweep is due.
func (w *Watcher) rest(ctx context.Context) error {
	due := time.NewTimer(w.nextSweep())
	defer due.Stop()
	soonest := time.NewTimer(breath)
	defer soonest.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-soonest.C:
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-w.hints:
	case <-due.C:
	}
	return nil
}

func (w *Watcher) nextSweep() time.Duration {
	w.sweeping.Lock()
	defer w.sweeping.Unlock()
	if w.waiting {
		return min(w.cfg.Settle, w.cfg.Every)
	}
	return w.cfg.Every
}

func (w *Watcher) check() error {
	if w.cfg.Receive == nil || w.cfg.Objects == nil && w.cfg.Dir == "" {
		return &pipeline.Error{Op: "watch inbox", Kind: pipeline.Invalid, Err: errors.New("a receiver and a folder or object store are needed")}
	}
	return nil
}

// Sweep looks once at everything and takes what is complete. It returns how many
// filings were received; what a first sweep sees, only a later one can find
// settled. One source's failure does not keep the other from being swept.
func (w *Watcher) Sweep(ctx context.Context) (int, error) {
	if err := w.check(); err != nil {
		return 0, err
	}
	w.sweeping.Lock()
	defer w.sweeping.Unlock()
	w.waiting = false
	w.settling.begin()
	var taken int
	var faults []error
	for _, sweep := range []func(context.Context) (int, error){w.sweepFolder, w.sweepBucket} {
		n, err := sweep(ctx)
		taken += n
		if ended := ctx.Err(); ended != nil {
			return taken, ended
		}
		if err != nil {
			faults = append(faults, err)
		}
	}
	if len(faults) == 0 {
		w.settling.forgetUnseen()
	}
	return taken, errors.Join(faults...)
}

// outcome is what becomes of a filing after Receive.
type outcome int

const (
	take   outcome = iota // it was received: clear it away
	refuse                // it never will be: put it aside with a note
	leave                 // try again at the next sweep
	stop                  // try nothing else now
)

// judge says what Receive's answer means for the filing.
func judge(err error) outcome {
	if err == nil {
		return take
	}
	switch pipeline.KindOf(err) {
	case pipeline.Invalid, pipeline.Unsupported, pipeline.TooLarge:
		return refuse
	case pipeline.Unavailable:
		return stop
	}
	return leave
}

// once reports whether what is said for the first time.
func (w *Watcher) once(what string) bool {
	if w.reported[what] {
		return false
	}
	w.reported[what] = true
	return true
}
