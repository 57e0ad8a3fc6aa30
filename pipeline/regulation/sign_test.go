package regulation

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline/workday"
)

// drafted is a case with a positive decision that waits for its signature.
func drafted(t *testing.T) (*Engine, *Pack, Case, Outcome) {
	t.Helper()
	e := openEmbedded(t, nil)
	p := leadPack(t, e)
	c := completeCase(t, workday.MustDate("2017-09-04").At(moscow).Add(10*time.Hour))
	o, err := e.Begin(p, c)
	if err != nil {
		t.Fatal(err)
	}
	c.History = replayed(t, o.Occurrences)
	for i, a := range []Act{
		{Command: "accept", Person: Person{"r", []string{"registrar"}}, Numbers: map[string]string{"incoming": "1"}},
		{Command: "transfer", Person: Person{"r", []string{"registrar"}}},
		{Command: "confirm-fee", Person: Person{"f", []string{"fee-officer"}}, Numbers: map[string]string{"application": "2"}, Args: map[string]any{"amount": int64(3000), "paid_on": "2017-09-01"}},
		{Command: "decide-positive", Person: Person{"x", []string{"examiner"}}},
	} {
		a.At = c.ReceivedAt.AddDate(0, 0, i+1)
		if o, err = e.Perform(p, c, a); err != nil {
			t.Fatalf("%s: %v", a.Command, err)
		}
		c.History = append(c.History, replayed(t, o.Occurrences)...)
	}
	return e, p, c, o
}

func TestDraftBindsTheNoticeAndLeavesTheState(t *testing.T) {
	e, p, c, o := drafted(t)
	st, err := e.State(p, c)
	if err != nil || st.Name != "M_EXAM" || st.Proposal == nil || st.Proposal.By != "x" || len(st.Proposal.Hash) != 64 {
		t.Fatalf("%+v, %v", st, err)
	}
	if len(o.Notices) != 1 || !o.Notices[0].Draft || o.Notices[0].ID != "O210-06/1" || o.To != "M_EXAM" {
		t.Errorf("draft: %+v", o)
	}
	signed, err := e.Perform(p, c, Act{Command: "sign", Person: Person{"b", []string{"approver"}}, At: c.ReceivedAt.AddDate(0, 0, 8), Args: map[string]any{"hash": st.Proposal.Hash}})
	if err != nil {
		t.Fatal(err)
	}
	n := signed.Notices[0]
	if n.ID != "O210-06/1" || n.Draft || n.Markdown != o.Notices[0].Markdown || n.Date.String() != "2017-09-12" || !strings.HasSuffix(n.Signatory, ", b") {
		t.Errorf("signed: %+v", n)
	}
}

func TestAChangedCaseCannotBeSigned(t *testing.T) {
	e, p, c, _ := drafted(t)
	c.Fields["title"] = "Другая программа"
	_, err := e.Perform(p, c, Act{Command: "sign", Person: Person{"b", []string{"approver"}}, At: c.ReceivedAt.AddDate(0, 0, 8)})
	var r *Refused
	if !errors.As(err, &r) || !strings.Contains(r.Reason, "дело изменилось") || r.Forbidden {
		t.Errorf("signed: %v", err)
	}
}

func TestASecondDraftHasANumberOfItsOwn(t *testing.T) {
	e, p, c, _ := drafted(t)
	at := c.ReceivedAt.AddDate(0, 0, 8)
	o, err := e.Perform(p, c, Act{Command: "send-back", Person: Person{"b", []string{"approver"}}, At: at, Args: map[string]any{"reason": "Опечатка"}})
	if err != nil {
		t.Fatal(err)
	}
	c.History = append(c.History, replayed(t, o.Occurrences)...)
	again, err := e.Perform(p, c, Act{Command: "decide-positive", Person: Person{"x", []string{"examiner"}}, At: at})
	if err != nil || again.Notices[0].ID != "O210-06/2" {
		t.Errorf("second draft: %+v, %v", again.Notices, err)
	}
}

func TestDrawnNumbersAreDemanded(t *testing.T) {
	e := openEmbedded(t, nil)
	p := leadPack(t, e)
	c := completeCase(t, workday.MustDate("2017-09-04").At(moscow))
	o, err := e.Begin(p, c)
	if err != nil {
		t.Fatal(err)
	}
	c.History = o.Occurrences
	_, err = e.Perform(p, c, Act{Command: "accept", Person: Person{"r", []string{"registrar"}}, At: c.ReceivedAt.Add(time.Hour)})
	var r *Refused
	if err == nil || errors.As(err, &r) || !strings.Contains(err.Error(), "incoming") {
		t.Errorf("accepted without a number: %v", err)
	}
}

func TestCommandsSayWhyTheyAreClosed(t *testing.T) {
	e, p, c, _ := drafted(t)
	all := e.Commands(p, c, c.ReceivedAt.AddDate(0, 0, 8), Person{"b", []string{"approver"}})
	if all[0].Name != "sign" || all[1].Name != "send-back" || !all[0].Open || !all[1].Open || all[0].Transitions[0] != "M-12" {
		t.Errorf("open first: %+v", all[:2])
	}
	for _, cmd := range all[2:] {
		if cmd.Open || cmd.ClosedReason == "" || cmd.Point == "" {
			t.Errorf("%s: open %v, point %q, %q", cmd.Name, cmd.Open, cmd.Point, cmd.ClosedReason)
		}
	}
}
