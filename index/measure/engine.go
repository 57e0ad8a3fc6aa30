package main

import (
	"context"
	"io/fs"
	"path/filepath"
	"syscall"
	"time"

	"vestnik/index/measure/archive"
)

// engine is a search engine under measurement. It is built once, then asked.
type engine interface {
	name() string
	// build indexes every entry and waits until it can be found.
	build(ctx context.Context, source archive.Source) error
	// size is what the index takes on disk, in bytes.
	size() (int64, error)
	// ask returns the numbers of the first hits, and false when the engine has no
	// such kind of question.
	ask(ctx context.Context, q question) (numbers []string, can bool, err error)
	// cpu is the processor time that the engine has used so far. Engines within
	// this process share one clock, so only differences while one works mean much.
	cpu() (time.Duration, error)
	close() error
}

// page is how many hits every engine returns.
const page = 20

// ownCPU is the processor time of this process.
func ownCPU() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}

// inProcess is the part that engines within this process have in common.
type inProcess struct{ dir string }

func (p inProcess) cpu() (time.Duration, error) { return ownCPU() }

func (p inProcess) size() (int64, error) { return bytesUnder(p.dir) }

// bytesUnder adds up the sizes of the files in a folder.
func bytesUnder(dir string) (int64, error) {
	var sum int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	return sum, err
}
