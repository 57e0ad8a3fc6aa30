package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestnik/publish/mailing/mailtest"
)

// follower is the marker by which a reader's address is looked for.
const follower = "zqwqzwjvq@reader.example"

// TestASearchIsFollowedByMail goes the whole way with a real relay: a reader asks
// on the site, confirms by the letter, is told what an issue brings, ends it with
// the one click of a mailbox, and is told nothing more. Nothing that is public or
// logged knows the address.
func TestASearchIsFollowedByMail(t *testing.T) {
	relay := mailtest.Start(t, nil, "", "")
	c := newCLI(t, fixedClock...)
	c.must("import", "open-data", sampleRegister)
	c.configure(fmt.Sprintf("mail: {smtp: %q, security: none, from: \"Бюллетень <bulletin@office.example>\"}\n", relay.Addr))
	site := serveProgram(t, c.data, "--verbose", "serve")

	page, _ := get(t, site.public+"search?q=программа")
	if !strings.Contains(page, `action="./search/subscribe" method="post"`) {
		t.Fatalf("the page of a search has no form for letters:\n%s", page)
	}
	answer := posted(t, site.public+"search/subscribe", url.Values{"query": {"q="}, "address": {follower}}, http.StatusOK)
	if !strings.Contains(answer, "Проверьте почту") {
		t.Errorf("asking is answered with\n%s", answer)
	}
	confirm := site.public + "search/confirm/" + tokenIn(t, awaitLetter(t, relay, 1), "/search/confirm/")
	if page, status := get(t, confirm); status != http.StatusOK || !strings.Contains(page, "Подписаться на поиск?") {
		t.Errorf("the link of the letter shows %d:\n%s", status, page)
	}
	if page := posted(t, confirm, nil, http.StatusOK); !strings.Contains(page, "Вы подписаны") {
		t.Errorf("confirming is answered with\n%s", page)
	}

	took := c.ingest(sample(t, "one-pdf.pdf"))
	c.register(string(took.Receipt.Number), "4500")
	c.publishAll()
	news := awaitLetter(t, relay, 2)
	text, _ := news.Bodies(t)
	var shown shownCase
	c.json(&shown, "case", "show", string(took.Receipt.Number))
	if !strings.Contains(text, site.public+"register/programs/"+shown.Numbers["registration"]+"/") || strings.Count(text, "/register/") != 1 {
		t.Errorf("the issue brought one entry, the letter says\n%s", text)
	}

	way := strings.Trim(strings.Split(news.Header(t, "List-Unsubscribe"), ",")[0], "<> ")
	if page, status := get(t, way); status != http.StatusOK || !strings.Contains(page, "Отписаться?") {
		t.Errorf("the way out shows %d:\n%s", status, page)
	}
	var kept []listedSubscription
	c.json(&kept, "subscription", "list")
	if len(kept) != 1 || kept[0].Address != follower || kept[0].State != "running" {
		t.Errorf("looking at the way out left %+v", kept)
	}
	backup := filepath.Join(t.TempDir(), "backup.tar.gz")
	c.must("backup", backup)
	posted(t, way, url.Values{"List-Unsubscribe": {"One-Click"}}, http.StatusOK)
	c.json(&kept, "subscription", "list")
	if len(kept) != 0 {
		t.Errorf("one click left %+v", kept)
	}
	look := newLookout(t, []planted{{follower, "the address of a reader"}, {strings.TrimPrefix(way, site.public+"search/unsubscribe/"), "the token of a reader"}})
	look.served(site)
	look.index(c.data)
	look.bytes("monitoring", fetched(t, site.desk+"metrics"))
	look.bytes("log of the server", []byte(site.said.all()))
	out := filepath.Join(t.TempDir(), "site")
	c.must("publish", "--out", out)
	look.tree(out)
	look.backup(backup)
}

// backup looks through what an archive holds besides the history: of that,
// subscriptions are a table, and who has the archive has them too.
func (l *lookout) backup(path string) {
	l.t.Helper()
	f, err := os.Open(path)
	if err != nil {
		l.t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		l.t.Fatal(err)
	}
	archive := tar.NewReader(unzipped)
	for {
		header, err := archive.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			l.t.Fatal(err)
		}
		body, err := io.ReadAll(archive)
		if err != nil {
			l.t.Fatal(err)
		}
		if header.Name != "journal.db" {
			l.bytes("the backup's "+header.Name, body)
		}
	}
}

// posted posts a form as a browser does and follows where the answer leads.
func posted(t *testing.T, address string, form url.Values, want int) string {
	t.Helper()
	resp, err := http.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var b strings.Builder
	if err := resp.Write(&b); err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != want || len(resp.Cookies()) > 0 {
		t.Errorf("POST %s: %d, %d cookies\n%s", address, resp.StatusCode, len(resp.Cookies()), b.String())
	}
	return b.String()
}

// awaitLetter waits until so many letters came, and returns the last.
func awaitLetter(t *testing.T, relay *mailtest.Server, n int) mailtest.Mail {
	t.Helper()
	for range 600 {
		if mails := relay.Mails(); len(mails) >= n {
			return mails[n-1]
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%d letters came, want %d", len(relay.Mails()), n)
	return mailtest.Mail{}
}

func tokenIn(t *testing.T, m mailtest.Mail, before string) string {
	t.Helper()
	text, _ := m.Bodies(t)
	_, rest, ok := strings.Cut(text, before)
	if !ok {
		t.Fatalf("no %s in\n%s", before, text)
	}
	return strings.Fields(rest)[0]
}

func TestWrongSettingsOfMailAreRefusedWithTheirLine(t *testing.T) {
	key := filepath.Join(t.TempDir(), "no.pem")
	if err := os.WriteFile(key, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	const good = "  from: a@office.example\n"
	for name, k := range map[string]struct{ text, want string }{
		"no relay":               {"mail:\n" + good, "mail.smtp"},
		"no port":                {"mail:\n" + good + "  smtp: relay.example\n", "office.yaml:3: mail.smtp"},
		"no sender":              {"mail:\n  smtp: relay.example:25\n", "mail.from"},
		"a sender like no other": {"mail:\n  smtp: relay.example:25\n  from: office\n", "office.yaml:3: mail.from"},
		"an unknown way":         {"mail:\n" + good + "  smtp: relay.example:25\n  security: maybe\n", "office.yaml:4: mail.security"},
		"a password in the open": {"mail:\n" + good + "  smtp: relay.example:25\n  security: none\n  user: a\n", "office.yaml:4: mail.security"},
		"an unknown key":         {"mail:\n" + good + "  smtp: relay.example:25\n  colour: red\n", "[4:3]"},
		"a list for leaving":     {"mail:\n" + good + "  smtp: relay.example:25\n  unsubscribe: a, b\n", "office.yaml:4: mail.unsubscribe"},
		"a DKIM key of nothing":  {"mail:\n" + good + "  smtp: relay.example:25\n  dkim: {domain: a.example, selector: v, key: " + key + "}\n", "office.yaml:4: mail.dkim.key"},
		"DKIM without a key":     {"mail:\n" + good + "  smtp: relay.example:25\n  dkim: {domain: a.example, selector: v, key: nowhere.pem}\n", "nowhere.pem"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCLI(t)
			c.configure(k.text)
			if _, errOut, code := c.try("regulations", "list"); code != exitUsage || !strings.Contains(errOut, k.want) {
				t.Errorf("exit %d, want %q in: %s", code, k.want, errOut)
			}
		})
	}
	for name, args := range map[string][]string{
		"no password": {"serve", "--public", "127.0.0.1:0", "--desk", ""},
		"no https":    {"serve", "--public", "127.0.0.1:0", "--desk", "", "--base-url", "http://bulletin.example/"},
	} {
		c := newCLI(t)
		user := "  user: a\n"
		if name == "no https" {
			user = ""
		}
		c.configure("mail:\n" + good + "  smtp: relay.example:25\n" + user)
		if _, errOut, code := c.try(args...); code != exitUsage {
			t.Errorf("%s: exit %d: %s", name, code, errOut)
		}
	}
}

func TestSubscriptionsAreListedAndForgotten(t *testing.T) {
	c := newCLI(t)
	if out := c.must("subscription", "list"); out != "" {
		t.Errorf("nobody follows anything: %s", out)
	}
	var n struct{ Forgotten *int }
	if err := json.Unmarshal([]byte(c.must("--json", "subscription", "forget", follower)), &n); err != nil || n.Forgotten == nil || *n.Forgotten != 0 {
		t.Errorf("forgot %v, %v", n, err)
	}
	if _, errOut, code := c.try("subscription", "forget", "nobody"); code != exitUsage {
		t.Errorf("no address: exit %d, %s", code, errOut)
	}
	if _, errOut, code := c.try("subscription", "end", "abc"); code == 0 {
		t.Errorf("no token: exit %d, %s", code, errOut)
	}
}
