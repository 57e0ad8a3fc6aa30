package pipeline

import (
	"context"
	"slices"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// ViewFigures holds, for each case, what the figures of control count. Key: case
// id; body: figureRow; sort: the day on which the case ended, or [farFuture], so
// that a report passes by what was over before its period.
const ViewFigures = "figures"

// figureRow is one case as the figures see it. Its keys are short: a report reads
// all of them.
type figureRow struct {
	Case     CaseID       `json:"c"`
	Pack     string       `json:"p"`
	Edition  string       `json:"v"`
	Received workday.Date `json:"r"`
	Ended    workday.Date `json:"e"`           // zero while it goes on
	Outcome  string       `json:"o,omitempty"` // the state in which it ended
	// Published is the day on which what it asked for was published, zero before.
	Published workday.Date `json:"b"`
	Papers    int          `json:"i"`
	Notices   int          `json:"n"`
	Other     int          `json:"x,omitempty"`
	Terms     []figureTerm `json:"t,omitempty"`
	// Came holds the day on which each event of a measure first occurred.
	Came map[string]workday.Date `json:"m,omitempty"`
}

// figureTerm is one run of a term.
type figureTerm struct {
	Term     string       `json:"t"`
	From     workday.Date `json:"f"`
	Due      workday.Date `json:"d"`
	Standing termStanding `json:"s,omitempty"`
	Took     int          `json:"n,omitempty"` // of one that is met: working days, or minutes
	Fine     bool         `json:"h,omitempty"` // a term in hours or minutes: Took is in minutes
}

// termStanding is how a run stands, as far as that does not depend on the day on
// which it is looked at.
type termStanding string

const (
	termOpen   termStanding = ""  // running, or overdue when its last day is past
	termStill  termStanding = "s" // stopped or paused: not overdue, whatever the day
	termKept   termStanding = "k"
	termLate   termStanding = "l" // met after its last day
	termMissed termStanding = "m" // overdue when the case ended
)

// figureView keeps the rows.
type figureView struct{ engine *regulation.Engine }

func (figureView) Views() []string { return []string{ViewFigures} }

// Version changes with the packs, as that of the cases does.
func (v figureView) Version() string { return "figures 2 " + caseView(v).Version() }

func (v figureView) Project(ctx context.Context, w ViewWriter, e Event) error {
	id, ok := CaseOfStream(e.Stream)
	if !ok || !changesFigures(e) {
		return nil
	}
	var c CaseFile // made by the view of cases, which comes before this one
	if err := load(ctx, w, ViewCases, string(id), &c); err != nil {
		return err
	}
	row, ok := v.row(&c, e)
	if !ok {
		return nil
	}
	sort := farFuture
	if !row.Ended.IsZero() {
		sort = row.Ended.String()
	}
	return put(ctx, w, Doc{View: ViewFigures, Key: string(id), Sort: sort}, row)
}

// changesFigures reports whether an event may change a row.
func changesFigures(e Event) bool {
	switch e.Type {
	case EvReceived, EvOpened, EvRouted, EvPapersAdded, EvPerformed:
		return true
	}
	return false
}

// row makes the figures of a case as it stands after an event.
func (v figureView) row(c *CaseFile, e Event) (figureRow, bool) {
	pack, err := v.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return figureRow{}, false
	}
	rc := c.engineCase()
	st, err := v.engine.State(pack, rc)
	if err != nil {
		return figureRow{}, false
	}
	row := figureRow{Case: c.ID, Pack: c.Pack.ID, Edition: c.Pack.Edition, Received: workday.DateOf(c.ReceivedAt),
		Papers: len(c.Additions), Came: map[string]workday.Date{}}
	if len(c.Documents) > 0 {
		row.Papers++ // the filing itself
	}
	if st.Terminal {
		row.Ended, row.Outcome = workday.DateOf(lastOccurrence(c, e)), st.Name
	}
	for _, n := range c.Notices {
		if !n.Draft {
			row.Notices++
		}
	}
	row.Published = publishedOn(pack, c.History)
	v.countEvents(&row, pack, c.History)
	row.Terms = v.terms(pack, rc, e, row.Ended)
	return row, true
}

// lastOccurrence is when the procedure last moved: papers that come after its end
// do not move the end.
func lastOccurrence(c *CaseFile, e Event) time.Time {
	at := e.At
	if n := len(c.History); n > 0 {
		at = c.History[n-1].At
	}
	return at
}

// countEvents counts the interactions that a pack marks, and dates what its
// measures, or those of other packs about it, ask for.
func (v figureView) countEvents(row *figureRow, pack *regulation.Pack, history []regulation.Occurrence) {
	measured := v.measured(pack.ID)
	for _, h := range history {
		if slices.ContainsFunc(pack.Events, func(e regulation.Event) bool { return e.ID == h.Name && e.Interaction }) {
			row.Other++
		}
		if _, came := row.Came[h.Name]; !came && slices.Contains(measured, h.Name) {
			row.Came[h.Name] = workday.DateOf(h.At)
		}
	}
}

// measured returns the events of a pack that some measure counts.
func (v figureView) measured(id string) []string {
	var names []string
	for _, p := range v.engine.Packs() {
		for _, m := range p.Own().Measures {
			if measuredPack(p, m) == id {
				names = append(names, m.When...)
			}
		}
	}
	return names
}

// measuredPack returns the id of the pack whose cases a measure counts.
func measuredPack(p *regulation.Pack, m regulation.Measure) string {
	if m.Of == "" {
		return p.ID
	}
	return m.Of
}

// terms returns the runs of terms that the case has opened. Those that its end
// made needless are left out; one that was over by then is broken.
func (v figureView) terms(pack *regulation.Pack, rc regulation.Case, e Event, ended workday.Date) []figureTerm {
	now := v.engine.Terms(pack, rc, e.At)
	var later []RunningTerm
	if ended.IsZero() {
		later = v.engine.Terms(pack, rc, e.At.AddDate(0, 1, 0))
	}
	var list []figureTerm
	for _, t := range now {
		f := figureTerm{Term: t.Rule, From: workday.DateOf(t.From), Due: t.Due, Fine: t.DueAt != nil}
		switch {
		case t.Met != nil && t.Status == "met":
			f.Standing, f.Took = termKept, v.took(t)
		case t.Met != nil:
			f.Standing, f.Took = termLate, v.took(t)
		case ended.IsZero() && standsStill(t, later):
			f.Standing = termStill
		case ended.IsZero():
		case t.Due.Before(ended):
			f.Standing = termMissed
		default:
			continue
		}
		list = append(list, f)
	}
	return list
}

// took is how long a run lasted, in minutes for a term in hours and minutes, else
// in working days.
func (v figureView) took(t RunningTerm) int {
	if t.DueAt != nil {
		return max(0, int(t.Met.Sub(t.From).Minutes()))
	}
	return v.engine.WorkingDays(workday.DateOf(t.From), workday.DateOf(t.Met.In(t.From.Location())))
}

// standsStill reports whether a run is paused: a month later it falls due on
// another day.
func standsStill(t RunningTerm, later []RunningTerm) bool {
	return t.Status == "stopped" || !slices.ContainsFunc(later, func(l RunningTerm) bool {
		return l.Rule == t.Rule && l.From.Equal(t.From) && l.Due == t.Due
	})
}
