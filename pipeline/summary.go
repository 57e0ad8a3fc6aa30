package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// CaseQuery selects cases for a list.
type CaseQuery struct {
	State    string
	Open     bool // only cases that are not at their end
	Failed   bool // only cases with a stage that gave up
	Stage    Stage
	Pack     string       // only cases of this regulation
	DueUntil workday.Date // only cases that fall due on that day or before
	Overdue  bool         // only cases of which a term is over; with DueWithin those too
	// DueWithin selects cases that fall due within so many working days from today,
	// today's among them; 0 does not select.
	DueWithin int
	Limit     int // 0 is all
	Offset    int
}

// CaseSummary is one line of a list of cases: a row of the view "queue". Nothing
// in the row depends on the day on which it is looked at; Overdue is found when it is.
type CaseSummary struct {
	ID         CaseID        `json:"id"`
	Procedure  string        `json:"procedure"`
	PackTitle  string        `json:"pack_title,omitempty"`
	State      string        `json:"state"`
	StateTitle string        `json:"state_title"`
	Title      string        `json:"title"`
	Holders    []string      `json:"holders,omitempty"`
	ReceivedAt time.Time     `json:"received_at"`
	Due        *workday.Date `json:"due,omitempty"` // of the running term that ends first
	DueTitle   string        `json:"due_title,omitempty"`
	DueWho     string        `json:"due_who,omitempty"` // whose term that is: a role, or "applicant"
	Overdue    bool          `json:"overdue,omitempty"` // that term is over
	Stopped    bool          `json:"stopped,omitempty"` // its terms stand still at present
	Stage      Stage         `json:"stage,omitempty"`
	Failed     bool          `json:"failed,omitempty"`
	Doubts     int           `json:"doubts"` // findings that fail or need a person
	// ProposedBy is who drafted the decision that waits longest for its second
	// person; Proposals are all that wait.
	ProposedBy string            `json:"proposed_by,omitempty"`
	Proposals  []WaitingProposal `json:"proposals,omitempty"`
	Numbers    map[string]string `json:"numbers,omitempty"`
}

// WaitingProposal is a drafted decision that waits for its second person.
type WaitingProposal struct {
	Command string    `json:"command"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

// Cases lists cases, what falls due first on top, and how many there are in all.
func (o *Office) Cases(ctx context.Context, q CaseQuery) ([]CaseSummary, int, error) {
	vq := ViewQuery{View: ViewQueue, Limit: q.Limit, Offset: q.Offset}
	if q.Pack != "" {
		vq.Tags = append(vq.Tags, "procedure="+q.Pack)
	}
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
	if err := o.dueBounds(q, &vq); err != nil {
		return nil, 0, err
	}
	docs, total, err := o.views.Docs(ctx, vq)
	if err != nil {
		return nil, 0, err
	}
	list := make([]CaseSummary, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &list[i]); err != nil {
			return nil, 0, &Error{Op: "read queue", Doc: d.Key, Kind: Corrupt, Err: err}
		}
		list[i].Overdue = list[i].Due != nil && list[i].Due.Before(o.today())
	}
	return list, total, nil
}

// dueBounds bounds a list of cases by the days on which they fall due.
func (o *Office) dueBounds(q CaseQuery, vq *ViewQuery) error {
	switch {
	case q.DueWithin > 0:
		last, err := o.rules.Calendar.Due(o.today(), workday.Term{Amount: q.DueWithin, Unit: workday.WorkingDays})
		if err != nil {
			return &Error{Op: "list cases", Kind: Invalid, Err: err, Advice: "Такого числа рабочих дней производственный календарь не знает. Укажите меньше."}
		}
		vq.To = last.Date.AddDays(1).String()
		if !q.Overdue {
			vq.From = o.today().String()
		}
	case q.Overdue:
		vq.To = o.today().String()
	case !q.DueUntil.IsZero():
		vq.To = q.DueUntil.AddDays(1).String()
	}
	return nil
}

// outlook is what a case's history says of its future.
type outlook struct {
	CaseSummary
	terminal bool
	wakes    *workday.Date // from that day the machine may have something to do by itself
}

// outlookOf looks ahead from the instant of the case's last event.
func outlookOf(ctx context.Context, from docReader, engine *regulation.Engine, c *CaseFile, at time.Time) (outlook, error) {
	o := outlook{CaseSummary: CaseSummary{
		ID: c.ID, Procedure: c.Pack.ID, State: c.State, Title: c.Title(), ReceivedAt: c.ReceivedAt,
		Stage: c.NextStage(), Failed: c.Failed != nil, Numbers: c.Numbers,
	}}
	for _, r := range c.Fields[FieldHolders].Values {
		if name := partText(r, "name"); name != "" {
			o.Holders = append(o.Holders, name)
		}
	}
	for _, f := range c.Findings {
		if f.Verdict == regulation.Fail || f.Verdict == regulation.NeedsPerson {
			o.Doubts++
		}
	}
	pack, err := engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return o, nil
	}
	o.PackTitle = pack.Title
	rc, err := linkedEngineCase(ctx, from, engine, pack, c)
	if err != nil {
		return o, err
	}
	st, err := engine.State(pack, rc)
	if err != nil {
		return o, nil
	}
	o.StateTitle, o.terminal = st.Title, st.Terminal
	for _, p := range st.Proposals {
		o.ProposedBy = cmp.Or(o.ProposedBy, p.By)
		o.Proposals = append(o.Proposals, WaitingProposal{Command: p.Command, By: p.By, At: p.At})
	}
	if o.terminal {
		return o, nil
	}
	terms := engine.Terms(pack, rc, at)
	o.Stopped = slices.ContainsFunc(terms, stopped)
	o.wakes = wakes(pack, st, terms, workday.DateOf(at))
	if t := nearest(terms, engine.Terms(pack, rc, at.AddDate(0, 1, 0))); t != nil {
		o.Due, o.DueTitle, o.DueWho = &t.Due, t.Title, t.Who
	}
	return o, nil
}

// stopped reports whether a term stands still.
func stopped(t RunningTerm) bool { return t.Status == "stopped" }

// nearest returns the unmet term that falls due first. A term that stands still,
// or that a month later falls due on another day (its pause lasts), has no due
// date yet.
func nearest(now, later []RunningTerm) *RunningTerm {
	var first *RunningTerm
	for i, t := range now {
		still := !slices.ContainsFunc(later, func(l RunningTerm) bool {
			return l.Rule == t.Rule && l.From.Equal(t.From) && l.Due == t.Due
		})
		if t.Met == nil && !stopped(t) && !still && (first == nil || t.Due.Before(first.Due)) {
			first = &now[i]
		}
	}
	return first
}

// wakes returns the day from which a transition of the machine's own may be
// taken: at once where one waits for its conditions, else when its term is over.
func wakes(pack *regulation.Pack, st regulation.State, terms []RunningTerm, today workday.Date) *workday.Date {
	var first *workday.Date
	sooner := func(d workday.Date) {
		if first == nil || d.Before(*first) {
			first = &d
		}
	}
	for _, t := range pack.Procedure.Transitions {
		if !leadsFrom(t, st) {
			continue
		}
		if t.Automatic {
			sooner(today)
		}
		for _, run := range terms {
			switch {
			case run.Rule != t.AfterTerm || run.Met != nil || stopped(run):
			case run.DueAt != nil:
				sooner(run.Due)
			default:
				sooner(run.Due.AddDays(1)) // the last day itself is the term's
			}
		}
	}
	return first
}

// leadsFrom reports whether a transition starts where the case stands.
func leadsFrom(t regulation.Transition, st regulation.State) bool {
	return slices.ContainsFunc(t.From, func(from string) bool {
		if from == st.Name {
			return true
		}
		for _, region := range st.Regions {
			if region == from {
				return true
			}
		}
		return false
	})
}

// partText returns a part of a composite reading as text.
func partText(r Reading, part string) string {
	m, _ := r.Value.(map[string]any)
	s, _ := m[part].(string)
	return s
}
