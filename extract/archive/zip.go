package archive

import (
	"archive/zip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// JobUnzip is the name under which [Job] must be given to sandbox.Main.
const JobUnzip = "unzip"

// Limits bound what one archive may unpack to.
type Limits struct {
	Members int   `json:"members"`
	Member  int64 `json:"member"` // bytes of one
	Total   int64 `json:"total"`  // bytes of all
}

// Fault is why a member could not be had.
type Fault string

// Faults of members.
const (
	NoFault     Fault = ""
	Encrypted   Fault = "encrypted"
	TooLarge    Fault = "too-large"
	Bomb        Fault = "bomb" // packed so tightly that it can only be meant to fill the disk
	Damaged     Fault = "damaged"
	Unsupported Fault = "unsupported" // a link, a device, or an unknown method
)

// A member over minBomb bytes that unpacks more than maxRatio-fold is a bomb.
// Honest scans and texts stay under 50.
const (
	maxRatio = 500
	minBomb  = 8 << 20
)

// header goes before each member's bytes, trailer behind them.
type header struct {
	Name  string `json:"name"`
	Fault Fault  `json:"fault,omitempty"` // set: no bytes follow
	More  int    `json:"more,omitempty"`  // members left out after this
}

type trailer struct {
	Fault Fault `json:"fault,omitempty"`
}

// ErrNotZip is returned for what has no readable directory of members.
var ErrNotZip = errors.New("no directory of members")

// Job is the sandbox job: the archive on the first descriptor, [Limits] as the
// request, the stream of members on standard output.
func Job(request io.Reader, files []*os.File, out io.Writer) error {
	var lim Limits
	if err := json.NewDecoder(request).Decode(&lim); err != nil {
		return err
	}
	if len(files) != 1 {
		return errors.New("want one archive")
	}
	info, err := files[0].Stat()
	if err != nil {
		return err
	}
	return Send(io.NewSectionReader(files[0], 0, info.Size()), info.Size(), lim, out)
}

// Check reports whether an archive has a directory of members, else ErrNotZip.
func Check(r io.ReaderAt, size int64) error {
	_, err := open(r, size)
	return err
}

func open(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w: %w", ErrNotZip, err)
	}
	return z, nil
}

// Send decompresses an archive into a stream of members.
func Send(r io.ReaderAt, size int64, lim Limits, out io.Writer) error {
	z, err := open(r, size)
	if err != nil {
		return err
	}
	s := sender{out: out, enc: json.NewEncoder(out), lim: lim}
	for i, f := range z.File {
		if skipped(f) {
			continue
		}
		if s.members >= lim.Members {
			return s.enc.Encode(header{Name: Name(f), Fault: TooLarge, More: len(z.File) - i})
		}
		s.members++
		if err := s.member(f); err != nil {
			return err
		}
	}
	return nil
}

type sender struct {
	out     io.Writer
	enc     *json.Encoder
	lim     Limits
	members int
	total   int64
}

func (s *sender) member(f *zip.File) error {
	h := header{Name: Name(f), Fault: s.faultOf(f)}
	var rc io.ReadCloser
	if h.Fault == NoFault {
		var err error
		if rc, err = f.Open(); err != nil {
			h.Fault = Damaged
			if errors.Is(err, zip.ErrAlgorithm) {
				h.Fault = Unsupported
			}
		} else {
			defer rc.Close()
		}
	}
	if err := s.enc.Encode(h); err != nil || h.Fault != NoFault {
		return err
	}
	fault, err := s.body(rc, f.CompressedSize64)
	if err != nil {
		return err
	}
	return s.enc.Encode(trailer{Fault: fault})
}

// faultOf judges a member by what the directory says of it.
func (s *sender) faultOf(f *zip.File) Fault {
	size := f.UncompressedSize64
	switch {
	case f.Flags&1 != 0:
		return Encrypted
	case f.Mode()&fs.ModeType != 0:
		return Unsupported
	case size > minBomb && size/maxRatio > f.CompressedSize64:
		return Bomb
	case size > uint64(s.lim.Member) || size > uint64(max(0, s.lim.Total-s.total)):
		return TooLarge
	}
	return NoFault
}

// body sends a member's bytes in chunks, ended by an empty one. A directory may
// lie about sizes, so that what comes is counted too.
func (s *sender) body(r io.Reader, packed uint64) (Fault, error) {
	buf := make([]byte, 64<<10)
	var n int64
	fault := NoFault
	for fault == NoFault {
		k, err := r.Read(buf)
		n += int64(k)
		s.total += int64(k)
		switch {
		case n > s.lim.Member || s.total > s.lim.Total:
			fault = TooLarge
		case n > minBomb && uint64(n)/maxRatio > packed:
			fault = Bomb
		case k > 0:
			if werr := s.chunk(buf[:k]); werr != nil {
				return fault, werr
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil && fault == NoFault {
			fault = Damaged
		}
	}
	return fault, s.chunk(nil)
}

func (s *sender) chunk(b []byte) error {
	var size [4]byte
	binary.BigEndian.PutUint32(size[:], uint32(len(b)))
	if _, err := s.out.Write(size[:]); err != nil {
		return err
	}
	if len(b) == 0 {
		return nil
	}
	_, err := s.out.Write(b)
	return err
}

// skipped leaves out folders and what archivers put in on their own account.
func skipped(f *zip.File) bool {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	base := name[strings.LastIndex(name, "/")+1:]
	return f.Mode().IsDir() || base == "" || strings.HasPrefix(name, "__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db"
}

// maxName bounds a name that is shown to people.
const maxName = 255

// Name is what a member calls itself, fit to be shown: never a path to write to.
func Name(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 && !utf8.ValidString(name) {
		if s, err := charmap.CodePage866.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	name = strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "�")
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
	var parts []string
	for _, p := range strings.Split(name, "/") {
		if p != "" && p != "." && p != ".." {
			parts = append(parts, p)
		}
	}
	name = strings.Join(parts, "/")
	for len(name) > maxName {
		_, n := utf8.DecodeRuneInString(name)
		name = name[n:]
	}
	return name
}
