package pipeline_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"vestnik/pipeline"
)

func TestAPersonBeginsACase(t *testing.T) {
	r := newNotes(t)
	yesterday := monday.Add(-20 * time.Hour)
	done, err := r.office.Open(t.Context(), pipeline.OpenOrder{Pack: "notes", Command: "call", Person: registrar, At: yesterday, Args: map[string]any{"topic": "ульи"}})
	must(t, err)
	if done.State != "OPEN" || done.Event.Type != pipeline.EvOpened || done.Event.Actor != registrar.Login {
		t.Errorf("done: %+v", done)
	}
	c, err := r.office.CaseByNumber(t.Context(), "2026-000001")
	must(t, err)
	if c.Pack.ID != "notes" || !c.ReceivedAt.Equal(yesterday) || !c.Receipt.At.Equal(monday) || c.By != registrar.Login {
		t.Errorf("case: %+v", c)
	}
	if c.NextStage() != pipeline.StageDone || c.CheckedAt != c.Version {
		t.Errorf("the machine waits for %q", c.NextStage())
	}
	must(t, errOf(r.office.Advance(t.Context(), c.ID)))
	_, err = r.office.Status(t.Context(), "2026-000001")
	wantKind(t, err, pipeline.NotExist)
	r.do(c.ID, registrar, "answer", nil)
	if number := r.load(c.ID).Numbers["note"]; number != "2026-00001" {
		t.Errorf("the number is %q", number)
	}
	if v, err := r.office.Verify(t.Context()); err != nil || v.Cases != 1 || len(v.Problems) > 0 {
		t.Errorf("verify: %+v, %v", v, err)
	}
}

func TestOpeningsStandAsThePersonMay(t *testing.T) {
	r := newNotes(t)
	for _, c := range []struct {
		who  pipeline.Person
		open bool
	}{{registrar, true}, {stranger, false}} {
		i := slices.IndexFunc(r.office.Openings(c.who), func(o pipeline.Opening) bool { return o.Pack == "notes" && o.Command.Name == "call" })
		if i < 0 {
			t.Fatalf("%s sees no call", c.who.Login)
		}
		if got := r.office.Openings(c.who)[i].Command; got.Open != c.open || got.Open == (got.ClosedReason != "") {
			t.Errorf("%s: %+v", c.who.Login, got)
		}
	}
}

func TestWhatBeginsNoCaseIsRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		order pipeline.OpenOrder
		kind  pipeline.Kind
	}{
		{"a command inside a case", pipeline.OpenOrder{Pack: "notes", Command: "answer", Person: registrar}, pipeline.Invalid},
		{"an unknown command", pipeline.OpenOrder{Pack: "notes", Command: "whistle", Person: registrar}, pipeline.Invalid},
		{"an unknown regulation", pipeline.OpenOrder{Pack: "order-999", Command: "call", Person: registrar}, pipeline.Invalid},
		{"a stranger", pipeline.OpenOrder{Pack: "notes", Command: "call", Person: stranger, Args: map[string]any{"topic": "ульи"}}, pipeline.Permission},
		{"nothing said", pipeline.OpenOrder{Pack: "notes", Command: "call", Person: registrar}, pipeline.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newNotes(t)
			_, err := r.office.Open(t.Context(), c.order)
			wantKind(t, err, c.kind)
			if list, n, err := r.office.Cases(t.Context(), pipeline.CaseQuery{}); err != nil || n != 0 {
				t.Errorf("cases %v, %v", list, err)
			}
		})
	}
}

func TestAnOrderSentTwiceOpensOneCase(t *testing.T) {
	r := newNotes(t)
	order := pipeline.OpenOrder{Pack: "notes", Command: "call", Person: registrar, Args: map[string]any{"topic": "ульи"}, Key: "form 1"}
	first, err := r.office.Open(t.Context(), order)
	must(t, err)
	again, err := r.office.Open(t.Context(), order)
	must(t, err)
	if again.Event.Stream != first.Event.Stream || again.State != "OPEN" {
		t.Errorf("the second is %+v", again)
	}
	order.Key = "form 2"
	other, err := r.office.Open(t.Context(), order)
	must(t, errors.Join(err))
	if other.Event.Stream == first.Event.Stream {
		t.Error("another form opened the same case")
	}
}
