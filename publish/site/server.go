// Package site serves the public site and its read-only API: the pages that
// package publish writes as static files, and what static files cannot answer,
// the search and the progress of a case.
//
// It refuses everything but GET, HEAD and OPTIONS, save for the three addresses at
// which a search is followed by mail, and sets no cookie; no page needs a script. It sees nothing of the office but
// the public catalogue, the public search and the status board. Errors are shown
// in Russian with the advice of the pipeline.Error behind them, never its cause.
//
// The handler is safe for concurrent use. Addresses are relative, so it may stand
// under a prefix that the server in front of it strips.
package site

import (
	"context"
	"crypto/ed25519"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
)

// Search answers questions, and goes through all that answers one.
type Search interface {
	pipeline.Searcher
	pipeline.SearchWalker
}

// Config is what the site is made of.
type Config struct {
	Press     *publish.Press
	Catalogue pipeline.Catalogue
	Search    Search               // nil: the search says that it is not available
	Status    pipeline.StatusBoard // nil: the same of case progress
	// Subscriber takes those who follow a search by mail; nil: no mail is sent.
	Subscriber Subscriber
	PublicKey  ed25519.PublicKey // nil: no key is published
	// Position tells how far the office is in what the public may see, and costs
	// little. Nil: the list of issues is compared on every request.
	Position func(context.Context) (int64, error)
	Logger   *slog.Logger   // nil discards
	Clock    pipeline.Clock // nil is the wall clock
}

// server answers requests.
type server struct {
	Config
	shelf      *shelf
	assets     map[string]*answer
	everywhere http.Header // of every response
	codings    codingMemo

	crossOrigin *http.CrossOriginProtection // of forms
}

// New returns the site. A press or catalogue that is missing is a defect of the
// wiring and panics at once.
func New(config Config) http.Handler {
	if config.Press == nil || config.Catalogue == nil {
		panic("site: a press and a catalogue are needed")
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	if config.Clock == nil {
		config.Clock = time.Now
	}
	files, err := publish.Assets()
	if err != nil {
		panic(err) // embedded files that cannot be read
	}
	s := &server{Config: config, shelf: newShelf(config), assets: make(map[string]*answer), everywhere: make(http.Header)}
	for name, value := range securityHeaders {
		s.everywhere.Set(name, value)
	}
	if strings.HasPrefix(config.Press.BaseURL(), "https:") {
		s.everywhere.Set("Strict-Transport-Security", "max-age=31536000")
	}
	for _, f := range files {
		a := &answer{body: f.Body, mediaType: mediaTypeOf(f.Path), cache: cacheDay, kept: true}
		a.seal()
		s.assets[f.Path] = a
	}
	s.crossOrigin = ownForms(config.Press.BaseURL())
	return s
}

// securityHeaders keep a page to itself: nothing from elsewhere, no script at
// all, no framing, no guessing of types.
var securityHeaders = map[string]string{
	"Content-Security-Policy":      "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin", // of data it is cross-origin
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
	"Referrer-Policy":              "no-referrer",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
}

// ServeHTTP answers one request.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p := strings.TrimPrefix(r.URL.Path, "/")
	allowed := methods
	if s.takesPosts(p) {
		allowed += ", POST"
	}
	var answer *answer
	var err error
	switch {
	case r.Method == http.MethodGet, r.Method == http.MethodHead:
		answer, err = s.answer(r)
	case r.Method == http.MethodPost && s.takesPosts(p):
		answer, err = s.post(w, r, p)
	case r.Method == http.MethodOptions:
		maps.Copy(w.Header(), s.everywhere)
		preflight(w.Header())
		w.Header().Set("Allow", allowed)
		w.WriteHeader(http.StatusNoContent)
		return
	default:
		w.Header().Set("Allow", allowed)
		err = &pipeline.Error{Op: "serve", Kind: pipeline.Unsupported, Advice: "Сайт только показывает: изменить здесь ничего нельзя."}
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.write(w, r, answer)
}

// answer finds what stands at an address.
func (s *server) answer(r *http.Request) (*answer, error) {
	if to, err := straight(r.URL.Path); to != "" || err != nil {
		return redirect(to, r.URL.RawQuery, http.StatusPermanentRedirect), err
	}
	p := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case p == "healthz":
		return &answer{body: []byte("ok\n"), mediaType: "text/plain; charset=utf-8", cache: cacheNever}, nil
	case strings.HasPrefix(p, "api/"):
		return s.api(r, strings.TrimPrefix(p, "api/"))
	case p == "search" || strings.HasPrefix(p, "search."):
		return s.search(r, strings.TrimPrefix(p, "search"))
	case s.aboutLetters(p):
		return s.letters(r, p)
	case p == "search/suggestions":
		return s.suggestions(r)
	case p == "search/":
		return redirect("../search", r.URL.RawQuery, http.StatusPermanentRedirect), nil
	case p == "status":
		return redirect("status/", r.URL.RawQuery, http.StatusPermanentRedirect), nil
	case p == "status.md":
		return s.statusAnswer(s.Press.StatusFormPage(), publish.Markdown)
	case strings.HasPrefix(p, "status/"):
		return s.status(r, strings.TrimPrefix(p, "status/"))
	case strings.HasPrefix(p, "eli/"):
		page, ok := s.Press.ELIPage(p)
		if !ok {
			return nil, notFound(p)
		}
		return redirect(strings.Repeat("../", strings.Count(p, "/"))+page, "", http.StatusSeeOther), nil
	case strings.HasPrefix(p, "static/"):
		asset, ok := s.assets[p]
		if !ok {
			return nil, notFound(p)
		}
		return asset, nil
	}
	generation, err := s.shelf.current(r.Context())
	if err != nil {
		return nil, err
	}
	if kept, ok := generation.kept(p); ok {
		return kept, nil
	}
	a, err := s.published(r.Context(), generation, p)
	if err != nil {
		return nil, err
	}
	if a.status == 0 {
		generation.keep(p, a)
	}
	return a, nil
}

// published answers what depends on the catalogue alone, and may be kept until
// it changes.
func (s *server) published(ctx context.Context, g *generation, p string) (*answer, error) {
	if a, err := s.siteFile(ctx, g, p); a != nil || err != nil {
		return a, err
	}
	if a, err := s.issueFile(ctx, g, p); a != nil || err != nil {
		return a, err
	}
	target := parseTarget(p)
	page, err := g.site.Page(ctx, target.page)
	if err != nil {
		return nil, err
	}
	if target.bare {
		return redirect(path.Base(p)+"/", "", http.StatusPermanentRedirect), nil
	}
	var body []byte
	if target.form == publish.Markdown && target.index {
		body = s.Press.RenderMarkdown(page, strings.Repeat("../", strings.Count(page.Path, "/")))
	} else if body, err = s.Press.Render(page, target.form); err != nil {
		return nil, err
	}
	a := &answer{body: body, mediaType: typeOf(page, target.form), modified: contentDate(page.Updated, g.seen), cache: cacheMinute}
	if page.List != nil {
		a.total, a.links = strconv.Itoa(page.List.Total), s.Press.HubLinks(page, target.form)
	}
	if target.form != publish.HTML && !page.Hidden {
		a.canonical = s.Press.BaseURL() + page.Path
	}
	return a, nil
}

// typeOf tells a JSON Feed from other JSON.
func typeOf(page publish.Page, form publish.Form) string {
	if form == publish.JSON && page.List != nil {
		return "application/feed+json; charset=utf-8"
	}
	return publish.MediaType(form)
}

func redirect(to, query string, status int) *answer {
	if query != "" {
		to += "?" + query
	}
	return &answer{status: status, location: to}
}

func notFound(p string) error {
	return &pipeline.Error{Op: "serve", Doc: url.PathEscape(p), Kind: pipeline.NotExist}
}

// fail shows an error. What is the reader's doing is not logged.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody reads the answer
	}
	status, title := http.StatusInternalServerError, "Ошибка сайта"
	switch kind := pipeline.KindOf(err); {
	case errors.Is(err, pipeline.NotExist):
		status = http.StatusNotFound
	case kind == pipeline.Invalid, kind == pipeline.TooLarge:
		status, title = http.StatusBadRequest, "Запрос не понят"
	case kind == pipeline.Unsupported:
		status, title = http.StatusMethodNotAllowed, "Так нельзя"
	case kind == pipeline.Unavailable, kind == pipeline.Transient:
		status, title = http.StatusServiceUnavailable, "Временно недоступно"
	}
	if status >= http.StatusInternalServerError {
		s.Logger.ErrorContext(r.Context(), "request failed", "path", loggedPath(r.URL.Path), "err", err)
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		s.write(w, r, apiError(status, title, pipeline.AdviceOf(err)))
		return
	}
	page := s.Press.ErrorPage(title, pipeline.AdviceOf(err))
	switch {
	case status == http.StatusNotFound && strings.HasPrefix(r.URL.Path, "/status/"):
		page = s.Press.NoStatusPage()
	case status == http.StatusNotFound:
		page = s.Press.NotFoundPage()
	}
	page.Path = strings.Repeat("x/", strings.Count(strings.TrimPrefix(r.URL.Path, "/"), "/")) // links lead up from where the reader is
	body, rendering := s.Press.RenderHTML(page)
	if rendering != nil {
		s.Logger.ErrorContext(r.Context(), "error page failed", "err", rendering)
		http.Error(w, title, status)
		return
	}
	s.write(w, r, &answer{status: status, body: body, mediaType: publish.MediaType(publish.HTML), cache: cacheNever})
}
