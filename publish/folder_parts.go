package publish

import (
	"bufio"
	"io"
	"os"
	"path"
)

// filePart are bytes of a file that were made of one input.
type filePart struct {
	input      string
	from, size int64
}

// formerParts are the parts of a file as a former run left it; nil has none.
type formerParts struct {
	file *os.File
	at   map[string]filePart // by input
}

// parts opens the file that stands under name for what it consists of; nil where
// that is not known.
func (f *folder) parts(name string) (*formerParts, error) {
	former, ok := f.consist[name]
	if !ok || f.standing[name] != former.mark {
		return nil, nil
	}
	p := &formerParts{at: make(map[string]filePart)}
	for _, part := range former.parts {
		p.at[part.input] = part
	}
	err := f.dirs.use(path.Dir(name), func(dir *os.Root) (err error) {
		p.file, err = dir.Open(path.Base(name))
		return err
	})
	if err != nil {
		return nil, unwritable(name, err)
	}
	return p, nil
}

func (p *formerParts) close() error {
	if p == nil {
		return nil
	}
	return p.file.Close()
}

// copyTo writes the bytes that were made of an input; false where none were.
func (p *formerParts) copyTo(w io.Writer, input string) (bool, error) {
	if p == nil {
		return false, nil
	}
	part, ok := p.at[input]
	if !ok {
		return false, nil
	}
	n, err := io.Copy(w, io.NewSectionReader(p.file, part.from, part.size))
	if err == nil && n < part.size {
		err = io.ErrUnexpectedEOF
	}
	return true, err
}

// partWriter writes a file and notes which bytes were made of what. Parts that the
// former file has are taken from there.
type partWriter struct {
	out     *bufio.Writer
	former  *formerParts
	written int64
	parts   []filePart
	open    bool // the last part is being written
}

var _ stretchWriter = (*partWriter)(nil)

func (w *partWriter) Write(b []byte) (int, error) {
	n, err := w.out.Write(b)
	w.written += int64(n)
	return n, err
}

func (w *partWriter) beginStretch(input string) (held bool, err error) {
	if w.open {
		last := &w.parts[len(w.parts)-1]
		last.size, w.open = w.written-last.from, false
	}
	if input == "" {
		return false, nil
	}
	w.parts, w.open = append(w.parts, filePart{input: input, from: w.written}), true
	return w.former.copyTo(w, input)
}
