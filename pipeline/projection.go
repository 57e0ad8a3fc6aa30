package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline/regulation"
)

// The views that the projections make.
const (
	ViewCases    = "cases"    // key: case id; body: CaseFile
	ViewQueue    = "queue"    // key: case id; body: CaseSummary; sort: nearest due date
	ViewTimers   = "timers"   // key: case id; no body; sort: day from which the machine has to look at it
	ViewKnown    = "known"    // by which names cases know one another; see known.go
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
	return []Projection{caseView{engine}, filingView{}, numberView{}, numberedView{}, registerView{}, issueView{}, correctionView{},
		paymentView{}, payerView{}, organisationView{}, figureView{engine}, judgedView{}}
}

// load reads the row into v; a missing row leaves v as it is.
func load(ctx context.Context, w docReader, view, key string, v any) error {
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

// caseView keeps the case itself, its line in the queue, the day on which the
// machine has to look at it again, and by which names other cases know it.
type caseView struct{ engine *regulation.Engine }

func (caseView) Views() []string { return []string{ViewCases, ViewQueue, ViewTimers, ViewKnown} }

// Version changes with the packs and the readings chosen, since due dates and states
// rest on them.
func (v caseView) Version() string {
	var b strings.Builder
	b.WriteString("5")
	for _, p := range v.engine.Packs() {
		b.WriteString(" " + p.ID + "@" + p.Edition + ":" + p.SHA256)
	}
	chosen := v.engine.Chosen()
	for _, key := range slices.Sorted(maps.Keys(chosen)) {
		b.WriteString(" " + key + "=" + chosen[key])
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
	lookers, err := v.rename(ctx, w, &c)
	if err != nil {
		return err
	}
	if err := v.lookAhead(ctx, w, &c, e.At); err != nil {
		return err
	}
	for _, id := range lookers { // what they may do can rest on this case
		var other CaseFile
		if err := load(ctx, w, ViewCases, string(id), &other); err != nil {
			return err
		}
		if err := v.lookAhead(ctx, w, &other, e.At); err != nil {
			return err
		}
	}
	return nil
}

// lookAhead writes what a case's history says of its future, from an instant.
func (v caseView) lookAhead(ctx context.Context, w ViewWriter, c *CaseFile, at time.Time) error {
	ahead, err := outlookOf(ctx, w, v.engine, c, at)
	if err != nil {
		return err
	}
	if err := put(ctx, w, ahead.line(), ahead.CaseSummary); err != nil {
		return err
	}
	if ahead.wakes == nil {
		return w.DeleteDoc(ctx, ViewTimers, string(c.ID))
	}
	return w.PutDoc(ctx, Doc{View: ViewTimers, Key: string(c.ID), Sort: ahead.wakes.String()})
}

// rename keeps the names by which a case is known and for which it looks. It
// returns the cases that look to this one, by what it was called or is called now.
func (v caseView) rename(ctx context.Context, w ViewWriter, c *CaseFile) ([]CaseID, error) {
	pack, err := v.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return nil, nil // a regulation that is not loaded links nothing
	}
	var was namesOf
	if err := load(ctx, w, ViewKnown, knownOfCase+string(c.ID), &was); err != nil {
		return nil, err
	}
	now := namesFor(v.engine, pack, c)
	me := nameBearer{Case: c.ID, ReceivedAt: c.ReceivedAt}
	for _, side := range []struct {
		rows     string
		was, now []string
	}{{knownIs, was.Is, now.Is}, {knownWants, was.Wants, now.Wants}} {
		for _, name := range side.was {
			if !slices.Contains(side.now, name) {
				if err := strike(ctx, w, side.rows+name, me); err != nil {
					return nil, err
				}
			}
		}
		for _, name := range side.now {
			if !slices.Contains(side.was, name) {
				if err := enlist(ctx, w, side.rows+name, me); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := v.keepNames(ctx, w, c.ID, was, now); err != nil {
		return nil, err
	}
	return lookers(ctx, w, c.ID, sortedOnce(slices.Concat(was.Is, now.Is)))
}

func (v caseView) keepNames(ctx context.Context, w ViewWriter, id CaseID, was, now namesOf) error {
	key := knownOfCase + string(id)
	switch {
	case len(now.Is)+len(now.Wants) > 0:
		return put(ctx, w, Doc{View: ViewKnown, Key: key}, now)
	case len(was.Is)+len(was.Wants) > 0:
		return w.DeleteDoc(ctx, ViewKnown, key)
	}
	return nil
}

// enlist adds a case to those that bear a name, in the order of their receipt.
func enlist(ctx context.Context, w ViewWriter, key string, b nameBearer) error {
	list, err := bearersOf(ctx, w, key)
	if err != nil {
		return err
	}
	list = append(list, b)
	slices.SortFunc(list, byAge)
	return put(ctx, w, Doc{View: ViewKnown, Key: key}, list)
}

// strike takes a case from those that bear a name.
func strike(ctx context.Context, w ViewWriter, key string, b nameBearer) error {
	list, err := bearersOf(ctx, w, key)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(o nameBearer) bool { return o.Case == b.Case })
	if len(list) == 0 {
		return w.DeleteDoc(ctx, ViewKnown, key)
	}
	return put(ctx, w, Doc{View: ViewKnown, Key: key}, list)
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
