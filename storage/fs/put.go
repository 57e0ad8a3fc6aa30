package fs

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"

	"vestnik/pipeline"
	"vestnik/storage"
	"vestnik/storage/internal/source"
)

const opPut = "put object"

// putTries bounds how often Put makes a directory again that concurrent deletes
// keep taking away as empty.
const putTries = 100

// Put writes all of r under key, durable and whole when it returns.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, opts pipeline.PutOptions) (pipeline.ObjectInfo, error) {
	if err := ctx.Err(); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	if err := storage.CheckPut(key, opts); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	sealed := storage.Sealed(key)
	once := opts.Once || sealed
	if err := s.free(key, once); err != nil {
		return pipeline.ObjectInfo{}, fault(opPut, key, err)
	}
	temp, err := s.tempFor(key)
	if err != nil {
		return pipeline.ObjectInfo{}, fault(opPut, key, err)
	}
	defer temp.discard()
	if err := temp.fill(ctx, key, r, opts); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	info, err := temp.finish(sealed)
	if err != nil {
		return pipeline.ObjectInfo{}, fault(opPut, key, err)
	}
	if err := ctx.Err(); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	if err := s.publish(temp, key, once); err != nil {
		return pipeline.ObjectInfo{}, fault(opPut, key, err)
	}
	return describe(key, info), nil
}

// free refuses early what publish would refuse after the bytes were written.
func (s *Store) free(key string, once bool) error {
	err := s.plainParents(key)
	if errors.Is(err, errOdd) {
		return err
	}
	info, err := s.root.Lstat(key)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return errPrefix
	case !info.Mode().IsRegular():
		return errOdd
	case once:
		return fs.ErrExist
	}
	return nil
}

// tempFor makes key's directory and a temporary file in it.
func (s *Store) tempFor(key string) (*tempFile, error) {
	dir := path.Dir(key)
	var err error
	for range putTries {
		if err = s.makeDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		var temp *tempFile
		if temp, err = createTemp(s.root, dir); err == nil {
			return temp, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return nil, err
}

// makeDir makes dir and what is missing above it, durably.
func (s *Store) makeDir(dir string) error {
	if dir == "." {
		return nil
	}
	info, err := s.root.Lstat(dir)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err == nil && info.Mode().IsRegular():
		return errPrefix
	case err == nil:
		return errOdd
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	parent := path.Dir(dir)
	if err := s.makeDir(parent); err != nil {
		return err
	}
	if err := s.root.Mkdir(dir, 0o750); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return s.sync(parent)
}

// publish gives the finished file its name. A link is made rather than a rename
// when the key must be new: of any number of writers it lets exactly one succeed.
func (s *Store) publish(temp *tempFile, key string, once bool) error {
	if once {
		if err := s.root.Link(temp.name, key); err != nil {
			return err
		}
		temp.discard()
	} else if err := s.root.Rename(temp.name, key); err != nil {
		return err
	}
	return s.sync(path.Dir(key))
}

// tempFile is a file being written, not yet visible.
type tempFile struct {
	root *os.Root
	name string
	file *os.File
}

func createTemp(root *os.Root, dir string) (*tempFile, error) {
	name := path.Join(dir, storage.Reserved+"tmp-"+rand.Text())
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return nil, err
	}
	return &tempFile{root: root, name: name, file: f}, nil
}

// fill copies r and compares what came with what was promised.
func (t *tempFile) fill(ctx context.Context, key string, r io.Reader, opts pipeline.PutOptions) error {
	var w io.Writer = t.file
	var sum hash.Hash
	if opts.SHA256 != "" {
		sum = sha256.New()
		w = io.MultiWriter(t.file, sum)
	}
	src := source.NewReader(ctx, r)
	if _, err := io.Copy(w, src); err != nil {
		if srcErr := src.Fault(opPut, key); srcErr != nil {
			return srcErr
		}
		return fault(opPut, key, err)
	}
	if opts.Size > 0 && src.Count() != opts.Size {
		return source.WrongSize(opPut, key)
	}
	if sum != nil && hex.EncodeToString(sum.Sum(nil)) != string(opts.SHA256) {
		return source.WrongDigest(opPut, key)
	}
	return nil
}

// finish flushes and closes the file and describes it.
func (t *tempFile) finish(sealed bool) (fs.FileInfo, error) {
	if sealed {
		if err := t.file.Chmod(0o444); err != nil {
			return nil, err
		}
	}
	if err := t.file.Sync(); err != nil {
		return nil, err
	}
	info, err := t.file.Stat()
	if err != nil {
		return nil, err
	}
	return info, t.file.Close()
}

// discard closes and removes the file, unless it has got its final name. What
// cannot be removed is invisible and goes when a listing meets it.
func (t *tempFile) discard() {
	_ = t.file.Close()
	_ = t.root.Remove(t.name)
}
