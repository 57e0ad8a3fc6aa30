package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
)

// brittle is a journal whose power goes out at its nth append: before the commit,
// or after it and before the answer.
type brittle struct {
	pipeline.Journal
	nth    int
	after  bool
	append int
}

func (j *brittle) Append(ctx context.Context, b pipeline.Batch) ([]pipeline.Event, error) {
	j.append++
	if j.append != j.nth {
		return j.Journal.Append(ctx, b)
	}
	if j.after {
		if _, err := j.Journal.Append(ctx, b); err != nil {
			return nil, err
		}
	}
	return nil, &pipeline.Error{Op: "append events", Kind: pipeline.Unavailable, Err: errors.New("power out")}
}

// twice does something as a person would whose power went out: whoever is answered
// that the journal is unavailable tries once more, and takes a refusal then for a
// sign that it had gone through.
func (r *rig) twice(what string, do func() error) {
	r.t.Helper()
	err := do()
	retried := errors.Is(err, pipeline.Unavailable)
	if retried {
		err = do()
	}
	if err != nil && !(retried && errors.Is(err, pipeline.Invalid)) {
		r.t.Fatalf("%s: %v", what, err)
	}
}

// wholeWay takes a filing from its receipt to the closed issue.
func wholeWay(r *rig) {
	r.t.Helper()
	twice := r.twice
	ctx, id := r.t.Context(), pipeline.CaseID("2026-000001")
	twice("receive", func() error { return errOf(r.office.Receive(ctx, submission("a.pdf+b.pdf.zip"))) })
	twice("advance", func() error { return errOf(r.office.Advance(ctx, id)) })
	twice("correct", func() error {
		if r.load(id).Title() == "Учёт ульёв" {
			return nil
		}
		return errOf(r.office.Correct(ctx, id, registrar, "title", "Учёт ульёв"))
	})
	for _, o := range []pipeline.Order{
		{Command: "accept", Person: registrar, Args: answer}, {Command: "transfer", Person: registrar}, {Command: "confirm-fee", Person: feeClerk, Args: fee},
		{Command: "decide-positive", Person: examiner, Args: answer}, {Command: "sign", Person: approver}, {Command: "enter", Person: registrar},
	} {
		o.Case = id
		twice(o.Command, func() error {
			_, err := r.office.Do(ctx, o)
			if errors.Is(err, pipeline.Permission) && o.Command == "sign" && r.load(id).State == "M_POSITIVE" {
				return nil // signed already: nobody's signature is waited for
			}
			return err
		})
	}
	ref := pipeline.IssueRef{Series: "programs", Year: 2026, Number: 1}
	twice("open", func() error { return errOf(r.office.OpenIssue(ctx, editor, "programs")) })
	twice("fill", func() error { return errOf(r.office.FillIssue(ctx, editor, ref)) })
	twice("close", func() error { return errOf(r.office.CloseIssue(ctx, editor, ref, "")) })
}

// furtherWay begins cases in every other way, moves them between regulations, adds
// papers to them, and lets one move another by a link.
func furtherWay(r *rig) {
	r.t.Helper()
	ctx := r.t.Context()
	r.reader.note("улей.pdf", "ульи")
	routed, called, moved := pipeline.CaseID("2026-000001"), pipeline.CaseID("2026-000002"), pipeline.CaseID("2026-000003")
	r.twice("receive", func() error { return errOf(r.office.Receive(ctx, submission("улей.pdf"))) })
	r.twice("advance", func() error { return errOf(r.office.Advance(ctx, routed)) })
	r.twice("call", func() error {
		return errOf(r.office.Open(ctx, pipeline.OpenOrder{Pack: "notes", Command: "call", Person: registrar, Args: map[string]any{"topic": "ульи"}, Key: "form"}))
	})
	r.twice("later papers", func() error { return errOf(r.later(called, "письмо.pdf+ещё.pdf.zip")) })
	r.twice("advance", func() error { return errOf(r.office.Advance(ctx, called)) })
	r.twice("receive", func() error { return errOf(r.office.Receive(ctx, submission("рой.pdf"))) })
	r.twice("advance", func() error { return errOf(r.office.Advance(ctx, moved)) })
	r.twice("route", func() error { return errOf(r.office.Route(ctx, moved, registrar, "notes")) })
	r.twice("name", func() error {
		if r.load(moved).Documents[0].NamedBy != "" {
			return nil
		}
		return errOf(r.office.NameKind(ctx, moved, registrar, r.load(moved).Documents[0].Digest, note))
	})
	r.twice("answer", func() error {
		return errOf(r.office.Do(ctx, pipeline.Order{Case: routed, Command: "answer", Person: registrar}))
	})
	r.twice("sweep", func() error { return errOf(r.office.Sweep(ctx, r.db.Queue())) })
}

func TestAPowerCutAtAnyAppendLosesAndDoublesNothing(t *testing.T) {
	for name, way := range map[string]struct {
		newRig  func(testing.TB, ...change) *rig
		walk    func(*rig)
		appends int // at least
	}{
		"from the receipt to the issue": {newRig, wholeWay, 15},
		"all further beginnings":        {newNotes, furtherWay, 15},
	} {
		t.Run(name, func(t *testing.T) {
			var whole *brittle
			clean := way.newRig(t, func(p *pipeline.Parts) { whole = &brittle{Journal: p.Journal}; p.Journal = whole })
			way.walk(clean)
			want := clean.casesAndRegisters()
			if whole.append < way.appends {
				t.Fatalf("only %d appends: the way is not the whole one", whole.append)
			}
			for _, after := range []bool{false, true} {
				for n := 1; n <= whole.append; n++ {
					t.Run(fmt.Sprintf("append %d, committed %v", n, after), func(t *testing.T) {
						t.Parallel()
						r := way.newRig(t, func(p *pipeline.Parts) { p.Journal = &brittle{Journal: p.Journal, nth: n, after: after} })
						way.walk(r)
						if got := r.casesAndRegisters(); got != want {
							t.Errorf("got\n%s\nwant\n%s", got, want)
						}
					})
				}
			}
		})
	}
}

// casesAndRegisters prints the rows that the way makes.
func (r *rig) casesAndRegisters() string {
	var b strings.Builder
	for _, view := range []string{pipeline.ViewCases, pipeline.ViewQueue, pipeline.ViewTimers, pipeline.ViewKnown, pipeline.ViewNumbers, pipeline.ViewEntries, pipeline.ViewIssues, pipeline.ViewContents} {
		docs, _, err := r.db.Docs(r.t.Context(), pipeline.ViewQuery{View: view})
		must(r.t, err)
		for _, d := range docs {
			fmt.Fprintf(&b, "%s %s %s %s\n", d.View, d.Key, d.Sort, d.Body)
		}
	}
	return b.String()
}

// stubborn is a store that claims to hold every page already.
type stubborn struct{ pipeline.Objects }

func (s stubborn) Put(ctx context.Context, key string, body io.Reader, opts pipeline.PutOptions) (pipeline.ObjectInfo, error) {
	if strings.HasPrefix(key, "derived/") {
		return pipeline.ObjectInfo{}, &pipeline.Error{Op: "put", Doc: key, Kind: pipeline.Exists}
	}
	return s.Objects.Put(ctx, key, body, opts)
}

func TestAnotherPortsExistsIsNotTakenForTheJournals(t *testing.T) {
	r := newRig(t, func(p *pipeline.Parts) { p.Objects = stubborn{p.Objects} })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	id := r.receive("a.pdf").Number
	if _, err := r.office.Advance(ctx, id); !errors.Is(err, pipeline.Exists) || ctx.Err() != nil {
		t.Errorf("ended with %v", err)
	}
	if c := r.load(id); c.Failed == nil || c.Failed.Stage != pipeline.StageExtract {
		t.Errorf("failed: %+v", c.Failed)
	}
}

func TestAnOfficeWithoutAReaderLeavesTheCaseAsItIs(t *testing.T) {
	r := newRig(t, func(p *pipeline.Parts) { p.Extractor, p.Recogniser = nil, nil })
	id := r.receive("a.pdf").Number
	_, err := r.office.Advance(t.Context(), id)
	wantKind(t, err, pipeline.Unavailable)
	if c := r.load(id); c.Failed != nil {
		t.Errorf("the case was given up: %+v", c.Failed)
	}
}
