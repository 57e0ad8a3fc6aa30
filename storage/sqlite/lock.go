package sqlite

import (
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// lockRetry is how often a held lock is tried again.
const lockRetry = 50 * time.Millisecond

// fileLock is an advisory lock between processes. The kernel drops it when its
// holder dies, however it dies, so that no stale lock is ever left.
type fileLock struct{ f *os.File }

// tryLock takes the lock on path, creating the file, or reports that somebody
// else has it.
func tryLock(path string) (*fileLock, bool, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, err
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == nil {
		return &fileLock{f}, true, nil
	}
	closeErr := f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, false, closeErr
	}
	return nil, false, err
}

// lock waits for the lock until ctx ends.
func lock(ctx context.Context, path string) (*fileLock, error) {
	for {
		l, got, err := tryLock(path)
		if got || err != nil {
			return l, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}

// release lets the lock go. The file stays: removing it would let two processes
// lock two different files of one name.
func (l *fileLock) release() error { return l.f.Close() }
