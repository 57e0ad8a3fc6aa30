package desk

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
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
	Now    time.Time
	Notice string // what the last action did
}

// pages lists every template of a page with a zero value of what it shows.
var pages = map[string]any{
	"login": loginView{}, "queue": queueView{}, "case": caseView{}, "command": commandView{},
	"drop": dropView{}, "issues": issuesView{}, "issue": issueView{}, "reports": reportsView{}, "error": errorView{},
}

// views are the parsed templates by page.
type views struct{ byPage map[string]*template.Template }

func loadViews() (*views, error) {
	v := &views{byPage: map[string]*template.Template{}}
	for name := range pages {
		t, err := template.New("layout.html").Funcs(functions).ParseFS(templateFiles, "templates/layout.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		v.byPage[name] = t
	}
	return v, nil
}

var functions = template.FuncMap{
	"date":     func(t time.Time) string { return t.Format("02.01.2006") },
	"moment":   func(t time.Time) string { return t.Format("02.01.2006 15:04") },
	"day":      formatDay,
	"percent":  func(f float64) string { return fmt.Sprintf("%d %%", int(f*100+0.5)) },
	"megabyte": megabytes,
	"kind":     kindTitle,
	"status":   statusTitle,
	"verdict":  verdictTitle,
	"join":     strings.Join,
	"plural":   plural,
	"inc":      func(n int) int { return n + 1 },
}

func formatDay(d workday.Date) string {
	if d.IsZero() {
		return "—"
	}
	return fmt.Sprintf("%02d.%02d.%04d", d.Day, int(d.Month), d.Year)
}

func megabytes(size int64) string {
	if size < 1<<20 {
		return fmt.Sprintf("%d КБ", (size+1023)>>10)
	}
	return strings.Replace(fmt.Sprintf("%.1f МБ", float64(size)/(1<<20)), ".", ",", 1)
}

// plural chooses the form of a noun that Russian wants after n: one, few, many.
func plural(n int, one, few, many string) string {
	form := many
	switch {
	case n%100 >= 11 && n%100 <= 14:
	case n%10 == 1:
		form = one
	case n%10 >= 2 && n%10 <= 4:
		form = few
	}
	return fmt.Sprintf("%d %s", n, form)
}

func (d *Desk) frame(me pipeline.Account, title, here string) Frame {
	return Frame{Title: title, Me: me, Here: here, Public: d.PublicURL, Now: d.Clock()}
}

// Holds reports whether the person signed in has one of the roles.
func (f Frame) Holds(roles ...string) bool {
	return slices.ContainsFunc(f.Me.Roles, func(r string) bool { return slices.Contains(roles, r) })
}

// render writes a page whole or not at all.
func (d *Desk) render(w http.ResponseWriter, status int, page string, data any) error {
	var b bytes.Buffer
	if err := d.views.byPage[page].Execute(&b, data); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := b.WriteTo(w)
	if err != nil {
		return nil // the browser went away
	}
	return nil
}

type errorView struct {
	Frame
	Advice string
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
	if renderErr := d.render(w, status, "error", view); renderErr != nil {
		d.Logger.ErrorContext(r.Context(), "desk error page", "error", errors.Join(err, renderErr))
	}
}

func (d *Desk) notFound(_ http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	return &pipeline.Error{Op: "find page", Doc: r.URL.Path, Kind: pipeline.NotExist, Advice: "Такой страницы нет. Вернитесь к очереди дел."}
}

func staticFiles() http.Handler {
	files := http.FileServerFS(assets)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "private, max-age=3600")
		files.ServeHTTP(w, r)
	})
}
