package inbox

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"

	"vestnik/pipeline"
)

// folder is the watched folder during one sweep.
type folder struct {
	*Watcher
	root *os.Root
}

// sweepFolder looks once at the folder and takes what is complete.
func (w *Watcher) sweepFolder(ctx context.Context) (int, error) {
	if w.cfg.Dir == "" {
		return 0, nil
	}
	root, err := openFolder(w.cfg.Dir)
	if err != nil {
		return 0, folderFault(w.cfg.Dir, err)
	}
	defer root.Close()
	f := folder{w, root}
	entries, err := f.entries(".")
	if err != nil {
		return 0, folderFault(w.cfg.Dir, err)
	}
	taken := 0
	for _, e := range entries {
		if ctx.Err() != nil {
			return taken, ctx.Err()
		}
		d, ok := f.complete(e)
		if !ok {
			continue
		}
		switch done, err := f.deliver(ctx, d); {
		case err != nil:
			return taken, err
		case done:
			taken++
		}
	}
	return taken, nil
}

func openFolder(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	return os.OpenRoot(dir)
}

func folderFault(dir string, err error) error {
	return &pipeline.Error{
		Op: "look into inbox folder", Doc: dir, Kind: pipeline.Unavailable, Err: err,
		Advice: "Папка приёма недоступна. Сообщите администратору; файлы в ней не пропадут.",
	}
}

// complete returns the drop that e is, if it is one and complete.
func (f folder) complete(e fs.DirEntry) (drop, bool) {
	name := e.Name()
	if hidden(name) || e.IsDir() && f.apart(name) {
		return drop{}, false
	}
	d, err := f.look(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return drop{}, false // gone since the folder was read
	case err != nil:
		f.complain(name, "it cannot be looked at: "+err.Error())
		return drop{}, false
	case len(d.files) == 0 && !d.coming:
		return drop{}, false // an empty folder, a link, a device
	}
	still := f.settling.still("folder/"+name, d.print, f.cfg.Uptime())
	switch {
	case d.coming:
		if still >= f.cfg.Settle {
			f.complain(name, "it has the name of an unfinished upload")
		}
		return drop{}, false // its renaming is an event, and changes how it looks
	case still < f.cfg.Settle, f.beingWritten(d):
		f.waiting = true
		return drop{}, false
	}
	return d, true
}

// beingWritten reports whether somebody has a file of d open for writing.
func (f folder) beingWritten(d drop) bool {
	for _, file := range d.files {
		if openForWriting(f.root, path.Join(d.name, file.path)) {
			return true
		}
	}
	return false
}

// complain logs once that something is left lying, and why.
func (f folder) complain(name, why string) {
	if f.once(name + "\x00" + why) {
		f.log.Warn("something in the inbox folder is left", "source", f.source(name), "reason", why)
	}
}

// deliver hands a drop over and clears it away. It reports whether it was
// received, and an error when the sweep is of no more use.
func (f folder) deliver(ctx context.Context, d drop) (bool, error) {
	err := f.cfg.Receive(ctx, f.arrival(d))
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	switch judge(err) {
	case take:
		f.clear(d, ".taken", nil)
		return true, nil
	case refuse:
		f.clear(d, ".refused", err)
		return false, nil
	case stop:
		return false, err
	}
	f.log.Warn("a filing was not received; it is tried again", "source", f.source(d.name), "reason", err.Error())
	return false, nil
}
