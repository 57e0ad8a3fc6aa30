package inbox

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"vestnik/pipeline"
)

// opener returns the Open of a file that looked like want.
func (f folder) opener(name string, want fs.FileInfo) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		// Not to be held up by a pipe that took the file's place meanwhile.
		file, err := f.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
		if err != nil {
			return nil, changed(name, err)
		}
		c := &checkedFile{file: file, name: name, want: want}
		if err := c.unchanged(); err != nil {
			_ = file.Close()
			return nil, err
		}
		return c, nil
	}
}

// checkedFile is a file that must not change while it is read. It can also be
// read at any offset, so that large files need not be copied to be sent; whoever
// does so compares digests.
type checkedFile struct {
	file *os.File
	name string
	want fs.FileInfo
}

// Read ends in a Transient error when the file is not what it was.
func (c *checkedFile) Read(p []byte) (int, error) {
	n, err := c.file.Read(p)
	if err == io.EOF {
		if changed := c.unchanged(); changed != nil {
			return n, changed
		}
	}
	return n, err
}

func (c *checkedFile) ReadAt(p []byte, off int64) (int, error) { return c.file.ReadAt(p, off) }

func (c *checkedFile) Seek(offset int64, whence int) (int64, error) {
	return c.file.Seek(offset, whence)
}

func (c *checkedFile) Close() error { return c.file.Close() }

func (c *checkedFile) unchanged() error {
	now, err := c.file.Stat()
	if err != nil {
		return changed(c.name, err)
	}
	if !os.SameFile(now, c.want) || now.Size() != c.want.Size() || !now.ModTime().Equal(c.want.ModTime()) {
		return changed(c.name, errors.New("the file changed since it was found complete"))
	}
	return nil
}

func changed(name string, err error) error {
	return &pipeline.Error{
		Op: "read from inbox", Doc: display(name), Kind: pipeline.Transient, Err: err,
		Advice: "Файл ещё меняется или был убран из папки приёма. Он будет принят, когда запись закончится.",
	}
}
