package desk

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"net/http"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"vestnik/pipeline"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var assets embed.FS

// Frame is what every page shows around its own matter.
type Frame struct {
	Title  string
	Me     pipeline.Account
	Here   string // which entry of the navigation is current
	Public string // address of the public site
	Notice string // what the last action did
	papers bool   // whether Me may see pages and originals
}

// Holds reports whether the person signed in has one of the roles.
func (f Frame) Holds(roles ...string) bool { return holdsAny(f.Me, roles) }

// Receives reports whether the person signed in may take filings in.
func (f Frame) Receives() bool { return holdsAny(f.Me, receives) }

// SeesPapers reports whether the person signed in may see pages and originals.
func (f Frame) SeesPapers() bool { return f.papers }

// SeesPayments reports whether the person signed in may see what was paid.
func (f Frame) SeesPayments() bool { return holdsAny(f.Me, seesPayments) }

// Edits reports whether the person signed in assembles issues.
func (f Frame) Edits() bool { return holdsAny(f.Me, edits) }

// Revives reports whether the person signed in may start stopped work again.
func (f Frame) Revives() bool { return holdsAny(f.Me, revives) }

// MyName is the name of the person signed in, without the position.
func (f Frame) MyName() string { return shortName(f.Me.Name) }

// pages lists every template of a page with a zero value of what it shows.
var pages = map[string]any{
	"login": loginView{}, "queue": queueView{}, "case": caseView{}, "command": commandView{},
	"drop": dropView{}, "openings": openingsView{}, "opening": openingView{}, "help": helpView{}, "payments": paymentsView{}, "issues": issuesView{}, "issue": issueView{}, "reports": reportsView{}, "corrections": correctionsView{},
	"registers": registersView{}, "entry": entryView{}, "correct": correctionView{}, "drafts": draftsView{}, "draft": draftView{}, "message": messageView{}, "numbers": numbersView{}, "error": errorView{},
}

// views are the parsed templates by page.
type views struct{ byPage map[string]*template.Template }

func loadViews(c Config) (*views, error) {
	v := &views{byPage: map[string]*template.Template{}}
	for name := range pages {
		t, err := template.New("layout.html").Funcs(functions(c)).
			ParseFS(templateFiles, "templates/layout.html", "templates/field.html", "templates/needs.html", "templates/words.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		v.byPage[name] = t
	}
	return v, nil
}

func (d *Desk) frame(me pipeline.Account, title, here string) Frame {
	return Frame{Title: title, Me: me, Here: here, Public: d.PublicURL, papers: holdsAny(me, d.handlers)}
}

// render writes a page whole or not at all.
func (d *Desk) render(w http.ResponseWriter, status int, page string, data any) error {
	var b bytes.Buffer
	if err := d.views.byPage[page].Execute(&b, data); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // the browser may go away
	return nil
}

// paperHTML renders the CommonMark of an outgoing document or of an issue. Raw
// HTML in it is left out, so that nothing an applicant wrote becomes markup.
func paperHTML(markdown string) (template.HTML, error) {
	var b bytes.Buffer
	converter := goldmark.New(
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()),
	)
	if err := converter.Convert([]byte(markdown), &b); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

type errorView struct {
	Frame
	Advice string
	Back   string // case to return to; empty is the queue
}

// statusByKind maps errors to HTTP.
var statusByKind = map[pipeline.Kind]int{
	pipeline.Invalid: http.StatusUnprocessableEntity, pipeline.NotExist: http.StatusNotFound, pipeline.Exists: http.StatusConflict,
	pipeline.Permission: http.StatusForbidden, pipeline.TooLarge: http.StatusRequestEntityTooLarge, pipeline.Unsupported: http.StatusUnsupportedMediaType,
	pipeline.Transient: http.StatusServiceUnavailable, pipeline.Unavailable: http.StatusServiceUnavailable,
	pipeline.Corrupt: http.StatusInternalServerError, pipeline.Internal: http.StatusInternalServerError,
}

// showError tells the person in Russian what happened and what to do.
func (d *Desk) showError(w http.ResponseWriter, r *http.Request, me pipeline.Account, err error) {
	if r.Context().Err() != nil {
		return
	}
	kind := pipeline.KindOf(err)
	status := statusByKind[kind]
	if status >= http.StatusInternalServerError {
		d.Logger.ErrorContext(r.Context(), "desk request", "path", r.URL.Path, "error", err)
	}
	view := errorView{Frame: d.frame(me, "Не получилось", ""), Advice: pipeline.AdviceOf(err)}
	if kind != pipeline.NotExist {
		view.Back = r.PathValue("id")
	}
	if renderErr := d.render(w, status, "error", view); renderErr != nil {
		d.Logger.ErrorContext(r.Context(), "desk error page", "error", errors.Join(err, renderErr))
	}
}

func (d *Desk) notFound(_ http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	return &pipeline.Error{Op: "find page", Doc: r.URL.Path, Kind: pipeline.NotExist, Advice: "Такой страницы нет. Вернитесь к очереди дел."}
}

func staticFiles() http.Handler { return kept(http.FileServerFS(assets)) }

// kept lets the browser keep what does not change while the program runs.
func kept(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, max-age=3600")
		files.ServeHTTP(w, r)
	})
}

// font serves one of the configured fonts.
func (d *Desk) font(w http.ResponseWriter, r *http.Request) {
	body, ok := d.Fonts[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	_ = send(w, "font/woff2", body)
}
