package desk

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"vestnik/pipeline"
)

const sessionLogin = "login"

// After maxFailures wrong passwords within failureWindow, a login is not tried
// any more until the window has passed.
const (
	maxFailures   = 8
	failureWindow = 10 * time.Minute
)

// maxChecking bounds how many passwords are checked at once: each costs 64 MiB.
const maxChecking = 4

// maxWatched bounds how many logins are watched at once: strangers can invent
// any number of them.
const maxWatched = 10_000

// failures counts wrong passwords by login.
type failures struct {
	mu sync.Mutex
	at map[string][]time.Time
}

func newFailures() *failures { return &failures{at: map[string][]time.Time{}} }

// recent returns how many failures the login had within the window.
func (f *failures) recent(login string, now time.Time) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	kept := f.at[login][:0]
	for _, t := range f.at[login] {
		if now.Sub(t) < failureWindow {
			kept = append(kept, t)
		}
	}
	if len(kept) == 0 {
		delete(f.at, login)
	} else {
		f.at[login] = kept
	}
	return len(kept)
}

func (f *failures) add(login string, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, known := f.at[login]; !known && len(f.at) >= maxWatched {
		f.forget(now)
	}
	f.at[login] = append(f.at[login], now)
}

// forget drops logins whose last failure lies behind the window; all of them
// when that frees nothing.
func (f *failures) forget(now time.Time) {
	for login, at := range f.at {
		if now.Sub(at[len(at)-1]) >= failureWindow {
			delete(f.at, login)
		}
	}
	if len(f.at) >= maxWatched {
		clear(f.at)
	}
}

type loginView struct {
	Frame
	Login   string
	Next    string
	Problem string
}

func (d *Desk) loginPage(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	return d.render(w, http.StatusOK, "login", loginView{Frame: d.frame(pipeline.Account{}, "Вход", ""), Next: localPath(r.FormValue("next"))})
}

func (d *Desk) login(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	login, next := strings.TrimSpace(r.PostFormValue("login")), localPath(r.PostFormValue("next"))
	refuse := func(status int, problem string) error {
		return d.render(w, status, "login", loginView{Frame: d.frame(pipeline.Account{}, "Вход", ""), Login: login, Next: next, Problem: problem})
	}
	now := d.Clock()
	if d.failures.recent(login, now) >= maxFailures {
		return refuse(http.StatusTooManyRequests, "Слишком много неудачных попыток. Подождите десять минут и попробуйте снова.")
	}
	account, err := d.Accounts.Find(r.Context(), login)
	if err != nil && !errors.Is(err, pipeline.NotExist) {
		return err
	}
	hash := account.PasswordHash
	if hash == "" || account.Disabled {
		hash = noPassword // costs as much as a real one, so that logins cannot be guessed by the clock
	}
	select {
	case d.checking <- struct{}{}:
		defer func() { <-d.checking }()
	case <-r.Context().Done():
		return r.Context().Err()
	}
	if !CheckPassword(hash, r.PostFormValue("password")) {
		d.failures.add(login, now)
		return refuse(http.StatusUnauthorized, "Имя или пароль не подходят. Проверьте раскладку клавиатуры и попробуйте снова.")
	}
	if err := d.sessions.RenewToken(r.Context()); err != nil {
		return err
	}
	d.sessions.Put(r.Context(), sessionLogin, account.Login)
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// noPassword is a hash in the right form that no password has.
const noPassword = "$argon2id$v=19$m=65536,t=3,p=2$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func (d *Desk) logout(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	if err := d.sessions.Destroy(r.Context()); err != nil {
		return err
	}
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

func (d *Desk) foreignRequest(http.ResponseWriter, *http.Request, pipeline.Account) error {
	return &pipeline.Error{Op: "check origin", Kind: pipeline.Permission, Advice: "Запрос пришёл с другого сайта и не выполнен. Откройте страницу рабочего места заново и повторите действие."}
}

// localPath lets a redirect go only to a page of the desk.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") ||
		strings.ContainsFunc(next, func(r rune) bool { return r == '\\' || r < ' ' }) {
		return "/"
	}
	return u.RequestURI()
}

// returnTo is where a person goes after signing in: the page asked for, or, when
// it was a form, the page that shows the form's case.
func returnTo(r *http.Request) string {
	if r.Method == http.MethodGet {
		return r.URL.RequestURI()
	}
	if id, ok := strings.CutPrefix(r.URL.Path, "/cases/"); ok {
		id, _, _ = strings.Cut(id, "/")
		return "/cases/" + url.PathEscape(id)
	}
	return "/"
}

func escapeQuery(s string) string { return url.QueryEscape(s) }
