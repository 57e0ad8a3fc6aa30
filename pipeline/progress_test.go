package pipeline_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
)

// another is the office as a process that reads nothing sees it.
func (r *rig) another() *pipeline.Office {
	r.t.Helper()
	engine, err := loadEngine()
	must(r.t, err)
	office, err := pipeline.NewOffice(pipeline.Parts{Journal: r.db, Views: r.db, Objects: r.objects, Engine: engine, Clock: r.clock})
	must(r.t, err)
	return office
}

func TestProgressIsSeenFromAnotherProcess(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 10
	id := r.receive("том.pdf").Number
	other := r.another()
	var seen []pipeline.Progress
	r.reader.pause = func(page int) { // before a page is read, which takes 2 s
		p, err := other.Progress(t.Context(), r.load(id))
		must(t, err)
		if p == nil {
			t.Fatalf("at page %d nobody reads", page)
		}
		seen = append(seen, *p)
		r.now = r.now.Add(2 * time.Second)
	}
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	if p := seen[4]; p.Done != 4 || p.Pages != 10 || p.Rate != .5 || p.Left != 12 || p.Document != "том.pdf" {
		t.Errorf("at the fifth page: %+v", p)
	}
	if p, err := other.Progress(t.Context(), c); p != nil || err != nil {
		t.Errorf("afterwards it is still being read: %+v, %v", p, err)
	}
	p, err := other.ReadingOf(t.Context(), &c.Documents[0])
	must(t, err)
	if p.Done != 10 || p.Running || p.Rate != .5 || p.Left != 0 || p.Retries != 0 || p.Sources[pipeline.FromOCR] != 10 || p.Engine != "paper reader 1" {
		t.Errorf("kept after the run: %+v", p)
	}
	if !p.Started.Equal(monday) || !p.Ended.Equal(monday.Add(20*time.Second)) {
		t.Errorf("from %s to %s", p.Started, p.Ended)
	}
}

func TestAReadingCutOffIsCounted(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 9
	r.reader.failing[6] = &pipeline.Error{Op: "read", Kind: pipeline.Transient}
	r.reader.pause = func(int) { r.now = r.now.Add(time.Second) }
	id := r.receive("том.pdf").Number
	if _, err := r.office.Advance(t.Context(), id); !errors.Is(err, pipeline.Transient) {
		t.Fatalf("reading ended with %v", err)
	}
	r.now = r.now.Add(time.Hour) // nobody reads meanwhile
	delete(r.reader.failing, 6)
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	p, err := r.office.ReadingOf(t.Context(), &c.Documents[0])
	must(t, err)
	if p.Retries != 1 || p.Rate != .9 || p.Done != 9 { // 6 s for 5 pages, 4 s for 4
		t.Errorf("reading is %+v", p)
	}
}

func TestAPortionOfWorkIsNoRetry(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 3
	id := r.receive("том.pdf").Number
	for r.load(id).NextStage() == pipeline.StageExtract {
		must(t, r.office.Work(hurried{t.Context()}, pipeline.Job{Stage: pipeline.StageExtract, Case: id}))
	}
	if !slices.Equal(r.reader.read, []int{1, 2, 3}) {
		t.Fatalf("pages read: %v", r.reader.read)
	}
	p, err := r.office.ReadingOf(t.Context(), &r.load(id).Documents[0])
	must(t, err)
	if p.Retries != 0 || p.Done != 3 {
		t.Errorf("reading is %+v", p)
	}
}

// lose takes kept pages of the case's first document away.
func (r *rig) lose(pages ...string) {
	r.t.Helper()
	var keys []string
	must(r.t, r.objects.List(r.t.Context(), "derived/pages/", func(o pipeline.ObjectInfo) error {
		if slices.ContainsFunc(pages, func(p string) bool { return strings.HasSuffix(o.Key, "/"+p+".json") }) {
			keys = append(keys, o.Key)
		}
		return nil
	}))
	if len(keys) != len(pages) {
		r.t.Fatalf("pages %v are kept as %v", pages, keys)
	}
	for _, k := range keys {
		must(r.t, r.objects.Delete(r.t.Context(), k))
	}
}

func TestKeptPagesThatAreGoneAreReadAnew(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 5
	id := r.receive("том.pdf").Number
	must(t, r.office.Work(t.Context(), pipeline.Job{Stage: pipeline.StageExtract, Case: id}))
	if got := r.load(id).NextStage(); got != pipeline.StageRead {
		t.Fatalf("next stage is %s", got)
	}
	r.lose("000002", "000005")
	r.reader.read = nil
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	if c.Failed != nil || c.Title() != "Учёт ульев" || !slices.Equal(r.reader.read, []int{2, 5}) {
		t.Errorf("failed %+v, read again %v", c.Failed, r.reader.read)
	}
	r.lose("000003")
	c, err = r.office.NameKind(t.Context(), id, registrar, c.Documents[0].Digest, pipeline.Abstract)
	must(t, err)
	if !slices.Equal(r.reader.read, []int{2, 5, 3}) || c.Documents[0].Kind != pipeline.Abstract {
		t.Errorf("when a person named the papers, read again %v", r.reader.read)
	}
}
