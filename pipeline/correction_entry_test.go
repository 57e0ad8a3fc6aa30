package pipeline_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"vestnik/pipeline"
)

const first = "programs/2026610001"

// renamed corrects the title of the first entry.
func renamed(to string) pipeline.EntryCorrection {
	return pipeline.EntryCorrection{Nature: pipeline.OfficeError, Basis: "опечатка при внесении записи", Values: map[string]string{"title": to}}
}

// published is an office with one closed issue of one entry.
func published(t *testing.T) (*rig, pipeline.IssueFile) {
	t.Helper()
	r := newRig(t)
	r.entered("a.pdf")
	f := r.closed()
	r.now = monday.AddDate(0, 0, 7)
	return r, f
}

// signedCorrection drafts and signs a correction.
func (r *rig) signedCorrection(key string, c pipeline.EntryCorrection) pipeline.IssueRecord {
	r.t.Helper()
	draft, err := r.office.DraftCorrection(r.t.Context(), registrar, key, c)
	must(r.t, err)
	record, err := r.office.SignCorrection(r.t.Context(), approver, key, draft.Digest())
	must(r.t, err)
	return record
}

func TestACorrectionIsDraftedSignedAndPublished(t *testing.T) {
	r, printed := published(t)
	public := r.office.Public()
	record := r.signedCorrection(first, renamed("Учёт ульев и сот"))
	if record.Key() != first+"#1" || record.Title != "Учёт ульев" || record.Record.Kind != pipeline.KindCorrection {
		t.Fatalf("the record is %+v", record)
	}
	if c := record.Record.Corrects; c == nil || c.Issue != printed.IssueRef || c.Key != first {
		t.Errorf("it corrects %+v", c)
	}
	e, err := public.Entry(t.Context(), "programs", "2026610001")
	must(t, err)
	if len(e.Records) != 0 || e.AsOf(pipeline.Entry{}.PublishedOn).Title != "Учёт ульев" {
		t.Errorf("before its issue the public is told %+v", e)
	}
	second := r.closed()
	if e, err = public.Entry(t.Context(), "programs", "2026610001"); err != nil {
		t.Fatal(err)
	}
	if e.Title != "Учёт ульев" || e.AsOf(second.Date).Title != "Учёт ульев и сот" || e.AsOf(printed.Date).Title != "Учёт ульев" {
		t.Errorf("the entry is %+v", e)
	}
	if got := e.Records[0].Changes; len(got) != 1 || got[0] != (pipeline.FieldChange{Field: "title", Title: "Название", Before: "Учёт ульев", After: "Учёт ульев и сот"}) {
		t.Errorf("it changes %+v", got)
	}
	again, err := r.office.IssueFile(t.Context(), printed.IssueRef)
	must(t, err)
	if again.Manifest.SHA256 != printed.Manifest.SHA256 || again.Entries[0].Title != "Учёт ульев" || second.Manifest.Prev != printed.Manifest.SHA256 {
		t.Error("the issue that printed the error has changed")
	}
	rows := r.rowsOf(pipeline.ViewEntries) + r.rowsOf(pipeline.ViewCorrections)
	must(t, r.db.Rebuild(t.Context()))
	if after := r.rowsOf(pipeline.ViewEntries) + r.rowsOf(pipeline.ViewCorrections); after != rows {
		t.Errorf("a rebuild gives other rows:\n%s\n%s", rows, after)
	}
}

func TestACorrectionThatMayNotBeIsRefused(t *testing.T) {
	r, _ := published(t)
	title := map[string]string{"title": "Учёт сот"}
	for name, c := range map[string]pipeline.EntryCorrection{
		"no such nature":        {Nature: "whim", Basis: "потому что", Values: title},
		"no ground":             {Nature: pipeline.OfficeError, Basis: " \n ", Values: title},
		"nothing":               {Nature: pipeline.OfficeError, Basis: "опечатка"},
		"nothing new":           renamed(" Учёт  ульев "),
		"an empty title":        renamed(""),
		"a private field":       {Nature: pipeline.OfficeError, Basis: "опечатка", Values: map[string]string{"phone": "+7"}},
		"the number":            {Nature: pipeline.OfficeError, Basis: "опечатка", Values: map[string]string{"number": "1"}},
		"the case":              {Nature: pipeline.OfficeError, Basis: "опечатка", Values: map[string]string{"case": "1"}},
		"no record":             {Nature: pipeline.OfficeError, Basis: "опечатка", Values: map[string]string{"record-1.terms": "x"}},
		"no date":               {Nature: pipeline.OfficeError, Basis: "опечатка", Values: map[string]string{"date": "вчера"}},
		"no year":               {Nature: pipeline.OfficeError, Basis: "опечатка", Values: map[string]string{"creation_year": "25"}},
		"an unnamed author":     {Nature: pipeline.ApplicantChange, Basis: "заявление", Values: map[string]string{"authors": "Север Ольхин\n" + secretName}},
		"an address":            {Nature: pipeline.ApplicantChange, Basis: "заявление", Values: map[string]string{"contacts": secretAddress}},
		"a number in the title": renamed("Учёт ульев ИНН " + secretINN),
		"a phone in the ground": {Nature: pipeline.ApplicantChange, Basis: "звонок с " + secretPhone, Values: title},
		"another entry on view": {Nature: pipeline.OfficeError, Basis: "опечатка", Values: title, Seen: "00"},
	} {
		_, err := r.office.DraftCorrection(t.Context(), registrar, first, c)
		if pipeline.KindOf(err) != pipeline.Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		wantKind(t, err, pipeline.Invalid)
	}
	_, err := r.office.DraftCorrection(t.Context(), registrar, "programs/1", renamed("x"))
	wantKind(t, err, pipeline.NotExist)
	r.entered("b.pdf") // not published
	_, err = r.office.DraftCorrection(t.Context(), registrar, "programs/2026610002", renamed("x"))
	wantKind(t, err, pipeline.NotExist)
	if list, err := r.office.CorrectionDrafts(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("something was drafted all the same: %+v, %v", list, err)
	}
}

func TestContactsMayBeGivenForPublication(t *testing.T) {
	r, _ := published(t)
	_, err := r.office.DraftCorrection(t.Context(), registrar, first, pipeline.EntryCorrection{
		Nature: pipeline.ApplicantChange, Basis: "заявление правообладателя", Values: map[string]string{"contacts": "тел. " + secretPhone}})
	must(t, err)
}

func TestACorrectionTakesTwoPeople(t *testing.T) {
	r, _ := published(t)
	both := pipeline.Person{Login: "vsevolod", Roles: []string{"registrar", "approver"}}
	for _, who := range []pipeline.Person{examiner, approver, stranger} {
		if err := errOf(r.office.DraftCorrection(t.Context(), who, first, renamed("x"))); !errors.Is(err, pipeline.Permission) {
			t.Errorf("%s drafted: %v", who.Login, err)
		}
	}
	must(t, errOf(r.office.DraftCorrection(t.Context(), both, first, renamed("Учёт сот"))))
	for _, who := range []pipeline.Person{both, registrar, editor, stranger} {
		if err := errOf(r.office.SignCorrection(t.Context(), who, first, "")); !errors.Is(err, pipeline.Permission) {
			t.Errorf("%s signed: %v", who.Login, err)
		}
	}
	must(t, errOf(r.office.SignCorrection(t.Context(), approver, first, "")))
	wantKind(t, errOf(r.office.SignCorrection(t.Context(), approver, first, "")), pipeline.NotExist) // once
}

func TestOnlyTheDraftThatWasShownIsSigned(t *testing.T) {
	r, _ := published(t)
	shown, err := r.office.DraftCorrection(t.Context(), registrar, first, renamed("Учёт сот"))
	must(t, err)
	must(t, errOf(r.office.DraftCorrection(t.Context(), editor, first, renamed("Учёт рамок"))))
	wantKind(t, errOf(r.office.SignCorrection(t.Context(), approver, first, shown.Digest())), pipeline.Invalid)
	if list, err := r.office.CorrectionDrafts(t.Context()); err != nil || len(list) != 1 || list[0].By != editor.Login {
		t.Errorf("waiting are %+v, %v", list, err)
	}
	must(t, r.office.DropCorrection(t.Context(), registrar, first, "", ""))
	wantKind(t, errOf(r.office.SignCorrection(t.Context(), approver, first, "")), pipeline.NotExist)
}

func TestAFieldIsCorrectedOnceAnIssue(t *testing.T) {
	r, _ := published(t)
	r.signedCorrection(first, renamed("Учёт сот"))
	wantKind(t, errOf(r.office.DraftCorrection(t.Context(), registrar, first, renamed("Учёт рамок"))), pipeline.Invalid)
	r.signedCorrection(first, pipeline.EntryCorrection{Nature: pipeline.CourtDecision, Basis: "решение суда от 01.04.2026", Values: map[string]string{"valid": "false"}})
	f := r.closed()
	if len(f.Records) != 2 {
		t.Fatalf("the issue holds %+v", f.Records)
	}
	record := r.signedCorrection(first, renamed("Учёт рамок"))
	if c := record.Record.Corrects; c.Issue != f.IssueRef || c.Key != first+"#1" {
		t.Errorf("it corrects %+v, not what was printed last", c)
	}
	e, err := r.office.Public().Entry(t.Context(), "programs", "2026610001")
	must(t, err)
	if now := e.AsOf(f.Date); now.Valid || now.Title != "Учёт сот" || len(e.Contradictions()) != 0 {
		t.Errorf("the entry is %+v", now)
	}
}

func TestOneOfManySignaturesAtOnceCounts(t *testing.T) {
	r, _ := published(t)
	must(t, errOf(r.office.DraftCorrection(t.Context(), registrar, first, renamed("Учёт сот"))))
	var wg sync.WaitGroup
	var mu sync.Mutex
	signed := 0
	for range 6 {
		wg.Go(func() {
			_, err := r.office.SignCorrection(t.Context(), approver, first, "")
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				signed++
			} else if !errors.Is(err, pipeline.NotExist) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	waiting, err := r.office.WaitingRecords(t.Context(), "programs")
	must(t, err)
	if signed != 1 || len(waiting) != 1 {
		t.Errorf("signed %d times, %d records wait", signed, len(waiting))
	}
}

func TestVerifyNamesACorrectionThatDoesNotFit(t *testing.T) {
	r, _ := published(t)
	bad := pipeline.EntryRecord{Kind: pipeline.KindCorrection, Nature: pipeline.OfficeError, Title: "Исправление", Date: day("2026-04-06"),
		Changes: []pipeline.FieldChange{{Field: "title", Title: "Название", Before: "Не то", After: "То"}}}
	must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: "register/programs", Expect: pipeline.AnyLength, Events: []pipeline.NewEvent{{
		Type: pipeline.EvRecordMade, At: r.now, Actor: "x", Data: pipeline.RecordMade{Entry: first, Record: bad, Series: "programs", Entries: []string{first}}}}}}})))
	r.closed()
	v, err := r.office.Verify(t.Context())
	must(t, err)
	if len(v.Problems) != 1 || !strings.Contains(v.Problems[0], first) {
		t.Errorf("problems are %q", v.Problems)
	}
}

func TestACorrectionTellsNothingPrivate(t *testing.T) {
	r, _ := published(t)
	r.signedCorrection(first, renamed("Учёт сот"))
	f := r.closed()
	issue, err := r.office.Public().Issue(t.Context(), f.IssueRef)
	must(t, err)
	entry, err := r.office.Public().Entry(t.Context(), "programs", "2026610001")
	must(t, err)
	told, err := json.Marshal([]any{issue, entry})
	must(t, err)
	for _, login := range []string{registrar.Login, approver.Login} {
		if strings.Contains(string(told), login) {
			t.Errorf("the public is told who did it: %s", told)
		}
	}
	if secret := containsSecret(string(told)); secret != "" || !slices.ContainsFunc(issue.Records, func(r pipeline.IssueRecord) bool { return r.Record.Nature == pipeline.OfficeError }) {
		t.Errorf("the public is told %q: %s", secret, told)
	}
}
