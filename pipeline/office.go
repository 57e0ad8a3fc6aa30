package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// Office is the application: it takes filings in, runs the stages, performs
// commands, keeps registers and closes issues. It holds no state of its own: all
// of it is in the journal and the objects.
type Office struct {
	journal    Journal
	views      Views
	objects    Objects
	extractor  Extractor
	recogniser Recogniser
	engine     *regulation.Engine
	press      Press
	signer     Signer
	clock      Clock
	log        *slog.Logger
	rules      HouseRules
	progress   *progressBoard
}

// Parts are what an Office is made of. Press and Signer may be nil where no
// issue is ever closed; Extractor and Recogniser where nothing is read.
type Parts struct {
	Journal    Journal
	Views      Views
	Objects    Objects
	Extractor  Extractor
	Recogniser Recogniser
	Engine     *regulation.Engine
	Press      Press
	Signer     Signer
	Clock      Clock
	Logger     *slog.Logger
	Rules      HouseRules
}

// HouseRules are what the office decides where the acts are silent. The zero
// value is replaced by [DefaultHouseRules].
type HouseRules struct {
	Zone           *time.Location    // in which dates are told
	DefaultService string            // pack of a filing that names none
	MaxOriginal    int64             // bytes; larger files are refused at the door
	MaxFiles       int               // in one filing
	Numbering      map[string]string // pattern by sequence; see Numbering
	SeriesOf       map[RegisterID]string
	TempDir        string // where originals are laid out for reading; empty is the system's
}

// DefaultHouseRules returns the stated defaults.
func DefaultHouseRules() HouseRules {
	return HouseRules{
		Zone:           time.FixedZone("MSK", 3*60*60),
		DefaultService: "order-210",
		MaxOriginal:    4 << 30,
		MaxFiles:       2000,
		Numbering:      DefaultNumbering(),
		SeriesOf:       map[RegisterID]string{"programs": "programs", "databases": "programs"},
	}
}

// NewOffice puts the parts together.
func NewOffice(p Parts) (*Office, error) {
	if p.Journal == nil || p.Views == nil || p.Objects == nil || p.Engine == nil || p.Clock == nil {
		return nil, &Error{Op: "make office", Kind: Internal, Err: errors.New("journal, views, objects, engine and clock are required")}
	}
	if p.Logger == nil {
		p.Logger = slog.New(slog.DiscardHandler)
	}
	if p.Rules.Zone == nil {
		p.Rules = DefaultHouseRules()
	}
	return &Office{
		journal: p.Journal, views: p.Views, objects: p.Objects,
		extractor: p.Extractor, recogniser: p.Recogniser, engine: p.Engine,
		press: p.Press, signer: p.Signer, clock: p.Clock, log: p.Logger, rules: p.Rules,
		progress: newProgressBoard(),
	}, nil
}

// Engine returns the regulation engine, for pages that show the packs.
func (o *Office) Engine() *regulation.Engine { return o.engine }

// Zone is the time zone in which the office tells dates.
func (o *Office) Zone() *time.Location { return o.rules.Zone }

// now returns the instant in the office's own zone.
func (o *Office) now() time.Time { return o.clock().In(o.rules.Zone) }

// today returns the office's civil date.
func (o *Office) today() workday.Date { return workday.DateOf(o.now()) }

// Case returns a case by its id.
func (o *Office) Case(ctx context.Context, id CaseID) (*CaseFile, error) {
	d, err := o.views.Doc(ctx, ViewCases, string(id))
	if errors.Is(err, NotExist) {
		return nil, &Error{Op: "find case", Doc: string(id), Kind: NotExist,
			Advice: "Дела с номером " + string(id) + " нет. Проверьте номер."}
	}
	if err != nil {
		return nil, err
	}
	var c CaseFile
	if err := json.Unmarshal(d.Body, &c); err != nil {
		return nil, &Error{Op: "read case", Doc: string(id), Kind: Corrupt, Err: err}
	}
	return &c, nil
}

// CaseByNumber returns a case by any number it bears: receipt, incoming,
// application or registration.
func (o *Office) CaseByNumber(ctx context.Context, number string) (*CaseFile, error) {
	d, err := o.views.Doc(ctx, ViewNumbered, number)
	if errors.Is(err, NotExist) {
		return o.Case(ctx, CaseID(number))
	}
	if err != nil {
		return nil, err
	}
	var id CaseID
	if err := json.Unmarshal(d.Body, &id); err != nil {
		return nil, &Error{Op: "find case by number", Doc: number, Kind: Corrupt, Err: err}
	}
	return o.Case(ctx, id)
}

// CaseQuery selects cases for a list.
type CaseQuery struct {
	State    string
	Open     bool // only cases that are not at their end
	Failed   bool // only cases with a stage that gave up
	Stage    Stage
	DueUntil workday.Date // only cases that fall due on that day or before
	Limit    int
	Offset   int
}

// CaseSummary is one line of a list of cases.
type CaseSummary struct {
	ID         CaseID        `json:"id"`
	Procedure  string        `json:"procedure"`
	State      string        `json:"state"`
	StateTitle string        `json:"state_title"`
	Title      string        `json:"title"`
	Holders    []string      `json:"holders,omitempty"`
	ReceivedAt time.Time     `json:"received_at"`
	Due        *workday.Date `json:"due,omitempty"`
	DueTitle   string        `json:"due_title,omitempty"`
	Stage      Stage         `json:"stage,omitempty"`
	Failed     bool          `json:"failed,omitempty"`
	Doubts     int           `json:"doubts"` // findings that fail or need a person
	// ProposedBy is who drafted a decision that waits for its second person.
	ProposedBy string            `json:"proposed_by,omitempty"`
	Numbers    map[string]string `json:"numbers,omitempty"`
}

// Cases lists cases, what falls due first on top, and how many there are in all.
func (o *Office) Cases(ctx context.Context, q CaseQuery) ([]CaseSummary, int, error) {
	vq := ViewQuery{View: ViewCases, Limit: q.Limit, Offset: q.Offset}
	if q.State != "" {
		vq.Tags = append(vq.Tags, "state="+q.State)
	}
	if q.Open {
		vq.Tags = append(vq.Tags, "open=true")
	}
	if q.Failed {
		vq.Tags = append(vq.Tags, "failed=true")
	}
	if q.Stage != StageDone {
		vq.Tags = append(vq.Tags, "stage="+string(q.Stage))
	}
	if !q.DueUntil.IsZero() {
		vq.To = q.DueUntil.AddDays(1).String()
	}
	docs, total, err := o.views.Docs(ctx, vq)
	if err != nil {
		return nil, 0, err
	}
	list := make([]CaseSummary, 0, len(docs))
	for _, d := range docs {
		var c CaseFile
		if err := json.Unmarshal(d.Body, &c); err != nil {
			return nil, 0, &Error{Op: "read case", Doc: d.Key, Kind: Corrupt, Err: err}
		}
		list = append(list, o.summary(&c))
	}
	return list, total, nil
}

func (o *Office) summary(c *CaseFile) CaseSummary {
	s := CaseSummary{
		ID: c.ID, Procedure: c.Pack.ID, State: c.State, Title: c.Title(), ReceivedAt: c.ReceivedAt,
		Stage: c.NextStage(), Failed: c.Failed != nil, Numbers: c.Numbers,
	}
	for _, r := range c.Fields[FieldHolders].Values {
		if name := partText(r, "name"); name != "" {
			s.Holders = append(s.Holders, name)
		}
	}
	for _, f := range c.Findings {
		if f.Verdict == regulation.Fail || f.Verdict == regulation.NeedsPerson {
			s.Doubts++
		}
	}
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return s
	}
	rc := c.engineCase()
	st, err := o.engine.State(pack, rc)
	if err != nil {
		return s
	}
	s.StateTitle = st.Title
	if st.Proposal != nil {
		s.ProposedBy = st.Proposal.By
	}
	if st.Terminal {
		return s
	}
	for _, t := range o.engine.Terms(pack, rc, o.now()) {
		if t.Met == nil && (s.Due == nil || t.Due.Before(*s.Due)) {
			due := t.Due
			s.Due, s.DueTitle = &due, t.Title
		}
	}
	return s
}

// partText returns a part of a composite reading as text.
func partText(r Reading, part string) string {
	m, _ := r.Value.(map[string]any)
	s, _ := m[part].(string)
	return s
}

// Events returns the history of a case as the journal keeps it.
func (o *Office) Events(ctx context.Context, id CaseID) ([]Event, error) {
	return o.journal.Stream(ctx, id.Stream(), 0)
}

// Terms returns the terms of a case as they stand now.
func (o *Office) Terms(ctx context.Context, c *CaseFile) ([]RunningTerm, error) {
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return nil, err
	}
	return o.engine.Terms(pack, c.engineCase(), o.now()), nil
}

// State returns where a case stands, with its dates and numbers.
func (o *Office) State(ctx context.Context, c *CaseFile) (regulation.State, error) {
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return regulation.State{}, err
	}
	return o.engine.State(pack, c.engineCase())
}

// retryConflict runs fn again while somebody else was quicker, a bounded number
// of times: each try reads anew and decides anew.
func retryConflict(ctx context.Context, fn func() error) error {
	const tries = 50
	var err error
	for range tries {
		if err = fn(); !errors.Is(err, Exists) {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return &Error{Op: "append to journal", Kind: Transient, Err: err,
		Advice: "С делом одновременно работает кто-то ещё. Повторите действие."}
}
