package pipeline_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
	"vestnik/storage/fs"
	"vestnik/storage/sqlite"
)

// monday is when everything happens unless the clock is moved: the office is open.
var monday = time.Date(2026, 3, 30, 12, 0, 0, 0, time.FixedZone("MSK", 3*60*60))

// The people of the tests.
var (
	registrar = pipeline.Person{Login: "petrova", Roles: []string{"registrar"}}
	feeClerk  = pipeline.Person{Login: "sidorov", Roles: []string{"fee-officer"}}
	examiner  = pipeline.Person{Login: "ivanova", Roles: []string{"examiner"}}
	approver  = pipeline.Person{Login: "orlov", Roles: []string{"approver"}}
	editor    = pipeline.Person{Login: "belova", Roles: []string{"editor"}}
	stranger  = pipeline.Person{Login: "nobody"}
)

// loadEngine compiles the embedded packs once for all tests.
var loadEngine = sync.OnceValues(func() (*regulation.Engine, error) {
	return regulation.Open(regulation.Embedded(), workday.Production(), nil)
})

// rig is an office on real stores with a paper reader of its own.
type rig struct {
	t       testing.TB
	office  *pipeline.Office
	db      *sqlite.DB
	objects pipeline.Objects
	reader  *reader
	now     time.Time
	key     ed25519.PrivateKey
}

// change lets a test put something else in the place of a part.
type change func(*pipeline.Parts)

func newRig(t testing.TB, changes ...change) *rig {
	t.Helper()
	engine, err := loadEngine()
	must(t, err)
	return newRigOn(t, engine, changes...)
}

// newRigOn is a rig with regulations of the test's own.
func newRigOn(t testing.TB, engine *regulation.Engine, changes ...change) *rig {
	t.Helper()
	r := &rig{t: t, reader: newReader(), now: monday, key: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))}
	var err error
	r.db, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{
		Projections: pipeline.Projections(engine), Clock: r.clock,
	})
	must(t, err)
	t.Cleanup(func() { must(t, r.db.Close()) })
	r.objects, err = fs.Open(t.TempDir())
	must(t, err)
	parts := pipeline.Parts{
		Journal: r.db, Views: r.db, Objects: r.objects, Extractor: r.reader, Recogniser: r.reader, Engine: engine,
		Press: press{}, Signer: signer(r.key), Clock: r.clock,
	}
	for _, c := range changes {
		c(&parts)
	}
	r.office, err = pipeline.NewOffice(parts)
	must(t, err)
	return r
}

func (r *rig) clock() time.Time { return r.now }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantKind fails unless err is of the kind and tells a person in Russian what it is.
func wantKind(t testing.TB, err error, kind pipeline.Kind) {
	t.Helper()
	if pipeline.KindOf(err) != kind || err == nil {
		t.Fatalf("error %v is of kind %q, want %q", err, pipeline.KindOf(err), kind)
	}
	if pipeline.AdviceOf(err) == pipeline.AdviceOf(errors.New("")) {
		t.Errorf("%v gives no advice of its own", err)
	}
}

// receive hands files in; the content of each is its name.
func (r *rig) receive(names ...string) pipeline.Receipt {
	r.t.Helper()
	receipt, err := r.office.Receive(r.t.Context(), submission(names...))
	must(r.t, err)
	return receipt
}

func submission(names ...string) pipeline.Submission {
	s := pipeline.Submission{Channel: pipeline.Window, Source: "test:" + strings.Join(names, ","), By: registrar.Login}
	for _, n := range names {
		s.Files = append(s.Files, pipeline.BytesFile(n, []byte(n)))
	}
	return s
}

// filed hands files in and has them read and checked.
func (r *rig) filed(names ...string) *pipeline.CaseFile {
	r.t.Helper()
	c, err := r.office.Advance(r.t.Context(), r.receive(names...).Number)
	must(r.t, err)
	return c
}

func (r *rig) do(id pipeline.CaseID, who pipeline.Person, command string, args map[string]any) pipeline.Done {
	r.t.Helper()
	done, err := r.office.Do(r.t.Context(), pipeline.Order{Case: id, Command: command, Person: who, Args: args})
	if err != nil {
		r.t.Fatalf("%s: %v (%s)", command, err, pipeline.AdviceOf(err))
	}
	return done
}

// answer overrides the findings of the fake papers.
var answer = map[string]any{"answer": "замечания сняты при личном приёме"}

// fee is a payment made before the filing.
var fee = map[string]any{"amount": 4500.0, "paid_on": "2026-03-27"}

// examined takes a case to the examination.
func (r *rig) examined(id pipeline.CaseID) {
	r.t.Helper()
	r.do(id, registrar, "accept", answer)
	r.do(id, registrar, "transfer", nil)
	r.do(id, feeClerk, "confirm-fee", fee)
}

// decided takes a case to the positive result.
func (r *rig) decided(id pipeline.CaseID) {
	r.t.Helper()
	r.examined(id)
	r.do(id, examiner, "decide-positive", answer)
	r.do(id, approver, "sign", nil)
}

// entered takes a new filing into the register and returns its case.
func (r *rig) entered(name string) *pipeline.CaseFile {
	r.t.Helper()
	c := r.filed(name)
	r.decided(c.ID)
	r.do(c.ID, registrar, "enter", nil)
	return r.load(c.ID)
}

func (r *rig) load(id pipeline.CaseID) *pipeline.CaseFile {
	r.t.Helper()
	c, err := r.office.Case(r.t.Context(), id)
	must(r.t, err)
	return c
}

// types returns the types of a case's events in their order.
func (r *rig) types(id pipeline.CaseID) []string {
	r.t.Helper()
	events, err := r.office.Events(r.t.Context(), id)
	must(r.t, err)
	list := make([]string, len(events))
	for i, e := range events {
		list[i] = string(e.Type)
	}
	return list
}

// signer signs with a key of the test.
type signer ed25519.PrivateKey

func (s signer) Sign(message []byte) []byte { return ed25519.Sign(ed25519.PrivateKey(s), message) }
func (s signer) Public() []byte             { return ed25519.PrivateKey(s).Public().(ed25519.PublicKey) }

// press prints an issue as its JSON.
type press struct{}

func (press) Compose(issue pipeline.Issue) ([]pipeline.File, error) {
	b, err := json.Marshal(issue)
	return []pipeline.File{{Path: "issue.json", Body: b}, {Path: "index.html", Body: []byte(issue.Key())}}, err
}

func (press) Manifest(issue pipeline.Issue, files []pipeline.File, prev pipeline.Digest) ([]byte, error) {
	sums := map[string]string{}
	for _, f := range files {
		sums[f.Path] = fmt.Sprintf("%x", sha256.Sum256(f.Body))
	}
	return json.Marshal(map[string]any{"issue": issue.IssueRef, "date": issue.Date, "files": sums, "prev": prev})
}

// reader reads made-up papers: what a file is named says what it holds.
//
//	"*.zip"  an archive of the files that its content names, one a line
//	"*-N*"   N pages
//	"bad*"   a file that nobody can read
type reader struct {
	mu        sync.Mutex
	fields    map[string]pipeline.Fields                // by file name; else defaultFields
	as        map[pipeline.DocumentKind]pipeline.Fields // what a file states when it is read as that kind
	segments  map[string][]pipeline.Segment
	failing   map[int]error // by page: what the reading of the whole ends with there
	illegible map[int]bool  // by page
	pages     map[string]int
	read      []int           // pages read, in order, over all calls
	lanes     []pipeline.Lane // in which each was asked for
	files     []string        // to which each belongs
	crops     int             // made
	pause     func(page int)
}

func newReader() *reader {
	return &reader{
		fields: map[string]pipeline.Fields{}, as: map[pipeline.DocumentKind]pipeline.Fields{}, segments: map[string][]pipeline.Segment{}, failing: map[int]error{},
		illegible: map[int]bool{}, pages: map[string]int{},
	}
}

func (p *reader) Inspect(_ context.Context, f pipeline.SourceFile) (pipeline.Inspection, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case strings.HasSuffix(f.Name, ".zip"):
		return pipeline.Inspection{Type: "application/zip", Archive: true}, nil
	case strings.HasPrefix(f.Name, "bad"):
		return pipeline.Inspection{Type: "application/pdf", Problem: &pipeline.Problem{Code: "damaged", Message: "Файл повреждён.", Fatal: true}}, nil
	}
	n := p.pages[f.Name]
	if n == 0 {
		n = 2
	}
	return pipeline.Inspection{Type: "application/pdf", Pages: n}, nil
}

func (p *reader) Read(ctx context.Context, f pipeline.SourceFile, pages []int, emit func(pipeline.Page) error) error {
	for _, n := range pages {
		if p.pause != nil {
			p.pause(n)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		p.mu.Lock()
		fail, illegible := p.failing[n], p.illegible[n]
		p.read = append(p.read, n)
		lane, _ := pipeline.LaneOf(ctx)
		p.lanes, p.files = append(p.lanes, lane), append(p.files, f.Name)
		p.mu.Unlock()
		if fail != nil {
			return fail
		}
		if err := emit(page(f.Name, n, illegible)); err != nil {
			return err
		}
	}
	return nil
}

func page(name string, n int, illegible bool) pipeline.Page {
	p := pipeline.Page{Number: n, Width: 595, Height: 842, Source: pipeline.FromOCR, Language: "ru", Confidence: .95,
		Text: name, Words: []pipeline.Word{{Text: name, Box: pipeline.Box{.1, .1, .3, .12}, Confidence: .95, Line: 1}}}
	if illegible {
		p.Source, p.Confidence, p.Words = pipeline.FromNothing, 0, nil
		p.Problem = &pipeline.Problem{Code: "illegible", Message: "Страницу не удалось прочитать.", Page: n}
	}
	return p
}

func (p *reader) Image(_ context.Context, _ pipeline.SourceFile, page, dpi int) ([]byte, error) {
	return fmt.Appendf(nil, "png of page %d at %d", page, dpi), nil
}

func (p *reader) Crop(_ context.Context, page []byte, box pipeline.Box) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.crops++
	return fmt.Appendf(nil, "%v of %s", box, page), nil
}

func (p *reader) Unpack(_ context.Context, f pipeline.SourceFile, dir string) ([]pipeline.Member, error) {
	body, err := io.ReadAll(f.File)
	if err != nil {
		return nil, err
	}
	var members []pipeline.Member
	for i, name := range strings.Split(strings.TrimSuffix(string(body), ".zip"), "+") {
		path := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			return nil, err
		}
		members = append(members, pipeline.Member{Name: name, Path: path, Size: int64(len(name))})
	}
	return members, nil
}

func (p *reader) Engine() string { return "paper reader 1" }

func (p *reader) Recognise(name string, pages []pipeline.Page) pipeline.Recognition {
	fields, ok := p.fields[name]
	if !ok {
		fields = defaultFields()
	}
	r := pipeline.Recognition{Kind: pipeline.Statement, Confidence: .97, Fields: fields, Segments: p.segments[name]}
	if len(r.Segments) > 0 {
		r.Kind = r.Segments[0].Kind
	}
	return r
}

func (p *reader) RecogniseAs(name string, pages []pipeline.Page, kind pipeline.DocumentKind) pipeline.Recognition {
	r := p.Recognise(name, pages)
	r.Kind, r.Confidence = kind, 1
	if fields, ok := p.as[kind]; ok {
		r.Fields = fields
	}
	return r
}

// sure is a reading that the machine does not doubt.
func sure(v any) pipeline.Reading {
	return pipeline.Reading{Value: v, Raw: fmt.Sprint(v), Page: 1, Box: pipeline.Box{.1, .2, .5, .25}, Confidence: .99, Sure: true}
}

// whole is a composite reading of its parts.
func whole(parts map[string]pipeline.Reading) pipeline.Reading {
	values := map[string]any{}
	for k, p := range parts {
		values[k] = p.Value
	}
	r := sure(values)
	r.Raw, r.Parts = "", parts
	return r
}

// party is a composite of sure parts: name, value, name, value, …
func party(pairs ...string) pipeline.Reading {
	parts := map[string]pipeline.Reading{}
	for i := 0; i < len(pairs); i += 2 {
		parts[pairs[i]] = sure(pairs[i+1])
	}
	return whole(parts)
}

// Markers that may never reach the public.
const (
	secretAddress = "998030, г. Каменный Брод, ул. Школьная, д. 9"
	secretINN     = "980130009232"
	secretPhone   = "+7 900 000-00-01"
	secretName    = "Безымянная Тайна Ивановна"
)

func defaultFields() pipeline.Fields {
	return pipeline.Fields{
		"kind":          {Reading: sure("program")},
		"title":         {Reading: sure("Учёт ульев")},
		"creation_year": {Reading: sure(int64(2025))},
		"phone":         {Reading: sure(secretPhone)},
		"abstract":      {Reading: sure("Программа ведёт учёт ульев.")},
		"holders":       {Values: []pipeline.Reading{party("name", "Ольхина Северина Павловна", "kind", "person", "country", "RU", "address", secretAddress, "inn", secretINN)}},
		"authors": {Values: []pipeline.Reading{
			party("name", "Ольхина Северина Павловна", "citizenship", "BY", "mention", "named", "address", secretAddress),
			party("name", secretName, "mention", "pseudonym", "pseudonym", "Север Ольхин"),
			party("name", secretName, "mention", "anonymous"),
		}},
	}
}
