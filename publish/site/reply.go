package site

import (
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"vestnik/pipeline/workday"
	"vestnik/publish/packed"
)

// reply is an answer in one coding, with every header that does not depend on who
// asks. Its values are shared by all responses and never changed.
type reply struct {
	header http.Header
	body   []byte
}

// replies are the replies of one answer, each made for the first reader who wants it.
type replies struct {
	plain, gzip, brotli struct {
		once  sync.Once
		reply *reply // nil where the coding does not pay
	}
}

// replyIn returns the answer in the first of the codings in which it is smaller.
func (s *server) replyIn(a *answer, codings []coding) *reply {
	if a.varies() {
		for _, c := range codings {
			if r := s.coded(a, c); r != nil {
				return r
			}
		}
	}
	a.replies.plain.once.Do(func() { a.replies.plain.reply = s.newReply(a, a.body, identity) })
	return a.replies.plain.reply
}

// coded returns the answer in one coding; nil where it has none. Brotli is for what
// will be asked for again.
func (s *server) coded(a *answer, c coding) *reply {
	of, with := &a.replies.gzip, packed.Gzip
	if c == brotliCode {
		of, with = &a.replies.brotli, packed.Brotli
		if !a.kept {
			return nil
		}
	}
	of.once.Do(func() {
		if body := with.Bytes(a.body); body != nil {
			of.reply = s.newReply(a, body, c)
		}
	})
	return of.reply
}

// newReply sets the headers of an answer in one coding, with the strong ETag of
// these very bytes.
func (s *server) newReply(a *answer, body []byte, c coding) *reply {
	h := s.headersOf(a)
	if a.varies() {
		h.Set("Vary", "Accept-Encoding")
	}
	etag := a.etag
	if c != identity {
		h.Set("Content-Encoding", string(c))
		etag += "-" + string(c)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if a.ok() {
		h.Set("ETag", `"`+etag+`"`)
		h.Set("Accept-Ranges", "bytes")
		if !a.modified.IsZero() {
			h.Set("Last-Modified", a.modified.UTC().Format(http.TimeFormat))
		}
	}
	return &reply{h, body}
}

const pdfType = "application/pdf"

// paperPolicy is the policy of a PDF. The viewer in Chrome is a page that the
// browser makes around the file, with styles in it and an embedded object, and it
// is held to the policy of the file: a stricter one leaves it blank.
const paperPolicy = "frame-ancestors 'none'"

// headersOf are the headers of an answer in whatever coding.
func (s *server) headersOf(a *answer) http.Header {
	h := maps.Clone(s.everywhere)
	h.Set("Content-Type", a.mediaType)
	h.Set("Cache-Control", a.cache)
	if a.mediaType == pdfType {
		h.Set("Content-Security-Policy", paperPolicy)
	}
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
	return h
}

// conditional are the request headers by which less than the whole is asked for.
var conditional = []string{"Range", "If-Range", "If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since"}

func unconditional(h http.Header) bool {
	for _, name := range conditional {
		if len(h[name]) > 0 {
			return false
		}
	}
	return true
}

// contentDate is when a page last changed, for Last-Modified: the newest day that it
// shows, and while that day lasts, when the site saw what it shows now. It is zero
// where the page shows no day.
func contentDate(day workday.Date, seen time.Time) time.Time {
	switch {
	case day.IsZero():
		return time.Time{}
	case seen.Before(day.AddDays(1).At(time.UTC)):
		return seen
	}
	return day.At(time.UTC)
}
