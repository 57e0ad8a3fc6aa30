package extract

import (
	"encoding/binary"
	"errors"
	"io"

	"vestnik/extract/pdftext"
)

// textAnswer is what the child made of one page.
type textAnswer struct {
	page pdftext.Page
	err  string // why there is nothing of the page but its number
}

// maxAnswer bounds one page on its way from the child.
const maxAnswer = 256 << 20

// write sends the answer in one piece: its length, the length of the error, the
// error, and the page. buf is memory to be used anew.
func (a *textAnswer) write(out io.Writer, buf []byte) ([]byte, error) {
	buf = append(buf[:0], 0, 0, 0, 0)
	buf = binary.AppendUvarint(buf, uint64(len(a.err)))
	buf = append(buf, a.err...)
	buf = a.page.Encode(buf)
	binary.LittleEndian.PutUint32(buf, uint32(len(buf)-4))
	_, err := out.Write(buf)
	return buf, err
}

// textAnswers collects the answers of a child as they come.
type textAnswers struct {
	got  []textAnswer
	rest []byte
}

var errAnswer = errors.New("a child's answer makes no sense")

// Write takes output as it comes.
func (t *textAnswers) Write(p []byte) (int, error) {
	t.rest = append(t.rest, p...)
	at := 0
	for len(t.rest)-at >= 4 {
		size := int(binary.LittleEndian.Uint32(t.rest[at:]))
		if size > maxAnswer {
			return 0, errAnswer
		}
		if len(t.rest)-at-4 < size {
			break
		}
		if err := t.take(t.rest[at+4 : at+4+size]); err != nil {
			return 0, err
		}
		at += 4 + size
	}
	t.rest = append(t.rest[:0], t.rest[at:]...)
	return len(p), nil
}

func (t *textAnswers) take(b []byte) error {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return errAnswer
	}
	a := textAnswer{err: string(b[n : n+int(size)])}
	if err := a.page.Decode(b[n+int(size):]); err != nil {
		return err
	}
	t.got = append(t.got, a)
	return nil
}
