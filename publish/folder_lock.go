package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"

	"vestnik/pipeline"
)

// lockFolder keeps two runs out of one folder, also those of two processes. It is
// the folder itself that is locked, so that no file of the lock is published; the
// kernel lets go of it when the process dies.
func lockFolder(root *os.Root) (*os.File, error) {
	handle, err := root.Open(".")
	if err != nil {
		return nil, unwritable(root.Name(), err)
	}
	err = unix.Flock(int(handle.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case err == nil:
		return handle, nil
	case errors.Is(err, unix.EWOULDBLOCK):
		err = &pipeline.Error{Op: "lock site folder", Doc: root.Name(), Kind: pipeline.Transient, Err: err,
			Advice: "В эту папку уже пишет сайт другой запуск программы. Дождитесь его окончания и повторите."}
	default:
		err = unwritable(root.Name(), err)
	}
	return nil, errors.Join(err, handle.Close())
}
