package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"vestnik/pipeline"
)

// inMemory is up to how many bytes are held in memory; more go to a temporary file.
const inMemory = 1 << 20

// Held are bytes that can be read any number of times.
type Held struct {
	at   io.ReaderAt
	from int64
	size int64
	temp *os.File
}

// Hold makes r readable again. A file or a reader over memory is used where it
// is; anything else is copied, to memory while it is small, else to a temporary
// file in dir (the system's when empty) that Close removes. Memory stays bounded
// whatever the size.
func Hold(ctx context.Context, r io.Reader, dir string) (*Held, error) {
	if h := inPlace(r); h != nil {
		return h, nil
	}
	src := NewReader(ctx, r)
	head, err := io.ReadAll(io.LimitReader(src, inMemory+1))
	if err != nil {
		return nil, err
	}
	if len(head) <= inMemory {
		return &Held{at: bytes.NewReader(head), size: int64(len(head))}, nil
	}
	return holdInFile(src, head, dir)
}

// inPlace returns r itself as Held when it can be read at any offset.
func inPlace(r io.Reader) *Held {
	s, ok := r.(interface {
		io.Seeker
		io.ReaderAt
	})
	if !ok {
		return nil
	}
	from, err := s.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil // a pipe has the methods but not the ability
	}
	end, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return nil
	}
	return &Held{at: s, from: from, size: max(end-from, 0)}
}

func holdInFile(src *Reader, head []byte, dir string) (*Held, error) {
	f, err := os.CreateTemp(dir, "vestnik-upload-*")
	if err != nil {
		return nil, tempFault(err)
	}
	h := &Held{at: f, temp: f}
	n, err := io.Copy(f, io.MultiReader(bytes.NewReader(head), src))
	if err == nil {
		h.size = n
		return h, nil
	}
	if src.err == nil {
		err = tempFault(err)
	}
	_ = h.Close() // the first error is the one that explains
	return nil, err
}

func tempFault(err error) error {
	return &pipeline.Error{
		Op: "hold upload", Kind: pipeline.Unavailable, Err: err,
		Advice: "На сервере нет места для временного файла. Сообщите администратору; файл можно передать позже.",
	}
}

// Size returns how many bytes are held.
func (h *Held) Size() int64 { return h.size }

// Section returns a new reader of n bytes from off.
func (h *Held) Section(off, n int64) *io.SectionReader {
	return io.NewSectionReader(h.at, h.from+off, n)
}

// All returns a new reader of all the bytes.
func (h *Held) All() *io.SectionReader { return h.Section(0, h.size) }

// Close removes the temporary file, if there is one.
func (h *Held) Close() error {
	if h.temp == nil {
		return nil
	}
	err := errors.Join(h.temp.Close(), os.Remove(h.temp.Name()))
	if err != nil {
		return fmt.Errorf("remove temporary file: %w", err)
	}
	return nil
}
