package regulation

import (
	"testing"
)

func TestExtensionsLengthenATermUpToTheirCaps(t *testing.T) {
	e := openAct(t, nil)
	tests := []struct {
		name         string
		steps        []string
		now          string
		due, literal string
	}{
		{"no branch", nil, "2022-10-04", "2022-12-27", ""},
		{"a branch of ten days", []string{"ask-fee 2022-10-10", "pay 2022-10-20"}, "2022-11-01", "2023-01-09", "2023-02-27"},
		{"a branch at its cap", []string{"ask-fee 2022-10-10", "pay 2022-12-20"}, "2022-12-21", "2023-02-27", "2023-02-27"},
		{"the other at its cap", []string{"ask 2022-10-10", "answer 2023-01-31"}, "2023-02-01", "2023-03-27", "2023-03-27"},
		{"both at their caps, ending on a Saturday", []string{"ask-fee 2022-10-10", "pay 2022-12-20", "ask 2022-12-21", "answer 2023-04-01"}, "2023-04-02", "2023-05-29", "2023-05-29"},
		{"one that lasts counts up to now", []string{"ask-fee 2022-10-10"}, "2022-10-13", "2022-12-30", "2023-02-27"},
		{"one that began when the term was over adds nothing", []string{"ask-fee 2023-01-10", "pay 2023-01-20"}, "2023-02-01", "2022-12-27", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := newMatter(t, e, "2022-10-03").do(tt.steps...).term("D1", tt.now)
			literal := ""
			if got.DueLiteral != nil {
				literal = got.DueLiteral.String()
			}
			if got.Due.String() != tt.due || literal != tt.literal {
				t.Errorf("due %s, by the letter %s, want %s and %s", got.Due, literal, tt.due, tt.literal)
			}
		})
	}
}

func TestAStateStopsTerms(t *testing.T) {
	freeze, run := openAct(t, nil), openAct(t, map[string]string{"stop.freezes": "run"})
	tests := []struct {
		name, term string
		e          *Engine
		steps      []string
		now        string
		due        string
		status     string
	}{
		{"working days go on by working days", "D1", freeze, []string{"stop 2022-10-10", "resume 2022-10-24"}, "2022-10-25", "2023-01-17", "running"},
		{"months go on by calendar days, off a day off", "D2", freeze, []string{"stop 2022-10-10", "resume 2022-10-19"}, "2022-10-20", "2022-12-12", "running"},
		{"while it lasts the term stands and its end moves", "D2", freeze, []string{"stop 2022-10-10"}, "2022-12-20", "2023-02-13", "stopped"},
		{"what is unstoppable runs on", "D3", freeze, []string{"stop 2022-10-10"}, "2022-12-20", "2022-12-03", "overdue"},
		{"the office may read the act otherwise", "D2", run, []string{"stop 2022-10-10"}, "2022-12-20", "2022-12-05", "overdue"},
		{"what was over stays over", "D2", freeze, []string{"stop 2022-12-10"}, "2022-12-20", "2022-12-05", "overdue"},
		{"a term opened meanwhile begins to run afterwards", "D4", freeze, []string{"stop 2022-10-10", "ask 2022-10-12", "resume 2022-10-14"}, "2022-10-15", "2022-10-28", "running"},
		{"two stops add up", "D1", freeze, []string{"stop 2022-10-10", "resume 2022-10-11", "stop 2022-10-12", "resume 2022-10-13"}, "2022-10-25", "2022-12-29", "running"},
		{"a branch within a stop is not counted twice", "D1", freeze, []string{"stop 2022-10-10", "ask-fee 2022-10-10", "resume 2022-10-11", "pay 2022-10-11"}, "2022-10-25", "2022-12-28", "running"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := newMatter(t, tt.e, "2022-10-03").do(tt.steps...).term(tt.term, tt.now)
			if got.Due.String() != tt.due || got.Status != tt.status {
				t.Errorf("due %s and %s, want %s and %s", got.Due, got.Status, tt.due, tt.status)
			}
		})
	}
}

func TestTheMachineWaitsWhileTermsStand(t *testing.T) {
	m := newMatter(t, openAct(t, nil), "2022-10-03").do("stop 2022-10-10")
	if done, err := m.e.Automatic(m.pack, m.kase, clockTime(t, "2023-03-01")); err != nil || len(done) > 0 {
		t.Errorf("while stopped: %+v, %v", done, err)
	}
	m.do("resume 2022-10-11")
	if done, err := m.e.Automatic(m.pack, m.kase, clockTime(t, "2023-03-01")); err != nil || len(done) != 1 || done[0].To != "LATE" {
		t.Errorf("afterwards: %+v, %v", done, err)
	}
}

func TestATermRollsAsThePackSays(t *testing.T) {
	for reading, want := range map[string]string{"roll": "2022-12-05", "stay": "2022-12-03"} {
		e := openAct(t, map[string]string{"keep.roll": reading})
		for term, want := range map[string]string{"D2": want, "D3": "2022-12-03"} {
			expectDue(t, e, "permit", reading, term, "2022-10-03", want)
			if got := newMatter(t, e, "2022-10-03").term(term, "2022-10-04"); got.Due.String() != want {
				t.Errorf("%s under %s is due %s, want %s", term, reading, got.Due, want)
			}
		}
	}
}
