package regulation

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vestnik/pipeline/workday"
)

// run performs commands one after another and returns where the case then stands.
func run(t *testing.T, e *Engine, p *Pack, c *Case, commands ...string) State {
	t.Helper()
	for i, name := range commands {
		o, err := e.Perform(p, *c, Act{Command: name, Person: Person{"k", []string{"clerk"}}, At: c.ReceivedAt.Add(time.Duration(i+1) * time.Hour)})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		c.History = append(c.History, replayed(t, o.Occurrences)...)
	}
	st, err := e.State(p, *c)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func overlayCase(t *testing.T) (*Engine, *Pack, Case) {
	t.Helper()
	data, err := os.ReadFile("testdata/overlay.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, err := Open(fstest.MapFS{"overlay.yaml": {Data: data}}, workday.Production(), nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Edition("overlay", "")
	if err != nil {
		t.Fatal(err)
	}
	c := Case{ID: "1", Channel: "post", ReceivedAt: time.Date(2020, 3, 2, 10, 0, 0, 0, moscow)}
	o, err := e.Begin(p, c)
	if err != nil {
		t.Fatal(err)
	}
	c.History = replayed(t, o.Occurrences)
	return e, p, c
}

func TestWithdrawalRunsBesideTheMainLine(t *testing.T) {
	e, p, c := overlayCase(t)
	if st := run(t, e, p, &c, "file-withdrawal", "rescind", "file-withdrawal"); st.Name != "OPEN" || st.Regions["W"] != "W_PENDING" {
		t.Fatalf("stands in %s, %v", st.Name, st.Regions)
	}
	if st := run(t, e, p, &c, "accept-withdrawal"); st.Name != "WITHDRAWN" || st.Regions["W"] != "W_ACCEPTED" || !st.Terminal || st.Dates["withdrawn_on"].IsZero() {
		t.Fatalf("stands in %+v", st)
	}
}

func TestASuspendedCaseDoesNothingElse(t *testing.T) {
	e, p, c := overlayCase(t)
	run(t, e, p, &c, "suspend")
	_, err := e.Perform(p, c, Act{Command: "decide", Person: Person{"k", []string{"clerk"}}, At: c.ReceivedAt})
	var r *Refused
	if !errors.As(err, &r) || !strings.Contains(r.Reason, "приостановлено") {
		t.Fatalf("decide: %v", err)
	}
	if st := run(t, e, p, &c, "resume", "decide"); st.Name != "DONE" {
		t.Errorf("stands in %s", st.Name)
	}
}

func TestAHistoryThatTheProcedureDoesNotAllowIsAnError(t *testing.T) {
	e, p, c := overlayCase(t)
	at := c.ReceivedAt
	for name, o := range map[string]Occurrence{
		"unknown transition": {Name: "decided", At: at, Data: map[string]any{"transition": "T9"}},
		"wrong event":        {Name: "came", At: at, Data: map[string]any{"transition": "T2"}},
		"not from here":      {Name: "resumed", At: at, Data: map[string]any{"transition": "X2"}},
		"broken date":        {Name: "decided", At: at, Data: map[string]any{"transition": "T2", "dates": map[string]any{"withdrawn_on": "yesterday"}}},
		"unknown draft":      {Name: "proposed", At: at, Data: map[string]any{"transition": "T1"}},
	} {
		broken := c
		broken.History = append(append([]Occurrence(nil), c.History...), o)
		if _, err := e.State(p, broken); !errors.Is(err, ErrHistory) {
			t.Errorf("%s: %v", name, err)
		}
		for _, cmd := range e.Commands(p, broken, at, Person{"k", []string{"clerk"}}) {
			if cmd.Open || cmd.ClosedReason == "" {
				t.Errorf("%s: %s is open", name, cmd.Name)
			}
		}
	}
}

func TestForeignOccurrencesPassBy(t *testing.T) {
	e, p, c := overlayCase(t)
	c.History = append(c.History, Occurrence{Name: "received", At: c.ReceivedAt}, Occurrence{Name: "decided", At: c.ReceivedAt, Data: map[string]any{"note": 1}})
	if st, err := e.State(p, c); err != nil || st.Name != "OPEN" {
		t.Errorf("stands in %s, %v", st.Name, err)
	}
}
