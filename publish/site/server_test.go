package site_test

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"vestnik/pipeline"
	"vestnik/publish"
)

func TestEveryAddressOfTheContractAnswers(t *testing.T) {
	h, _, _ := newSite(t)
	for _, c := range []struct{ path, mediaType, says string }{
		{"/", "text/html", "Последние публикации"},
		{"/index.md", "text/markdown", "# Официальный бюллетень"},
		{"/index.rss", "application/rss+xml", "<item>"},
		{"/bulletin/", "text/html", "Программы для ЭВМ"},
		{"/bulletin.rss", "application/rss+xml", "выпуск № 2"},
		{"/bulletin.csv", "text/csv", "manifest_sha256"},
		{"/bulletin/programs/", "text/html", "SHA-256 описи"},
		{"/bulletin/programs/index.md", "text/markdown", "SHA-256 описи"},
		{"/bulletin/programs.md", "text/markdown", "SHA-256 описи"},
		{"/bulletin/programs/feed.rss", "application/rss+xml", `rel="self"`},
		{"/bulletin/programs/feed.atom", "application/atom+xml", `rel="self"`},
		{"/bulletin/programs/feed.json", "application/feed+json", `"feed_url"`},
		{"/bulletin/programs.rss", "application/rss+xml", "bulletin/programs.rss"},
		{"/bulletin/programs/feed/", "text/html", "2026610200"},
		{"/bulletin/programs/feed.csv", "text/csv", "2026610100"},
		{"/published/2026-03-02/", "text/html", "30 записей"},
		{"/register/programs/published/2026-03-02.rss", "application/rss+xml", "fh:archive"},
		{"/bulletin/programs/2026/", "text/html", "2026 год"},
		{"/bulletin/programs/2026.csv", "text/csv", "programs,2026,2"},
		{"/bulletin/programs/2026/2/", "text/html", "Указатель правообладателей"},
		{"/bulletin/programs/2026/2/index.html", "text/html", "Указатель правообладателей"},
		{"/bulletin/programs/2026/2/index.md", "text/markdown", "## Указатель"},
		{"/bulletin/programs/2026/2.md", "text/markdown", "## Указатель"},
		{"/bulletin/programs/2026/2/manifest.json", "application/json", `"vestnik-issue/2"`},
		{"/bulletin/programs/2026/2/manifest.sig", "text/plain", "="},
		{"/bulletin/programs/2026/2/item.atom", "application/atom+xml", "<entry"},
		{"/bulletin/programs/2026/2.rss", "application/rss+xml", "fh:archive"},
		{"/bulletin/programs/2026/2.csv", "text/csv", "2026610200"},
		{"/bulletin/verify/", "text/html", "openssl"},
		{"/bulletin/public-key.pem", "application/x-pem-file", "PUBLIC KEY"},
		{"/register/", "text/html", "Реестр баз данных"},
		{"/register/programs/", "text/html", "33 опубликованные записи"},
		{"/register/programs.csv", "text/csv", "2026610100"},
		{"/register/programs.atom", "application/atom+xml", "2026610200"},
		{"/register/programs/years/2026/", "text/html", "2026610229"},
		{"/register/programs/2026610100/", "text/html", "История записи"},
		{"/register/programs/2026610100.md", "text/markdown", "**(11)**"},
		{"/register/programs/2026610100/index.md", "text/markdown", "**(11)**"},
		{"/register/programs/2026610100.json", "application/json", `"2026610100"`},
		{"/search?q=Программа", "text/html", "Найдено: <strong>33</strong>"},
		{"/search.md?q=Программа", "text/markdown", "**33**"},
		{"/status/", "text/html", "Узнать состояние"},
		{"/status/2026610017", "text/html", "Проверка заявки"},
		{"/status/2026610017.md", "text/markdown", "Проверка заявки"},
		{"/figures/", "text/html", "Поступило <strong>7</strong> = опубликовано <strong>4</strong> + окончено иначе <strong>1</strong> + рассматривается <strong>2</strong>"},
		{"/figures/order-210.svg", "image/svg+xml", "<title"}, {"/how-to-file/", "text/html", "Как подать"}, {"/about/", "text/html", "Чего здесь нет"},
		{"/accessibility/", "text/html", "WCAG 2.2"}, {"/data/", "text/html", "programs.csv"}, {"/api-docs/", "text/html", "GET /api/v1/entries"},
		{"/regulations/", "text/html", "Регистрация программ"},
		{"/regulations/order-210/terms/", "text/html", "25 рабочих дней"},
		{"/regulations/order-210/terms.md", "text/markdown", "25 рабочих дней"},
		{"/api/openapi.json", "application/json", `"openapi"`},
		{"/api/v1/registers", "application/json", `"entries": 33`},
		{"/api/v1/entries?limit=2", "application/json", `"next": "programs/2026610101"`},
		{"/api/v1/entries/programs/2026610100", "application/json", "2026610100"},
		{"/api/v1/issues", "application/json", `"sha256"`},
		{"/api/v1/issues/programs/2026/2", "application/json", "2026610229"},
		{"/api/v1/search?q=Программа", "application/json", `"total": 33`},
		{"/api/v1/status/2026610017", "application/json", "Проверка заявки"},
		{"/opensearch.xml", "application/opensearchdescription+xml", "{searchTerms}"},
		{"/sitemap.xml", "application/xml", "sitemap-register-programs-2026.xml"},
		{"/sitemap-register-programs-2026.xml", "application/xml", "register/programs/2026610100/"},
		{"/robots.txt", "text/plain", "Sitemap: https://bulletin.example/sitemap.xml"},
		{"/healthz", "text/plain", "ok"},
		{"/static/site.css", "text/css", "PT Serif"},
		{"/static/fonts/PTF55F.woff2", "font/woff2", "wOF2"},
	} {
		w := get(t, h, c.path)
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), c.mediaType) || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %s, says %q: %v", c.path, w.Code, w.Header().Get("Content-Type"), c.says, strings.Contains(w.Body.String(), c.says))
		}
		head := do(h, http.MethodHead, c.path)
		if head.Code != http.StatusOK || head.Body.Len() != 0 || head.Header().Get("ETag") != w.Header().Get("ETag") && !strings.Contains(c.path, "search") {
			t.Errorf("HEAD %s: %d, %d bytes, ETag %s", c.path, head.Code, head.Body.Len(), head.Header().Get("ETag"))
		}
	}
}

func TestWhatIsNotThereIsSaidInRussian(t *testing.T) {
	h, _, _ := newSite(t)
	for _, c := range []struct {
		path string
		code int
		says string
	}{
		{"/nothing/", 404, "Страница не найдена"},
		{"/bulletin/nothing/", 404, "Страница не найдена"},
		{"/bulletin/programs/2026/3/", 404, "Страница не найдена"},
		{"/bulletin/programs/2026/02/", 404, "Страница не найдена"},
		{"/bulletin/programs/2026/2/secret.txt", 404, "Страница не найдена"},
		{"/bulletin/programs/2026/2/x/y/", 404, "Страница не найдена"},
		{"/register/programs/2026999999/", 404, "Страница не найдена"},
		{"/register/programs/_/", 404, "Страница не найдена"},
		{"/register/programs/years/1999/", 404, "Страница не найдена"},
		{"/status/17", 404, "Заявка не найдена"},
		{"/regulations/nothing/", 404, "Страница не найдена"},
		{"/search.exe?q=a", 404, "Страница не найдена"},
		{"/../etc/passwd", 404, "Страница не найдена"},
		{"/search?from=31.03.2026", 400, "Дата записана неверно"},
		{"/search?page=0", 400, "Число записано неверно"},
		{"/search?size=100000", 400, "Число записано неверно"},
		{"/search?sort=evil", 400, "порядка нет"},
		{"/search?q=" + strings.Repeat("a", 501), 400, "слишком длинный"},
		{"/search?q=title:", 400, "После «title:» нужно слово"},
		{"/search?q=%zz", 400, "Запрос не понят"},
		{"/search?facet=year", 400, "Условие записано неверно"},
		{"/api/v1/nothing", 404, `"status":404`},
		{"/api/v1/entries?limit=x", 400, `"detail":"Число записано неверно`},
		{"/api/v1/entries/programs/2026999999", 404, `"status":404`},
	} {
		w := get(t, h, c.path)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %.300s; want %d saying %q", c.path, w.Code, w.Body.String(), c.code, c.says)
		}
	}
	if w := do(h, http.MethodPost, "/search"); w.Code != 405 || w.Header().Get("Allow") == "" {
		t.Errorf("POST: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
}

func TestFoldersWithoutTheirSlashLeadThere(t *testing.T) {
	h, _, _ := newSite(t)
	for path, want := range map[string]string{
		"/bulletin": "bulletin/", "/bulletin/programs/2026/2": "2/", "/register/programs/2026610100": "2026610100/",
		"/search/?q=a": "../search?q=a", "/status/?number=2026610017": "2026610017", "/status/?number=" + url.QueryEscape("В/1"): publish.Segment("В/1"),
	} {
		w := get(t, h, path)
		if w.Code < 300 || w.Code > 399 || w.Header().Get("Location") != want {
			t.Errorf("%s: %d to %q, want %q", path, w.Code, w.Header().Get("Location"), want)
		}
	}
	if w := get(t, h, "/status/"+publish.Segment("В/1")); w.Code != 200 {
		t.Errorf("a number with a slash: %d", w.Code)
	}
}

var href = regexp.MustCompile(`(?:href|src|action)="([^"]+)"`)

// TestNoLinkIsDead walks the site from its first page as a reader could.
func TestNoLinkIsDead(t *testing.T) {
	h, _, _ := newSite(t)
	seen, queue := map[string]bool{"/": true}, []string{"/", "/sitemap.xml"}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		w := get(t, h, at)
		if w.Code == http.StatusPermanentRedirect {
			at = resolve(t, at, w.Header().Get("Location"))
			w = get(t, h, at)
		}
		if w.Code != 200 {
			t.Errorf("%s: %d", at, w.Code)
			continue
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, m := range href.FindAllStringSubmatch(w.Body.String(), -1) {
			link := strings.ReplaceAll(m[1], "&amp;", "&")
			if strings.HasPrefix(link, "https://bulletin.example/") {
				link = strings.TrimPrefix(link, "https://bulletin.example")
			}
			if strings.HasPrefix(link, "http") {
				t.Errorf("%s leads away to %s", at, link)
				continue
			}
			to := resolve(t, at, link)
			if !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	if len(seen) < 120 {
		t.Errorf("only %d addresses were reached", len(seen))
	}
}

func resolve(t *testing.T, at, link string) string {
	t.Helper()
	base, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	u, err := base.Parse(link)
	if err != nil {
		t.Fatalf("%s: bad link %q", at, link)
	}
	u.Fragment = ""
	return u.RequestURI()
}

func TestServedPagesAreThoseOfTheStaticSite(t *testing.T) {
	h, o, p := newSite(t)
	dir := t.TempDir()
	if _, err := p.WriteSite(t.Context(), o, key().Public().(ed25519.PublicKey), dir); err != nil {
		t.Fatal(err)
	}
	compared := 0
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, file)
		if name == ".vestnik-site" || name == "404.html" || strings.HasPrefix(name, "search") || strings.HasPrefix(name, "status") {
			return nil
		}
		want, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		w := get(t, h, "/"+strings.TrimSuffix(name, "index.html"))
		if w.Code != 200 || !bytes.Equal(w.Body.Bytes(), want) {
			t.Errorf("%s: %d, differs from the static file", name, w.Code)
		}
		compared++
		return nil
	})
	if err != nil || compared < 100 {
		t.Errorf("%d files compared, %v", compared, err)
	}
}

func TestAllFormsOfASearchStateTheSameTotal(t *testing.T) {
	h, _, _ := newSite(t)
	for _, form := range []string{"", ".rss", ".atom", ".json", ".csv", ".md"} {
		w := get(t, h, "/search"+form+"?q=Программа")
		if w.Code != 200 || w.Header().Get("X-Total-Count") != "33" {
			t.Errorf("search%s: %d, total %q", form, w.Code, w.Header().Get("X-Total-Count"))
		}
		switch body := w.Body.Bytes(); form {
		case ".csv":
			rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
			if err != nil || len(rows) != 34 {
				t.Errorf("CSV: %d rows, %v; want a heading and 33", len(rows), err)
			}
		case ".rss", ".atom":
			var document struct {
				Channel struct {
					Total string `xml:"http://a9.com/-/spec/opensearch/1.1/ totalResults"`
				} `xml:"channel"`
				Total string `xml:"http://a9.com/-/spec/opensearch/1.1/ totalResults"`
			}
			if err := xml.Unmarshal(body, &document); err != nil || document.Channel.Total+document.Total != "33" {
				t.Errorf("%s: total %q, %v", form, document.Channel.Total+document.Total, err)
			}
		case ".json":
			var document struct {
				Total int    `json:"_total_results"`
				Feed  string `json:"feed_url"`
			}
			if err := json.Unmarshal(body, &document); err != nil || document.Total != 33 || !strings.HasSuffix(document.Feed, "search.json?q=%D0%9F%D1%80%D0%BE%D0%B3%D1%80%D0%B0%D0%BC%D0%BC%D0%B0") {
				t.Errorf("JSON: %+v, %v", document, err)
			}
		}
	}
}

func TestSnippetsCannotBringMarkup(t *testing.T) {
	h, _, _ := newSite(t)
	body := get(t, h, "/search?q=Программа").Body.String()
	if strings.Contains(body, "<script") || !strings.Contains(body, "<strong>слово</strong>") || !strings.Contains(body, "&lt;b&gt;") {
		t.Error("a snippet was not shown as text with its found words strong")
	}
	hostile := get(t, h, "/search?q="+url.QueryEscape(`"><img src=x onerror=alert(1)>[a](javascript:alert(1))`)).Body.String()
	if strings.Contains(hostile, "<img") || strings.Contains(hostile, `href="javascript:`) {
		t.Error("the question came back as markup")
	}
}

func TestReadersWhoHaveThePageAreToldSo(t *testing.T) {
	h, _, _ := newSite(t)
	for _, path := range []string{"/", "/bulletin/programs/feed.rss", "/bulletin/programs/2026/2/", "/register/programs/2026610100/", "/static/site.css"} {
		first := get(t, h, path)
		etag := first.Header().Get("ETag")
		if w := get(t, h, path, "If-None-Match", etag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("%s with its ETag: %d", path, w.Code)
		}
		if modified := first.Header().Get("Last-Modified"); modified != "" {
			if w := get(t, h, path, "If-Modified-Since", modified); w.Code != http.StatusNotModified {
				t.Errorf("%s since %s: %d", path, modified, w.Code)
			}
		} else if !strings.HasPrefix(path, "/static/") {
			t.Errorf("%s has no Last-Modified", path)
		}
	}
}

func TestPagesAreCompressedWhereAsked(t *testing.T) {
	h, _, _ := newSite(t)
	plain := get(t, h, "/bulletin/programs/2026/2/")
	for header, want := range map[string]string{
		"gzip": "gzip", "br, gzip;q=0.5": "br", "gzip, deflate, br": "br", "gzip, br;q=0.5": "gzip", "*": "br", "*;q=0": "", "gzip;q=0": "",
		"gzip;q=0, *": "br", "br;q=0, *": "gzip", "br": "br", "br;q=x": "", "deflate": "", "": "",
	} {
		w := get(t, h, "/bulletin/programs/2026/2/", "Accept-Encoding", header)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: %q, want %q", header, got, want)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: no Vary", header)
		}
		if want == "" {
			continue
		}
		if w.Header().Get("ETag") == plain.Header().Get("ETag") {
			t.Error("two encodings share a strong ETag")
		}
		var r io.Reader = brotli.NewReader(w.Body)
		if want == "gzip" {
			var err error
			if r, err = gzip.NewReader(w.Body); err != nil {
				t.Fatal(err)
			}
		}
		if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, plain.Body.Bytes()) {
			t.Errorf("compressed body differs, %v", err)
		}
	}
}

func TestNoCookieNoScriptNoThirdParty(t *testing.T) {
	h, _, _ := newSite(t)
	for _, path := range []string{"/", "/search?q=a", "/status/", "/nothing", "/bulletin/programs/2026/2/", "/api/v1/issues"} {
		w := get(t, h, path)
		csp := w.Header().Get("Content-Security-Policy")
		if w.Header().Get("Set-Cookie") != "" || !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", path, w.Header())
		}
		body := w.Body.String()
		if strings.Contains(strings.ReplaceAll(body, `<script type="application/ld+json">`, ""), "<script") || strings.Contains(body, "style=") || strings.Contains(body, "<style") || strings.Contains(body, " onclick") {
			t.Errorf("%s holds script or inline style", path)
		}
	}
}

func TestTheCaseIsNeverShown(t *testing.T) {
	h, _, _ := newSite(t)
	for _, path := range []string{"/api/v1/entries", "/api/v1/entries/programs/2026610100", "/api/v1/issues/programs/2026/2", "/register/programs/2026610100.json", "/bulletin/programs/2026/2/issue.json", "/register/programs.csv"} {
		if w := get(t, h, path); w.Code != 200 || strings.Contains(w.Body.String(), "SECRET") {
			t.Errorf("%s: %d, names the case: %v", path, w.Code, strings.Contains(w.Body.String(), "SECRET"))
		}
	}
}

func TestAnIssueIsSeenAsSoonAsItIsClosed(t *testing.T) {
	h, o, p := newSite(t)
	if w := get(t, h, "/bulletin/programs/"); strings.Contains(w.Body.String(), "issue-2026-3") {
		t.Fatal("the issue is there before it is closed")
	}
	o.closeIssue(t, p, 3, 1)
	for _, path := range []string{"/", "/bulletin/programs/", "/bulletin/programs/feed.rss", "/bulletin/programs/2026/3/", "/published/2026-03-03/", "/sitemap-register-programs-2026.xml"} {
		if w := get(t, h, path); w.Code != 200 || !strings.Contains(w.Body.String(), "2026610300") && !strings.Contains(w.Body.String(), "issue-2026-3") {
			t.Errorf("%s does not show the new issue: %d", path, w.Code)
		}
	}
	archive := get(t, h, "/bulletin/programs/2026/2.rss").Body.String()
	if strings.Contains(archive, "next-archive") || !strings.Contains(archive, `2026/1.rss" rel="prev-archive"`) {
		t.Error("the archive of issue 2 does not lead back, or changed when issue 3 came out")
	}
}

func TestAStoreThatIsAwayIsToldWithoutItsSecrets(t *testing.T) {
	h, o, _ := newSite(t)
	o.fail = &pipeline.Error{Op: "read issues", Kind: pipeline.Unavailable, Err: errors.New("dial tcp 10.0.0.7"), Advice: "Журнал недоступен. Попробуйте позже."}
	w := get(t, h, "/")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "Журнал недоступен") || strings.Contains(w.Body.String(), "10.0.0.7") {
		t.Errorf("%d %s", w.Code, w.Body.String())
	}
}

func TestEveryPathOfTheDescriptionIsServed(t *testing.T) {
	h, _, _ := newSite(t)
	var description struct {
		Paths map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(get(t, h, "/api/openapi.json").Body.Bytes(), &description); err != nil || len(description.Paths) == 0 {
		t.Fatal(len(description.Paths), err)
	}
	example := strings.NewReplacer("{register}", "programs", "/issues/{series}/{year}/{number}", "/issues/programs/2026/2", "/status/{number}", "/status/2026610017", "{number}", "2026610100")
	for path := range description.Paths {
		if w := get(t, h, "/api/v1"+example.Replace(path)); w.Code != 200 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func FuzzAnyAddressIsAnsweredWell(f *testing.F) {
	for _, path := range []string{"/", "/bulletin/programs/2026/2.rss", "/register/programs/_2f/", "/search?q=%00", "/status/%2e%2e", "/a//b", "/%ff", "/search.csv?page=2&facet=a=b"} {
		f.Add(path)
	}
	h, _, _ := newSite(f)
	f.Fuzz(func(t *testing.T, target string) {
		u, err := url.Parse(target)
		if err != nil || len(target) > 2048 || !strings.HasPrefix(u.Path, "/") {
			return
		}
		r := &http.Request{Method: http.MethodGet, URL: u, Header: http.Header{}}
		w := &recorder{header: http.Header{}}
		h.ServeHTTP(w, r.WithContext(t.Context()))
		if w.code >= 500 && w.code != http.StatusServiceUnavailable {
			t.Errorf("%q: %d", target, w.code)
		}
		if strings.HasPrefix(w.header.Get("Content-Type"), "application/rss+xml") {
			wellFormed(t, w.body.Bytes())
		}
	})
}

type recorder struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(code int)        { r.code = code }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

func wellFormed(t *testing.T, document []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(document))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
	}
}

func BenchmarkServeKeptPage(b *testing.B) {
	h, _, _ := newSite(b)
	b.ReportAllocs()
	for b.Loop() {
		if w := get(b, h, "/register/programs/2026610100/", "Accept-Encoding", "gzip"); w.Code != 200 {
			b.Fatal(w.Code)
		}
	}
}
