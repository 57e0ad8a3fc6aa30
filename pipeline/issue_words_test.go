package pipeline_test

import (
	"errors"
	"testing"

	"vestnik/pipeline"
)

func TestMessagesAndExplanationsArePublishedWithTheirIssue(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	ref := r.opened().IssueRef
	must(t, errOf(r.office.AddMessage(t.Context(), editor, ref, pipeline.IssueMessage{Title: "Не то", Text: "x"})))
	must(t, errOf(r.office.AddMessage(t.Context(), editor, ref, pipeline.IssueMessage{Title: " О  приёме ", Text: "Раз.\r\n\r\n\r\nДва.", Signed: "Начальник"})))
	must(t, errOf(r.office.DropMessage(t.Context(), editor, ref, 1, "")))
	f, err := r.office.ExplainNumbers(t.Context(), editor, ref, pipeline.NumberNote{Register: "programs", From: "2026610007", Reason: pipeline.NumberAnnulled, Words: "присвоен по ошибке"})
	must(t, err)
	want := pipeline.IssueMessage{Title: "О приёме", Text: "Раз.\n\nДва.", Signed: "Начальник"}
	if len(f.Messages) != 1 || f.Messages[0] != want || len(f.Numbers) != 1 || f.Numbers[0].To != "2026610007" {
		t.Fatalf("the issue holds %+v", f.IssueWords)
	}
	closed, err := r.office.CloseIssue(t.Context(), editor, ref, "")
	must(t, err)
	public, err := r.office.Public().Issue(t.Context(), ref)
	must(t, err)
	if len(closed.Messages) != 1 || len(public.Messages) != 1 || len(public.Numbers) != 1 {
		t.Errorf("closed with %+v, published with %+v", closed.IssueWords, public.IssueWords)
	}
	wantKind(t, errOf(r.office.AddMessage(t.Context(), editor, ref, want)), pipeline.Invalid)
	before := r.rowsOf(pipeline.ViewContents)
	must(t, r.db.Rebuild(t.Context()))
	if after := r.rowsOf(pipeline.ViewContents); after != before {
		t.Errorf("a rebuild gives other contents:\n%s\n%s", before, after)
	}
}

func TestWrongExplanationsAreRefused(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	ref := r.opened().IssueRef
	for name, n := range map[string]pipeline.NumberNote{
		"a number with an entry": {Register: "programs", From: "2026610000", To: "2026610009", Reason: pipeline.NumberNotUsed, Words: "x"},
		"another series":         {Register: "inventions", From: "2700001", Reason: pipeline.NumberNotUsed, Words: "x"},
		"no number":              {Register: "programs", From: "семь", Reason: pipeline.NumberNotUsed, Words: "x"},
		"backwards":              {Register: "programs", From: "2026610009", To: "2026610008", Reason: pipeline.NumberNotUsed, Words: "x"},
		"too many":               {Register: "programs", From: "1000000000", To: "2000000000", Reason: pipeline.NumberNotUsed, Words: "x"},
		"no reason":              {Register: "programs", From: "2026610009", Reason: "whim", Words: "x"},
		"no words":               {Register: "programs", From: "2026610009", Reason: pipeline.NumberReserved, Words: " "},
	} {
		if err := errOf(r.office.ExplainNumbers(t.Context(), editor, ref, n)); pipeline.KindOf(err) != pipeline.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantKind(t, errOf(r.office.AddMessage(t.Context(), editor, ref, pipeline.IssueMessage{Title: "О приёме"})), pipeline.Invalid)
	wantKind(t, errOf(r.office.DropNumbers(t.Context(), editor, ref, 1, "")), pipeline.NotExist)
	if err := errOf(r.office.AddMessage(t.Context(), registrar, ref, pipeline.IssueMessage{Title: "x", Text: "y"})); !errors.Is(err, pipeline.Permission) {
		t.Errorf("a registrar wrote: %v", err)
	}
}

func TestAnEmptyIssueIsClosedOnlyAsSuchAndTwoComeOutOnOneDay(t *testing.T) {
	r := newRig(t)
	f, err := r.office.OpenIssue(t.Context(), editor, "programs")
	must(t, err)
	wantKind(t, errOf(r.office.CloseIssue(t.Context(), editor, f.IssueRef, "")), pipeline.Invalid)
	proof, err := r.office.ProofIssue(t.Context(), f.IssueRef, day("2026-03-30"))
	must(t, err)
	first, err := r.office.CloseEmptyIssue(t.Context(), editor, f.IssueRef, proof.SHA256)
	must(t, err)
	r.entered("a.pdf")
	second := r.closed()
	if first.Date != second.Date || first.Number != 1 || second.Number != 2 || second.Manifest.Prev != first.Manifest.SHA256 {
		t.Errorf("closed %+v and %+v", first.Issue, second.Issue)
	}
	v, err := r.office.Verify(t.Context())
	must(t, err)
	if len(v.Problems) != 0 {
		t.Errorf("problems are %v", v.Problems)
	}
}
