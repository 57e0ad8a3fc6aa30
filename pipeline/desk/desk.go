package desk

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"vestnik/pipeline"
)

// Printer prints what leaves the desk on paper.
type Printer interface {
	pipeline.NoticePrinter
	pipeline.ReceiptPrinter
}

// Config is what a desk is made of. All but Search, Registers, Series, PublicURL,
// Secure, Fonts, Exchange and Metrics are required.
type Config struct {
	Office   *pipeline.Office
	Accounts pipeline.Accounts
	Sessions scs.Store // where sessions outlive a restart
	Queue    pipeline.Queue
	Printer  Printer
	Preview  Preview
	Logger   *slog.Logger
	Clock    pipeline.Clock
	// Search finds published entries by words; nil leaves their numbers to find them by.
	Search pipeline.Searcher
	// Registers and Series title the registers and the series of the bulletin as the
	// public site does; what has no title goes by its id.
	Registers map[pipeline.RegisterID]string
	Series    map[string]string
	// PublicURL is where the public site is, for links out of the desk.
	PublicURL string
	// Secure marks the cookie for HTTPS only; set it behind TLS.
	Secure bool
	// Fonts are WOFF2 files by name: PTS55F.woff2, PTS75F.woff2, PTF75F.woff2.
	// Without them the desk's pages are set in the system's fonts.
	Fonts map[string][]byte
	// Exchange reads files of other offices sent at /payments; nil leaves the form out.
	Exchange Exchange
	// Metrics serves figures for monitoring at /metrics, without sign-in; nil
	// leaves the address out.
	Metrics http.Handler
}

// Desk serves the workplace.
type Desk struct {
	Config
	staff    []string // roles that work here
	handlers []string // roles that see papers
	sessions *scs.SessionManager
	views    *views
	failures *failures
	checking chan struct{} // holds a place for every password being checked
}

// sessionLifetime ends a session after a working day; sessionIdle after a break.
const (
	sessionLifetime = 12 * time.Hour
	sessionIdle     = 2 * time.Hour
)

// New makes a desk. It fails when a template does not parse.
func New(c Config) (http.Handler, error) {
	v, err := loadViews(c)
	if err != nil {
		return nil, err
	}
	staff := staffOf(c.Office.Engine())
	d := &Desk{
		Config: c, views: v, staff: staff, handlers: handlersOf(staff), failures: newFailures(), checking: make(chan struct{}, maxChecking), sessions: scs.New(),
	}
	d.sessions.Store = c.Sessions
	d.sessions.Lifetime = sessionLifetime
	d.sessions.IdleTimeout = sessionIdle
	d.sessions.Cookie.Name = "vestnik_desk"
	d.sessions.Cookie.HttpOnly = true
	d.sessions.Cookie.SameSite = http.SameSiteStrictMode
	d.sessions.Cookie.Secure = c.Secure
	return d.handler(), nil
}

// address is one page of the desk and the roles that may open it.
type address struct {
	pattern string
	page    page
	roles   []string
}

// addresses lists every address that needs a session.
func (d *Desk) addresses() []address {
	return []address{
		{"GET /{$}", d.queuePage, d.staff},
		{"GET /find", d.findCase, d.staff},
		{"GET /cases/{id}", d.casePage, d.staff},
		{"GET /cases/{id}/progress", d.progress, d.staff},
		{"GET /cases/{id}/pages/{document}/{page}", d.pageImage, d.handlers},
		{"GET /cases/{id}/originals/{document}", d.original, d.handlers},
		{"POST /cases/{id}/fields", d.correctField, d.handlers},
		{"POST /cases/{id}/kind", d.nameKind, d.handlers},
		{"POST /cases/{id}/revive", d.reviveStage, revives},
		{"POST /cases/{id}/papers", d.addPapers, receives},
		{"POST /cases/{id}/route", d.route, routes},
		{"GET /cases/{id}/commands/{command}", d.commandPage, d.staff},
		{"POST /cases/{id}/commands/{command}", d.performCommand, d.staff},
		{"GET /cases/{id}/notices/{document}/{n}/{form}", d.noticePaper, d.handlers},
		{"GET /cases/{id}/receipt/{form}", d.receiptPaper, d.handlers},
		{"GET /drop", d.dropPage, receives},
		{"POST /drop", d.drop, receives},
		{"GET /open", d.openingsPage, d.staff},
		{"GET /open/{pack}/{command}", d.openingPage, d.staff},
		{"POST /open/{pack}/{command}", d.openCase, d.staff},
		{"GET /help", d.helpPage, d.staff},
		{"GET /payments", d.paymentsPage, seesPayments},
		{"POST /payments", d.takeStatement, matches},
		{"POST /payments/{payment}/match", d.matchPayment, matches},
		{"POST /payments/{payment}/release", d.releasePayment, matches},
		{"GET /issues", d.issuesPage, d.staff},
		{"POST /issues", d.openIssue, edits},
		{"GET /issues/{series}/{year}/{number}", d.issuePage, d.staff},
		{"POST /issues/{series}/{year}/{number}/fill", d.fillIssue, edits},
		{"POST /issues/{series}/{year}/{number}/close", d.closeIssue, edits},
		{"GET /issues/{series}/{year}/{number}/message", d.messagePage, edits},
		{"POST /issues/{series}/{year}/{number}/message", d.addMessage, edits},
		{"POST /issues/{series}/{year}/{number}/message/drop", d.dropMessage, edits},
		{"GET /issues/{series}/{year}/{number}/numbers", d.numbersPage, edits},
		{"POST /issues/{series}/{year}/{number}/numbers", d.explainNumbers, edits},
		{"POST /issues/{series}/{year}/{number}/numbers/drop", d.dropNumbers, edits},
		{"GET /issues/{series}/{year}/{number}/proof/{file...}", d.proofFile, proofs},
		{"GET /registers", d.registersPage, d.staff},
		{"GET /registers/drafts", d.draftsPage, d.staff},
		{"GET /registers/{register}/{number}", d.entryPage, d.staff},
		{"GET /registers/{register}/{number}/correct", d.correctionPage, d.staff},
		{"POST /registers/{register}/{number}/correct", d.draftCorrection, d.staff},
		{"GET /registers/{register}/{number}/draft", d.draftPage, d.staff},
		{"POST /registers/{register}/{number}/draft/sign", d.signCorrection, d.staff},
		{"POST /registers/{register}/{number}/draft/drop", d.dropCorrection, d.staff},
		{"GET /reports", d.reportsPage, d.staff},
		{"GET /reports/corrections", d.correctionsPage, d.staff},
		{"GET /reports/corrections/{id}/{path}", d.pairImage, d.handlers},
		{"POST /reports/dead/{job}", d.reviveJob, revives},
	}
}

// handler puts the addresses together.
func (d *Desk) handler() http.Handler {
	inside := http.NewServeMux()
	for _, a := range d.addresses() {
		inside.Handle(a.pattern, d.signedIn(a.page, a.roles))
	}
	inside.Handle("/", d.signedIn(d.notFound, nil))

	mux := http.NewServeMux()
	mux.Handle("GET /login", d.open(d.loginPage))
	mux.Handle("POST /login", d.open(d.login))
	mux.Handle("POST /logout", d.open(d.logout))
	mux.Handle("GET /static/", staticFiles())
	mux.Handle("GET /fonts/{name}", kept(http.HandlerFunc(d.font)))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	if d.Metrics != nil {
		mux.Handle("GET /metrics", d.Metrics)
	}
	mux.Handle("/", inside)
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(d.open(d.foreignRequest))
	return headers(guard.Handler(d.sessions.LoadAndSave(mux)))
}

// page answers a request of somebody signed in, or returns why it cannot.
type page func(w http.ResponseWriter, r *http.Request, me pipeline.Account) error

// signedIn lets only people with an account through, and of those only the ones
// who hold one of the roles; without roles, everybody with an account.
func (d *Desk) signedIn(p page, roles []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		me, ok := d.who(r.Context())
		if !ok {
			http.Redirect(w, r, "/login?next="+escapeQuery(returnTo(r)), http.StatusSeeOther)
			return
		}
		err := d.mustHold(me, roles)
		if err == nil {
			err = p(w, r, me)
		}
		if err != nil {
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

// contentPolicy lets a page of the desk load from the desk alone, and run no
// script or style that stands in the page itself.
const contentPolicy = "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; script-src 'self'; " +
	"connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'"

// pdfType is the media type of papers to print.
const pdfType = "application/pdf"

// paperPolicy is the policy of a PDF that we made. Chrome shows it in a page of its
// own making, which is held to the policy of the file: a stricter one leaves it blank.
const paperPolicy = "frame-ancestors 'self'"

// headers keep the desk out of frames, caches and foreign scripts.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
