package pipeline

import (
	"bytes"
	"context"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanName makes a foreign file name fit to show: valid UTF-8, no control
// characters, at most 255 bytes. It is never used as a path.
func cleanName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) { // which would show "exe" as "pdf"
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	for len(name) > 255 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	if strings.TrimSpace(name) == "" {
		return "без имени"
	}
	return name
}

// withContext ends a read when ctx does.
func withContext(ctx context.Context, r io.Reader) io.Reader { return &contextReader{ctx, r} }

type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// BytesFile makes a SubmittedFile of bytes in memory.
func BytesFile(name string, body []byte) SubmittedFile {
	return SubmittedFile{Name: name, Size: int64(len(body)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(body)), nil
	}}
}
