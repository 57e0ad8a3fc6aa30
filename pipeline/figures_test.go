package pipeline_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/storage/sqlite"
)

// figures counts a period; empty ends are open.
func (r *rig) figures(from, to string) pipeline.Figures {
	r.t.Helper()
	var f, u workday.Date
	if from != "" {
		f = workday.MustDate(from)
	}
	if to != "" {
		u = workday.MustDate(to)
	}
	got, err := r.office.Figures(r.t.Context(), f, u)
	must(r.t, err)
	for _, p := range got.Procedures {
		ended := 0
		for _, o := range p.Outcomes {
			ended += o.Count
		}
		if p.Received != p.Decided+p.Pending || p.Decided != ended {
			r.t.Errorf("cases are lost or doubled: %+v", p)
		}
		if i := p.Interactions; i.Total != i.Papers+i.Notices+i.Other {
			r.t.Errorf("interactions do not add up: %+v", i)
		}
	}
	for _, x := range got.Terms {
		if x.Runs != x.Kept+x.Broken+x.Running+x.Overdue {
			r.t.Errorf("runs are lost or doubled: %+v", x)
		}
	}
	return got
}

// term returns the figures of one term, zero where it did not run.
func term(f pipeline.Figures, id string) pipeline.TermFigures {
	i := slices.IndexFunc(f.Terms, func(t pipeline.TermFigures) bool { return t.Term == id })
	if i < 0 {
		return pipeline.TermFigures{}
	}
	return f.Terms[i]
}

// refuse ends a case at the door.
func (r *rig) refuse(id pipeline.CaseID) {
	r.t.Helper()
	r.do(id, registrar, "refuse-acceptance", r.refusalArgs(id))
}

// refusalArgs answers what the refusal asks, whatever the pack calls it.
func (r *rig) refusalArgs(id pipeline.CaseID) map[string]any {
	r.t.Helper()
	commands, err := r.office.Commands(r.t.Context(), id, registrar)
	must(r.t, err)
	args := map[string]any{}
	for _, c := range commands {
		if c.Name != "refuse-acceptance" {
			continue
		}
		for _, n := range c.Needs {
			switch {
			case n.Type == "choice" && len(n.Options) > 0:
				args[n.Name] = n.Options[0].Value
			case n.Type == "number", n.Type == "integer":
				args[n.Name] = int64(3)
			case n.Type == "text":
				args[n.Name] = "проба"
			}
		}
	}
	return args
}

func TestCasesOfAPeriodAreDecidedOrPending(t *testing.T) {
	r := newRig(t)
	r.filed("a.pdf") // in March
	r.now = monday.AddDate(0, 0, 7)
	r.refuse(r.filed("b.pdf").ID)
	r.filed("c.pdf")

	all := r.figures("", "")
	if len(all.Procedures) != 1 || all.Procedures[0].Received != 3 || all.Procedures[0].Decided != 1 {
		t.Fatalf("%+v", all.Procedures)
	}
	if o := all.Procedures[0].Outcomes; len(o) != 1 || o[0].State != "M_INTAKE_REFUSED" || o[0].Title == "" {
		t.Errorf("outcomes are %+v", o)
	}
	for period, received := range map[[2]string]int{
		{"2026-04-01", ""}: 2, {"", "2026-03-31"}: 1, {"2026-03-30", "2026-03-30"}: 1, {"2026-04-06", "2026-04-06"}: 2,
	} {
		if got := r.figures(period[0], period[1]); len(got.Procedures) != 1 || got.Procedures[0].Received != received {
			t.Errorf("%v: %+v, want %d received", period, got.Procedures, received)
		}
	}
	if got := r.figures("2026-03-31", "2026-04-05"); len(got.Procedures) != 0 {
		t.Errorf("nothing came, yet %+v", got.Procedures)
	}
	_, err := r.office.Figures(t.Context(), workday.MustDate("2026-04-02"), workday.MustDate("2026-04-01"))
	wantKind(t, err, pipeline.Invalid)
}

func TestTermsKeptBrokenRunningAndOverdue(t *testing.T) {
	const positive = "D210-18" // the check of the papers: 40 working days
	r := newRig(t)
	quick, slow, open := r.filed("a.pdf").ID, r.filed("b.pdf").ID, r.filed("c.pdf").ID
	for _, id := range []pipeline.CaseID{quick, slow, open} {
		r.examined(id)
	}
	if got := term(r.figures("", ""), positive); got.Runs != 3 || got.Running != 3 || got.Share != 0 {
		t.Fatalf("on the first day: %+v", got)
	}
	r.now = monday.AddDate(0, 0, 7)
	r.do(quick, examiner, "decide-positive", answer)
	r.do(quick, approver, "sign", nil)
	r.now = monday.AddDate(0, 4, 0)
	r.do(slow, examiner, "decide-positive", answer)
	r.do(slow, approver, "sign", nil)

	got := term(r.figures("", ""), positive)
	if got.Kept != 1 || got.Broken != 1 || got.Overdue != 1 || got.Share < .33 || got.Share > .34 {
		t.Errorf("%+v", got)
	}
	calendar := r.office.Engine()
	days := calendar.WorkingDays(workday.DateOf(monday), workday.DateOf(monday.AddDate(0, 0, 7)))
	long := calendar.WorkingDays(workday.DateOf(monday), workday.DateOf(r.now))
	if got.Unit != "working-days" || got.Most != float64(long) || got.Median != float64(days+long)/2 {
		t.Errorf("median %v, most %v %s, want %v, %v", got.Median, got.Most, got.Unit, float64(days+long)/2, long)
	}
	if got := term(r.figures("2026-04-01", ""), positive); got.Runs != 0 {
		t.Errorf("runs that began before the period are counted: %+v", got)
	}
}

func TestATermThatTheEndMadeNeedlessIsNotCounted(t *testing.T) {
	r := newRig(t)
	id := r.filed("a.pdf").ID
	before := len(r.figures("", "").Terms)
	r.refuse(id)
	for _, x := range r.figures("", "").Terms {
		if x.Running+x.Overdue > 0 {
			t.Errorf("a term runs in a case that ended: %+v", x)
		}
	}
	if before == 0 {
		t.Error("no term ran before")
	}
}

func TestInteractionsWithTheApplicant(t *testing.T) {
	r := newRig(t)
	id := r.filed("a.pdf").ID
	r.filed("b.pdf")
	r.do(id, registrar, "accept", answer) // sends a notice
	must(t, errOf(r.office.AddPapers(t.Context(), id, submission("поздно.pdf"))))
	notices := len(r.load(id).Notices)
	got := r.figures("", "").Procedures[0].Interactions
	if got.Papers != 3 || got.Notices != notices || got.Most != 2+notices || got.Mean != float64(3+notices)/2 {
		t.Errorf("%+v with %d notices", got, notices)
	}
}

func TestASpotCheckIsDrawnByLot(t *testing.T) {
	first := func(quarter string, id pipeline.CaseID) uint64 { return uint64(id[len(id)-1]) } // the lowest number
	r := newRig(t, func(p *pipeline.Parts) { p.Lot, p.Rules.SampleSize = first, 2 })
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf"} {
		r.refuse(r.filed(name).ID)
	}
	r.filed("d.pdf") // not ended
	want := []pipeline.Sample{{Quarter: "2026-Q1", Of: 3, Cases: []pipeline.CaseID{"2026-000001", "2026-000002"}, Provisional: true}}
	if got := r.figures("", "").Samples; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	r.now = monday.AddDate(0, 0, 7)
	want[0].Provisional = false
	if got := r.figures("2026-02-01", "2026-04-30").Samples; !reflect.DeepEqual(got, want) {
		t.Errorf("after the quarter: %+v, want %+v", got, want)
	}
	if got := r.figures("2026-04-01", "").Samples; len(got) != 0 {
		t.Errorf("nothing ended in the second quarter, yet %+v", got)
	}
}

func TestLotsAreDrawnAgainAlikeAndNotForetold(t *testing.T) {
	drawn := func(lot pipeline.Lot, quarter string, of int) []string {
		var ids []string
		for i := range of {
			ids = append(ids, fmt.Sprintf("2026-%06d", i))
		}
		slices.SortFunc(ids, func(a, b string) int {
			if lot(quarter, pipeline.CaseID(a)) < lot(quarter, pipeline.CaseID(b)) {
				return -1
			}
			return 1
		})
		return ids[:10]
	}
	plain, salted := pipeline.HashLot(""), pipeline.HashLot("соль")
	if !reflect.DeepEqual(drawn(plain, "2026-Q1", 500), drawn(pipeline.HashLot(""), "2026-Q1", 500)) {
		t.Error("drawn again, the sample is another")
	}
	if reflect.DeepEqual(drawn(plain, "2026-Q1", 500), drawn(plain, "2026-Q2", 500)) {
		t.Error("two quarters have the same sample")
	}
	if reflect.DeepEqual(drawn(plain, "2026-Q1", 500), drawn(salted, "2026-Q1", 500)) {
		t.Error("the salt changes nothing")
	}
	before, kept := drawn(plain, "2026-Q1", 500), 0
	for _, id := range drawn(plain, "2026-Q1", 501) {
		if slices.Contains(before, id) {
			kept++
		}
	}
	if kept < 9 {
		t.Errorf("one more case put %d of 10 out", 10-kept)
	}
}

// rowsOf writes one given row of figures for every event.
type rowsOf struct{ body string }

func (rowsOf) Views() []string { return []string{pipeline.ViewFigures} }

func (p rowsOf) Project(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
	id := strings.TrimPrefix(e.Stream, "case/")
	return w.PutDoc(ctx, pipeline.Doc{View: pipeline.ViewFigures, Key: id, Sort: "9999-12-31", Body: []byte(strings.ReplaceAll(p.body, "2026-000001", id))})
}

// BenchmarkFiguresOf10000Cases measures a report over cases that went most of
// their way, each with the terms of its whole course.
func BenchmarkFiguresOf10000Cases(b *testing.B) {
	model := newRig(b)
	id := model.filed("a.pdf").ID
	model.decided(id)
	row, err := model.db.Doc(b.Context(), pipeline.ViewFigures, string(id))
	must(b, err)
	db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "journal.db"), sqlite.Options{Projections: []pipeline.Projection{rowsOf{string(row.Body)}}, Clock: time.Now})
	must(b, err)
	defer func() { must(b, db.Close()) }()
	for i := 0; i < 10_000; i += 1000 {
		var batch pipeline.Batch
		for n := range 1000 {
			batch.Streams = append(batch.Streams, pipeline.StreamAppend{Stream: fmt.Sprintf("case/2026-%06d", i+n+1),
				Events: []pipeline.NewEvent{{Type: "x", At: monday, Actor: pipeline.Machine, Data: json.RawMessage(`{}`)}}})
		}
		must(b, errOf(db.Append(b.Context(), batch)))
	}
	office, err := pipeline.NewOffice(pipeline.Parts{Journal: db, Views: db, Objects: model.objects, Engine: model.office.Engine(), Clock: model.clock})
	must(b, err)
	for b.Loop() {
		f, err := office.Figures(b.Context(), workday.Date{}, workday.Date{})
		must(b, err)
		if f.Procedures[0].Received != 10_000 {
			b.Fatalf("%+v", f.Procedures)
		}
	}
	b.ReportMetric(float64(len(row.Body)), "row-bytes")
}
