package inbox

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"

	"vestnik/pipeline"
)

// fingerprint changes when a drop does: it covers the name, identity, size and
// time of change of everything in it.
type fingerprint [sha256.Size]byte

// drop is a file or folder that lies in the watched folder.
type drop struct {
	name     string // in the watched folder, byte for byte
	files    []member
	print    fingerprint
	coming   bool // holds a file with the name of an unfinished upload
	modified time.Time
}

// member is one file of a drop.
type member struct {
	path string // below the drop; "" for a drop that is a file
	info fs.FileInfo
}

// entries returns a directory's entries, ordered by name.
func (f folder) entries(dir string) ([]fs.DirEntry, error) {
	d, err := f.root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	entries, err := d.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// look describes a file or folder at a path in the watched folder, wherever it
// was moved there.
func (f folder) look(name string) (drop, error) {
	l := looker{folder: f, drop: drop{name: name}}
	if err := l.visit("", false); err != nil {
		return drop{}, err
	}
	l.drop.print = sha256.Sum256([]byte(l.traits.String()))
	return l.drop, nil
}

// looker gathers what there is to say of a drop.
type looker struct {
	folder
	drop   drop
	traits strings.Builder
}

// visit describes one file or folder of the drop and what is below it. What is
// hidden, or lies in a hidden folder, is no part of the filing, but as long as it
// changes, something is still coming.
func (l *looker) visit(below string, inHidden bool) error {
	at := path.Join(l.drop.name, below)
	info, err := l.root.Lstat(at)
	if err != nil {
		return err
	}
	inHidden = inHidden || below != "" && hidden(path.Base(below))
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		l.complain(at, "it is a symbolic link")
		return nil
	case info.IsDir():
		l.note(below, info)
		return l.visitAll(below, inHidden)
	case !info.Mode().IsRegular():
		l.complain(at, "it is no file")
		return nil
	}
	l.note(below, info)
	switch {
	case inHidden:
	case unfinished(at):
		l.drop.coming = true
	default:
		l.drop.files = append(l.drop.files, member{below, info})
		if info.ModTime().After(l.drop.modified) {
			l.drop.modified = info.ModTime()
		}
	}
	return nil
}

func (l *looker) visitAll(below string, inHidden bool) error {
	entries, err := l.entries(path.Join(l.drop.name, below))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := l.visit(path.Join(below, e.Name()), inHidden); err != nil {
			return err
		}
	}
	return nil
}

// note adds a file or folder to the fingerprint. A folder's size says nothing.
func (l *looker) note(below string, info fs.FileInfo) {
	size := info.Size()
	if info.IsDir() {
		size = 0
	}
	fmt.Fprintf(&l.traits, "%q %s %d %d %d\n", below, info.Mode().Type(), size, info.ModTime().UnixNano(), inode(info))
}

// inode is the file's number in its file system: another file in the same place
// has another.
func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}

// arrival is the drop as Receive sees it.
func (f folder) arrival(d drop) Arrival {
	a := Arrival{Source: f.source(d.name), ModTime: d.modified}
	for _, m := range d.files {
		name := m.path
		if name == "" {
			name = d.name
		}
		a.Files = append(a.Files, pipeline.SubmittedFile{
			Name: display(name),
			Size: m.info.Size(),
			Open: f.opener(path.Join(d.name, m.path), m.info),
		})
	}
	return a
}
