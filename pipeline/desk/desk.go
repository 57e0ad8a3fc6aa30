package desk

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"vestnik/pipeline"
)

// Config is what a desk is made of. All but Metrics are required.
type Config struct {
	Office   *pipeline.Office
	Accounts pipeline.Accounts
	Sessions scs.Store // where sessions outlive a restart
	Queue    pipeline.Queue
	Printer  pipeline.NoticePrinter
	Logger   *slog.Logger
	Clock    pipeline.Clock
	// PublicURL is where the public site is, for links out of the desk.
	PublicURL string
	// Secure marks the cookie for HTTPS only; set it behind TLS.
	Secure bool
	// Metrics serves figures for monitoring at /metrics, without sign-in; nil
	// leaves the address out.
	Metrics http.Handler
}

// Desk serves the workplace.
type Desk struct {
	Config
	sessions *scs.SessionManager
	views    *views
	failures *failures
}

// sessionLifetime ends a session after a working day; sessionIdle after a break.
const (
	sessionLifetime = 12 * time.Hour
	sessionIdle     = 2 * time.Hour
)

// New makes a desk. It fails when a template does not parse.
func New(c Config) (http.Handler, error) {
	v, err := loadViews()
	if err != nil {
		return nil, err
	}
	d := &Desk{Config: c, views: v, failures: newFailures(), sessions: scs.New()}
	d.sessions.Store = c.Sessions
	d.sessions.Lifetime = sessionLifetime
	d.sessions.IdleTimeout = sessionIdle
	d.sessions.Cookie.Name = "vestnik_desk"
	d.sessions.Cookie.HttpOnly = true
	d.sessions.Cookie.SameSite = http.SameSiteStrictMode
	d.sessions.Cookie.Secure = c.Secure
	return d.handler(), nil
}

// handler lists every address of the desk.
func (d *Desk) handler() http.Handler {
	staff := http.NewServeMux()
	for pattern, page := range map[string]page{
		"GET /{$}":        d.queuePage,
		"GET /cases/{id}": d.casePage,
		"GET /cases/{id}/pages/{document}/{page}":       d.pageImage,
		"GET /cases/{id}/originals/{document}":          d.original,
		"POST /cases/{id}/fields":                       d.correctField,
		"POST /cases/{id}/kind":                         d.nameKind,
		"POST /cases/{id}/revive":                       d.reviveStage,
		"GET /cases/{id}/commands/{command}":            d.commandPage,
		"POST /cases/{id}/commands/{command}":           d.performCommand,
		"GET /cases/{id}/notices/{document}/{n}/{form}": d.noticePaper,
		"GET /drop":                            d.dropPage,
		"POST /drop":                           d.drop,
		"GET /issues":                          d.issuesPage,
		"POST /issues":                         d.openIssue,
		"GET /issues/{series}/{year}/{number}": d.issuePage,
		"POST /issues/{series}/{year}/{number}/fill":           d.fillIssue,
		"POST /issues/{series}/{year}/{number}/close":          d.closeIssue,
		"GET /issues/{series}/{year}/{number}/proof/{file...}": d.proofFile,
		"GET /reports":             d.reportsPage,
		"POST /reports/dead/{job}": d.reviveJob,
	} {
		staff.Handle(pattern, d.signedIn(page))
	}
	staff.Handle("/", d.signedIn(d.notFound))

	mux := http.NewServeMux()
	mux.Handle("GET /login", d.open(d.loginPage))
	mux.Handle("POST /login", d.open(d.login))
	mux.Handle("POST /logout", d.open(d.logout))
	mux.Handle("GET /static/", staticFiles())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	if d.Metrics != nil {
		mux.Handle("GET /metrics", d.Metrics)
	}
	mux.Handle("/", staff)
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(d.open(d.foreignRequest))
	return headers(guard.Handler(d.sessions.LoadAndSave(mux)))
}

// page answers a request of somebody signed in, or returns why it cannot.
type page func(w http.ResponseWriter, r *http.Request, me pipeline.Account) error

// signedIn lets only people with an account through.
func (d *Desk) signedIn(p page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.who(r.Context())
		if !ok {
			http.Redirect(w, r, "/login?next="+escapeQuery(r.URL.RequestURI()), http.StatusSeeOther)
			return
		}
		if err := p(w, r, me); err != nil {
			d.showError(w, r, me, err)
		}
	})
}

// open serves people without a session.
func (d *Desk) open(p page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := p(w, r, pipeline.Account{}); err != nil {
			d.showError(w, r, pipeline.Account{}, err)
		}
	})
}

// who returns the account of the session, as it is now: a disabled account is
// signed out with its next request.
func (d *Desk) who(ctx context.Context) (pipeline.Account, bool) {
	login := d.sessions.GetString(ctx, sessionLogin)
	if login == "" {
		return pipeline.Account{}, false
	}
	me, err := d.Accounts.Find(ctx, login)
	return me, err == nil && !me.Disabled
}

// headers keep the desk out of frames, caches and foreign scripts.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; frame-src 'self'; base-uri 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// person is an account as the office knows it.
func person(a pipeline.Account) pipeline.Person {
	return pipeline.Person{Login: a.Login, Roles: a.Roles}
}
