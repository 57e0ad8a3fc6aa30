package pipeline_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
	"vestnik/storage/sqlite"
)

// newOffersRig is an office that keeps nothing of a register but what is recorded
// about its things.
func newOffersRig(t *testing.T) *rig {
	t.Helper()
	body, err := os.ReadFile("testdata/offers.yaml")
	must(t, err)
	engine, err := regulation.Open(fstest.MapFS{"offers.yaml": {Data: body}}, workday.Production(), nil)
	must(t, err)
	var db *sqlite.DB
	r := newRig(t, func(p *pipeline.Parts) {
		db, err = sqlite.Open(t.Context(), t.TempDir()+"/journal.db", sqlite.Options{Projections: pipeline.Projections(engine), Clock: p.Clock})
		must(t, err)
		t.Cleanup(func() { must(t, db.Close()) })
		p.Journal, p.Views, p.Engine = db, db, engine
		p.Rules = pipeline.HouseRules{DefaultService: "offers", SeriesOf: map[pipeline.RegisterID]string{"things": "things"}}
	})
	r.db = db
	return r
}

// offer files an offer about a thing and has it read.
func (r *rig) offer(name, thing string) *pipeline.CaseFile {
	r.t.Helper()
	r.reader.fields[name] = pipeline.Fields{
		"title": {Reading: sure("Улей")}, "thing": {Reading: sure(thing)}, "conditions": {Reading: sure("даром")}, "phone": {Reading: sure(secretPhone)},
		"holders": {Values: []pipeline.Reading{party("name", "Пасечник Иван Лукич", "country", "RU", "kind", "person", "address", secretAddress, "inn", secretINN)}},
	}
	return r.filed(name)
}

// closedThings closes the next issue of all that waits.
func (r *rig) closedThings() pipeline.IssueFile {
	r.t.Helper()
	f, err := r.office.OpenIssue(r.t.Context(), editor, "things")
	must(r.t, err)
	_, err = r.office.FillIssue(r.t.Context(), editor, f.IssueRef)
	must(r.t, err)
	proof, err := r.office.ProofIssue(r.t.Context(), f.IssueRef, workday.DateOf(r.now))
	must(r.t, err)
	f, err = r.office.CloseIssue(r.t.Context(), editor, f.IssueRef, proof.SHA256)
	must(r.t, err)
	return f
}

func TestARecordBeginsAnEntryThatAnotherOfficeKeeps(t *testing.T) {
	r := newOffersRig(t)
	c := r.offer("a.pdf", "2700001")
	r.do(c.ID, registrar, "record", nil)
	if got := r.load(c.ID).Entries; !slices.Equal(got, []string{"things/2700001"}) {
		t.Fatalf("the case knows the entries %v", got)
	}
	_, err := r.office.Public().Entry(t.Context(), "things", "2700001")
	wantKind(t, err, pipeline.NotExist) // nothing of it is published
	waiting, err := r.office.WaitingRecords(t.Context(), "things")
	must(t, err)
	if len(waiting) != 1 || waiting[0].Key() != "things/2700001#1" || waiting[0].Title != "Улей" {
		t.Fatalf("waiting %+v", waiting)
	}

	f := r.closedThings()
	if len(f.Entries) != 0 || len(f.Records) != 1 || f.Records[0].Record.Case != c.ID {
		t.Fatalf("the issue holds %+v", f)
	}
	if c = r.load(c.ID); c.State != "DONE" {
		t.Errorf("the case was not told: %s", c.State)
	}
	e, err := r.office.Public().Entry(t.Context(), "things", "2700001")
	must(t, err)
	if !e.Elsewhere || len(e.Records) != 1 || !e.PublishedOn.IsZero() {
		t.Fatalf("the entry is %+v", e)
	}
	record := e.Records[0]
	if record.Code != "ZZ1A" || record.PublishedOn.String() != "2026-03-30" || *record.Issue != f.IssueRef {
		t.Errorf("the record is %+v", record)
	}
	want := []pipeline.EntryField{{Name: "conditions", Title: "Условия", Value: "даром"}, {Name: "withdraw_from", Title: "Отозвать можно с", Value: "31 марта 2026 г."}}
	if !slices.Equal(record.Fields, want) {
		t.Errorf("its fields are %v; what follows from the publication is known with it", record.Fields)
	}
}

func TestWhatIsPrivateNeverEntersARecord(t *testing.T) {
	r := newOffersRig(t)
	c := r.offer("a.pdf", "2700001")
	r.do(c.ID, registrar, "record", nil)
	f := r.closedThings()
	public := r.office.Public()
	issue, err := public.Issue(t.Context(), f.IssueRef)
	must(t, err)
	entry, err := public.Entry(t.Context(), "things", "2700001")
	must(t, err)
	files, err := public.IssueFiles(t.Context(), f.IssueRef)
	must(t, err)
	told, err := json.Marshal([]any{issue, entry})
	must(t, err)
	for _, file := range files {
		told = append(told, file.Body...)
	}
	if secret := containsSecret(string(told)); secret != "" || strings.Contains(string(told), string(c.ID)) {
		t.Errorf("the public is told %q, or the case: %s", secret, told)
	}
}

func TestRecordsOfAnEntryStandInTheirOrder(t *testing.T) {
	r := newOffersRig(t)
	first := r.offer("a.pdf", "2700001")
	r.do(first.ID, registrar, "record", nil)
	r.closedThings()
	second := r.offer("b.pdf", "2700001")
	r.do(second.ID, registrar, "withdraw", nil)
	e, err := r.office.Public().Entry(t.Context(), "things", "2700001")
	must(t, err)
	if len(e.Records) != 1 {
		t.Fatalf("a record is public before its issue: %+v", e.Records)
	}
	f := r.closedThings()
	if f.Number != 2 || f.Records[0].Key() != "things/2700001#2" {
		t.Errorf("the second issue holds %+v", f.Records)
	}
	e, err = r.office.Public().Entry(t.Context(), "things", "2700001")
	must(t, err)
	if len(e.Records) != 2 || e.Records[0].Issue.Number != 1 || e.Records[1].Kind != "offer-withdrawn" || len(e.Records[1].Fields) != 1 {
		t.Errorf("the entry's records are %+v: a publication completes records of its own kind alone", e.Records)
	}
	before := r.rowsOf(pipeline.ViewEntries)
	must(t, r.db.Rebuild(t.Context()))
	if after := r.rowsOf(pipeline.ViewEntries); after != before || !strings.Contains(before, "2700001") {
		t.Errorf("a rebuild gives other rows:\n%s\n%s", before, after)
	}
	v, err := r.office.Verify(t.Context())
	must(t, err)
	if len(v.Problems) != 0 || v.Issues != 2 {
		t.Errorf("%d issues, problems %v", v.Issues, v.Problems)
	}
}

func TestManyRecordsAtOnceAreAllKept(t *testing.T) {
	r := newOffersRig(t)
	const many = 6
	var ids []pipeline.CaseID
	for i := range many {
		ids = append(ids, r.offer(string(rune('a'+i))+".pdf", "2700001").ID)
	}
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() {
			if _, err := r.office.Do(t.Context(), pipeline.Order{Case: id, Command: "record", Person: registrar}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	f := r.closedThings()
	var seen []string
	for _, record := range f.Records {
		seen = append(seen, record.Key())
	}
	slices.Sort(seen)
	if len(slices.Compact(seen)) != many {
		t.Errorf("published %v", seen)
	}
}

func TestANumberIsNeededToRecord(t *testing.T) {
	r := newOffersRig(t)
	c := r.offer("a.pdf", "")
	_, err := r.office.Do(t.Context(), pipeline.Order{Case: c.ID, Command: "record", Person: registrar})
	wantKind(t, err, pipeline.Invalid)
}

func TestHistoryImportedLaterCompletesAnEntryKeptElsewhere(t *testing.T) {
	r := newOffersRig(t)
	c := r.offer("a.pdf", "940001")
	r.do(c.ID, registrar, "record", nil)
	r.closedThings()
	past := pastEntry("940001", 1994)
	past.Register = "things"
	for range 2 {
		done, err := r.office.ImportHistory(t.Context(), "old.csv", "things", []pipeline.Entry{past})
		must(t, err)
		past.Title = "Другое" // a second import changes nothing
		if done.Entries+len(done.Existing) != 1 {
			t.Errorf("imported %+v", done)
		}
	}
	e, err := r.office.Public().Entry(t.Context(), "things", "940001")
	must(t, err)
	if e.Elsewhere || e.Title != "Программа 940001" || len(e.Records) != 1 {
		t.Errorf("the entry is %+v", e)
	}
}

// A record is never published before the entry that it is about.
func TestARecordWaitsForItsEntry(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: "register/programs", Expect: pipeline.AnyLength, Events: []pipeline.NewEvent{{
		Type: pipeline.EvRecordMade, At: r.now, Actor: "petrova", Data: pipeline.RecordMade{
			Entry: "programs/2026610001", Series: "programs", Entries: []string{"programs/2026610001"},
			Record: pipeline.EntryRecord{Kind: "copy", Title: "Выдан дубликат", Date: workday.DateOf(r.now)},
		},
	}}}}})))
	f, err := r.office.OpenIssue(t.Context(), editor, "programs")
	must(t, err)
	_, err = r.office.FillIssue(t.Context(), editor, f.IssueRef, "programs/2026610001#1")
	wantKind(t, err, pipeline.Invalid)
	_, err = r.office.FillIssue(t.Context(), editor, f.IssueRef, "programs/2026610001#7")
	wantKind(t, err, pipeline.Invalid)
	f, err = r.office.FillIssue(t.Context(), editor, f.IssueRef)
	must(t, err)
	if len(f.Entries) != 1 || len(f.Records) != 1 || len(f.Entries[0].Records) != 0 {
		t.Fatalf("the issue holds %+v", f)
	}
	f, err = r.office.CloseIssue(t.Context(), editor, f.IssueRef, "")
	must(t, err)
	e, err := r.office.Public().Entry(t.Context(), "programs", "2026610001")
	must(t, err)
	if e.PublishedOn.IsZero() || len(e.Records) != 1 || !e.Records[0].Public() {
		t.Errorf("the entry is %+v", e)
	}
	if again, err := r.office.Waiting(t.Context(), "programs"); err != nil || len(again) != 0 {
		t.Errorf("still waiting: %v, %v", again, err)
	}
}

// rowsOf prints the rows of one view.
func (r *rig) rowsOf(view string) string {
	r.t.Helper()
	docs, _, err := r.db.Docs(r.t.Context(), pipeline.ViewQuery{View: view})
	must(r.t, err)
	body, err := json.Marshal(docs)
	must(r.t, err)
	return string(body)
}
