// Package fs keeps objects as files in a directory: the embedded default.
//
// A write goes to a temporary file beside its target, is checked, flushed to the
// disk, and only then appears under its name; the directory is flushed too, so
// that what Put acknowledged survives a power cut. Originals are made read-only.
// Temporary files that a crash left behind are invisible and are removed when a
// listing meets them a day later.
//
// It refuses keys outside the grammar of package storage, keys that are a path
// prefix of another, anything that is not a regular file, and to follow a
// symbolic link, wherever it leads.
//
// Units: bytes. Errors: the kinds of [pipeline.Objects]; a full, read-only or
// failing disk is Unavailable. A Store is safe for concurrent use, also by
// several processes on one directory.
package fs

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/storage"
	"vestnik/storage/internal/source"
)

// Store is a directory of objects. It fills [pipeline.Objects].
type Store struct {
	root *os.Root
	// opened is when the store was opened, by the clock of its file system.
	opened time.Time
}

var _ pipeline.Objects = (*Store)(nil)

// Open makes dir the store, creating it when absent, and makes sure that it can
// be written. It returns Unavailable when it cannot.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, openFault(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, openFault(dir, err)
	}
	opened, err := tryWriting(root)
	if err != nil {
		_ = root.Close()
		return nil, openFault(dir, err)
	}
	return &Store{root: root, opened: opened}, nil
}

// tryWriting writes a file, removes it, and returns when the file system says
// that this was.
func tryWriting(root *os.Root) (time.Time, error) {
	temp, err := createTemp(root, ".")
	if err != nil {
		return time.Time{}, err
	}
	defer temp.discard()
	info, err := temp.file.Stat()
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

// Close lets go of the directory. Readers that are open stay usable.
func (s *Store) Close() error { return s.root.Close() }

// Get opens key's bytes from offset; beyond the end there are none.
func (s *Store) Get(ctx context.Context, key string, offset int64) (io.ReadCloser, error) {
	const op = "get object"
	if err := checkRead(ctx, key, offset); err != nil {
		return nil, err
	}
	if _, err := s.regular(key); err != nil {
		return nil, fault(op, key, err)
	}
	f, err := s.root.Open(key)
	if err != nil {
		return nil, fault(op, key, err)
	}
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		_ = f.Close()
		return nil, fault(op, key, err)
	}
	return &reader{source.NewReader(ctx, f), f}, nil
}

// reader is an open object that stops when its context ends.
type reader struct {
	io.Reader
	io.Closer
}

func checkRead(ctx context.Context, key string, offset int64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := storage.CheckKey(key); err != nil {
		return err
	}
	if offset < 0 {
		return &pipeline.Error{Op: "get object", Doc: key, Kind: pipeline.Invalid, Err: errors.New("the offset is negative")}
	}
	return nil
}

// Stat describes one object. Files have no ETag.
func (s *Store) Stat(ctx context.Context, key string) (pipeline.ObjectInfo, error) {
	if err := checkRead(ctx, key, 0); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	info, err := s.regular(key)
	if err != nil {
		return pipeline.ObjectInfo{}, fault("stat object", key, err)
	}
	return describe(key, info), nil
}

func describe(key string, info fs.FileInfo) pipeline.ObjectInfo {
	return pipeline.ObjectInfo{Key: key, Size: info.Size(), Modified: info.ModTime()}
}

// regular describes the file of key. It is fs.ErrNotExist when there is none, or
// a directory that other keys lie in; errOdd for a symbolic link on the way or
// anything else that is no regular file.
func (s *Store) regular(key string) (fs.FileInfo, error) {
	if err := s.plainParents(key); err != nil {
		return nil, err
	}
	info, err := s.root.Lstat(key)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fs.ErrNotExist
	case !info.Mode().IsRegular():
		return nil, errOdd
	}
	return info, nil
}

// plainParents makes sure that every element above key that exists is a
// directory and not a link to one.
func (s *Store) plainParents(key string) error {
	for i, c := range key {
		if c != '/' {
			continue
		}
		info, err := s.root.Lstat(key[:i])
		switch {
		case err != nil:
			return err
		case info.Mode().IsRegular():
			return fs.ErrNotExist
		case !info.IsDir():
			return errOdd
		}
	}
	return nil
}

// Delete removes key and the directories that this leaves empty.
func (s *Store) Delete(ctx context.Context, key string) error {
	const op = "delete object"
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := storage.CheckDelete(key); err != nil {
		return err
	}
	if _, err := s.regular(key); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return fault(op, key, err)
	}
	if err := s.root.Remove(key); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault(op, key, err)
	}
	dir := path.Dir(key)
	for dir != "." && s.root.Remove(dir) == nil { // fails on the first that is not empty
		dir = path.Dir(dir)
	}
	if err := s.sync(dir); err != nil {
		return fault(op, key, err)
	}
	return nil
}

// sync flushes a directory, so that names made or removed in it stay so. One
// that a concurrent Delete took away needs none.
func (s *Store) sync(dir string) error {
	d, err := s.root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// isReserved reports whether a name in a directory is the store's own.
func isReserved(name string) bool { return strings.HasPrefix(name, storage.Reserved) }
