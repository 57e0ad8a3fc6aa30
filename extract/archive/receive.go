package archive

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Member is one received file, or why it could not be had.
type Member struct {
	Name  string
	Path  string // empty when there is a Fault
	Size  int64
	Fault Fault
	More  int // further members that were left out
}

// Receive reads the stream that [Send] writes and stores its members in dir as
// first, first+1 and so on. It holds the sender to lim, since the sender runs on
// foreign bytes. What came before an error is returned with it.
func Receive(r io.Reader, dir string, first int, lim Limits) ([]Member, error) {
	br := bufio.NewReaderSize(r, 128<<10)
	var out []Member
	var total int64
	for {
		var h header
		if err := readLine(br, &h); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return out, err
		}
		m := Member{Name: h.Name, Fault: h.Fault, More: h.More}
		if h.Fault == NoFault {
			if len(out) >= lim.Members {
				return out, errors.New("more members than were asked for")
			}
			path := filepath.Join(dir, fmt.Sprintf("member-%05d", first+len(out)))
			if err := receiveBody(br, path, &m, lim.Total-total); err != nil {
				return out, err
			}
			total += m.Size
		}
		out = append(out, m)
	}
}

// maxLine bounds a header; names are at most maxName bytes.
const maxLine = 8 << 10

func readLine(br *bufio.Reader, v any) error {
	var line []byte
	for len(line) < maxLine {
		b, err := br.ReadByte()
		if err != nil {
			if err == io.EOF && len(line) > 0 {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		if b == '\n' {
			return json.Unmarshal(line, v)
		}
		line = append(line, b)
	}
	return errors.New("header too long")
}

// receiveBody writes one member; a faulty one leaves no file behind.
func receiveBody(br *bufio.Reader, path string, m *Member, left int64) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil || m.Fault != NoFault {
			os.Remove(path)
			return
		}
		m.Path = path
	}()
	for {
		var size [4]byte
		if _, err := io.ReadFull(br, size[:]); err != nil {
			return err
		}
		n := int64(binary.BigEndian.Uint32(size[:]))
		if n == 0 {
			break
		}
		if m.Size += n; m.Size > left {
			return errors.New("more bytes than were asked for")
		}
		if _, err := io.CopyN(f, br, n); err != nil {
			return err
		}
	}
	var t trailer
	if err := readLine(br, &t); err != nil {
		return err
	}
	m.Fault = t.Fault
	return nil
}
