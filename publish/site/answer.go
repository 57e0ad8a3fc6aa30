package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// How long a copy may be used without asking again.
const (
	cacheNever  = "no-store"
	cacheMinute = "public, max-age=60"
	cacheDay    = "public, max-age=86400"
)

// compressFrom is the size in bytes from which gzip is worth its while.
const compressFrom = 860

// answer is what stands at an address. It is not changed once sealed.
type answer struct {
	status   int // 0 is 200
	location string
	body     []byte
	// stream writes a body too long to be held; it has no length and no ETag.
	stream    func(ctx context.Context, w io.Writer) error
	mediaType string
	modified  time.Time
	cache     string
	total     string // X-Total-Count, where the answer is part of a list
	open      bool   // other sites' scripts may read it: public data

	etag string // of the body, without quotes
	gzip []byte // the body compressed, nil where that does not pay
}

// seal computes what every reader of the answer needs.
func (a *answer) seal() {
	if a.etag != "" {
		return
	}
	sum := sha256.Sum256(a.body)
	a.etag = hex.EncodeToString(sum[:16])
	if len(a.body) >= compressFrom && compressible(a.mediaType) {
		a.gzip = compress(a.body)
	}
}

func compressible(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/") || strings.Contains(mediaType, "xml") || strings.Contains(mediaType, "json")
}

// compress returns body as gzip, without a time in its header, or nil when that
// is no smaller.
func compress(body []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err != nil {
		return nil
	}
	if _, err := w.Write(body); err != nil {
		return nil
	}
	if err := w.Close(); err != nil || b.Len() >= len(body) {
		return nil
	}
	return b.Bytes()
}

// write sends an answer, or 304 when the reader has it.
func (s *server) write(w http.ResponseWriter, r *http.Request, a *answer) {
	h := w.Header()
	if a.location != "" {
		h.Set("Location", a.location)
		w.WriteHeader(a.status)
		return
	}
	if a.stream == nil {
		a.seal()
	}
	h.Set("Content-Type", a.mediaType)
	h.Set("Cache-Control", a.cache)
	if a.total != "" {
		h.Set("X-Total-Count", a.total)
	}
	if a.open || !strings.HasPrefix(a.mediaType, "text/html") {
		h.Set("Access-Control-Allow-Origin", "*")
	}
	if a.stream != nil {
		s.sendStream(w, r, a)
		return
	}
	body, etag := a.body, a.etag
	if a.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Values("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body, etag = a.gzip, etag+"-gzip"
		}
	}
	if a.status != 0 && a.status != http.StatusOK {
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(a.status)
		s.send(w, r, body)
		return
	}
	h.Set("ETag", `"`+etag+`"`)
	http.ServeContent(w, r, "", a.modified, bytes.NewReader(body))
}

// sendStream writes a body as it is made, compressed for those who read that.
// When it breaks off, so does the connection: half a table must not look whole.
func (s *server) sendStream(w http.ResponseWriter, r *http.Request, a *answer) {
	w.Header().Set("Vary", "Accept-Encoding")
	packed := acceptsGzip(r.Header.Values("Accept-Encoding"))
	if packed {
		w.Header().Set("Content-Encoding", "gzip")
	}
	if r.Method == http.MethodHead {
		return
	}
	var err error
	if packed {
		z := gzip.NewWriter(w)
		err = errors.Join(a.stream(r.Context(), z), z.Close())
	} else {
		err = a.stream(r.Context(), w)
	}
	if err != nil {
		s.Logger.WarnContext(r.Context(), "answer broken off", "path", r.URL.Path, "err", err)
		panic(http.ErrAbortHandler)
	}
}

func (s *server) send(w http.ResponseWriter, r *http.Request, body []byte) {
	if r.Method == http.MethodHead {
		return
	}
	if _, err := w.Write(body); err != nil {
		s.Logger.DebugContext(r.Context(), "reader went away", "err", err)
	}
}

// acceptsGzip reads Accept-Encoding (RFC 9110 §12.5.3): gzip named, or "*", and
// not with a weight of nought.
func acceptsGzip(headers []string) bool {
	accepted, named := false, false
	for item := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		coding, parameters, _ := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding != "gzip" && (coding != "*" || named) {
			continue
		}
		accepted, named = !zeroWeight(parameters), coding == "gzip"
	}
	return accepted
}

func zeroWeight(parameters string) bool {
	name, value, _ := strings.Cut(strings.TrimSpace(parameters), "=")
	if strings.TrimSpace(strings.ToLower(name)) != "q" {
		return false
	}
	weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return err != nil || weight == 0
}
