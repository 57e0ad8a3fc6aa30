package desk_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"image"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/desk"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/notice"
	"vestnik/storage/fs"
	"vestnik/storage/sqlite"
)

// password opens every account of the tests.
const password = "проверка-рабочего-места"

// hashed is made once: a hash costs what it should.
var hashed = sync.OnceValues(func() (string, error) { return desk.HashPassword(rand.Reader, password) })

// opened reads the regulations once for all tests.
var opened = sync.OnceValues(func() (*regulation.Engine, error) {
	return regulation.Open(regulation.Embedded(), workday.Production(), nil)
})

// noon is when everything happens: a Monday on which the office is open.
var noon = time.Date(2026, 3, 30, 12, 0, 0, 0, time.FixedZone("MSK", 3*60*60))

// rig is a desk over a real office with its real stores.
type rig struct {
	t      *testing.T
	office *pipeline.Office
	db     *sqlite.DB
	server *httptest.Server
	paper  *paper
	in     map[string]*visitor // who has signed in
}

// people of the tests by login, with their roles.
var people = map[string][]string{
	"petrova": {"registrar"}, "sidorov": {"fee-officer"}, "ivanova": {"examiner"}, "orlov": {"approver"},
	"belova": {"editor"}, "both": {"examiner", "approver"}, "admin": {"admin"}, "nobody": nil,
}

func newRig(t *testing.T) *rig {
	t.Helper()
	return newRigWith(t, nil)
}

// newRigWith is a rig whose desk takes files of other offices.
func newRigWith(t *testing.T, other desk.Exchange) *rig {
	t.Helper()
	ctx := t.Context()
	clock := func() time.Time { return noon }
	engine, err := opened()
	must(t, err)
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{
		Projections: pipeline.Projections(engine), Logger: slog.New(slog.DiscardHandler), Clock: clock,
	})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	objects, err := fs.Open(t.TempDir())
	must(t, err)
	config := publish.DefaultConfig()
	press, err := publish.NewPress(config)
	must(t, err)
	printer, err := notice.NewPrinter(notice.Config{Office: config.Office})
	must(t, err)
	r := &rig{t: t, db: db, paper: newPaper(), in: map[string]*visitor{}}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	r.office, err = pipeline.NewOffice(pipeline.Parts{
		Journal: db, Views: db, Objects: objects, Engine: engine, Extractor: r.paper, Recogniser: r.paper,
		Press: press, Signer: signer(key), Clock: clock,
	})
	must(t, err)
	hash, err := hashed()
	must(t, err)
	must(t, db.Accounts().Save(ctx, pipeline.Account{Login: "everybody", Name: "Все Р. О.", Roles: allRoles(engine), PasswordHash: hash}))
	for login, roles := range people {
		must(t, db.Accounts().Save(ctx, pipeline.Account{Login: login, Name: strings.ToUpper(login) + " А. Б., отдел", Roles: roles, PasswordHash: hash}))
	}
	handler, err := desk.New(desk.Config{
		Office: r.office, Accounts: db.Accounts(), Sessions: db.SessionStore(), Queue: db.Queue(), Printer: printer,
		Logger: slog.New(slog.DiscardHandler), Clock: clock, PublicURL: "https://bulletin.example/", Exchange: other,
		Preview: press, Registers: map[pipeline.RegisterID]string{"programs": "Реестр программ для ЭВМ"}, Series: map[string]string{"programs": "Программы для ЭВМ. Базы данных"},
	})
	must(t, err)
	r.server = httptest.NewServer(handler)
	t.Cleanup(r.server.Close)
	return r
}

// allRoles are the roles of every procedure, but for those that only prepare and
// may therefore sign nothing.
func allRoles(engine *regulation.Engine) []string {
	roles := []string{"admin", "editor"}
	for _, p := range engine.Packs() {
		for _, r := range p.Procedure.Roles {
			if !r.Preparatory && !slices.Contains(roles, r.ID) {
				roles = append(roles, r.ID)
			}
		}
	}
	return roles
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

type signer ed25519.PrivateKey

func (s signer) Sign(message []byte) []byte { return ed25519.Sign(ed25519.PrivateKey(s), message) }
func (s signer) Public() []byte             { return ed25519.PrivateKey(s).Public().(ed25519.PublicKey) }

// paper reads every file as the same two pages, stating the same fields.
type paper struct {
	fields pipeline.Fields
	looks  func(*pipeline.Page) // what is otherwise about a page; nil for nothing
	fail   error                // what reading ends with, instead of pages
}

func newPaper() *paper {
	sure := func(v any, raw string) pipeline.Reading {
		return pipeline.Reading{Value: v, Raw: raw, Page: 1, Box: pipeline.Box{.1, .2, .5, .25}, Confidence: .99, Sure: true}
	}
	unsure := func(v any, raw string) pipeline.Reading {
		r := sure(v, raw)
		r.Confidence, r.Sure = .52, false
		return r
	}
	holder := func(name, inn pipeline.Reading) pipeline.Reading {
		parts := map[string]pipeline.Reading{
			"name": name, "inn": inn, "kind": sure("person", "физическое лицо"), "country": sure("RU", "Россия"),
			"address": sure("998030, г. Каменный Брод, ул. Школьная, д. 9", ""),
		}
		whole := map[string]any{}
		for k, p := range parts {
			whole[k] = p.Value
		}
		return pipeline.Reading{Value: whole, Page: 1, Box: pipeline.Box{.1, .3, .9, .5}, Confidence: .52, Parts: parts}
	}
	return &paper{fields: pipeline.Fields{
		"kind":          {Reading: sure("program", "программы для ЭВМ")},
		"title":         {Reading: sure("Учёт ульев", "Учёт ульев")},
		"creation_year": {Reading: unsure(int64(2025), "2O25")},
		"phone":         {Reading: sure("+7 900 000-00-01", "")},
		"holders": {Values: []pipeline.Reading{
			holder(sure("Ольхина Северина Павловна", "Ольхина Северина Павловна"), unsure("980130009232", "98013000923Z")),
		}},
	}}
}

func (p *paper) Inspect(context.Context, pipeline.SourceFile) (pipeline.Inspection, error) {
	return pipeline.Inspection{Type: "application/pdf", Pages: 2}, nil
}

func (p *paper) Read(_ context.Context, _ pipeline.SourceFile, pages []int, emit func(pipeline.Page) error) error {
	if p.fail != nil {
		return p.fail
	}
	for _, n := range pages {
		page := pipeline.Page{Number: n, Width: 595, Height: 842, Source: pipeline.FromOCR, Language: "ru", Confidence: .95,
			Text: "Заявление <b>о регистрации</b>", Words: []pipeline.Word{{Text: "Заявление", Box: pipeline.Box{.1, .1, .3, .12}, Confidence: .95, Line: 1}}}
		if p.looks != nil {
			p.looks(&page)
		}
		if err := emit(page); err != nil {
			return err
		}
	}
	return nil
}

func (p *paper) Image(context.Context, pipeline.SourceFile, int, int) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 59, 84)))
	return b.Bytes(), err
}

func (p *paper) Crop(_ context.Context, page []byte, _ pipeline.Box) ([]byte, error) {
	return page, nil
}

func (p *paper) Unpack(context.Context, pipeline.SourceFile, string) ([]pipeline.Member, error) {
	return nil, nil
}

func (p *paper) Engine() string { return "paper" }

func (p *paper) Recognise(string, []pipeline.Page) pipeline.Recognition {
	return pipeline.Recognition{Kind: pipeline.Statement, Confidence: .97, Fields: p.fields, Segments: []pipeline.Segment{
		{Kind: pipeline.Statement, Pages: []int{1}, Confidence: .97, Signals: []string{"заголовок «ЗАЯВЛЕНИЕ»"}},
		{Kind: pipeline.Abstract, Pages: []int{2}, Confidence: .9},
	}}
}

// visitor is somebody's browser, without JavaScript.
type visitor struct {
	*rig
	client *http.Client
}

// visit opens a browser that follows no redirect by itself.
func (r *rig) visit() *visitor {
	jar, err := cookiejar.New(nil)
	must(r.t, err)
	return &visitor{rig: r, client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as returns the browser in which somebody has signed in.
func (r *rig) as(login string) *visitor {
	r.t.Helper()
	if v := r.in[login]; v != nil {
		return v
	}
	v := r.visit()
	got := v.post("/login", url.Values{"login": {login}, "password": {password}})
	if got.code != http.StatusSeeOther {
		r.t.Fatalf("%s could not sign in: %d\n%s", login, got.code, got.body)
	}
	r.in[login] = v
	return v
}

// answer is what came back.
type answer struct {
	t      *testing.T
	code   int
	header http.Header
	body   string
}

func (v *visitor) send(req *http.Request) answer {
	v.t.Helper()
	resp, err := v.client.Do(req)
	must(v.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(v.t, err)
	return answer{t: v.t, code: resp.StatusCode, header: resp.Header, body: string(body)}
}

func (v *visitor) request(method, address string, body io.Reader) *http.Request {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.server.URL+address, body)
	must(v.t, err)
	return req
}

func (v *visitor) get(address string) answer {
	v.t.Helper()
	return v.send(v.request(http.MethodGet, address, nil))
}

func (v *visitor) post(address string, form url.Values) answer {
	v.t.Helper()
	req := v.request(http.MethodPost, address, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.send(req)
}

// drop hands a filing in.
func (v *visitor) drop(names ...string) answer {
	v.t.Helper()
	return v.upload("/drop", map[string]string{"channel": "window"}, names...)
}

// upload sends files by their names; the content is the name.
func (v *visitor) upload(address string, values map[string]string, names ...string) answer {
	v.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range values {
		must(v.t, w.WriteField(name, value))
	}
	for _, name := range names {
		f, err := w.CreateFormFile("files", name)
		must(v.t, err)
		_, err = f.Write([]byte("bytes of " + name))
		must(v.t, err)
	}
	must(v.t, w.Close())
	req := v.request(http.MethodPost, address, &b)
	req.Header.Set("Content-Type", w.FormDataContentType())
	return v.send(req)
}

// filed hands a filing in and has it read; it returns the case's address.
func (r *rig) filed(names ...string) string {
	r.t.Helper()
	got := r.as("petrova").drop(names...)
	if got.code != http.StatusSeeOther {
		r.t.Fatalf("drop: %d\n%s", got.code, got.body)
	}
	address, _, _ := strings.Cut(got.header.Get("Location"), "?")
	_, err := r.office.Advance(r.t.Context(), caseOf(address))
	must(r.t, err)
	return address
}

func caseOf(address string) pipeline.CaseID {
	return pipeline.CaseID(strings.TrimPrefix(address, "/cases/"))
}
