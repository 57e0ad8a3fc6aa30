package fs

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/storage"
)

// staleAfter is how long before the store was opened a temporary file must have
// been written last to be taken for a crash's.
const staleAfter = 24 * time.Hour

// List calls fn for every key with the prefix, in byte order. What is no object,
// such as a symbolic link or a name outside the grammar, is not listed.
func (s *Store) List(ctx context.Context, prefix string, fn func(pipeline.ObjectInfo) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	dir := ""
	if i := strings.LastIndexByte(prefix, '/'); i >= 0 {
		dir = prefix[:i]
		if storage.CheckKey(dir) != nil {
			return nil // no key can begin so
		}
		if err := s.plainParents(dir + "/"); err != nil {
			return listFault(prefix, err)
		}
	}
	return s.walk(ctx, dir, prefix, fn)
}

func listFault(prefix string, err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errOdd) {
		return nil
	}
	return fault("list objects", prefix, err)
}

// walk lists the directory dir; "" is the whole store.
func (s *Store) walk(ctx context.Context, dir, prefix string, fn func(pipeline.ObjectInfo) error) error {
	names, err := s.names(dir)
	if err != nil {
		return listFault(prefix, err)
	}
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		key := name
		if dir != "" {
			key = dir + "/" + name
		}
		if sub, isDir := strings.CutSuffix(key, "/"); isDir {
			if strings.HasPrefix(key, prefix) || strings.HasPrefix(prefix, key) {
				if err := s.walk(ctx, sub, prefix, fn); err != nil {
					return err
				}
			}
			continue
		}
		if err := s.visit(key, prefix, fn); err != nil {
			return err
		}
	}
	return nil
}

// visit hands one file to fn, if it is an object with the prefix.
func (s *Store) visit(key, prefix string, fn func(pipeline.ObjectInfo) error) error {
	if !strings.HasPrefix(key, prefix) || storage.CheckKey(key) != nil {
		return nil
	}
	info, err := s.root.Lstat(key)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // deleted since the directory was read
	}
	if err != nil {
		return fault("list objects", key, err)
	}
	return fn(describe(key, info))
}

// names returns the files and directories of dir, the latter with a slash
// behind, ordered as the keys below them are: "a-b" comes before "a/b".
func (s *Store) names(dir string) ([]string, error) {
	if dir == "" {
		dir = "."
	}
	d, err := s.root.Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	entries, err := d.ReadDir(-1)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		switch {
		case isReserved(e.Name()):
			s.removeStale(dir, e)
		case e.IsDir():
			names = append(names, e.Name()+"/")
		case e.Type().IsRegular():
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, nil
}

// removeStale removes a temporary file that a crash left behind. One of a writer
// at work is younger than the opening of the store, or little older.
func (s *Store) removeStale(dir string, e fs.DirEntry) {
	info, err := e.Info()
	if err != nil || !info.Mode().IsRegular() || info.ModTime().After(s.opened.Add(-staleAfter)) {
		return
	}
	_ = s.root.Remove(dir + "/" + e.Name())
}
