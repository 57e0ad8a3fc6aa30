package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"

	"vestnik/pipeline"
)

// folder is the output of one run of WriteSite. Files appear by rename; a file
// whose bytes are already there is not touched, and what was made of the same
// input before is not even made. It is safe for concurrent use. Files are not
// synced to disk: the site is derived and can be written again.
type folder struct {
	root     *os.Root
	lock     *os.File
	dirs     *openDirs
	state    []byte // of the former run; nil where none has been
	former   map[string]made
	standing map[string]fileMark    // files of former runs as they stand
	packed   bool                   // files lie packed beside themselves too
	stamp    string                 // of the program and configuration
	consist  map[string]writtenFile // files of former runs that were made in parts by the same

	mu    sync.Mutex
	known map[string]bool // paths that are Vestnik's
	units map[string]made // of this run
	kept  map[string]bool // paths of this run
	log   *os.File        // takes the claims; nil until the first
	temps atomic.Int64
	bytes int64
}

// openFolder opens or makes dir. A folder that holds anything that Vestnik did
// not write is refused as Exists: it would be dangerous to clear it away and
// wrong to publish it.
func openFolder(dir, stamp string, packed bool) (*folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, unwritable(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, unwritable(dir, err)
	}
	f := &folder{
		root: root, dirs: newOpenDirs(root), former: make(map[string]made), standing: make(map[string]fileMark),
		stamp: stamp, packed: packed, consist: make(map[string]writtenFile),
		known: make(map[string]bool), units: make(map[string]made), kept: make(map[string]bool),
	}
	if err := f.open(dir); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

// open learns what former runs left.
func (f *folder) open(dir string) error {
	var err error
	if f.lock, err = lockFolder(f.root); err != nil {
		return err
	}
	if err := f.readState(dir); err != nil {
		return err
	}
	if err := f.look(dir); err != nil || f.state != nil {
		return err
	}
	return f.openLog() // so that whatever a cut-short run leaves is known for ours
}

// unit makes the files of a key, unless they stand as they were left by a run
// that made them of the same input. An empty input is never the same.
func (f *folder) unit(key, input string, write func(*unit) error) error {
	if former, ok := f.former[key]; ok && input != "" && former.input == input && f.intact(former.files) {
		return f.keep(key, former)
	}
	u := &unit{folder: f}
	err := write(u)
	if err == nil {
		err = u.settle()
	}
	if err != nil {
		return errors.Join(err, u.abandon())
	}
	return f.keep(key, made{input, u.files})
}

func (f *folder) intact(files []writtenFile) bool {
	for _, file := range files {
		if mark, ok := f.standing[file.path]; !ok || mark != file.mark {
			return false
		}
	}
	return true
}

// keep notes the files of a unit as made. Two units with one address would
// overwrite each other in whatever order they come: a defect.
func (f *folder) keep(key string, unit made) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, file := range unit.files {
		if f.kept[file.path] {
			return &pipeline.Error{Op: "write site", Doc: file.path, Kind: pipeline.Internal, Err: errors.New("two pages have one address")}
		}
		f.kept[file.path] = true
		f.bytes += file.mark.size
	}
	f.units[key] = unit
	return nil
}

// finish removes what former runs wrote and this one did not, with the folders
// that this empties, and then writes the list of files. State moves last.
func (f *folder) finish() error {
	emptied := make(map[string]bool)
	for _, name := range slices.Sorted(maps.Keys(f.known)) {
		if f.kept[name] {
			continue
		}
		if err := f.remove(name); err != nil {
			return unwritable(name, err)
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			emptied[dir] = true
		}
	}
	if err := f.removeEmpty(emptied); err != nil {
		return err
	}
	return f.writeState()
}

// removeEmpty removes those of the folders that are empty, deepest first.
func (f *folder) removeEmpty(dirs map[string]bool) error {
	byDepth := slices.SortedFunc(maps.Keys(dirs), func(a, b string) int {
		return cmp.Or(strings.Count(b, "/")-strings.Count(a, "/"), strings.Compare(a, b))
	})
	for _, dir := range byDepth {
		left, err := fs.ReadDir(f.root.FS(), dir)
		if errors.Is(err, fs.ErrNotExist) || err == nil && len(left) > 0 {
			continue
		}
		if err == nil {
			err = f.root.Remove(filepath.FromSlash(dir))
		}
		if err != nil {
			return unwritable(dir, err)
		}
	}
	return nil
}

// spool opens a file for the run's own use and returns how to do away with it.
func (f *folder) spool() (*os.File, func() error, error) {
	const name = tempPrefix + "spool"
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_RDWR|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, nil, unwritable(name, err)
	}
	return file, func() error { return errors.Join(file.Close(), f.root.Remove(name)) }, nil
}

func (f *folder) close() error {
	err := f.dirs.close()
	for _, file := range []*os.File{f.log, f.lock} {
		if file != nil {
			err = errors.Join(err, file.Close())
		}
	}
	return errors.Join(err, f.root.Close())
}

// unwritable tells that a file cannot be written, and what to do about it.
func unwritable(name string, err error) error {
	advice := "Не удаётся записать файлы сайта. Проверьте, что папка доступна для записи и на диске есть место."
	if errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) {
		advice = "На диске кончилось место. Что было опубликовано, цело: новые страницы становятся на место только целиком. Освободите место и запустите публикацию ещё раз."
	}
	return &pipeline.Error{Op: "write site", Doc: name, Kind: pipeline.Unavailable, Err: err, Advice: advice}
}
