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
	ViewCases    = "cases"    // key: case id; body: CaseFile
	ViewQueue    = "queue"    // key: case id; body: CaseSummary; sort: nearest due date
	ViewTimers   = "timers"   // key: case id; no body; sort: day from which the machine has to look at it
	ViewFilings  = "filings"  // key: digest of a filing's bytes; body: case id
	ViewNumbers  = "numbers"  // key: "registration/programs/2026"; body: how many were drawn
	ViewNumbered = "numbered" // key: "registration/2026610001"; body: case id
	ViewEntries  = "entries"  // key: "programs/2026610001"; body: Entry
	ViewIssues   = "issues"   // key: "programs/2026/1"; body: IssueFile without what is in the next
	ViewContents = "contents" // key: of a closed issue; body: its entries and files
)

// farFuture sorts cases without a running term last.
const farFuture = "9999-12-31"

// Projections returns every projection of the domain. The engine is needed to
// know when a case falls due.
func Projections(engine *regulation.Engine) []Projection {
	return []Projection{caseView{engine}, filingView{}, numberView{}, numberedView{}, registerView{}, issueView{},
		paymentView{}, payerView{}, organisationView{}, figureView{engine}}
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

// caseView keeps the case itself, its line in the queue, and the day on which
// the machine has to look at it again.
type caseView struct{ engine *regulation.Engine }

func (caseView) Views() []string { return []string{ViewCases, ViewQueue, ViewTimers} }

// Version changes with the packs, since due dates and states rest on them.
func (v caseView) Version() string {
	var b strings.Builder
	b.WriteString("4")
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
	if err := put(ctx, w, Doc{View: ViewCases, Key: string(id)}, &c); err != nil {
		return err
	}
	ahead := outlookOf(v.engine, &c, e.At)
	if err := put(ctx, w, ahead.line(), ahead.CaseSummary); err != nil {
		return err
	}
	if ahead.wakes == nil {
		return w.DeleteDoc(ctx, ViewTimers, string(id))
	}
	return w.PutDoc(ctx, Doc{View: ViewTimers, Key: string(id), Sort: ahead.wakes.String()})
}

// line returns the case's row of the queue, without its body.
func (o outlook) line() Doc {
	d := Doc{View: ViewQueue, Key: string(o.ID), Sort: farFuture, Tags: []string{
		"state=" + o.State, "procedure=" + o.Procedure, "open=" + strconv.FormatBool(!o.terminal),
	}}
	if o.Due != nil {
		d.Sort = o.Due.String()
	}
	if o.Stage != StageDone {
		d.Tags = append(d.Tags, "stage="+string(o.Stage))
	}
	if o.Failed {
		d.Tags = append(d.Tags, "failed=true")
	}
	return d
}

// handle decodes an event for a function that may fail.
func handle[T any](e Event, fn func(T) error) error {
	v, err := decode[T](e)
	if err != nil {
		return err
	}
	return fn(v)
}
