package site

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// maxListed is how many entries one answer of the API holds.
const maxListed = 200

// api answers the read-only API. Its address changes when its meaning does.
func (s *server) api(r *http.Request, p string) (*answer, error) {
	if p == "openapi.json" {
		return &answer{body: publish.OpenAPI(), mediaType: "application/json", cache: cacheDay, open: true}, nil
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
	body, err := json.Marshal(map[string]any{"status": status, "title": title, "detail": detail})
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

// errEnough ends a walk over the entries early.
var errEnough = errors.New("enough")

// apiEntries lists entries by register and number, from behind the given key on.
func (s *server) apiEntries(r *http.Request) (*answer, error) {
	values := r.URL.Query()
	limit, err := parseCount(values.Get("limit"), 50, maxListed)
	if err != nil {
		return nil, err
	}
	register := pipeline.RegisterID(values.Get("register"))
	records, next := []publish.Record{}, ""
	err = s.entriesAfter(r.Context(), register, values.Get("after"), func(e pipeline.Entry) error {
		switch {
		case register != "" && e.Register != register:
			return errEnough
		case len(records) == limit:
			next = string(records[limit-1].Register) + "/" + records[limit-1].Number
			return errEnough
		}
		records = append(records, publish.RecordOf(e))
		return r.Context().Err()
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return apiJSON(map[string]any{"entries": records, "next": next})
}

// entriesAfter walks the public entries from behind a key on, or from a
// register's first; a catalogue that cannot seek is walked from its start.
func (s *server) entriesAfter(ctx context.Context, register pipeline.RegisterID, after string, fn func(pipeline.Entry) error) error {
	if seeker, ok := s.Catalogue.(pipeline.CatalogueSeeker); ok && after+string(register) != "" {
		from, number, _ := strings.Cut(after, "/")
		if after == "" {
			from = string(register)
		}
		return seeker.EntriesAfter(ctx, pipeline.RegisterID(from), number, fn)
	}
	passed := after == ""
	return s.Catalogue.Entries(ctx, func(e pipeline.Entry) error {
		switch {
		case !e.Public() || register != "" && e.Register < register:
			return ctx.Err()
		case !passed:
			passed = e.Key() == after
			return ctx.Err()
		}
		return fn(e)
	})
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
	issues, err := s.Catalogue.Issues(r.Context(), r.URL.Query().Get("series"))
	if err != nil {
		return nil, err
	}
	rows := []issueJSON{}
	for _, issue := range issues {
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
