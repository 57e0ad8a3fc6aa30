package publish

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"

	"vestnik/pipeline"
	"vestnik/publish/packed"
)

// settleAfter is how many files of a unit wait to be put in their places together.
const settleAfter = 64

// unit is a set of files that are made together. They are written under temporary
// names and then put in their places, so that nobody ever sees half a file.
type unit struct {
	folder  *folder
	files   []writtenFile
	pending []pendingFile
}

// pendingFile is a whole file that still stands under a temporary name in the
// folder of its place.
type pendingFile struct{ name, temp string }

// put writes body under name, and packed beside it where the folder has files so.
func (u *unit) put(name string, body []byte) error {
	if err := u.putOne(name, body); err != nil || !u.packs(name, int64(len(body))) {
		return err
	}
	for _, c := range packed.Codings() {
		if small := c.Bytes(body); small != nil {
			if err := u.putOne(name+c.Extension, small); err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *unit) packs(name string, size int64) bool { return u.folder.packed && packed.Pays(name, size) }

// putOne writes body under name unless it stands there already.
func (u *unit) putOne(name string, body []byte) error {
	if mark, ok := u.folder.standing[name]; ok && mark.size == int64(len(body)) {
		if old, err := u.folder.read(name); err == nil && bytes.Equal(old, body) {
			u.files = append(u.files, writtenFile{path: name, mark: mark})
			return nil
		}
	}
	temp, mark, err := u.writeTemp(name, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
	if err != nil {
		return err
	}
	return u.replace(temp, writtenFile{path: name, mark: mark})
}

// putStream writes what write gives, in however small pieces, under name, unless
// that stands there already. Parts that stand there already are not made anew.
func (u *unit) putStream(name string, write func(io.Writer) error) (err error) {
	former, err := u.folder.parts(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, former.close()) }()
	standing, stands := u.folder.standing[name]
	written := sha256.New()
	var parts []filePart
	temp, mark, err := u.writeTemp(name, func(w io.Writer) error {
		if stands {
			w = io.MultiWriter(w, written)
		}
		inParts := &partWriter{out: bufio.NewWriterSize(w, 64<<10), former: former}
		err := errors.Join(write(inParts), inParts.out.Flush())
		parts = inParts.parts
		return err
	})
	if err != nil {
		return err
	}
	if err := u.packStream(name, temp, mark.size); err != nil {
		return errors.Join(err, u.folder.remove(path.Join(path.Dir(name), temp)))
	}
	if stands && standing.size == mark.size && bytes.Equal(u.folder.digest(name), written.Sum(nil)) {
		u.files = append(u.files, writtenFile{name, standing, parts})
		return u.folder.remove(path.Join(path.Dir(name), temp))
	}
	return u.replace(temp, writtenFile{name, mark, parts})
}

// packStream packs a file that was just written under a temporary name.
func (u *unit) packStream(name, temp string, size int64) error {
	if !u.packs(name, size) {
		return nil
	}
	for _, c := range packed.Codings() {
		err := u.putStream(name+c.Extension, func(w io.Writer) error {
			return c.Pack(w, func(w io.Writer) error { return u.folder.copyTo(w, path.Join(path.Dir(name), temp)) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writeTemp writes a file beside the place of name.
func (u *unit) writeTemp(name string, write func(io.Writer) error) (temp string, mark fileMark, err error) {
	if !fs.ValidPath(name) || name == "." {
		return "", fileMark{}, &pipeline.Error{Op: "write site file", Doc: name, Kind: pipeline.Internal}
	}
	temp = u.folder.tempName()
	err = u.folder.dirs.use(path.Dir(name), func(dir *os.Root) error {
		var err error
		if mark, err = writeFile(dir, temp, write); err != nil {
			return errors.Join(err, removeIn(dir, temp))
		}
		return nil
	})
	if err != nil {
		return "", fileMark{}, unwritable(name, err)
	}
	return temp, mark, nil
}

// writeFile writes a file and returns its mark.
func writeFile(dir *os.Root, name string, write func(io.Writer) error) (fileMark, error) {
	file, err := dir.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
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

// replace has a written file put in its place when the unit next settles.
func (u *unit) replace(temp string, file writtenFile) error {
	u.pending = append(u.pending, pendingFile{file.path, temp})
	u.files = append(u.files, file)
	if len(u.pending) < settleAfter {
		return nil
	}
	return u.settle()
}

// settle puts the files that wait in their places, all claimed at once before.
func (u *unit) settle() error {
	if err := u.folder.claim(u.pending); err != nil {
		return err
	}
	for len(u.pending) > 0 {
		next := u.pending[0]
		err := u.folder.dirs.use(path.Dir(next.name), func(dir *os.Root) error {
			return dir.Rename(next.temp, path.Base(next.name))
		})
		if err != nil {
			return unwritable(next.name, err)
		}
		u.pending = u.pending[1:]
	}
	return nil
}

// abandon removes the files that never came to their places.
func (u *unit) abandon() error {
	var errs []error
	for _, file := range u.pending {
		errs = append(errs, u.folder.remove(path.Join(path.Dir(file.name), file.temp)))
	}
	u.pending = nil
	return errors.Join(errs...)
}

func (f *folder) tempName() string { return tempPrefix + strconv.FormatInt(f.temps.Add(1), 10) }

// remove removes a file that may be gone already.
func (f *folder) remove(name string) error {
	return f.dirs.use(path.Dir(name), func(dir *os.Root) error { return removeIn(dir, path.Base(name)) })
}

func removeIn(dir *os.Root, name string) error {
	if err := dir.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (f *folder) read(name string) (body []byte, err error) {
	err = f.dirs.use(path.Dir(name), func(dir *os.Root) error {
		body, err = dir.ReadFile(path.Base(name))
		return err
	})
	return body, err
}

// digest returns the SHA-256 of a file, or nil when it cannot be read.
func (f *folder) digest(name string) []byte {
	hash := sha256.New()
	if err := f.copyTo(hash, name); err != nil {
		return nil
	}
	return hash.Sum(nil)
}

// copyTo writes what a file holds.
func (f *folder) copyTo(w io.Writer, name string) error {
	return f.dirs.use(path.Dir(name), func(dir *os.Root) error {
		file, err := dir.Open(path.Base(name))
		if err != nil {
			return err
		}
		_, err = io.Copy(w, file)
		return errors.Join(err, file.Close())
	})
}
