package pipeline_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// opened opens the next issue and puts all that waits into it.
func (r *rig) opened() pipeline.IssueFile {
	r.t.Helper()
	f, err := r.office.OpenIssue(r.t.Context(), editor, "programs")
	must(r.t, err)
	f, err = r.office.FillIssue(r.t.Context(), editor, f.IssueRef)
	must(r.t, err)
	return f
}

// closed closes the next issue of all that waits.
func (r *rig) closed() pipeline.IssueFile {
	r.t.Helper()
	f, err := r.office.CloseIssue(r.t.Context(), editor, r.opened().IssueRef, "")
	must(r.t, err)
	return f
}

func TestAnIssueIsOpenedFilledAndClosed(t *testing.T) {
	r := newRig(t)
	c := r.entered("a.pdf")
	f := r.opened()
	if f.IssueRef != (pipeline.IssueRef{Series: "programs", Year: 2026, Number: 1}) || len(f.Entries) != 1 || f.Closed {
		t.Fatalf("opened %+v", f)
	}
	proof, err := r.office.ProofIssue(t.Context(), f.IssueRef, workday.DateOf(r.now))
	must(t, err)
	closed, err := r.office.CloseIssue(t.Context(), editor, f.IssueRef, proof.SHA256)
	must(t, err)
	if !closed.Closed || closed.Manifest.SHA256 != proof.SHA256 || closed.Manifest.Prev != "" || closed.Date.String() != "2026-03-30" {
		t.Errorf("closed %+v", closed)
	}
	if e := closed.Entries[0]; e.PublishedOn.String() != "2026-03-30" || *e.Issue != f.IssueRef || e.Case != c.ID {
		t.Errorf("published %+v", e)
	}
	if c = r.load(c.ID); c.History[len(c.History)-1].Name != "published" {
		t.Errorf("the case was not told: %v", c.History)
	}
	if !ed25519.Verify(r.key.Public().(ed25519.PublicKey), proof.Manifest, closed.Signature) {
		t.Error("the signature is not the manifest's")
	}
}

func TestAClosedIssueNeverChanges(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	f := r.closed()
	r.entered("b.pdf")
	_, err := r.office.FillIssue(t.Context(), editor, f.IssueRef)
	wantKind(t, err, pipeline.Invalid)
	_, err = r.office.CloseIssue(t.Context(), editor, f.IssueRef, "")
	wantKind(t, err, pipeline.Invalid)
	_, err = r.office.ProofIssue(t.Context(), f.IssueRef, workday.DateOf(r.now))
	wantKind(t, err, pipeline.Invalid)
	// Even an event appended past the office is refused, and with it its batch.
	_, err = r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: f.Stream(), Expect: pipeline.AnyLength, Events: []pipeline.NewEvent{{
		Type: pipeline.EvIssueFilled, At: r.now, Actor: "x", Data: pipeline.IssueFilled{Issue: f.IssueRef, Added: []string{"programs/2026610002"}}}}}}})
	if err == nil {
		t.Error("the journal took an event of a closed issue")
	}
	now, err := r.office.IssueFile(t.Context(), f.IssueRef)
	must(t, err)
	if !reflect.DeepEqual(now, f) {
		t.Errorf("the issue changed:\n%+v\n%+v", now, f)
	}
}

func TestManifestsFormAChain(t *testing.T) {
	r := newRig(t)
	var prev pipeline.Digest
	for i := 1; i <= 3; i++ {
		r.entered(fmt.Sprintf("%d.pdf", i))
		f := r.closed()
		if f.Number != i || f.Manifest.Prev != prev {
			t.Errorf("issue %d follows %q, want %q", f.Number, f.Manifest.Prev, prev)
		}
		prev = f.Manifest.SHA256
	}
	r.now = monday.AddDate(1, 0, 0)
	r.entered("новый год.pdf")
	if f := r.closed(); f.Year != 2027 || f.Number != 1 || f.Manifest.Prev != prev {
		t.Errorf("the first issue of the year is %+v after %q", f.IssueRef, f.Manifest.Prev)
	}
}

func TestAnIssueThatIsNotTheApprovedOneStaysOpen(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	f := r.opened()
	proof, err := r.office.ProofIssue(t.Context(), f.IssueRef, workday.DateOf(r.now))
	must(t, err)
	r.entered("b.pdf")
	must(t, errOf(r.office.FillIssue(t.Context(), editor, f.IssueRef)))
	_, err = r.office.CloseIssue(t.Context(), editor, f.IssueRef, proof.SHA256)
	wantKind(t, err, pipeline.Invalid)
	if now, err := r.office.IssueFile(t.Context(), f.IssueRef); err != nil || now.Closed || len(now.Entries) != 2 {
		t.Errorf("the issue is %+v, %v", now, err)
	}
}

func TestAnIssueWithACaseThatRefusesStaysOpenAndNamesIt(t *testing.T) {
	r := newRig(t)
	first, second := r.entered("a.pdf"), r.entered("b.pdf")
	f := r.opened()
	// The second case is published elsewhere, which its procedure allows but once.
	pack, err := r.office.Engine().Edition(second.Pack.ID, second.Pack.Edition)
	must(t, err)
	var published pipeline.Performed
	for _, tr := range pack.Procedure.Transitions {
		if tr.Event == "published" {
			published.To = second.State
			published.Occurrences = append(second.History[:0:0], second.History[0])
			published.Occurrences[0].Name, published.Occurrences[0].Data = "published", map[string]any{"transition": tr.ID}
		}
	}
	must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: second.ID.Stream(), Expect: second.Version,
		Events: []pipeline.NewEvent{{Type: pipeline.EvPerformed, At: r.now, Actor: "x", Data: published}}}}})))
	before := r.load(first.ID).Version
	_, err = r.office.CloseIssue(t.Context(), editor, f.IssueRef, "")
	wantKind(t, err, pipeline.Invalid)
	if advice := pipeline.AdviceOf(err); !strings.Contains(advice, string(second.ID)) || strings.Contains(advice, string(first.ID)) {
		t.Errorf("advice is %q", advice)
	}
	if now, err := r.office.IssueFile(t.Context(), f.IssueRef); err != nil || now.Closed || r.load(first.ID).Version != before {
		t.Errorf("something was published all the same: %+v, %v", now, err)
	}
	must(t, r.objects.List(t.Context(), "issues/", func(info pipeline.ObjectInfo) error {
		t.Errorf("%s was written", info.Key)
		return nil
	}))
}

func TestIssuesAreEditorsWork(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	f := r.opened()
	for _, who := range []pipeline.Person{registrar, examiner, approver, stranger} {
		for name, err := range map[string]error{
			"open":  errOf(r.office.OpenIssue(t.Context(), who, "programs")),
			"fill":  errOf(r.office.FillIssue(t.Context(), who, f.IssueRef)),
			"close": errOf(r.office.CloseIssue(t.Context(), who, f.IssueRef, "")),
		} {
			if !errors.Is(err, pipeline.Permission) {
				t.Errorf("%s by %s: %v", name, who.Login, err)
			}
		}
	}
}

func TestWrongIssuesAreRefused(t *testing.T) {
	r := newRig(t)
	_, err := r.office.OpenIssue(t.Context(), editor, "recipes")
	wantKind(t, err, pipeline.NotExist)
	f, err := r.office.OpenIssue(t.Context(), editor, "programs")
	must(t, err)
	_, err = r.office.OpenIssue(t.Context(), editor, "programs")
	wantKind(t, err, pipeline.Invalid)
	_, err = r.office.CloseIssue(t.Context(), editor, f.IssueRef, "")
	wantKind(t, err, pipeline.Invalid) // it holds nothing
	_, err = r.office.FillIssue(t.Context(), editor, f.IssueRef, "programs/1")
	wantKind(t, err, pipeline.Invalid)
	_, err = r.office.FillIssue(t.Context(), editor, pipeline.IssueRef{Series: "programs", Year: 1999, Number: 9})
	wantKind(t, err, pipeline.NotExist)
	r.entered("a.pdf")
	f, err = r.office.FillIssue(t.Context(), editor, f.IssueRef, "programs/2026610001", "programs/2026610001")
	must(t, err)
	if !slices.Equal(f.Keys, []string{"programs/2026610001"}) {
		t.Errorf("asked for twice, it was put in as %v", f.Keys)
	}
}

func TestEditorsAtOnceCloseOneIssueOnce(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	f := r.opened()
	r.entered("b.pdf")
	var wg sync.WaitGroup
	var mu sync.Mutex
	closed := 0
	for i := range 8 {
		wg.Go(func() {
			var err error
			if i%2 == 0 {
				_, err = r.office.CloseIssue(t.Context(), editor, f.IssueRef, "")
			} else {
				_, err = r.office.FillIssue(t.Context(), editor, f.IssueRef)
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil && i%2 == 0 {
				closed++
			}
			if err != nil && !errors.Is(err, pipeline.Invalid) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if closed != 1 {
		t.Errorf("closed %d times", closed)
	}
	now, err := r.office.IssueFile(t.Context(), f.IssueRef)
	must(t, err)
	waiting, err := r.office.Waiting(t.Context(), "programs")
	must(t, err)
	if len(now.Entries)+len(waiting) != 2 || len(now.Entries) != len(now.Keys) {
		t.Errorf("%d published, %d put in, %d waiting", len(now.Entries), len(now.Keys), len(waiting))
	}
}

func TestThePublicSeesOnlyWhatIsPublished(t *testing.T) {
	r := newRig(t)
	public := r.office.Public()
	r.entered("a.pdf")
	open := r.opened().IssueRef
	see := func() (entries, issues int) {
		must(t, public.Entries(t.Context(), func(pipeline.Entry) error { entries++; return nil }))
		list, err := public.Issues(t.Context(), "")
		must(t, err)
		return entries, len(list)
	}
	if entries, issues := see(); entries != 0 || issues != 0 {
		t.Errorf("before closing: %d entries, %d issues", entries, issues)
	}
	got, err := public.Issue(t.Context(), open)
	wantKind(t, err, pipeline.NotExist)
	if len(got.Entries) != 0 {
		t.Errorf("with its refusal the catalogue hands out %+v", got)
	}
	_, err = public.IssueFiles(t.Context(), open)
	wantKind(t, err, pipeline.NotExist)
	_, err = public.Entry(t.Context(), "programs", "2026610001")
	wantKind(t, err, pipeline.NotExist)

	must(t, errOf(r.office.CloseIssue(t.Context(), editor, open, "")))
	if entries, issues := see(); entries != 1 || issues != 1 {
		t.Errorf("after closing: %d entries, %d issues", entries, issues)
	}
	issue, err := public.Issue(t.Context(), open)
	must(t, err)
	entry, err := public.Entry(t.Context(), "programs", "2026610001")
	must(t, err)
	if issue.Entries[0].Case != "" || entry.Case != "" {
		t.Error("the public is told the case")
	}
	files, err := public.IssueFiles(t.Context(), open)
	must(t, err)
	manifest := files[slices.IndexFunc(files, func(f pipeline.File) bool { return f.Path == "manifest.json" })].Body
	if sum := sha256.Sum256(manifest); hex.EncodeToString(sum[:]) != string(issue.Manifest.SHA256) || files[len(files)-1].Path != "manifest.sig" {
		t.Error("the manifest handed out is not the signed one")
	}
	everything, err := json.Marshal([]any{issue, entry, files})
	must(t, err)
	for _, f := range files {
		everything = append(everything, f.Body...)
	}
	if secret := containsSecret(string(everything)); secret != "" {
		t.Errorf("the public is told %q", secret)
	}
}

func TestTheCatalogueWalksMoreThanOneChunkOnce(t *testing.T) {
	r := newRig(t)
	const many = 1201
	entries := make([]pipeline.Entry, many)
	for i := range entries {
		entries[i] = pastEntry(fmt.Sprint(940001+i), 1994)
	}
	must(t, errOf(r.office.ImportHistory(t.Context(), "old.csv", "programs", entries)))
	seen := map[string]bool{}
	last := ""
	must(t, r.office.Public().Entries(t.Context(), func(e pipeline.Entry) error {
		if seen[e.Number] || e.Number <= last {
			t.Errorf("%s after %s", e.Number, last)
		}
		seen[e.Number], last = true, e.Number
		return nil
	}))
	if len(seen) != many {
		t.Errorf("%d of %d", len(seen), many)
	}
	stop := errors.New("enough")
	if err := r.office.Public().Entries(t.Context(), func(pipeline.Entry) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the walk ended with %v", err)
	}
}

func pastEntry(number string, year int) pipeline.Entry {
	return pipeline.Entry{Register: "programs", Number: number, Kind: "program", Title: "Программа " + number, Source: "open-data", Valid: true,
		Issue: &pipeline.IssueRef{Series: "programs", Year: year, Number: 1}, PublishedOn: workday.NewDate(year, 6, 20)}
}

func TestAnImportRunTwiceOrAtOnceAddsNothingTwice(t *testing.T) {
	r := newRig(t)
	var entries []pipeline.Entry
	for i := range 450 {
		entries = append(entries, pastEntry(fmt.Sprint(940001+i), 1994+i%3))
	}
	entries = append(entries, entries[0]) // the same number twice in one file
	var wg sync.WaitGroup
	var mu sync.Mutex
	var sum pipeline.Imported
	for range 3 {
		wg.Go(func() {
			got, err := r.office.ImportHistory(t.Context(), "old.csv", "programs", entries)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			sum.Entries, sum.Issues, sum.Existing = sum.Entries+got.Entries, sum.Issues+got.Issues, append(sum.Existing, got.Existing...)
		})
	}
	wg.Wait()
	if sum.Entries != 450 || sum.Issues != 3 || len(sum.Existing) != 2*450+3 {
		t.Errorf("%d entries, %d issues, %d already there", sum.Entries, sum.Issues, len(sum.Existing))
	}
	f, err := r.office.IssueFile(t.Context(), pipeline.IssueRef{Series: "programs", Year: 1995, Number: 1})
	must(t, err)
	if !f.Imported || len(f.Entries) != 150 || f.Date.String() != "1995-06-20" {
		t.Errorf("the issue of 1995 holds %d entries of %s", len(f.Entries), f.Date)
	}
	_, err = r.office.Public().IssueFiles(t.Context(), f.IssueRef)
	wantKind(t, err, pipeline.NotExist)
}

func TestVerifyNamesEachKindOfDamage(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(t *testing.T, r *rig, c *pipeline.CaseFile, issue pipeline.IssueFile) (pipeline.Objects, string)
	}{
		"nothing": {func(_ *testing.T, r *rig, _ *pipeline.CaseFile, _ pipeline.IssueFile) (pipeline.Objects, string) {
			return r.objects, ""
		}},
		"an altered original": {func(_ *testing.T, r *rig, c *pipeline.CaseFile, _ pipeline.IssueFile) (pipeline.Objects, string) {
			return tampered{Objects: r.objects, alter: string(c.Documents[0].Digest)}, "изменён"
		}},
		"a missing original": {func(_ *testing.T, r *rig, c *pipeline.CaseFile, _ pipeline.IssueFile) (pipeline.Objects, string) {
			return tampered{Objects: r.objects, hide: string(c.Documents[1].Digest)}, "пропал оригинал"
		}},
		"an orphan": {func(t *testing.T, r *rig, _ *pipeline.CaseFile, _ pipeline.IssueFile) (pipeline.Objects, string) {
			must(t, errOf(r.objects.Put(t.Context(), "originals/ff/ff00", strings.NewReader("x"), pipeline.PutOptions{})))
			return r.objects, "не принадлежит"
		}},
		"an altered issue file": {func(_ *testing.T, r *rig, _ *pipeline.CaseFile, f pipeline.IssueFile) (pipeline.Objects, string) {
			return tampered{Objects: r.objects, alter: string(f.Files[0].SHA256)}, "пропал или изменён"
		}},
		"a missing manifest": {func(_ *testing.T, r *rig, _ *pipeline.CaseFile, f pipeline.IssueFile) (pipeline.Objects, string) {
			return tampered{Objects: r.objects, hide: string(f.Manifest.SHA256)}, "manifest.json пропал"
		}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			id := r.filed("a.pdf+b.pdf.zip").ID
			r.decided(id)
			r.do(id, registrar, "enter", nil)
			store, want := c.damage(t, r, r.load(id), r.closed())
			office, err := pipeline.NewOffice(pipeline.Parts{Journal: r.db, Views: r.db, Objects: store, Engine: r.office.Engine(), Clock: r.clock})
			must(t, err)
			v, err := office.Verify(t.Context())
			must(t, err)
			if v.Originals != 3 || v.Cases != 1 || v.Issues != 1 {
				t.Errorf("looked at %+v", v)
			}
			if want == "" && len(v.Problems) != 0 || want != "" && (len(v.Problems) != 1 || !strings.Contains(v.Problems[0], want)) {
				t.Errorf("problems are %q, want %q", v.Problems, want)
			}
		})
	}
}

// tampered hides or alters the object whose key holds a digest.
type tampered struct {
	pipeline.Objects
	hide, alter string
}

func (s tampered) Get(ctx context.Context, key string, offset int64) (io.ReadCloser, error) {
	switch {
	case s.hide != "" && strings.Contains(key, s.hide):
		return nil, &pipeline.Error{Op: "get", Doc: key, Kind: pipeline.NotExist}
	case s.alter != "" && strings.Contains(key, s.alter):
		return (&liar{Objects: s.Objects, corrupt: true}).Get(ctx, key, offset)
	}
	return s.Objects.Get(ctx, key, offset)
}

func TestARebuildGivesTheSameRows(t *testing.T) {
	r := newNotes(t)
	r.entered("a.pdf")
	r.closed()
	r.entered("b.pdf")
	r.filed("1+2+bad.zip")
	r.receive("лежит.pdf")
	must(t, errOf(r.office.DraftCorrection(t.Context(), editor, first, renamed("Учёт сот"))))
	must(t, errOf(r.office.Correct(t.Context(), "2026-000003", examiner, "holders[1].name", "Второй")))
	must(t, errOf(r.office.ImportHistory(t.Context(), "old.csv", "programs", []pipeline.Entry{pastEntry("940001", 1994)})))
	must(t, errOf(r.office.ImportPayments(t.Context(), []pipeline.Payment{payment("1")}, "statement.csv")))
	must(t, errOf(r.office.ImportOrganisations(t.Context(), []pipeline.Organisation{{OGRN: "1027700132195", Name: "Улей", Active: true}}, "extract.csv")))
	r.asked("ульи", "улей.pdf", "рой.pdf") // linked, routed, begun by a call, with later papers
	before := r.rows()
	r.now = r.now.AddDate(3, 0, 0) // a rebuild years later looks at no clock
	must(t, r.db.Rebuild(t.Context()))
	if after := r.rows(); after != before {
		t.Errorf("the rows differ:\n%s\n%s", before, after)
	}
}

// rows prints every row of every view.
func (r *rig) rows() string {
	r.t.Helper()
	var b strings.Builder
	for _, p := range pipeline.Projections(r.office.Engine()) {
		for _, view := range p.Views() {
			docs, n, err := r.db.Docs(r.t.Context(), pipeline.ViewQuery{View: view})
			must(r.t, err)
			if n == 0 {
				r.t.Errorf("view %s has no rows: the comparison shows nothing of it", view)
			}
			for _, d := range docs {
				fmt.Fprintf(&b, "%s %s %s %v %s\n", d.View, d.Key, d.Sort, d.Tags, d.Body)
			}
		}
	}
	return b.String()
}
