package site

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// api answers the read-only API. Its address changes when its meaning does.
func (s *server) api(r *http.Request, p string) (*answer, error) {
	if p == "openapi.json" {
		return &answer{body: publish.OpenAPI(), mediaType: "application/json", cache: cacheDay, open: true}, nil
	}
	if p == "" || p == "v1/" {
		return redirect(strings.Repeat("../", strings.Count(p, "/")+1)+"api-docs/", "", http.StatusSeeOther), nil
	}
	rest, ok := strings.CutPrefix(p, "v1/")
	if !ok {
		return nil, notFound(p)
	}
	parts := strings.Split(strings.TrimSuffix(rest, "/"), "/")
	switch {
	case rest == "registers":
		return s.apiRegisters(r)
	case rest == "entries":
		return s.apiEntries(r)
	case parts[0] == "entries" && len(parts) == 3:
		return s.apiEntry(r, parts[1], parts[2])
	case rest == "issues":
		return s.apiIssues(r)
	case parts[0] == "issues" && len(parts) == 4:
		return s.apiIssue(r, parts[1], parts[2], parts[3])
	case rest == "search":
		_, result, err := s.ask(r)
		if err != nil {
			return nil, err
		}
		if result.Hits == nil {
			result.Hits = []pipeline.SearchHit{}
		}
		return apiJSON(result)
	case parts[0] == "status" && len(parts) == 2:
		status, err := s.statusOf(r, parts[1])
		if err != nil {
			return nil, err
		}
		a, err := apiJSON(status)
		if a != nil {
			a.cache = cacheNever
		}
		return a, err
	}
	return nil, notFound(p)
}

func apiJSON(v any) (*answer, error) {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, &pipeline.Error{Op: "write answer", Kind: pipeline.Internal, Err: err}
	}
	return &answer{body: append(body, '\n'), mediaType: "application/json", cache: cacheMinute, open: true}, nil
}

// apiError is an error as the API tells it (RFC 9457).
func apiError(status int, title, detail string) *answer {
	body, err := json.Marshal(map[string]any{"type": "about:blank", "status": status, "title": title, "detail": detail})
	if err != nil {
		body = []byte("{}")
	}
	return &answer{status: status, body: append(body, '\n'), mediaType: "application/problem+json", cache: cacheNever, open: true}
}

type registerJSON struct {
	ID      pipeline.RegisterID `json:"id"`
	Title   string              `json:"title"`
	Series  string              `json:"series"`
	Entries int                 `json:"entries"`
}

func (s *server) apiRegisters(r *http.Request) (*answer, error) {
	g, err := s.shelf.current(r.Context())
	if err != nil {
		return nil, err
	}
	registers := []registerJSON{}
	for _, register := range s.Press.Config().Registers {
		row := registerJSON{ID: register.ID, Title: register.Title, Series: register.Series}
		if survey := g.site.Survey.Registers[register.ID]; survey != nil {
			row.Entries = survey.Count
		}
		registers = append(registers, row)
	}
	return apiJSON(map[string]any{"registers": registers})
}

func (s *server) apiEntry(r *http.Request, registerSegment, numberSegment string) (*answer, error) {
	register, ok := publish.FromSegment(registerSegment)
	number, okNumber := publish.FromSegment(numberSegment)
	if !ok || !okNumber {
		return nil, notFound(r.URL.Path)
	}
	entry, err := s.Catalogue.Entry(r.Context(), pipeline.RegisterID(register), number)
	if err != nil {
		return nil, err
	}
	if !entry.Public() {
		return nil, notFound(r.URL.Path)
	}
	if values := r.URL.Query(); values.Has("as-of") {
		return apiEntryAsOf(entry, values.Get("as-of"))
	}
	return apiJSON(publish.RecordOf(entry))
}

// apiEntryAsOf is the entry as the bulletin had told it by the end of a day.
func apiEntryAsOf(entry pipeline.Entry, text string) (*answer, error) {
	day, err := workday.ParseDate(text)
	if err != nil {
		return nil, &pipeline.Error{Op: "read request", Kind: pipeline.Invalid, Err: err, Advice: "День as-of пишется ГГГГ-ММ-ДД."}
	}
	record, ok := publish.RecordAsOf(entry, day)
	if !ok {
		return nil, notFound(text)
	}
	return apiJSON(record)
}

type issueJSON struct {
	pipeline.IssueRef
	Date     string                `json:"date"`
	URL      string                `json:"url"`
	Imported bool                  `json:"imported"`
	Manifest *pipeline.ManifestRef `json:"manifest"`
	PDF      []string              `json:"pdf,omitempty"` // relative to the site's root
	Entries  []publish.Record      `json:"entries,omitempty"`

	Records []publish.ObjectNotification `json:"records,omitempty"`
}

func (s *server) issueRow(issue pipeline.Issue) issueJSON {
	row := issueJSON{IssueRef: issue.IssueRef, Date: issue.Date.String(), URL: publish.IssuePath(issue.IssueRef), Imported: issue.Imported, Manifest: issue.Manifest, PDF: s.Press.PaperPaths(issue)}
	for _, e := range issue.Entries {
		ref := issue.IssueRef
		e.Issue, e.PublishedOn = &ref, issue.Date
		row.Entries = append(row.Entries, publish.RecordOf(e))
	}
	for _, r := range issue.Records {
		ref := issue.IssueRef
		r.Record.Issue, r.Record.PublishedOn = &ref, issue.Date
		row.Records = append(row.Records, publish.ObjectNotificationOf(r))
	}
	return row
}

func (s *server) apiIssues(r *http.Request) (*answer, error) {
	series := r.URL.Query().Get("series")
	if series != "" && !slices.ContainsFunc(s.Press.Config().Series, func(known publish.Series) bool { return known.ID == series }) {
		return nil, invalid("Такой серии нет. Серии перечислены на странице бюллетеня.")
	}
	issues, err := s.Catalogue.Issues(r.Context(), series)
	if err != nil {
		return nil, err
	}
	rows := []issueJSON{}
	for _, issue := range issues {
		if issue.Date.IsZero() {
			continue // not closed yet
		}
		issue.Entries, issue.Records = nil, nil
		rows = append(rows, s.issueRow(issue))
	}
	return apiJSON(map[string]any{"issues": rows})
}

func (s *server) apiIssue(r *http.Request, seriesSegment, yearText, numberText string) (*answer, error) {
	ref, ok := publish.IssueRefAt(seriesSegment, yearText, numberText)
	if !ok {
		return nil, notFound(r.URL.Path)
	}
	issue, err := s.Catalogue.Issue(r.Context(), ref)
	if err != nil {
		return nil, err
	}
	return apiJSON(s.issueRow(issue))
}

var _ http.Handler = (*server)(nil)
