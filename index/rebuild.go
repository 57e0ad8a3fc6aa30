package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"vestnik/pipeline"
)

// Rebuild makes the index in dir anew from the journal's beginning, beside the
// one in use, and puts it in its place when it is whole. An open [Index] of any
// process takes the new one up with its next call; until then it answers from
// the old one. When Rebuild fails or ctx ends, the old one stays and what was
// built goes. A second Rebuild at the same time is refused with Unavailable.
func Rebuild(ctx context.Context, dir string, j pipeline.Journal, v pipeline.Views, opts Options) (err error) {
	opts, err = opts.withDefaults()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return openError(dir, err)
	}
	unlock, err := lockRebuild(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()

	building := filepath.Join(dir, "building")
	g, err := createGeneration(building, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(building)) }()
	if err := errors.Join(followToEnd(ctx, g, j, v, opts), g.close()); err != nil {
		return translate("rebuild index", err)
	}
	return install(dir, building)
}

func followToEnd(ctx context.Context, g *generation, j pipeline.Journal, v pipeline.Views, opts Options) error {
	f := newFollower(g, v, opts)
	for {
		more, err := f.page(ctx, j)
		if err != nil || !more {
			return err
		}
	}
}

// install gives the built index the next free number and names it in CURRENT.
func install(dir, building string) error {
	number, _ := current(dir)
	for n := range generations(dir) {
		number = max(number, n)
	}
	number++
	if err := os.Rename(building, generationPath(dir, number)); err != nil {
		return openError(dir, err)
	}
	return setCurrent(dir, number)
}

// lockRebuild keeps two rebuilds apart, also those of two processes. The kernel
// lets go of the lock when the process dies.
func lockRebuild(dir string) (unlock func() error, err error) {
	f, err := os.OpenFile(filepath.Join(dir, "rebuild.lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, openError(dir, err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return nil, errors.Join(&pipeline.Error{
			Op: "rebuild index", Doc: dir, Kind: pipeline.Unavailable, Err: err,
			Advice: "Поиск уже строится заново. Дождитесь окончания.",
		}, f.Close())
	}
	return f.Close, nil
}
