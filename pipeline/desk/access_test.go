package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestnik/pipeline/desk"
)

// posts are the addresses that change something.
func posts(address string) []string {
	return []string{
		"/drop", "/issues", "/issues/programs/2026/1/fill", "/issues/programs/2026/1/close", "/reports/dead/1",
		"/registers/programs/2026610001/correct", "/registers/programs/2026610001/draft/sign", "/registers/programs/2026610001/draft/drop",
		"/issues/programs/2026/1/message", "/issues/programs/2026/1/message/drop", "/issues/programs/2026/1/numbers", "/issues/programs/2026/1/numbers/drop",
		address + "/fields", address + "/kind", address + "/revive", address + "/commands/accept",
	}
}

func TestNothingIsDoneWithoutASession(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	stranger := r.visit()
	for _, page := range append(posts(address), "/login-not") {
		got := stranger.post(page, url.Values{"path": {"title"}, "value": {"чужое"}})
		if got.code != http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Location"), "/login?next=") {
			t.Errorf("POST %s without a session: %d to %q", page, got.code, got.header.Get("Location"))
		}
	}
	doc := r.document(address)
	for _, page := range []string{"/", address, address + "/pages/" + doc + "/1.png", address + "/originals/" + doc, "/reports"} {
		if got := stranger.get(page); got.code != http.StatusSeeOther {
			t.Errorf("GET %s without a session: %d", page, got.code)
		}
	}
}

func (r *rig) document(address string) string {
	r.t.Helper()
	c, err := r.office.Case(r.t.Context(), caseOf(address))
	must(r.t, err)
	return string(c.Documents[0].Digest)
}

func TestRequestsFromOtherSitesAreRefused(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("admin")
	for _, page := range append(posts(address), "/login", "/logout") {
		req := v.request(http.MethodPost, page, strings.NewReader("path=title&value=x"))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", "https://evil.example")
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		if got := v.send(req); got.code != http.StatusForbidden {
			t.Errorf("POST %s from another site: %d", page, got.code)
		}
	}
}

func TestPagesAreOpenToThoseWhoNeedThem(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	doc := r.document(address)
	image, original := address+"/pages/"+doc+"/1.png", address+"/originals/"+doc
	for _, c := range []struct {
		login, page string
		want        int
	}{
		{"petrova", image, http.StatusOK}, {"orlov", original, http.StatusOK},
		{"belova", image, http.StatusForbidden}, {"belova", original, http.StatusForbidden},
		{"belova", "/drop", http.StatusForbidden}, {"ivanova", "/drop", http.StatusForbidden}, {"petrova", "/drop", http.StatusOK},
		{"nobody", "/", http.StatusForbidden}, {"nobody", address, http.StatusForbidden},
	} {
		if got := r.as(c.login).get(c.page); got.code != c.want {
			t.Errorf("%s opens %s: %d, want %d", c.login, c.page, got.code, c.want)
		}
	}
	if got := r.as("ivanova").post("/issues", url.Values{"series": {"programs"}}); got.code != http.StatusForbidden {
		t.Errorf("an examiner opens an issue: %d", got.code)
	}
	page := r.as("belova").get(address)
	for _, private := range []string{"980130009232", "98013000923Z", "+7 900 000-00-01", "Каменный Брод"} {
		if strings.Contains(page.body, private) {
			t.Errorf("the editor sees %q", private)
		}
	}
	page.says("#fields", "Ольхина Северина Павловна")
}

func TestOriginalsAreDownloadedNeverShown(t *testing.T) {
	r := newRig(t)
	address := r.filed("счёт\"; x=\r\nSet-Cookie: a=b.html")
	got := r.as("petrova").get(address + "/originals/" + r.document(address))
	disposition := got.header.Get("Content-Disposition")
	if got.header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(disposition, "attachment") || got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("sent as %s, %s", got.header.Get("Content-Type"), disposition)
	}
	if strings.Contains(strings.Join(got.header.Values("Set-Cookie"), " "), "a=b") {
		t.Error("a file name wrote a header")
	}
}

func TestWhatApplicantsWriteStaysText(t *testing.T) {
	const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	r := newRig(t)
	for _, name := range []string{"title", "phone"} {
		f := r.paper.fields[name]
		f.Value, f.Raw, f.Sure = attack, attack+" ", false
		r.paper.fields[name] = f
	}
	address := r.filed(attack + ".pdf")
	v := r.as("petrova")
	r.perform(v, address, "accept", url.Values{"arg.answer": {attack}})
	for _, page := range []string{"/", address, address + "/commands/transfer", "/reports", address + "/notices/O210-01/1/html"} {
		got := v.get(page)
		if got.code != http.StatusOK {
			t.Fatalf("%s: %d", page, got.code)
		}
		for _, script := range got.all("script") {
			if attr(script, "src") != "/static/desk.js" {
				t.Errorf("%s runs a script of the applicant's: %s", page, textOf(script))
			}
		}
		if broken := append(got.all("[onerror]"), got.all("img[src=x]")...); len(broken) > 0 {
			t.Errorf("%s holds markup of the applicant's", page)
		}
	}
}

func TestPagesAllowNoInlineScriptOrStyle(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("petrova")
	for _, page := range []string{"/", address, "/drop", "/issues", "/reports", "/registers", "/registers/drafts", address + "/commands/accept"} {
		got := v.get(page)
		policy := got.header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "script-src 'self'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", page, policy)
		}
		if n := len(got.all("style")) + len(got.all("[style]")) + len(got.all("[onclick]")); n > 0 {
			t.Errorf("%s has %d styles or scripts of its own", page, n)
		}
		if got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", page, got.header.Get("Cache-Control"))
		}
	}
}

func TestSignInLeadsOnlyIntoTheDesk(t *testing.T) {
	r := newRig(t)
	for next, want := range map[string]string{
		"/cases/2026-000001?page=2": "/cases/2026-000001?page=2", "": "/", "https://evil.example/": "/", "//evil.example": "/",
		`/\evil.example`: "/", "/%09/evil.example": "/%09/evil.example", "/\t/evil.example": "/", "javascript:alert(1)": "/", "evil.example": "/",
	} {
		got := r.visit().post("/login", url.Values{"login": {"petrova"}, "password": {password}, "next": {next}})
		if got.code != http.StatusSeeOther || got.header.Get("Location") != want {
			t.Errorf("next %q leads to %q (%d), want %q", next, got.header.Get("Location"), got.code, want)
		}
	}
}

func TestGuessingPasswordsIsStopped(t *testing.T) {
	r := newRig(t)
	v := r.visit()
	wrong := url.Values{"login": {"petrova"}, "password": {"неверный пароль"}}
	for range 8 {
		if got := v.post("/login", wrong); got.code != http.StatusUnauthorized {
			t.Fatalf("wrong password: %d", got.code)
		}
	}
	right := url.Values{"login": {"petrova"}, "password": {password}}
	if got := v.post("/login", right); got.code != http.StatusTooManyRequests {
		t.Errorf("ninth try: %d", got.code)
	}
	if got := v.post("/login", url.Values{"login": {"sidorov"}, "password": {password}}); got.code != http.StatusSeeOther {
		t.Errorf("another person is kept out: %d", got.code)
	}
}

func TestPasswordHashes(t *testing.T) {
	hash, err := hashed()
	must(t, err)
	if !desk.CheckPassword(hash, password) || desk.CheckPassword(hash, password+"x") {
		t.Error("the hash does not tell right from wrong")
	}
	for _, broken := range []string{"", "plain", "$argon2id$v=19$m=65536,t=0,p=0$AAAA$AAAA", "$argon2i$v=19$m=1,t=1,p=1$AA$AA"} {
		if desk.CheckPassword(broken, password) {
			t.Errorf("%q opens the door", broken)
		}
	}
	if _, err := desk.HashPassword(strings.NewReader(""), "короткий"); err == nil {
		t.Error("a short password was taken")
	}
}
