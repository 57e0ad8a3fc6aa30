package publish

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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

// stateFile lists the files that a folder owes to Vestnik, one path a line after
// a first line that names the format. Paths are added before their files are
// written, so that a run that was cut short leaves nothing that the next one
// takes for somebody else's; the last step of a run writes the list anew, sorted.
const (
	stateFile   = ".vestnik-site"
	stateFormat = "vestnik-site/1"
	tempPrefix  = ".vestnik-tmp-"
)

// folder is the output of one run of WriteSite. Files appear by rename; a file
// whose bytes are already there is not touched. It is safe for concurrent use.
// Files are not synced to disk: the site is derived and can be written again.
type folder struct {
	root *os.Root
	ours bool // a former run has been here

	mu    sync.Mutex
	known map[string]bool // of former runs and of this one
	kept  map[string]bool // of this run
	log   *os.File
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
	f := &folder{root: root, known: make(map[string]bool), kept: make(map[string]bool)}
	if err := f.begin(dir); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return f, nil
}

func (f *folder) begin(dir string) error {
	if err := f.readState(dir); err != nil {
		return err
	}
	if err := f.refuseForeign(dir); err != nil {
		return err
	}
	log, err := f.root.OpenFile(stateFile, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return unwritable(dir, err)
	}
	f.log = log
	info, err := log.Stat()
	if err == nil && info.Size() == 0 {
		_, err = log.WriteString(stateFormat + "\n")
	}
	if err != nil {
		return unwritable(dir, err)
	}
	return nil
}

func (f *folder) readState(dir string) error {
	state, err := f.root.ReadFile(stateFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unwritable(dir, err)
	}
	lines := strings.Split(strings.TrimSuffix(string(state), "\n"), "\n")
	if lines[0] != stateFormat {
		return &pipeline.Error{Op: "open site folder", Doc: path.Join(dir, stateFile), Kind: pipeline.Unsupported,
			Advice: "Папку сайта писала другая версия программы. Укажите пустую папку."}
	}
	f.ours = true
	for _, line := range lines[1:] {
		if fs.ValidPath(line) {
			f.known[line] = true
		}
	}
	return nil
}

// refuseForeign walks the folder without following links; what a cut-short run
// left under a temporary name is removed.
func (f *folder) refuseForeign(dir string) error {
	return fs.WalkDir(f.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return unwritable(dir, err)
		case d.IsDir() || name == stateFile || f.known[name] && d.Type().IsRegular():
			return nil
		case strings.HasPrefix(path.Base(name), tempPrefix) && d.Type().IsRegular() && f.ours:
			return f.root.Remove(filepath.FromSlash(name))
		}
		return &pipeline.Error{Op: "open site folder", Doc: filepath.Join(dir, name), Kind: pipeline.Exists,
			Advice: "В папке лежит посторонний файл «" + name + "». Сайт пишется только в пустую папку или туда, где его писали раньше."}
	})
}

// put writes body under name unless it stands there already.
func (f *folder) put(name string, body []byte) error {
	return f.putStream(name, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	}, body)
}

// putStream writes what write gives, under name. When the whole is known it is
// compared first, and an equal file costs one read; otherwise the new file is
// written beside the old one and compared by digest.
func (f *folder) putStream(name string, write func(io.Writer) error, whole []byte) error {
	if !fs.ValidPath(name) || name == "." {
		return &pipeline.Error{Op: "write site file", Doc: name, Kind: pipeline.Internal}
	}
	temp, err := f.claim(name)
	if err != nil {
		return err
	}
	native := filepath.FromSlash(name)
	if whole != nil {
		if old, err := f.root.ReadFile(native); err == nil && bytes.Equal(old, whole) {
			return f.count(int64(len(whole)))
		}
	}
	if err := f.root.MkdirAll(filepath.Dir(native), 0o755); err != nil {
		return unwritable(name, err)
	}
	temp = filepath.Join(filepath.Dir(native), temp)
	size, digest, err := f.writeTemp(temp, write)
	if err == nil && whole == nil && f.digest(native) == digest {
		return errors.Join(f.root.Remove(temp), f.count(size))
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
	return f.count(size)
}

// claim notes that the file is Vestnik's, before it exists, and returns a
// temporary name. Two pages at one address are a defect of the press.
func (f *folder) claim(name string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept[name] {
		return "", &pipeline.Error{Op: "write site file", Doc: name, Kind: pipeline.Internal, Err: errors.New("two pages stand at one address")}
	}
	f.kept[name] = true
	if !f.known[name] {
		f.known[name] = true
		if _, err := f.log.WriteString(name + "\n"); err != nil {
			return "", unwritable(name, err)
		}
	}
	f.temps++
	return tempPrefix + strconv.Itoa(f.temps), nil
}

func (f *folder) count(size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes += size
	return nil
}

func (f *folder) writeTemp(name string, write func(io.Writer) error) (int64, string, error) {
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return 0, "", err
	}
	hash := sha256.New()
	counted := &counter{w: io.MultiWriter(file, hash)}
	err = errors.Join(write(counted), file.Close())
	return counted.n, hex.EncodeToString(hash.Sum(nil)), err
}

// counter counts what passes through it.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// digest returns the SHA-256 of a file, or "" when it cannot be read.
func (f *folder) digest(name string) string {
	file, err := f.root.Open(name)
	if err != nil {
		return ""
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return ""
	}
	return hex.EncodeToString(hash.Sum(nil))
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
	list := stateFormat + "\n"
	if len(f.kept) > 0 {
		list += strings.Join(slices.Sorted(maps.Keys(f.kept)), "\n") + "\n"
	}
	temp := tempPrefix + "state"
	if err := f.root.WriteFile(temp, []byte(list), 0o644); err != nil {
		return unwritable(stateFile, err)
	}
	if err := f.root.Rename(temp, stateFile); err != nil {
		return unwritable(stateFile, err)
	}
	return nil
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

func (f *folder) close() error {
	return errors.Join(f.log.Close(), f.root.Close())
}

func unwritable(name string, err error) error {
	return &pipeline.Error{Op: "write site", Doc: name, Kind: pipeline.Unavailable, Err: err,
		Advice: "Не удаётся записать файлы сайта. Проверьте, что папка доступна для записи и на диске есть место."}
}
