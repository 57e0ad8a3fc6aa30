package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
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

	etag   string // of the body, without quotes
	kept   bool   // it will be asked for again: worth the better compression
	gzip   variant
	brotli variant
}

// seal computes what every reader of the answer needs.
func (a *answer) seal() {
	if a.etag == "" {
		sum := sha256.Sum256(a.body)
		a.etag = hex.EncodeToString(sum[:16])
	}
}

// varies reports whether readers may get the answer in one coding or another.
func (a *answer) varies() bool { return len(a.body) >= compressFrom && compressible(a.mediaType) }

// in returns the body in the first of the codings in which it is smaller, with
// the strong ETag of these very bytes.
func (a *answer) in(codings []coding) (body []byte, etag string, used coding) {
	for _, c := range codings {
		var coded []byte
		switch {
		case c == gzipCoding:
			coded = a.gzip.of(a.body, gzipped)
		case c == brotliCode && a.kept:
			coded = a.brotli.of(a.body, brotlied)
		}
		if coded != nil {
			return coded, a.etag + "-" + string(c), c
		}
	}
	return a.body, a.etag, identity
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
	if a.canonical != "" {
		h.Set("Link", "<"+a.canonical+`>; rel="canonical"`)
	}
	for _, link := range a.links {
		h.Add("Link", link)
	}
	if a.open || !strings.HasPrefix(a.mediaType, "text/html") {
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag, Link, X-Total-Count")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	if a.stream != nil {
		s.sendStream(w, r, a)
		return
	}
	body, etag := a.body, a.etag
	if a.varies() {
		h.Set("Vary", "Accept-Encoding")
		var used coding
		body, etag, used = a.in(accepted(r.Header.Values("Accept-Encoding")))
		if used != identity {
			h.Set("Content-Encoding", string(used))
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
	packed := slices.Contains(accepted(r.Header.Values("Accept-Encoding")), gzipCoding)
	if packed {
		w.Header().Set("Content-Encoding", "gzip")
	}
	if r.Method == http.MethodHead {
		return
	}
	var err error
	if packed {
		z := gzipped(w)
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
