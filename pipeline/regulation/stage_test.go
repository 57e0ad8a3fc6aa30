package regulation

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline/workday"
)

// stage is a scenario under way.
type stage struct {
	t       testing.TB
	library *library
	engine  *Engine
	pack    *Pack
	kase    Case
	beside  map[string][]*stage // cases that links may lead to
	last    time.Time
	notices []Notice
	wrote   Outcome // the last that wrote into a register
	drawn   int
}

// play acts a scenario out and checks what it demands.
func (l *library) play(t testing.TB, s scenario) *stage {
	t.Helper()
	s = l.whole(t, s)
	if s.NotLoaded != "" {
		expectNotLoaded(t, s)
		return nil
	}
	g := l.set(t, scenarioEngine(t, s), s, s.Pack, "2017-000001")
	if g == nil {
		return nil
	}
	g.expect(s.Then)
	g.replay()
	return g
}

// set brings a case to where a scenario leaves it, the cases beside it first.
func (l *library) set(t testing.TB, e *Engine, s scenario, pack, id string) *stage {
	t.Helper()
	g := &stage{t: t, library: l, engine: e, beside: map[string][]*stage{}}
	g.kase = g.filing(s, pack, id)
	var err error
	g.pack, err = e.InForce(pack, workday.DateOf(g.kase.ReceivedAt))
	if s.Given.NotInForce {
		if !errors.Is(err, ErrNoPack) {
			t.Errorf("an edition is in force (%v), want none", err)
		}
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	unknown := maps.Clone(s.Links)
	for _, link := range g.pack.Links {
		for i, other := range s.Links[link.ID] {
			other = l.whole(t, other)
			g.beside[link.ID] = append(g.beside[link.ID], l.set(t, e, other, link.Pack, fmt.Sprintf("%s-%s-%d", id, link.ID, i+1)))
		}
		delete(unknown, link.ID)
	}
	for link := range unknown {
		t.Errorf("%s has no link %q", pack, link)
	}
	g.last = g.kase.ReceivedAt
	if g.begin(s) {
		for _, w := range s.When {
			g.step(w)
			g.expect(w.Then)
		}
	}
	return g
}

// begin opens the case; it reports whether there is one to go on with.
func (g *stage) begin(s scenario) bool {
	g.t.Helper()
	g.link()
	if s.Given.History != nil {
		g.remember(s.Given.History)
		return true
	}
	var begun Outcome
	var err error
	want := s.Given.Begin
	if s.Open != nil {
		want = s.Open.Refused
		begun, err = g.engine.BeginBy(g.pack, g.kase, Act{
			Command: s.Open.Command, Person: g.person(s.Open.Command, s.Open.As, nil), At: g.last,
			Args: plainArgs(s.Open.Args), Numbers: g.numbers(s.Open.Numbers),
		})
	} else {
		begun, err = g.engine.Begin(g.pack, g.kase)
	}
	if want != nil {
		g.refused(err, *want)
		return false
	}
	if err != nil {
		g.t.Fatalf("begin: %v", err)
	}
	g.record(begun)
	return true
}

// remember makes a history up, as no replay of it could come about here.
func (g *stage) remember(past []pastOccurrence) {
	for i, o := range past {
		data := map[string]any{"transition": o.Transition, "dates": o.Dates, "numbers": o.Numbers, "values": plain(o.Values)}
		g.kase.History = append(g.kase.History, Occurrence{Name: o.Name, At: g.kase.ReceivedAt.Add(time.Duration(i) * time.Hour), Data: data})
	}
	g.kase.History = replayed(g.t, g.kase.History)
	g.last = g.kase.ReceivedAt.Add(time.Duration(len(past)) * time.Hour)
}

// link hands the case those beside it that bear the names it looks for.
func (g *stage) link() {
	g.kase.Links = map[string][]Case{}
	for _, want := range g.engine.Wanted(g.pack, g.kase) {
		for _, other := range g.beside[want.Link] {
			if g.engine.KnownAs(other.pack, other.kase)[want.KnownAs] == want.Value {
				g.kase.Links[want.Link] = append(g.kase.Links[want.Link], other.kase)
			}
		}
	}
}

func clockTime(t testing.TB, s string) time.Time {
	t.Helper()
	if len(s) == len("2006-01-02") {
		s += " 10:00"
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, moscow)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (g *stage) record(o Outcome) {
	g.kase.History = append(g.kase.History, replayed(g.t, o.Occurrences)...)
	g.notices = append(g.notices, o.Notices...)
	if o.Register != "" {
		g.wrote = o
	}
}

func (g *stage) step(w when) {
	g.t.Helper()
	at := clockTime(g.t, w.At)
	g.last = at
	for _, kind := range w.Papers {
		paper := goodPaper(kind)
		paper.Received = at
		g.kase.Papers = append(g.kase.Papers, paper)
	}
	for name, v := range w.Fields {
		g.kase.Fields[name] = plain(v)
	}
	g.link()
	done, err := g.engine.Automatic(g.pack, g.kase, at)
	if err != nil {
		g.t.Fatalf("automatic at %s: %v", w.At, err)
	}
	for _, o := range done {
		g.record(o)
	}
	if w.Automatic || w.Do == "" {
		return
	}
	g.link()
	o, err := g.engine.Perform(g.pack, g.kase, Act{Command: w.Do, Person: g.person(w.Do, w.As, w.Args), At: at, Args: plainArgs(w.Args), Numbers: g.numbers(w.Numbers)})
	if w.Refused != nil {
		g.refused(err, *w.Refused)
		return
	}
	if err != nil {
		g.t.Fatalf("%s at %s: %v", w.Do, w.At, err)
	}
	g.record(o)
	g.link()
}

// person is who acts: as the scenario says, else somebody with a fitting role.
func (g *stage) person(command, as string, args map[string]any) Person {
	if login, roles, ok := strings.Cut(as, ":"); ok {
		return Person{login, strings.Split(roles, "+")}
	}
	if command == CommandSign || command == CommandSendBack {
		st, err := g.engine.State(g.pack, g.kase)
		if err != nil {
			g.t.Fatal(err)
		}
		for _, w := range st.Proposals {
			if decision, _ := args[argDecision].(string); decision == "" || decision == w.Command {
				return Person{"orlova", []string{g.pack.program.commands[w.Command].Sign[0]}}
			}
		}
		return Person{"orlova", g.pack.signers(nil)}
	}
	for _, c := range g.pack.Procedure.Commands {
		if c.ID == command {
			return Person{c.Who[0], []string{c.Who[0]}}
		}
	}
	return Person{"nobody", nil}
}

func (g *stage) numbers(given map[string]string) map[string]string {
	out := map[string]string{}
	for _, n := range g.pack.Numbers {
		g.drawn++
		out[n.Name] = fmt.Sprintf("%s-%d", n.Name, g.drawn)
	}
	for k, v := range given {
		out[k] = v
	}
	return out
}

func (g *stage) refused(err error, want refusal) {
	g.t.Helper()
	var r *Refused
	if !errors.As(err, &r) {
		g.t.Fatalf("not refused: %v", err)
	}
	if want.Point != "" && r.Point != want.Point {
		g.t.Errorf("refused under point %q, want %q (%s)", r.Point, want.Point, r.Reason)
	}
	if !strings.Contains(r.Reason, want.Reason) {
		g.t.Errorf("refused because %q, want %q in it", r.Reason, want.Reason)
	}
	if r.Forbidden != want.Forbidden {
		g.t.Errorf("forbidden is %v, want %v", r.Forbidden, want.Forbidden)
	}
}

// replay demands that the same history gives the same answers, byte for byte.
func (g *stage) replay() {
	g.t.Helper()
	roles := slices.Concat(g.pack.signers(nil), []string{"examiner"})
	answers := func() string {
		st, err := g.engine.State(g.pack, g.kase)
		if err != nil {
			g.t.Fatal(err)
		}
		body, err := json.Marshal([]any{
			st, g.engine.Check(g.pack, g.kase), g.engine.Terms(g.pack, g.kase, g.last),
			g.engine.Commands(g.pack, g.kase, g.last, Person{"x", roles}),
		})
		if err != nil {
			g.t.Fatal(err)
		}
		return string(body)
	}
	if a, b := answers(), answers(); a != b {
		g.t.Errorf("two replays differ:\n%s\n%s", a, b)
	}
}
