package publish

import (
	"container/list"
	"errors"
	"io/fs"
	"os"
	"path"
	"sync"
)

// dirsKept bounds the folders that stand open while nobody writes into them.
const dirsKept = 128

// openDirs keeps folders of the site open: a file is then opened and renamed by its
// name alone, where its path would be walked anew from the root each time, one
// system call for each part of it. It is safe for concurrent use.
type openDirs struct {
	root  *os.Root
	mu    sync.Mutex
	open  map[string]*openDir
	idle  *list.List      // of *openDir nobody uses, the longest unused first
	stand map[string]bool // folders known to be there
}

// openDir is a folder that stands open.
type openDir struct {
	*os.Root
	path string
	used int           // by how many
	idle *list.Element // its place among the unused
}

func newOpenDirs(root *os.Root) *openDirs {
	return &openDirs{root: root, open: make(map[string]*openDir), idle: list.New(), stand: map[string]bool{".": true}}
}

// use opens a folder, making it where it is missing, and calls fn with it.
func (d *openDirs) use(dir string, fn func(*os.Root) error) error {
	opened, err := d.take(dir)
	if err != nil {
		return err
	}
	return errors.Join(fn(opened.Root), d.giveBack(opened))
}

func (d *openDirs) take(dir string) (*openDir, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.takeLocked(dir)
}

func (d *openDirs) takeLocked(dir string) (*openDir, error) {
	if opened, ok := d.open[dir]; ok {
		if opened.used == 0 {
			d.idle.Remove(opened.idle)
		}
		opened.used++
		return opened, nil
	}
	root, err := d.openLocked(dir)
	if err != nil {
		return nil, err
	}
	opened := &openDir{Root: root, path: dir, used: 1}
	d.open[dir] = opened
	return opened, nil
}

// openLocked opens a folder from the one it lies in.
func (d *openDirs) openLocked(dir string) (*os.Root, error) {
	if dir == "." {
		return d.root.OpenRoot(".")
	}
	parent, err := d.takeLocked(path.Dir(dir))
	if err != nil {
		return nil, err
	}
	name := path.Base(dir)
	if !d.stand[dir] {
		if err = parent.Mkdir(name, 0o755); errors.Is(err, fs.ErrExist) {
			err = nil
		}
	}
	var root *os.Root
	if err == nil {
		root, err = parent.OpenRoot(name)
	}
	if err = errors.Join(err, d.giveBackLocked(parent)); err != nil {
		return nil, err
	}
	d.stand[dir] = true
	return root, nil
}

func (d *openDirs) giveBack(opened *openDir) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.giveBackLocked(opened)
}

// giveBackLocked closes the folder that was unused longest when there are too many.
func (d *openDirs) giveBackLocked(opened *openDir) error {
	if opened.used--; opened.used > 0 {
		return nil
	}
	opened.idle = d.idle.PushBack(opened)
	if d.idle.Len() <= dirsKept {
		return nil
	}
	oldest := d.idle.Remove(d.idle.Front()).(*openDir)
	delete(d.open, oldest.path)
	return oldest.Close()
}

// close closes all folders but the root; nobody may use any.
func (d *openDirs) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var errs []error
	for _, opened := range d.open {
		errs = append(errs, opened.Close())
	}
	clear(d.open)
	d.idle.Init()
	return errors.Join(errs...)
}
