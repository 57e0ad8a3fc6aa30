package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
)

func TestAFilingIsReadAndChecked(t *testing.T) {
	r := newRig(t)
	c := r.filed("заявление.pdf")
	if got := r.types(c.ID); !slices.Equal(got, []string{"received", "document-extracted", "documents-recognised", "checked"}) {
		t.Errorf("events are %v", got)
	}
	if c.Title() != "Учёт ульев" || len(c.Findings) == 0 || c.Documents[0].Status != pipeline.DocRead || c.Documents[0].Pages != 2 {
		t.Errorf("case is %+v", c)
	}
	if again, err := r.office.Advance(t.Context(), c.ID); err != nil || again.Version != c.Version {
		t.Errorf("a second run changed the case: %v, %v", again, err)
	}
}

func TestReadingIsTakenUpAtThePageWhereItStopped(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 9
	r.reader.failing[6] = &pipeline.Error{Op: "read", Kind: pipeline.Transient}
	id := r.receive("том.pdf").Number
	if _, err := r.office.Advance(t.Context(), id); !errors.Is(err, pipeline.Transient) {
		t.Fatalf("reading ended with %v", err)
	}
	if c := r.load(id); c.Failed != nil || c.NextStage() != pipeline.StageExtract {
		t.Errorf("a passing trouble is taken for good: %+v", c.Failed)
	}
	delete(r.reader.failing, 6)
	r.reader.read = nil
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	if !slices.Equal(r.reader.read, []int{6, 7, 8, 9}) {
		t.Errorf("read again: %v", r.reader.read)
	}
	if d := c.Documents[0]; d.Status != pipeline.DocRead || d.Sources[pipeline.FromOCR] != 9 || d.Language != "ru" {
		t.Errorf("document is %+v", d)
	}
}

func TestOneBadPageLeavesTheOthers(t *testing.T) {
	r := newRig(t)
	r.reader.pages["скан.pdf"] = 60
	for n := 3; n <= 57; n++ {
		r.reader.illegible[n] = true
	}
	d := r.filed("скан.pdf").Documents[0]
	if d.Status != pipeline.DocPartial || d.Troubled != 55 || len(d.PageProblems) != 50 || d.PageProblems[0].Page != 3 {
		t.Errorf("status %s, %d troubled, %d listed, first %+v", d.Status, d.Troubled, len(d.PageProblems), d.PageProblems[0])
	}
	if d.Reading != .95 {
		t.Errorf("mean confidence of what was read is %v", d.Reading)
	}
}

func TestAFileThatCannotBeReadBlocksNoOther(t *testing.T) {
	r := newRig(t)
	c := r.filed("bad.pdf", "заявление.pdf")
	if c.Documents[0].Status != pipeline.DocRejected || c.Documents[1].Status != pipeline.DocRead || len(c.Findings) == 0 {
		t.Errorf("documents are %s and %s, %d findings", c.Documents[0].Status, c.Documents[1].Status, len(c.Findings))
	}
}

func TestAStageThatFailsForGoodIsShownAndRevived(t *testing.T) {
	r := newRig(t)
	r.reader.failing[2] = &pipeline.Error{Op: "read", Kind: pipeline.Internal, Advice: "Программа чтения не запускается."}
	id := r.receive("a.pdf").Number
	if _, err := r.office.Advance(t.Context(), id); err == nil {
		t.Fatal("the failure is kept secret")
	}
	c := r.load(id)
	if c.Failed == nil || c.Failed.Stage != pipeline.StageExtract || c.Failed.Advice != "Программа чтения не запускается." {
		t.Fatalf("failed: %+v", c.Failed)
	}
	list, total, err := r.office.Cases(t.Context(), pipeline.CaseQuery{Failed: true})
	must(t, err)
	if total != 1 || !list[0].Failed || list[0].ID != id {
		t.Errorf("the list of failed cases is %v", list)
	}
	version := c.Version
	must(t, r.office.Work(t.Context(), pipeline.Job{Stage: pipeline.StageExtract, Case: id}))
	if r.load(id).Version != version {
		t.Error("a stage that gave up was tried again by itself")
	}
	delete(r.reader.failing, 2)
	must(t, r.office.Revive(t.Context(), id, registrar))
	must(t, r.office.Revive(t.Context(), id, registrar))
	if c, err = r.office.Advance(t.Context(), id); err != nil || len(c.Findings) == 0 {
		t.Errorf("after reviving: %v, %v", c, err)
	}
	if got := r.types(id); !slices.Equal(got, []string{"received", "stage-failed", "stage-revived", "document-extracted", "documents-recognised", "checked"}) {
		t.Errorf("events are %v", got)
	}
}

func TestTwoWorkersOnOneCaseDoNoHarm(t *testing.T) {
	r := newRig(t)
	id := r.receive("a.pdf", "b.pdf").Number
	var both sync.WaitGroup
	both.Add(2)
	var once [2]sync.Once
	arrive := func(i int) { once[i].Do(func() { both.Done(); both.Wait() }) }
	var mu sync.Mutex
	readers := 0
	r.reader.pause = func(int) { // both workers are in the same document before either is done
		mu.Lock()
		i := readers
		readers++
		mu.Unlock()
		if i < 2 {
			arrive(i)
		}
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if _, err := r.office.Advance(t.Context(), id); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	want := []string{"received", "document-extracted", "document-extracted", "documents-recognised", "checked"}
	if got := r.types(id); !slices.Equal(got, want) {
		t.Errorf("events are %v", got)
	}
}

func TestAnArchiveIsAFilingOfItsFiles(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf+b.pdf+a.pdf.zip")
	if len(c.Documents) != 3 {
		t.Fatalf("documents are %+v", c.Documents)
	}
	if d := c.Documents[0]; d.Status != pipeline.DocUnpacked || !d.Archive || d.Type != "application/zip" {
		t.Errorf("the archive is %+v", d)
	}
	for _, d := range c.Documents[1:] {
		if d.From != c.Documents[0].Digest || d.Status != pipeline.DocRead {
			t.Errorf("member %s: from %s, %s", d.Name, d.From, d.Status)
		}
	}
	if len(c.Findings) == 0 {
		t.Error("the case was not checked")
	}
}

func TestAnArchiveOfTooManyFilesIsRejectedAndTheRestIsRead(t *testing.T) {
	r := newRig(t, func(p *pipeline.Parts) { p.Rules.MaxFiles = 3 })
	c := r.filed("1+2+3+4.zip", "заявление.pdf")
	if d := c.Documents[0]; d.Status != pipeline.DocRejected || d.Problem == nil || d.Problem.Code != "too-large" {
		t.Errorf("the archive is %+v", d)
	}
	if len(c.Documents) != 2 || c.Documents[1].Status != pipeline.DocRead {
		t.Errorf("documents are %+v", c.Documents)
	}
}

func TestAnAlteredOriginalIsNotRead(t *testing.T) {
	store := &liar{}
	r := newRig(t, func(p *pipeline.Parts) { store.Objects, p.Objects = p.Objects, store })
	id := r.receive("a.pdf").Number
	store.corrupt = true
	_, err := r.office.Advance(t.Context(), id)
	wantKind(t, err, pipeline.Corrupt)
	if c := r.load(id); c.Failed == nil || c.Failed.Stage != pipeline.StageExtract {
		t.Errorf("failed: %+v", c.Failed)
	}
}

// hurried is the context of a job whose time is as good as over.
type hurried struct{ context.Context }

func (hurried) Deadline() (time.Time, bool) { return time.Now(), true }

func TestALongScanIsReadInPortions(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 4
	id := r.receive("том.pdf").Number
	jobs := 0
	for ; r.load(id).NextStage() == pipeline.StageExtract && jobs < 10; jobs++ {
		must(t, r.office.Work(hurried{t.Context()}, pipeline.Job{Stage: pipeline.StageExtract, Case: id}))
	}
	if !slices.Equal(r.reader.read, []int{1, 2, 3, 4}) {
		t.Errorf("pages read, each once and one by each job: %v", r.reader.read)
	}
	if jobs != 5 { // the last sums up
		t.Errorf("%d jobs", jobs)
	}
	if d := r.load(id).Documents[0]; d.Status != pipeline.DocRead || d.Sources[pipeline.FromOCR] != 4 {
		t.Errorf("document is %+v", d)
	}
}

func TestAJobThatLeavesTheRestAsksForTheNext(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 3
	id := r.receive("том.pdf").Number
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var steps []pipeline.Stage
	must(t, r.db.Queue().Run(ctx, func(job context.Context, j pipeline.Job) error {
		steps = append(steps, j.Stage)
		err := r.office.Work(hurried{job}, j)
		if c, failed := r.office.Case(job, id); failed == nil && c.NextStage() == pipeline.StageDone {
			stop()
		}
		return err
	}))
	if want := []pipeline.Stage{"extract", "extract", "extract", "extract", "read", "check"}; !slices.Equal(steps, want) {
		t.Errorf("jobs were %v, want %v", steps, want)
	}
}

// TestJobsAreAskedForAsStagesFollow runs without a sweep: what the events ask for
// is enough, and each job is named after what the case needs, since two jobs
// under different names could read the same pages at once.
func TestJobsAreAskedForAsStagesFollow(t *testing.T) {
	r := newRig(t)
	id := r.receive("1+2.zip", "a.pdf").Number
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	jobs := 0
	must(t, r.db.Queue().Run(ctx, func(job context.Context, j pipeline.Job) error {
		jobs++
		if needs := r.load(id).NextStage(); j.Stage != needs {
			t.Errorf("job %d is named %q while the case needs %q", jobs, j.Stage, needs)
		}
		err := r.office.Work(job, j)
		if c, failed := r.office.Case(job, id); failed == nil && c.NextStage() == pipeline.StageDone {
			stop()
		}
		return err
	}))
	if jobs != 6 { // the archive, three files, reading, checking
		t.Errorf("%d jobs", jobs)
	}
}

func TestTheSweepFindsWhatWasLost(t *testing.T) {
	r := newRig(t)
	for i := range 3 {
		r.receive(fmt.Sprint(i))
	}
	r.filed("готово.pdf")
	q := &countingQueue{}
	n, err := r.office.Sweep(t.Context(), q)
	must(t, err)
	if n != 3 || len(q.jobs) != 3 || q.jobs[0].Stage != pipeline.StageExtract || q.jobs[0].Lane != pipeline.LaneRefresh {
		t.Errorf("enqueued %d: %v", n, q.jobs)
	}
}

func TestTheSweepRunsTimersOnTheirDayOnly(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	r.do(c.ID, registrar, "accept", answer)
	r.do(c.ID, registrar, "transfer", nil)
	r.do(c.ID, feeClerk, "send-fee-notice", nil)
	sweep := func() string {
		_, err := r.office.Sweep(t.Context(), &countingQueue{})
		must(t, err)
		return r.load(c.ID).State
	}
	timers := func() int {
		docs, _, err := r.db.Docs(t.Context(), pipeline.ViewQuery{View: pipeline.ViewTimers, To: r.now.AddDate(0, 0, 1).Format(time.DateOnly)})
		must(t, err)
		return len(docs)
	}
	if got := sweep(); got != "M_FEE_AWAITED" || timers() != 0 {
		t.Fatalf("on the day of the notice: %s, %d timers due", got, timers())
	}
	r.now = time.Date(2026, 6, 1, 23, 59, 0, 0, monday.Location()) // two months: 30 May is a Saturday, so Monday 1 June
	if got := sweep(); got != "M_FEE_AWAITED" {
		t.Fatalf("on the last day: %s", got)
	}
	r.now = r.now.Add(2 * time.Minute)
	if got := timers(); got != 1 {
		t.Errorf("%d timers due after the last day", got)
	}
	if got := sweep(); got != "M_FEE_RECHECK" {
		t.Errorf("after the last day: %s", got)
	}
	before := r.load(c.ID).Version
	if sweep(); r.load(c.ID).Version != before {
		t.Error("a second sweep did it again")
	}
}

type countingQueue struct{ jobs []pipeline.Job }

func (q *countingQueue) Enqueue(_ context.Context, jobs ...pipeline.Job) error {
	q.jobs = append(q.jobs, jobs...)
	return nil
}
func (q *countingQueue) Run(context.Context, pipeline.Worker) error       { return nil }
func (q *countingQueue) Dead(context.Context) ([]pipeline.DeadJob, error) { return nil, nil }
func (q *countingQueue) Revive(context.Context, int64) error              { return nil }
