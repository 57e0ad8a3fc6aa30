package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"vestnik/pipeline/regulation"
)

// The views that the projections make.
const (
	ViewCases    = "cases"    // key: case id; body: CaseFile; sort: nearest due date
	ViewFilings  = "filings"  // key: digest of a filing's bytes; body: case id
	ViewNumbers  = "numbers"  // key: a sequence; body: how many were drawn
	ViewNumbered = "numbered" // key: any number of a case; body: case id
	ViewEntries  = "entries"  // key: "programs/2026610001"; body: Entry
	ViewIssues   = "issues"   // key: "programs/2026/1"; body: IssueFile
)

// farFuture sorts cases without a running term last.
const farFuture = "9999-12-31"

// Projections returns every projection of the domain. The engine is needed to
// know when a case falls due.
func Projections(engine *regulation.Engine) []Projection {
	return []Projection{caseView{engine}, filingView{}, numberView{}, numberedView{}, registerView{}, issueView{}}
}

// load reads the row into v; a missing row leaves v as it is.
func load(ctx context.Context, w ViewWriter, view, key string, v any) error {
	d, err := w.Doc(ctx, view, key)
	if errors.Is(err, NotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(d.Body, v)
}

// put writes v as the row's body.
func put(ctx context.Context, w ViewWriter, d Doc, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	d.Body = b
	return w.PutDoc(ctx, d)
}

// caseView keeps one row per case, sorted by what falls due first.
type caseView struct{ engine *regulation.Engine }

func (caseView) Views() []string { return []string{ViewCases} }

// Version changes with the packs, since due dates and states rest on them.
func (v caseView) Version() string {
	var b strings.Builder
	b.WriteString("1")
	for _, p := range v.engine.Packs() {
		b.WriteString(" " + p.ID + "@" + p.Edition + ":" + p.SHA256)
	}
	return b.String()
}

func (v caseView) Project(ctx context.Context, w ViewWriter, e Event) error {
	id, ok := CaseOfStream(e.Stream)
	if !ok {
		return nil
	}
	var c CaseFile
	if err := load(ctx, w, ViewCases, string(id), &c); err != nil {
		return err
	}
	if err := c.Apply(e); err != nil {
		return err
	}
	due, terminal := v.due(&c, e)
	tags := []string{"state=" + c.State, "procedure=" + c.Pack.ID, "open=" + strconv.FormatBool(!terminal)}
	if next := c.NextStage(); next != StageDone {
		tags = append(tags, "stage="+string(next))
	}
	if c.Failed != nil {
		tags = append(tags, "failed=true")
	}
	return put(ctx, w, Doc{View: ViewCases, Key: string(id), Sort: due, Tags: tags}, &c)
}

// due returns the earliest date on which a running term of the office falls due.
func (v caseView) due(c *CaseFile, e Event) (due string, terminal bool) {
	pack, err := v.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return farFuture, false
	}
	rc := c.engineCase()
	if s, err := v.engine.State(pack, rc); err == nil {
		terminal = s.Terminal
	}
	due = farFuture
	if terminal {
		return due, terminal
	}
	for _, t := range v.engine.Terms(pack, rc, e.At) {
		if t.Met == nil && t.Due.String() < due {
			due = t.Due.String()
		}
	}
	return due, terminal
}

// filingView finds the case of bytes received before.
type filingView struct{}

func (filingView) Views() []string { return []string{ViewFilings} }

func (filingView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if e.Type != EvFiled {
		return nil
	}
	return handle(e, func(v Filed) error {
		return put(ctx, w, Doc{View: ViewFilings, Key: strings.TrimPrefix(e.Stream, "filing/")}, v.Case)
	})
}

// numberView counts what was drawn from each sequence.
type numberView struct{}

func (numberView) Views() []string { return []string{ViewNumbers} }

func (numberView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if e.Type != EvNumberDrawn {
		return nil
	}
	return put(ctx, w, Doc{View: ViewNumbers, Key: strings.TrimPrefix(e.Stream, "number/")}, e.Seq)
}

// numberedView finds a case by any number it bears.
type numberedView struct{}

func (numberedView) Views() []string { return []string{ViewNumbered} }

func (numberedView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if e.Type != EvNumberDrawn {
		return nil
	}
	return handle(e, func(v NumberDrawn) error {
		return put(ctx, w, Doc{View: ViewNumbered, Key: v.Number}, v.Case)
	})
}

// registerView keeps the entries of every register.
type registerView struct{}

func (registerView) Views() []string { return []string{ViewEntries} }

func (v registerView) Project(ctx context.Context, w ViewWriter, e Event) error {
	switch e.Type {
	case EvEntryMade:
		return handle(e, func(m EntryMade) error { return v.put(ctx, w, m.Entry, "waiting="+m.Series) })
	case EvEntriesImported:
		return handle(e, func(m EntriesImported) error {
			for _, entry := range m.Imports {
				if err := v.put(ctx, w, entry); err != nil {
					return err
				}
			}
			return nil
		})
	case EvIssueFilled:
		return handle(e, func(m IssueFilled) error { return v.assign(ctx, w, m) })
	case EvIssueClosed:
		return handle(e, func(m IssueClosed) error {
			for _, entry := range m.Issue.Entries {
				if err := v.put(ctx, w, entry); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return nil
}

func (registerView) assign(ctx context.Context, w ViewWriter, m IssueFilled) error {
	for _, key := range m.Added {
		var entry Entry
		if err := load(ctx, w, ViewEntries, key, &entry); err != nil {
			return err
		}
		ref := m.Issue
		entry.Issue = &ref
		if err := (registerView{}).put(ctx, w, entry, "issue="+ref.Key()); err != nil {
			return err
		}
	}
	return nil
}

func (registerView) put(ctx context.Context, w ViewWriter, entry Entry, tags ...string) error {
	tags = append(tags, "register="+string(entry.Register), "public="+strconv.FormatBool(entry.Public()))
	if entry.Issue != nil && entry.Public() {
		tags = append(tags, "issue="+entry.Issue.Key())
	}
	return put(ctx, w, Doc{View: ViewEntries, Key: entry.Key(), Sort: string(entry.Register) + "/" + sortable(entry.Number), Tags: tags}, entry)
}

// sortable pads a number so that text order is number order.
func sortable(number string) string {
	const width = 12
	if len(number) >= width {
		return number
	}
	return strings.Repeat("0", width-len(number)) + number
}

// IssueFile is an issue as the office keeps it: a row of the view "issues".
// While it is open it names its entries; closed, it holds them as published.
type IssueFile struct {
	Issue
	Version   int          `json:"version"`
	Keys      []string     `json:"keys"` // of the entries put in
	Files     []SealedFile `json:"files,omitempty"`
	Signature []byte       `json:"signature,omitempty"`
}

// issueView keeps the issues of every series.
type issueView struct{}

func (issueView) Views() []string { return []string{ViewIssues} }

func (issueView) Project(ctx context.Context, w ViewWriter, e Event) error {
	key, ok := strings.CutPrefix(e.Stream, "issue/")
	if !ok {
		return nil
	}
	var f IssueFile
	if err := load(ctx, w, ViewIssues, key, &f); err != nil {
		return err
	}
	f.Version = e.Seq
	if err := f.apply(e); err != nil {
		return err
	}
	tags := []string{"series=" + f.Series, "closed=" + strconv.FormatBool(f.Closed)}
	return put(ctx, w, Doc{View: ViewIssues, Key: key, Sort: f.sortKey(), Tags: tags}, &f)
}

func (f *IssueFile) apply(e Event) error {
	switch e.Type {
	case EvIssueOpened:
		return with(e, func(v IssueOpened) { f.IssueRef = v.Issue })
	case EvIssueFilled:
		return with(e, func(v IssueFilled) { f.Keys = append(f.Keys, v.Added...) })
	case EvIssueClosed:
		return with(e, func(v IssueClosed) { f.Issue, f.Files, f.Signature = v.Issue, v.Files, v.Signature })
	case EvIssueImported:
		return with(e, func(v IssueImported) { f.Issue = v.Issue })
	}
	return nil
}

// Key returns the issue's key in the views: "programs/2026/1".
func (r IssueRef) Key() string {
	return r.Series + "/" + strconv.Itoa(r.Year) + "/" + strconv.Itoa(r.Number)
}

// Stream returns the issue's stream in the journal.
func (r IssueRef) Stream() string { return "issue/" + r.Key() }

func (r IssueRef) sortKey() string {
	return r.Series + "/" + sortable(strconv.Itoa(r.Year)) + "/" + sortable(strconv.Itoa(r.Number))
}

// handle decodes an event for a function that may fail.
func handle[T any](e Event, fn func(T) error) error {
	v, err := decode[T](e)
	if err != nil {
		return err
	}
	return fn(v)
}
