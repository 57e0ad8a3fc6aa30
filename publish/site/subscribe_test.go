package site_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/publish/site"
)

// readers is a list of readers in memory: token → subscription.
type readers struct {
	kept  map[string]pipeline.Subscription
	asked []string
	fail  error
}

const (
	knownToken   = "0123456789abcdef0123456789abcdef"
	unknownToken = "ffffffffffffffffffffffffffffffff"
)

func (r *readers) Ask(_ context.Context, from, address string, q pipeline.SearchQuery) error {
	if r.fail == nil {
		r.asked = append(r.asked, from+" "+address+" "+q.Text)
	}
	return r.fail
}

func (r *readers) Find(_ context.Context, token string) (pipeline.Subscription, error) {
	s, ok := r.kept[token]
	if !ok {
		return s, &pipeline.Error{Op: "find subscription", Kind: pipeline.NotExist}
	}
	return s, nil
}

func (r *readers) Confirm(_ context.Context, token string) error {
	s, err := r.Find(context.Background(), token)
	if err == nil {
		s.ConfirmedAt = time.Unix(1, 0)
		r.kept[token] = s
	}
	return err
}

func (r *readers) End(_ context.Context, token string) error {
	delete(r.kept, token)
	return nil
}

func newLetterSite(t testing.TB) (http.Handler, *readers) {
	t.Helper()
	p, o := press(t), &office{}
	o.closeIssue(t, p, 1, 3)
	list := &readers{kept: map[string]pipeline.Subscription{knownToken: {ID: "a1", Query: pipeline.SearchQuery{Text: "учёт <b>", Register: "programs"}}}}
	return site.New(site.Config{Press: p, Catalogue: o, Search: o, Subscriber: list}), list
}

// post posts a form; headers come in pairs.
func post(h http.Handler, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func wishOf(address, query string) string {
	return url.Values{"address": {address}, "query": {query}}.Encode()
}

func TestAskingIsAnsweredAlikeForEveryAddress(t *testing.T) {
	h, list := newLetterSite(t)
	for _, address := range []string{"new@mail.example", "known@mail.example"} {
		w := post(h, "/search/subscribe", wishOf(address, "q=учёт&register=programs"))
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "subscribe/sent" || len(w.Result().Cookies()) > 0 {
			t.Errorf("%d, %v", w.Code, w.Header())
		}
	}
	if want := []string{"192.0.2.1 new@mail.example учёт", "192.0.2.1 known@mail.example учёт"}; !slices.Equal(list.asked, want) {
		t.Errorf("asked %q, want %q", list.asked, want)
	}
	if w := get(t, h, "/search/subscribe/sent"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Проверьте почту") {
		t.Errorf("then it says %d %s", w.Code, w.Body)
	}
}

func TestAFormThatIsNotOursIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		body    string
		headers []string
		want    int
	}{
		"of another site":     {wishOf("a@mail.example", ""), []string{"Sec-Fetch-Site", "cross-site"}, http.StatusBadRequest},
		"of another origin":   {wishOf("a@mail.example", ""), []string{"Origin", "https://evil.example"}, http.StatusBadRequest},
		"of ours":             {wishOf("a@mail.example", ""), []string{"Sec-Fetch-Site", "same-origin", "Origin", "https://bulletin.example"}, http.StatusSeeOther},
		"of ours, by a proxy": {wishOf("a@mail.example", ""), []string{"Origin", "https://bulletin.example"}, http.StatusSeeOther},
		"without an address":  {"query=q%3Dx", nil, http.StatusBadRequest},
		"with two addresses":  {"address=a@b.example&address=c@d.example", nil, http.StatusBadRequest},
		"with a wrong date":   {wishOf("a@mail.example", "from=yesterday"), nil, http.StatusBadRequest},
		"without sense":       {"%zz", nil, http.StatusBadRequest},
		"too long":            {wishOf("a@mail.example", strings.Repeat("q", 5000)), nil, http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			h, list := newLetterSite(t)
			w := post(h, "/search/subscribe", c.body, c.headers...)
			if w.Code != c.want || (len(list.asked) == 1) != (c.want == http.StatusSeeOther) {
				t.Errorf("%d, asked %q: %s", w.Code, list.asked, w.Body)
			}
		})
	}
}

func TestWhoAsksTooOftenHasToWait(t *testing.T) {
	h, list := newLetterSite(t)
	list.fail = &pipeline.Error{Op: "ask", Kind: pipeline.Permission, Advice: "Попробуйте через час."}
	if w := post(h, "/search/subscribe", wishOf("a@mail.example", "")); w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), "через час") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestOnlyPostingActs(t *testing.T) {
	h, list := newLetterSite(t)
	confirm, end := "/search/confirm/"+knownToken, "/search/unsubscribe/"+knownToken
	for path, want := range map[string]string{confirm: "Подписаться на поиск?", end: "Отписаться?"} {
		w := get(t, h, path)
		if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, want) || !strings.Contains(body, `method="post"`) || !strings.Contains(body, "учёт &lt;b&gt;") ||
			w.Header().Get("Cache-Control") != "no-store" || !strings.Contains(body, `content="noindex"`) {
			t.Errorf("%s: %d %s", path, w.Code, body)
		}
	}
	if s := list.kept[knownToken]; !s.ConfirmedAt.IsZero() {
		t.Error("looking confirmed it")
	}
	if w := post(h, confirm, ""); w.Code != http.StatusOK || list.kept[knownToken].ConfirmedAt.IsZero() {
		t.Errorf("confirming: %d %s", w.Code, w.Body)
	}
	if w := post(h, confirm, "", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusBadRequest {
		t.Errorf("confirming from another site: %d", w.Code)
	}
	for range 2 { // a mailbox posts it, perhaps twice, and comes from nowhere
		w := post(h, end, "List-Unsubscribe=One-Click", "Sec-Fetch-Site", "cross-site")
		if w.Code != http.StatusOK || len(list.kept) != 0 || w.Header().Get("Location") != "" || len(w.Result().Cookies()) > 0 {
			t.Errorf("one click: %d, %d left", w.Code, len(list.kept))
		}
	}
	for _, path := range []string{confirm, end, "/search/confirm/" + unknownToken} {
		if w := get(t, h, path); w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "Ссылка не действует") {
			t.Errorf("%s afterwards: %d", path, w.Code)
		}
	}
}

func TestEverythingElseStaysReadOnly(t *testing.T) {
	h, list := newLetterSite(t)
	for _, path := range []string{"/search", "/", "/search/confirm/", "/search/confirm/short", "/search/unsubscribe/" + strings.ToUpper(knownToken), "/search/subscribe/sent", "/status/", "/api/v1/search"} {
		if w := post(h, path, "address=a@mail.example"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
			t.Errorf("POST %s: %d, %s", path, w.Code, w.Header().Get("Allow"))
		}
	}
	if w := do(h, http.MethodOptions, "/search/subscribe"); w.Header().Get("Allow") != "GET, HEAD, OPTIONS, POST" {
		t.Errorf("OPTIONS: %s", w.Header().Get("Allow"))
	}
	if len(list.asked) > 0 || len(list.kept) != 1 {
		t.Errorf("something was done: %+v", list)
	}
	without, _, _ := newSite(t)
	if w := post(without, "/search/subscribe", wishOf("a@mail.example", "")); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("without mail: %d", w.Code)
	}
	if w := get(t, without, "/search/confirm/"+knownToken); w.Code != http.StatusNotFound {
		t.Errorf("without mail: %d", w.Code)
	}
	for h, want := range map[http.Handler]bool{h: true, without: false} {
		page := get(t, h, "/search?q=учёт&page=1&facet=year=2026").Body.String()
		if strings.Contains(page, `type="email"`) != want || !strings.Contains(page, `href="./search.rss?facet=year%3D2026&amp;q=`) {
			t.Errorf("the form for letters is shown: %v\n%s", !want, page)
		}
	}
}

// TestTheProxyIsBelievedAndNobodyElse: by the reader's address requests are counted.
func TestTheProxyIsBelievedAndNobodyElse(t *testing.T) {
	for name, c := range map[string]struct{ remote, forwarded, want string }{
		"straight":           {"198.51.100.7:4000", "", "198.51.100.7"},
		"a liar":             {"198.51.100.7:4000", "203.0.113.9", "198.51.100.7"},
		"by the proxy":       {"127.0.0.1:4000", "203.0.113.9", "203.0.113.9"},
		"a liar, by a proxy": {"10.0.0.2:4000", "192.0.2.200, 203.0.113.9", "203.0.113.9"},
		"nonsense":           {"127.0.0.1:4000", "unknown", "127.0.0.1"},
		"a house of IPv6":    {"[2001:db8:1:2:3::7]:4000", "", "2001:db8:1:2::"},
	} {
		h, list := newLetterSite(t)
		r := httptest.NewRequest(http.MethodPost, "/search/subscribe", strings.NewReader(wishOf("a@mail.example", "")))
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		h.ServeHTTP(httptest.NewRecorder(), r)
		if len(list.asked) != 1 || !strings.HasPrefix(list.asked[0], c.want+" ") {
			t.Errorf("%s: asked by %q, want %s", name, list.asked, c.want)
		}
	}
}

// FuzzWish: whatever is posted is refused or asked with one address and a question
// that the search could be asked; nothing breaks.
func FuzzWish(f *testing.F) {
	for _, seed := range []string{wishOf("a@mail.example", "q=учёт&facet=year%3D2026"), "address=a&address=b", "query=%26&address=", "address=a@b.c&query=page%3D9%26size%3D7", "%", "address=x;query=y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		h, list := newLetterSite(t)
		w := post(h, "/search/subscribe", body)
		if asked := len(list.asked) == 1; asked != (w.Code == http.StatusSeeOther) || !asked && w.Code != http.StatusBadRequest {
			t.Errorf("%q: %d, asked %q", body, w.Code, list.asked)
		}
		if len(body) > 4<<10 && w.Code != http.StatusBadRequest {
			t.Errorf("%d bytes pass", len(body))
		}
	})
}
