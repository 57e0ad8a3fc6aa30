package regulation

import (
	"encoding/json"
	"testing"
	"time"

	"vestnik/pipeline/workday"
)

var moscow = time.FixedZone("MSK", 3*3600)

// openEmbedded is the engine of the embedded packs; one is opened for each choice
// of readings.
func openEmbedded(t testing.TB, settings map[string]string) *Engine {
	t.Helper()
	return scenarioEngine(t, scenario{Settings: settings})
}

func leadPack(t testing.TB, e *Engine) *Pack {
	t.Helper()
	p, err := e.InForce("order-210", workday.MustDate("2017-09-04"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// replayed stores occurrences as the journal does: through JSON.
func replayed(t testing.TB, in []Occurrence) []Occurrence {
	t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out []Occurrence
	if err := json.Unmarshal(body, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMainLineFromReceiptToCompletion(t *testing.T) {
	e := openEmbedded(t, nil)
	p := leadPack(t, e)
	at := func(day string, hour int) time.Time {
		return workday.MustDate(day).At(moscow).Add(time.Duration(hour) * time.Hour)
	}
	c := completeCase(t, at("2017-09-04", 10))

	begun, err := e.Begin(p, c)
	if err != nil {
		t.Fatal(err)
	}
	c.History = replayed(t, begun.Occurrences)
	steps := []struct {
		command, login, role string
		at                   time.Time
		args                 map[string]any
		numbers              map[string]string
		transition, state    string
	}{
		{"accept", "reg", "registrar", at("2017-09-05", 10), nil, map[string]string{"incoming": "123"}, "M-03", "M_ACCEPTED"},
		{"transfer", "reg", "registrar", at("2017-09-06", 10), nil, nil, "M-04", "M_FEE_CHECK"},
		{"confirm-fee", "fee", "fee-officer", at("2017-09-07", 10), map[string]any{"amount": "3000", "paid_on": "2017-09-01"}, map[string]string{"application": "2017610001"}, "M-05", "M_EXAM"},
		{"request-materials", "exp", "examiner", at("2017-09-08", 10), map[string]any{"ground": "Нет подписи", "materials": "Подписанное заявление"}, nil, "M-11", "M_MATERIALS_AWAITED"},
		{"record-materials", "reg", "registrar", at("2017-09-28", 10), nil, nil, "M-14", "M_MATERIALS_EXAM"},
		{"decide-positive", "exp", "examiner", at("2017-10-02", 10), nil, nil, "M-16", "M_MATERIALS_EXAM"},
		{"sign", "boss", "approver", at("2017-10-03", 10), nil, nil, "M-16", "M_POSITIVE"},
		{"deliver-notice", "reg", "registrar", at("2017-10-04", 10), nil, nil, "N-02", "M_POSITIVE"},
		{"enter", "reg", "registrar", at("2017-10-04", 12), nil, map[string]string{"registration": "2017660001"}, "M-18", "M_REGISTERED"},
		{"send-certificate", "reg", "registrar", at("2017-10-05", 10), nil, nil, "M-19", "M_REGISTERED"},
		{"publish", "ed", "editor", at("2017-10-20", 10), nil, nil, "M-20", "M_REGISTERED"},
	}
	for _, s := range steps {
		out, err := e.Perform(p, c, Act{Command: s.command, Person: Person{s.login, []string{s.role}}, At: s.at, Args: s.args, Numbers: s.numbers})
		if err != nil {
			t.Fatalf("%s: %v", s.command, err)
		}
		if out.Transitions[0] != s.transition {
			t.Errorf("%s took %v, want %s", s.command, out.Transitions, s.transition)
		}
		c.History = append(c.History, replayed(t, out.Occurrences)...)
		if st, err := e.State(p, c); err != nil || st.Name != s.state {
			t.Fatalf("after %s: state %q (%v), want %s", s.command, st.Name, err, s.state)
		}
	}
	done, err := e.Automatic(p, c, at("2017-10-20", 11))
	if err != nil || len(done) != 1 || done[0].To != "M_COMPLETED" {
		t.Fatalf("Automatic: %+v, %v", done, err)
	}
	c.History = append(c.History, replayed(t, done[0].Occurrences)...)
	if st, _ := e.State(p, c); !st.Terminal {
		t.Error("a completed case is not terminal")
	}
	if again, err := e.Automatic(p, c, at("2017-10-20", 11)); err != nil || len(again) > 0 {
		t.Errorf("Automatic again: %v, %v", again, err)
	}
}
