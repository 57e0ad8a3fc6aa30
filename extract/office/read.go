package office

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
)

// Media types that [Read] knows.
const (
	TypeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	TypeODT  = "application/vnd.oasis.opendocument.text"
	TypeRTF  = "text/rtf"
	TypeText = "text/plain"
)

// ErrTooLarge is returned for a file that unpacks to more than a bound.
var ErrTooLarge = errors.New("document too large")

// Read returns the blocks of a file in reading order.
func Read(r io.ReaderAt, size int64, mediaType string) ([]Block, error) {
	switch mediaType {
	case TypeDOCX:
		return readPackage(r, size, readDOCX)
	case TypeODT:
		return readPackage(r, size, readODT)
	case TypeRTF, TypeText:
		if size > maxPart {
			return nil, ErrTooLarge
		}
		b, err := io.ReadAll(io.NewSectionReader(r, 0, size))
		if err != nil {
			return nil, err
		}
		if mediaType == TypeRTF {
			return readRTF(b), nil
		}
		return readText(b), nil
	}
	return nil, fmt.Errorf("no reader for %s", mediaType)
}

func readPackage(r io.ReaderAt, size int64, read func(*zip.Reader) ([]Block, error)) ([]Block, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	return read(z)
}

// part opens a member of a package; nil without error when there is none.
func part(z *zip.Reader, name string) (io.ReadCloser, error) {
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		if f.UncompressedSize64 > maxPart {
			return nil, ErrTooLarge
		}
		rc, err := f.Open()
		if err != nil {
			return nil, err
		}
		return limited{io.LimitReader(rc, maxPart), rc}, nil
	}
	return nil, nil
}

type limited struct {
	io.Reader
	io.Closer
}
