package site

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"maps"
	"net/http"
	"slices"
	"time"

	"vestnik/publish/packed"
)

// How long a copy may be used without asking again. What is signed never changes.
const (
	cacheNever   = "no-store"
	cacheMinute  = "public, max-age=60"
	cacheDay     = "public, max-age=86400"
	cacheForEver = "public, max-age=31536000, immutable"
)

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
	total     string   // X-Total-Count, where the answer is part of a list
	canonical string   // absolute address of the page of which this is another form
	links     []string // further Link headers
	open      bool     // other sites' scripts may read it: public data

	etag string // of the body, without quotes
	kept bool   // it will be asked for again: worth the better compression
	replies
}

// ok reports whether the answer is what was asked for.
func (a *answer) ok() bool { return a.status == 0 || a.status == http.StatusOK }

// seal computes what every reader of the answer needs.
func (a *answer) seal() {
	if a.etag == "" {
		sum := sha256.Sum256(a.body)
		a.etag = hex.EncodeToString(sum[:16])
	}
}

// varies reports whether readers may get the answer in one coding or another.
func (a *answer) varies() bool { return len(a.body) >= packed.From && compressible(a.mediaType) }

// write sends an answer, or 304 when the reader has it.
func (s *server) write(w http.ResponseWriter, r *http.Request, a *answer) {
	switch {
	case a.location != "":
		maps.Copy(w.Header(), s.everywhere)
		w.Header().Set("Location", a.location)
		w.WriteHeader(a.status)
		return
	case a.stream != nil:
		maps.Copy(w.Header(), s.headersOf(a))
		s.sendStream(w, r, a)
		return
	}
	a.seal()
	reply := s.replyIn(a, s.codings.of(r.Header["Accept-Encoding"]))
	maps.Copy(w.Header(), reply.header)
	if a.ok() && !unconditional(r.Header) {
		w.Header().Del("Content-Length") // of what is sent, if anything is
		http.ServeContent(w, r, "", a.modified, bytes.NewReader(reply.body))
		return
	}
	w.WriteHeader(cmp.Or(a.status, http.StatusOK))
	s.send(w, r, reply.body)
}

// sendStream writes a body as it is made, compressed for those who read that.
// When it breaks off, so does the connection: half a table must not look whole.
func (s *server) sendStream(w http.ResponseWriter, r *http.Request, a *answer) {
	w.Header().Set("Vary", "Accept-Encoding")
	zipped := slices.Contains(accepted(r.Header.Values("Accept-Encoding")), gzipCoding)
	if zipped {
		w.Header().Set("Content-Encoding", "gzip")
	}
	if r.Method == http.MethodHead {
		return
	}
	var err error
	if zipped {
		err = packed.Gzip.Pack(w, func(z io.Writer) error { return a.stream(r.Context(), z) })
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
