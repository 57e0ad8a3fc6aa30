package pipeline_test

import (
	"testing"

	"vestnik/pipeline"
)

func TestNumbersWithoutEntriesAreToldUntilSomebodyExplainsThem(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf") // 2026610001
	r.closed()
	for _, number := range []string{"2026610002", "2026610006", "2026610009"} {
		e := pipeline.Entry{Register: "programs", Number: number, Date: day("2026-04-06"), Title: number, Valid: true}
		must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: "register/programs", Expect: pipeline.AnyLength,
			Events: []pipeline.NewEvent{{Type: pipeline.EvEntryMade, At: r.now, Actor: "x", Data: pipeline.EntryMade{Entry: e, Series: "programs", Entries: []string{e.Key()}}}}}}})))
	}
	opened, err := r.office.OpenIssue(t.Context(), editor, "programs")
	must(t, err)
	ref := opened.IssueRef
	must(t, errOf(r.office.FillIssue(t.Context(), editor, ref, "programs/2026610006", "programs/2026610009")))
	wants := func(want ...pipeline.NumberGap) {
		t.Helper()
		f, err := r.office.IssueFile(t.Context(), ref)
		must(t, err)
		gaps, err := r.office.UnexplainedNumbers(t.Context(), f)
		must(t, err)
		if len(gaps) != len(want) {
			t.Fatalf("gaps are %v, want %v", gaps, want)
		}
		for i := range want {
			if gaps[i] != want[i] {
				t.Errorf("gaps are %v, want %v", gaps, want)
			}
		}
	}
	wants(pipeline.NumberGap{Register: "programs", From: "2026610003", To: "2026610005"}, pipeline.NumberGap{Register: "programs", From: "2026610007", To: "2026610008"})
	explain := func(from, to string) {
		must(t, errOf(r.office.ExplainNumbers(t.Context(), editor, ref, pipeline.NumberNote{Register: "programs", From: from, To: to, Reason: pipeline.NumberNotUsed, Words: "сбой нумератора"})))
	}
	explain("2026610004", "")
	explain("2026610007", "2026610008")
	wants(pipeline.NumberGap{Register: "programs", From: "2026610003", To: "2026610003"}, pipeline.NumberGap{Register: "programs", From: "2026610005", To: "2026610005"})
	explain("2026610003", "2026610005")
	wants()
}
