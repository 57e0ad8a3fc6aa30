package inbox

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// maxName is the longest name of a file on Linux, in bytes.
const maxName = 255

// clear moves a drop that was received or, with the reason, refused out of the
// way. A drop that changed since it was handed over stays, to be taken as what
// it has become. A failure is logged only: the drop is met again, and Receive
// knows it.
func (f folder) clear(d drop, to string, refusal error) {
	if now, err := f.look(d.name); err != nil || now.print != d.print {
		if !errors.Is(err, fs.ErrNotExist) { // else another watcher was quicker
			f.log.Info("a filing changed while it was received; it is taken again", "source", f.source(d.name))
			f.waiting = true
		}
		return
	}
	dir := path.Join(to, f.cfg.Clock().Format("2006-01-02"))
	moved, err := f.moveInto(dir, d.name, refusal)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return // another watcher was quicker
	case err != nil:
		f.complain(d.name, "it cannot be moved to "+dir+": "+err.Error())
		return
	}
	f.backIfChanged(d, moved)
	if refusal != nil {
		f.log.Warn("a filing was refused", "source", f.source(d.name), "moved_to", f.source(moved), "reason", refusal.Error())
	}
}

// moveInto moves a drop under a free name in dir and returns where it is. The
// note of a refusal is written first: a note too many misleads nobody.
func (f folder) moveInto(dir, name string, refusal error) (string, error) {
	if err := f.root.MkdirAll(dir, 0o750); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		free := path.Join(dir, numbered(name, n, maxName-len(noteSuffix)))
		if _, err := f.root.Lstat(free); !errors.Is(err, fs.ErrNotExist) {
			if err != nil {
				return "", err
			}
			continue
		}
		if refusal != nil {
			err := f.writeNote(free+noteSuffix, note(display(name), refusal, f.cfg.Clock()))
			if errors.Is(err, fs.ErrExist) {
				continue
			}
			if err != nil {
				return "", err
			}
		}
		return free, f.root.Rename(name, free)
	}
}

func (f folder) writeNote(name, text string) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

// backIfChanged puts a drop back when somebody changed it between the last look
// and the move: the new content was never received.
func (f folder) backIfChanged(d drop, moved string) {
	now, err := f.look(moved)
	if err != nil || now.print == d.print {
		return
	}
	back := d.name
	for n := 2; ; n++ {
		if _, err := f.root.Lstat(back); errors.Is(err, fs.ErrNotExist) {
			break
		}
		back = numbered(d.name, n, maxName)
	}
	f.waiting = true
	if err := f.root.Rename(moved, back); err != nil {
		f.log.Error("a filing that changed after it was received cannot be put back", "source", f.source(d.name), "moved_to", moved, "reason", err.Error())
	}
}
