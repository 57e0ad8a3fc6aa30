package publish

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"vestnik/pipeline"
)

// folder is the output of one run of WriteSite. Files appear by rename; a file
// whose bytes are already there is not touched, and what was made of the same
// input before is not even made. It is safe for concurrent use. Files are not
// synced to disk: the site is derived and can be written again.
type folder struct {
	root     *os.Root
	state    []byte // of the former run; nil where none has been
	former   map[string]made
	standing map[string]fileMark // files of former runs as they stand

	mu    sync.Mutex
	known map[string]bool // paths that are Vestnik's
	units map[string]made // of this run
	kept  map[string]bool // paths of this run
	log   *os.File        // takes the claims; nil until the first
	temps int
	bytes int64
}

// openFolder opens or makes dir. A folder that holds anything that Vestnik did
// not write is refused as Exists: it would be dangerous to clear it away and
// wrong to publish it.
func openFolder(dir string) (*folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, unwritable(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, unwritable(dir, err)
	}
	f := &folder{
		root: root, former: make(map[string]made), standing: make(map[string]fileMark),
		known: make(map[string]bool), units: make(map[string]made), kept: make(map[string]bool),
	}
	if err := f.readState(dir); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if err := f.look(dir); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if f.state == nil { // so that whatever a cut-short run leaves is known for ours
		if err := f.openLog(); err != nil {
			return nil, errors.Join(err, root.Close())
		}
	}
	return f, nil
}

// unit is a set of files that are made together.
type unit struct {
	folder *folder
	files  []writtenFile
}

// unit makes the files of a key, unless they stand as they were left by a run
// that made them of the same input. An empty input is never the same.
func (f *folder) unit(key, input string, write func(*unit) error) error {
	if former, ok := f.former[key]; ok && input != "" && former.input == input && f.intact(former.files) {
		return f.keep(key, former)
	}
	u := &unit{folder: f}
	if err := write(u); err != nil {
		return err
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

// put writes body under name unless it stands there already.
func (u *unit) put(name string, body []byte) error {
	if mark, ok := u.folder.standing[name]; ok && mark.size == int64(len(body)) {
		if old, err := u.folder.root.ReadFile(filepath.FromSlash(name)); err == nil && bytes.Equal(old, body) {
			u.files = append(u.files, writtenFile{name, mark})
			return nil
		}
	}
	return u.replace(name, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// putStream writes what write gives, in however small pieces, under name.
func (u *unit) putStream(name string, write func(io.Writer) error) error {
	return u.replace(name, func(w io.Writer) error {
		buffered := bufio.NewWriterSize(w, 64<<10)
		return errors.Join(write(buffered), buffered.Flush())
	})
}

// replace writes a file beside the one that may stand under name, and puts it in
// its place only where the two differ.
func (u *unit) replace(name string, write func(io.Writer) error) error {
	f := u.folder
	if !fs.ValidPath(name) || name == "." {
		return &pipeline.Error{Op: "write site file", Doc: name, Kind: pipeline.Internal}
	}
	if err := f.claim(name); err != nil {
		return err
	}
	native := filepath.FromSlash(name)
	temp := filepath.Join(filepath.Dir(native), f.tempName())
	standing, stands := f.standing[name]
	written := sha256.New()
	if stands {
		inner := write
		write = func(w io.Writer) error { return inner(io.MultiWriter(w, written)) }
	}
	mark, err := f.writeTemp(temp, write)
	if err == nil && stands && standing.size == mark.size && bytes.Equal(f.digest(native), written.Sum(nil)) {
		u.files = append(u.files, writtenFile{name, standing})
		return f.root.Remove(temp)
	}
	if err == nil {
		err = f.root.Rename(temp, native)
	}
	if err != nil {
		if removal := f.root.Remove(temp); removal != nil && !errors.Is(removal, fs.ErrNotExist) {
			err = errors.Join(err, removal)
		}
		return unwritable(name, err)
	}
	u.files = append(u.files, writtenFile{name, mark})
	return nil
}

func (f *folder) tempName() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.temps++
	return tempPrefix + strconv.Itoa(f.temps)
}

// writeTemp writes a file and returns its mark.
func (f *folder) writeTemp(name string, write func(io.Writer) error) (fileMark, error) {
	const flags = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	file, err := f.root.OpenFile(name, flags, 0o644)
	if errors.Is(err, fs.ErrNotExist) { // mostly the folder is there
		if err = f.root.MkdirAll(filepath.Dir(name), 0o755); err == nil {
			file, err = f.root.OpenFile(name, flags, 0o644)
		}
	}
	if err != nil {
		return fileMark{}, err
	}
	err = write(file)
	info, statErr := file.Stat()
	if err = errors.Join(err, statErr, file.Close()); err != nil {
		return fileMark{}, err
	}
	return markOf(info), nil
}

// digest returns the SHA-256 of a file, or nil when it cannot be read.
func (f *folder) digest(name string) []byte {
	file, err := f.root.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return nil
	}
	return hash.Sum(nil)
}

// finish removes what former runs wrote and this one did not, with the folders
// that this empties, and then writes the list of files. State moves last.
func (f *folder) finish() error {
	emptied := make(map[string]bool)
	for _, name := range slices.Sorted(maps.Keys(f.known)) {
		if f.kept[name] {
			continue
		}
		if err := f.root.Remove(filepath.FromSlash(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
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
	if f.log == nil {
		return f.root.Close()
	}
	return errors.Join(f.log.Close(), f.root.Close())
}

func unwritable(name string, err error) error {
	return &pipeline.Error{Op: "write site", Doc: name, Kind: pipeline.Unavailable, Err: err,
		Advice: "Не удаётся записать файлы сайта. Проверьте, что папка доступна для записи и на диске есть место."}
}
