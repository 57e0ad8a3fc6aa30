package site_test

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// listen serves the site on a real address of this machine.
func listen(t *testing.T) *httptest.Server {
	t.Helper()
	h, _, _ := newSite(t)
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// ask sends a request as it is written, which clients tidy up before they send it.
func ask(t *testing.T, server *httptest.Server, method, target string, headers ...string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: bulletin.example\r\nConnection: close\r\n", method, target)
	for i := 0; i+1 < len(headers); i += 2 {
		fmt.Fprintf(conn, "%s: %s\r\n", headers[i], headers[i+1])
	}
	fmt.Fprint(conn, "\r\n")
	response, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%s %.80s: %v", method, target, err)
	}
	return response
}

func bodyOf(t *testing.T, r *http.Response) string {
	t.Helper()
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestOddAddressesAreAnsweredPlainly(t *testing.T) {
	server := listen(t)
	long := strings.Repeat("a", 10<<10)
	for _, c := range []struct {
		target, location string
		code             int
	}{
		{"/register/", "", 200},
		{"/register", "register/", 308},
		{"/register/programs/2026610100", "2026610100/", 308},
		{"//", "./../", 308},
		{"//register/", "./../../register/", 308},
		{"/register//programs/", "./../../../register/programs/", 308},
		{"/./register/", "./../../register/", 308},
		{"/register/%2e/", "./../../register/", 308},
		{"/register//?page=2", "./../../register/?page=2", 308},
		{"//%C3%A9%0d%0aX:1/", "./../../%C3%A9%0D%0AX:1/", 308},
		{"/register/../register/", "", 404},
		{"/%2e%2e/%2e%2e/etc/passwd", "", 404},
		{"/static/../../go.mod", "", 404},
		{"/register%2fprograms/", "", 200},
		{"/Register/", "", 404},
		{"/REGISTER/PROGRAMS/", "", 404},
		{"/%ff%fe/", "", 404},
		{"/%00", "", 404},
		{"/register/programs.csv.", "", 404},
		{"/register;x=1/", "", 404},
		{"/" + long, "", 404},
		{"/register/?" + long, "", 200},
		{"/search?q=" + long, "", 400},
		{"/search?q=%ff", "", 400},
		{"/search/?q=a", "../search?q=a", 308},
		{"/status", "status/", 308},
		{"/api/", "../api-docs/", 303},
		{"/api/v1/", "../../api-docs/", 303},
		{"/eli/ru/rospatent/register/programs/2026610100", "../../../../../register/programs/2026610100/", 303},
		{"/zz/%zz", "", 400},
	} {
		r := ask(t, server, http.MethodGet, c.target)
		body := bodyOf(t, r)
		if r.StatusCode != c.code || r.Header.Get("Location") != c.location {
			t.Errorf("%.60s: %d to %q, want %d to %q", c.target, r.StatusCode, r.Header.Get("Location"), c.code, c.location)
		}
		if c.location == "" && c.target != "/zz/%zz" && body == "" || r.Header.Get("X") != "" {
			t.Errorf("%.60s: %q, %v", c.target, body, r.Header)
		}
	}
}

func TestConditionsAndRanges(t *testing.T) {
	server := listen(t)
	const table = "/register/programs.csv"
	whole := ask(t, server, http.MethodGet, table)
	body := bodyOf(t, whole)
	etag, modified := whole.Header.Get("ETag"), whole.Header.Get("Last-Modified")
	if !strings.HasPrefix(etag, `"`) || modified == "" || whole.Header.Get("Accept-Ranges") != "bytes" {
		t.Fatalf("ETag %s, Last-Modified %s", etag, modified)
	}
	for name, c := range map[string]struct {
		headers []string
		code    int
		body    string
	}{
		"its ETag":                {[]string{"If-None-Match", etag}, 304, ""},
		"a list of ETags":         {[]string{"If-None-Match", `"a", ` + etag + `, W/"b"`}, 304, ""},
		"a weak ETag":             {[]string{"If-None-Match", "W/" + etag}, 304, ""},
		"any ETag":                {[]string{"If-None-Match", "*"}, 304, ""},
		"another ETag":            {[]string{"If-None-Match", `"a"`}, 200, body},
		"since then":              {[]string{"If-Modified-Since", modified}, 304, ""},
		"since long ago":          {[]string{"If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT"}, 200, body},
		"ETag before time":        {[]string{"If-None-Match", `"a"`, "If-Modified-Since", modified}, 200, body},
		"only when it is another": {[]string{"If-Match", `"a"`}, 412, ""},
		"the first bytes":         {[]string{"Range", "bytes=0-7"}, 206, body[:8]},
		"the last bytes":          {[]string{"Range", "bytes=-5"}, 206, body[len(body)-5:]},
		"from a byte on":          {[]string{"Range", "bytes=100-"}, 206, body[100:]},
		"behind the end":          {[]string{"Range", "bytes=999999999-"}, 416, ""},
		"another unit":            {[]string{"Range", "rows=1-2"}, 416, ""},
		"a range if the same":     {[]string{"Range", "bytes=0-7", "If-Range", etag}, 206, body[:8]},
		"a range if another":      {[]string{"Range", "bytes=0-7", "If-Range", `"a"`}, 200, body},
	} {
		r := ask(t, server, http.MethodGet, table, c.headers...)
		got := bodyOf(t, r)
		if r.StatusCode != c.code || c.body != "" && got != c.body || c.code == 304 && got != "" {
			t.Errorf("%s: %d, %d bytes; want %d, %d bytes", name, r.StatusCode, len(got), c.code, len(c.body))
		}
		if r.StatusCode == 304 && r.Header.Get("ETag") != etag {
			t.Errorf("%s: 304 with ETag %q", name, r.Header.Get("ETag"))
		}
	}
	parts := ask(t, server, http.MethodGet, table, "Range", "bytes=0-3, 10-19")
	_, parameters, err := mime.ParseMediaType(parts.Header.Get("Content-Type"))
	if err != nil || parts.StatusCode != 206 {
		t.Fatalf("two ranges: %d %v", parts.StatusCode, err)
	}
	reader := multipart.NewReader(parts.Body, parameters["boundary"])
	for _, want := range []string{body[:4], body[10:20]} {
		part, err := reader.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(part); err != nil || string(got) != want {
			t.Errorf("a part holds %q, %v; want %q", got, err, want)
		}
	}
	packed := ask(t, server, http.MethodGet, table, "Accept-Encoding", "gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == etag || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("packed: %v", packed.Header)
	}
	head := ask(t, server, http.MethodHead, table)
	if got := bodyOf(t, head); got != "" || head.ContentLength != int64(len(body)) || head.Header.Get("ETag") != etag {
		t.Errorf("HEAD: %d bytes, length %d, ETag %s", len(got), head.ContentLength, head.Header.Get("ETag"))
	}
}

func TestMethodsThatChangeAreRefused(t *testing.T) {
	server := listen(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"} {
		r := ask(t, server, method, "/register/", "Content-Length", "0")
		if r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD, OPTIONS" || !strings.Contains(bodyOf(t, r), "изменить здесь ничего нельзя") {
			t.Errorf("%s: %d, Allow %q", method, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	r := ask(t, server, http.MethodOptions, "/api/v1/entries", "Origin", "https://science.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
	if r.StatusCode != http.StatusNoContent || r.Header.Get("Access-Control-Allow-Origin") != "*" || r.Header.Get("Access-Control-Allow-Headers") != "*" || r.Header.Get("Allow") == "" {
		t.Errorf("OPTIONS: %d %v", r.StatusCode, r.Header)
	}
}

// TestEveryAnswerKeepsToItself looks at the headers of each kind of answer.
func TestEveryAnswerKeepsToItself(t *testing.T) {
	server := listen(t)
	for _, c := range []struct {
		target     string
		open, ever bool
	}{
		{"/", false, false},
		{"/register/programs/2026610100/", false, false},
		{"/search?q=a", false, false},
		{"/nothing/", false, false},
		{"/register/programs.csv", true, false},
		{"/register/programs/2026610100.jsonld", true, false},
		{"/bulletin/programs/feed.rss", true, false},
		{"/search.json?q=a", true, false},
		{"/data/programs.jsonl", true, false},
		{"/api/v1/registers", true, false},
		{"/api/v1/nothing", true, false},
		{"/bulletin/programs/2026/2/manifest.json", true, true},
		{"/bulletin/programs/2026/2/entries.csv", true, true},
	} {
		r := ask(t, server, http.MethodGet, c.target, "Origin", "https://science.example", "Cookie", "a=b")
		h := r.Header
		if h.Get("Set-Cookie") != "" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || h.Get("Permissions-Policy") == "" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("Cross-Origin-Opener-Policy") != "same-origin" || h.Get("Strict-Transport-Security") == "" || h.Get("Content-Type") == "" {
			t.Errorf("%s: %v", c.target, h)
		}
		if open := h.Get("Access-Control-Allow-Origin") == "*"; open != c.open || open != (h.Get("Cross-Origin-Resource-Policy") == "cross-origin") {
			t.Errorf("%s is open to other sites: %v", c.target, open)
		}
		if ever := strings.Contains(h.Get("Cache-Control"), "immutable"); ever != c.ever || h.Get("Cache-Control") == "" {
			t.Errorf("%s: Cache-Control %q", c.target, h.Get("Cache-Control"))
		}
	}
}
