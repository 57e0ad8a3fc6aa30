package site_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/site"
)

// office is an in-memory catalogue, search and status board.
type office struct {
	issues  []pipeline.Issue
	files   map[pipeline.IssueRef][]pipeline.File
	entries []pipeline.Entry
	asked   []pipeline.SearchQuery
	fail    error
}

func (o *office) Issues(_ context.Context, series string) ([]pipeline.Issue, error) {
	var issues []pipeline.Issue
	for _, issue := range o.issues {
		if series == "" || series == issue.Series {
			issue.Entries = nil
			issues = append(issues, issue)
		}
	}
	return issues, o.fail
}

func (o *office) Issue(_ context.Context, ref pipeline.IssueRef) (pipeline.Issue, error) {
	for _, issue := range o.issues {
		if issue.IssueRef == ref {
			return issue, nil
		}
	}
	return pipeline.Issue{}, &pipeline.Error{Op: "read issue", Kind: pipeline.NotExist}
}

func (o *office) IssueFiles(_ context.Context, ref pipeline.IssueRef) ([]pipeline.File, error) {
	if files, ok := o.files[ref]; ok {
		return files, nil
	}
	return nil, &pipeline.Error{Op: "read issue files", Kind: pipeline.NotExist}
}

func (o *office) Entries(_ context.Context, fn func(pipeline.Entry) error) error {
	for _, e := range o.entries {
		if err := fn(e); err != nil {
			return err
		}
	}
	return nil
}

func (o *office) Entry(_ context.Context, register pipeline.RegisterID, number string) (pipeline.Entry, error) {
	for _, e := range o.entries {
		if e.Register == register && e.Number == number && e.Public() {
			return e, nil
		}
	}
	return pipeline.Entry{}, &pipeline.Error{Op: "read entry", Kind: pipeline.NotExist}
}

// Search finds the entries whose title holds the words, a page at a time.
func (o *office) Search(_ context.Context, q pipeline.SearchQuery) (pipeline.SearchResult, error) {
	o.asked = append(o.asked, q)
	if q.Text == "title:" {
		return pipeline.SearchResult{}, &pipeline.Error{Op: "parse query", Kind: pipeline.Invalid, Advice: "После «title:» нужно слово."}
	}
	var hits []pipeline.SearchHit
	for _, e := range o.entries {
		if e.Public() && strings.Contains(e.Title, q.Text) {
			hits = append(hits, pipeline.SearchHit{
				Register: e.Register, Number: e.Number, Title: e.Title, Date: e.Date, URL: publish.EntryPath(e.Register, e.Number),
				Holders: []string{e.Holders[0].Name}, Snippets: []pipeline.Snippet{{Field: "abstract", HTML: "до &lt;b&gt; <mark>слово</mark> после <script>x</script>"}},
			})
		}
	}
	result := pipeline.SearchResult{Total: len(hits), Facets: map[string][]pipeline.FacetCount{
		"year": {{Value: "2026", Count: len(hits)}}, "register": {{Value: "programs", Count: len(hits)}},
	}}
	start := min((q.Page-1)*q.Size, len(hits))
	result.Hits = hits[start:min(start+q.Size, len(hits))]
	return result, nil
}

// Walk goes through all hits of Search.
func (o *office) Walk(ctx context.Context, q pipeline.SearchQuery, fn func(pipeline.SearchHit) error) (int, error) {
	q.Page, q.Size = 1, len(o.entries)
	r, err := o.Search(ctx, q)
	for _, h := range r.Hits {
		if err := fn(h); err != nil {
			return 0, err
		}
	}
	return r.Total, err
}

func (o *office) Status(_ context.Context, number string) (pipeline.PublicStatus, error) {
	if number != "2026610017" && number != "В/1" {
		return pipeline.PublicStatus{}, &pipeline.Error{Op: "status", Kind: pipeline.NotExist}
	}
	at := time.Date(2026, 1, 12, 9, 0, 0, 0, time.UTC)
	return pipeline.PublicStatus{Number: number, Procedure: "Регистрация программы для ЭВМ", State: "Проверка заявки", Since: at,
		Steps: []pipeline.StatusStep{{Title: "Заявка поступила", At: at}}}, nil
}

// board is a publish.FiguresBoard of one service.
type board struct{}

func (board) PublicFigures(_ context.Context, from, to workday.Date) (pipeline.PublicFigures, error) {
	return pipeline.PublicFigures{From: from, To: to, Services: []pipeline.ServiceFigures{{
		Pack: "order-210", Title: "Регистрация программ", Received: 7, Published: 4, Refused: 1, Pending: 2, Kept: 9, Over: 10,
		Months: []pipeline.MonthFigures{{From: workday.MustDate("2026-01-01"), To: workday.MustDate("2026-02-28"), Received: 7, Published: 4, Refused: 1, Pending: 2, Median: 41.5}},
	}}}, nil
}

func key() ed25519.PrivateKey { return ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", 32))) }

func press(t testing.TB) *publish.Press {
	t.Helper()
	config := publish.DefaultConfig()
	config.BaseURL = "https://bulletin.example/"
	config.Regulations = acts{}
	config.Figures = board{}
	p, err := publish.NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// acts is one regulation.
type acts struct{}

func (acts) Acts(context.Context) ([]publish.Act, error) {
	return []publish.Act{{ID: "order-210", Title: "Регистрация программ для ЭВМ", Act: "Приказ № 210", From: workday.NewDate(2016, 7, 18)}}, nil
}

func (a acts) Act(ctx context.Context, id string) (publish.Act, error) {
	if id != "order-210" {
		return publish.Act{}, &pipeline.Error{Op: "read act", Kind: pipeline.NotExist}
	}
	all, err := a.Acts(ctx)
	all[0].Sections = []publish.ActSection{{ID: "terms", Title: "Сроки", Columns: []string{"Правило", "Срок"}, Rows: [][]string{{"D210-34", "25 рабочих дней"}}}}
	return all[0], err
}

// closeIssue signs an issue of n programs and makes it public.
func (o *office) closeIssue(t testing.TB, p *publish.Press, number, n int) {
	t.Helper()
	issue := pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: number}, Date: workday.NewDate(2026, 3, number), Closed: true}
	for i := range n {
		issue.Entries = append(issue.Entries, pipeline.Entry{
			Register: "programs", Number: fmt.Sprint(2026610000 + 100*number + i), Date: workday.NewDate(2026, 2, 1), Kind: "program", Case: "2026-SECRET",
			Title: fmt.Sprintf("Программа <%d> учёта", i), Holders: []pipeline.Party{{Name: "Пример & Ко"}}, Abstract: strings.Repeat("Описание. ", 40), Valid: true,
		})
	}
	var prev pipeline.Digest
	if len(o.issues) > 0 {
		prev = o.issues[len(o.issues)-1].Manifest.SHA256
	}
	files, err := p.Compose(issue)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := p.Manifest(issue, files, prev)
	if err != nil {
		t.Fatal(err)
	}
	if o.files == nil {
		o.files = make(map[pipeline.IssueRef][]pipeline.File)
	}
	o.files[issue.IssueRef] = append(files, pipeline.File{Path: publish.ManifestFile, Body: manifest},
		pipeline.File{Path: publish.SignatureFile, Body: publish.EncodeSignature(ed25519.Sign(key(), manifest))})
	issue.Manifest = &pipeline.ManifestRef{SHA256: publish.DigestOf(manifest), Prev: prev, Format: publish.ManifestFormat}
	for i := range issue.Entries {
		ref := issue.IssueRef
		issue.Entries[i].Issue, issue.Entries[i].PublishedOn = &ref, issue.Date
	}
	o.entries = append(o.entries, issue.Entries...)
	o.issues = append(o.issues, issue)
}

func newSite(t testing.TB) (http.Handler, *office, *publish.Press) {
	t.Helper()
	p, o := press(t), &office{}
	o.closeIssue(t, p, 1, 3)
	o.closeIssue(t, p, 2, 30)
	o.entries = append(o.entries, pipeline.Entry{Register: "programs", Number: "2026999999", Title: "ещё не опубликована", Holders: []pipeline.Party{{Name: "x"}}})
	return site.New(site.Config{
		Press: p, Catalogue: o, Search: o, Status: o, PublicKey: key().Public().(ed25519.PublicKey),
		Clock: func() time.Time { return time.Date(2026, 3, 5, 10, 0, 0, 0, time.UTC) },
	}), o, p
}

func get(t testing.TB, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return do(h, http.MethodGet, path, headers...)
}

func do(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
