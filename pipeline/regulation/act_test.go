package regulation

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vestnik/pipeline/workday"
)

// actFiles are the packs of the act on which the words of the language are
// tried, with changes: file → pairs of old and new.
func actFiles(t testing.TB, changes map[string][]string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{"permit.yaml", "permit-check.yaml"} {
		data, err := os.ReadFile("testdata/act/" + name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: []byte(strings.NewReplacer(changes[name]...).Replace(string(data)))}
	}
	return out
}

func openAct(t testing.TB, settings map[string]string) *Engine {
	t.Helper()
	e, err := Open(actFiles(t, nil), workday.Production(), settings)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// matter is a case of that act under way.
type matter struct {
	t    *testing.T
	e    *Engine
	pack *Pack
	kase Case
}

func newMatter(t *testing.T, e *Engine, received string) *matter {
	t.Helper()
	p, err := e.Edition("permit", "")
	if err != nil {
		t.Fatal(err)
	}
	m := &matter{t, e, p, Case{ID: "1", Channel: "post", ReceivedAt: clockTime(t, received), Fields: map[string]any{"object": "дом", "number": "7"}}}
	o, err := e.Begin(p, m.kase)
	m.took(o, err)
	return m
}

func (m *matter) took(o Outcome, err error) Outcome {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
	m.kase.History = append(m.kase.History, replayed(m.t, o.Occurrences)...)
	return o
}

func (m *matter) try(command, login, role, at string, args map[string]any) (Outcome, error) {
	return m.e.Perform(m.pack, m.kase, Act{Command: command, Person: Person{login, []string{role}}, At: clockTime(m.t, at), Args: args})
}

// do performs commands of the clerk: "ask 2022-10-10".
func (m *matter) do(steps ...string) *matter {
	m.t.Helper()
	for _, s := range steps {
		command, at, _ := strings.Cut(s, " ")
		o, err := m.try(command, "ann", "clerk", at, nil)
		m.took(o, err)
	}
	return m
}

func (m *matter) term(id, now string) RunningTerm {
	m.t.Helper()
	terms := m.e.Terms(m.pack, m.kase, clockTime(m.t, now))
	i := slices.IndexFunc(terms, func(r RunningTerm) bool { return r.Rule == id })
	if i < 0 {
		m.t.Fatalf("term %s does not run", id)
	}
	return terms[i]
}

func (m *matter) state() State {
	m.t.Helper()
	st, err := m.e.State(m.pack, m.kase)
	if err != nil {
		m.t.Fatal(err)
	}
	return st
}

func refusal1(t *testing.T, err error, part string) *Refused {
	t.Helper()
	var r *Refused
	if !errors.As(err, &r) || !strings.Contains(r.Reason, part) {
		t.Fatalf("want a refusal with %q, got %v", part, err)
	}
	return r
}

func TestTwoDraftsWaitInTwoRegions(t *testing.T) {
	m := newMatter(t, openAct(t, nil), "2022-10-03")
	o, err := m.try("decide", "ann", "clerk", "2022-10-04", map[string]any{"reason": "годно"})
	m.took(o, err)
	_, err = m.try("ask", "ann", "clerk", "2022-10-04", nil)
	refusal1(t, err, "ожидает подписи")
	m.do("return 2022-10-05")
	st := m.state()
	if len(st.Proposals) != 2 || st.Proposal.Command != "decide" || st.Proposals[1].Command != "return" {
		t.Fatalf("waiting: %+v", st.Proposals)
	}
	_, err = m.try("sign", "bob", "chief", "2022-10-06", nil)
	refusal1(t, err, "«Решить» (decide), «Вернуть бумаги» (return)")
	all := m.e.Commands(m.pack, m.kase, clockTime(t, "2022-10-06"), Person{"bob", []string{"chief"}})
	if sign := all[0]; sign.Name != "sign" || !sign.Open || len(sign.Needs) != 1 || len(sign.Needs[0].Options) != 2 || len(sign.Notices) != 2 {
		t.Errorf("sign: %+v", all[0])
	}
	byHash, err := m.try("sign", "bob", "chief", "2022-10-06", map[string]any{"hash": st.Proposals[1].Hash})
	if err != nil || byHash.Command != "return" {
		t.Errorf("by hash: %+v, %v", byHash, err)
	}
	o, err = m.try("sign", "bob", "chief", "2022-10-06", map[string]any{"decision": "decide"})
	m.took(o, err)
	if st := m.state(); st.Name != "DONE" || len(st.Proposals) != 1 || st.Proposal.Command != "return" {
		t.Errorf("after the first signature: %+v", st)
	}
	o, err = m.try("send-back", "bob", "chief", "2022-10-06", map[string]any{"reason": "рано"})
	m.took(o, err)
	if st := m.state(); st.Proposal != nil {
		t.Errorf("after sending back: %+v", st.Proposal)
	}
}

func TestADraftFallsWithTheStateFromWhichItLed(t *testing.T) {
	m := newMatter(t, openAct(t, nil), "2022-10-03")
	o, err := m.try("decide", "ann", "clerk", "2022-10-04", map[string]any{"reason": "годно"})
	m.took(o, err)
	done, err := m.e.Automatic(m.pack, m.kase, clockTime(t, "2023-03-01"))
	if err != nil || len(done) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	m.took(done[0], nil)
	_, err = m.try("sign", "bob", "chief", "2023-03-02", nil)
	refusal1(t, err, "нет проекта")
}

func TestConditionsMayLookAtWhoActs(t *testing.T) {
	m := newMatter(t, openAct(t, nil), "2022-10-03").do("ask 2022-10-04")
	_, err := m.try("decide", "kin", "clerk", "2022-10-04", map[string]any{"reason": "годно"})
	if r := refusal1(t, err, "родственник"); !r.Forbidden || r.Point != "3" {
		t.Errorf("%+v", r)
	}
	_, err = m.try("note", "ann", "clerk", "2022-10-05", nil)
	refusal1(t, err, "не тот, кто запрашивал")
	if _, err = m.try("note", "eve", "clerk", "2022-10-05", nil); err != nil {
		t.Error(err)
	}
	o, err := m.try("decide", "ann", "clerk", "2022-10-04", map[string]any{"reason": "годно"})
	m.took(o, err)
	_, err = m.try("sign", "kin", "chief", "2022-10-06", nil)
	refusal1(t, err, "родственник")
	for login, open := range map[string]bool{"kin": false, "bob": true, "ann": false} {
		for _, c := range m.e.Commands(m.pack, m.kase, clockTime(t, "2022-10-06"), Person{login, []string{"chief"}}) {
			if c.Name == "sign" && c.Open != open {
				t.Errorf("sign is open=%v to %s: %s", c.Open, login, c.ClosedReason)
			}
		}
	}
}

func TestEndsLooksAtTheTermOfTheCase(t *testing.T) {
	m := newMatter(t, openAct(t, nil), "2022-10-03").do("stop 2022-10-10", "resume 2022-10-24")
	if _, err := m.try("note", "eve", "clerk", "2023-01-17", nil); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	_, err := m.try("note", "eve", "clerk", "2023-01-18", nil)
	refusal1(t, err, "срок вышел 17 января 2023 г.")
}

func TestATransitionRecordsSomethingAboutAnEntry(t *testing.T) {
	o, err := newMatter(t, openAct(t, nil), "2022-10-03").try("note", "eve", "clerk", "2022-10-05", nil)
	if err != nil {
		t.Fatal(err)
	}
	r := o.Record
	if o.Register != "permits" || o.Entry != "7" || o.Publish != "news" || r == nil || r.Kind != "note" || r.Code != "QA4A" ||
		len(r.Fields) != 1 || r.Fields[0] != (RecordField{"object", "Объект", "дом"}) {
		t.Errorf("%+v, record %+v", o, r)
	}
}

func TestCasesKnowOneAnother(t *testing.T) {
	e := openAct(t, nil)
	m := newMatter(t, e, "2022-10-03")
	if names := e.KnownAs(m.pack, m.kase); len(names) != 1 || names["object"] != "дом/7" {
		t.Errorf("known as %v", names)
	}
	if wants := e.Wanted(m.pack, m.kase); len(wants) != 1 || wants[0] != (Want{"permits", "permit", "object", "дом/7"}) {
		t.Errorf("wants %v", wants)
	}
	verdictNow := func() Verdict {
		for _, f := range e.Check(m.pack, m.kase) {
			if f.Rule == "R2" {
				return f.Verdict
			}
		}
		return ""
	}
	other := newMatter(t, e, "2022-09-01")
	other.kase.ID = "2"
	m.kase.Links = map[string][]Case{"permits": {m.kase}}
	if got := verdictNow(); got != NotApplicable {
		t.Errorf("linked to itself alone: %s", got)
	}
	m.kase.Links["permits"] = []Case{m.kase, other.kase}
	if got := verdictNow(); got != Pass {
		t.Errorf("with an open case: %s", got)
	}
	o, err := other.try("decide", "ann", "clerk", "2022-10-04", map[string]any{"reason": "годно"})
	other.took(o, err)
	o, err = other.try("sign", "bob", "chief", "2022-10-04", nil)
	other.took(o, err)
	m.kase.Links["permits"] = []Case{other.kase}
	if got := verdictNow(); got != Fail {
		t.Errorf("with a decided case: %s", got)
	}
}

func TestAPersonOpensACaseOfAPart(t *testing.T) {
	e := openAct(t, nil)
	p, err := e.Edition("permit-check", "")
	if err != nil {
		t.Fatal(err)
	}
	at := clockTime(t, "2022-10-03")
	c := Case{ID: "3", ReceivedAt: at}
	if _, err := e.Begin(p, c); err == nil {
		t.Error("a filing opens a check")
	}
	boss := Person{"bob", []string{"chief"}}
	all := e.Commands(p, c, at, boss)
	if len(all) != 1 || all[0].Name != "order-check" || !all[0].Open || len(all[0].Needs[1].Options) != 1 {
		t.Errorf("without history: %+v", all)
	}
	act := Act{Command: "order-check", Person: boss, At: at, Args: map[string]any{"officer": "bob"}}
	_, err = e.BeginBy(p, c, act)
	refusal1(t, err, "себя не проверяют")
	_, err = e.BeginBy(p, c, Act{Command: "finish", Person: boss, At: at})
	refusal1(t, err, "не открывается")
	act.Args = map[string]any{"officer": "ann", "ground": "a"}
	o, err := e.BeginBy(p, c, act)
	if err != nil || o.To != "C_ORDERED" || len(o.Notices) != 1 || !strings.Contains(o.Notices[0].Markdown, "без имени") || o.Notices[0].Layout != "register-line" {
		t.Fatalf("%+v, %v", o, err)
	}
	c.History = replayed(t, o.Occurrences)
	_, err = e.BeginBy(p, c, act)
	refusal1(t, err, "уже открыто")
	for _, cmd := range e.Commands(p, c, at, boss) {
		if cmd.Name == "order-check" {
			t.Error("an open case can be opened")
		}
	}
}

func TestAPartInheritsFromItsWhole(t *testing.T) {
	e := openAct(t, nil)
	p, _ := e.Edition("permit-check", "")
	names := func(list []Definition) (out []string) {
		for _, d := range list {
			out = append(out, d.Name)
		}
		return out
	}
	if got := names(p.Definitions); !slices.Equal(got, []string{"object_name", "named", "subject"}) {
		t.Errorf("definitions %v: those that look at a case's course are not inherited", got)
	}
	if len(p.Points) != 4 || len(p.Fields) != 2 || p.Procedure.Signing.Sign != "Подписать" || len(p.Checks) != 0 || len(p.Own().Points) != 0 {
		t.Errorf("inherited: %+v", p.Header)
	}
	if parts := e.Parts("permit"); len(parts) != 1 || parts[0] != p {
		t.Errorf("parts %v", parts)
	}
	expectDue(t, e, "permit", "term of a part", "D9", "2022-10-03", "2022-10-10")
	expectDue(t, e, "permit-check", "term of the whole", "D4", "2022-10-03", "2022-10-17")
}

func TestTraceJoinsAnActAndItsParts(t *testing.T) {
	e := openAct(t, nil)
	rows, err := e.Trace("permit")
	if err != nil || len(rows) != 4 {
		t.Fatalf("%v, %v", rows, err)
	}
	for i, want := range []string{"covered", "untested", "covered", "outside"} {
		if rows[i].Status != want {
			t.Errorf("point %s is %s, want %s", rows[i].Point, rows[i].Status, want)
		}
	}
	third := rows[2]
	for _, d := range []TraceDetail{
		{"R4", "rule", "проверяет человек", "person", "дело: проверка", "permit"},
		{"R9", "rule", "проверку назначает начальник", "machine", "дело: порядок", "permit-check"},
		{"C1", "transition", "Проверка назначена", "machine", "дело: действия и история", "permit-check"},
	} {
		if !slices.Contains(third.Details, d) {
			t.Errorf("no %+v in %+v", d, third.Details)
		}
	}
	if !slices.Contains(third.Scenarios, "S9") {
		t.Errorf("scenarios %v", third.Scenarios)
	}
	for _, d := range rows[0].Details {
		if seen := map[string]string{"R2": "дело: связанные дела", "office": "", "G2": "", "R1": "дело: замечания"}; d.Seen != seen[d.ID] && seen[d.ID] != "" {
			t.Errorf("%s is seen %q", d.ID, d.Seen)
		}
	}
	totals := Totals(rows)
	if totals.Rules != 5 || totals.ByWhom["person"] != 1 || totals.ByStatus["covered"] != 2 || totals.Scenarios != 2 {
		t.Errorf("totals %+v", totals)
	}
	if part, err := e.Trace("permit-check"); err != nil || len(part) != 1 || part[0].Point != "3" {
		t.Errorf("of the part: %+v, %v", part, err)
	}
}
