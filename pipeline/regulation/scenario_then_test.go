package regulation

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline/workday"
)

// then is what must hold.
type then struct {
	At        string            `yaml:"at"` // when it is looked at; the last step's time when empty
	As        string            `yaml:"as"` // who looks at open and closed; somebody with every role when empty
	State     string            `yaml:"state"`
	Terminal  *bool             `yaml:"terminal"`
	Regions   map[string]string `yaml:"regions"`
	Dates     map[string]string `yaml:"dates"`
	NoDates   []string          `yaml:"no_dates"`
	Numbers   map[string]string `yaml:"numbers"`
	Values    map[string]any    `yaml:"values"`
	Proposals []string          `yaml:"proposals"` // commands of the drafts that wait
	Terms     []termWant        `yaml:"terms"`
	NoTerms   []string          `yaml:"no_terms"`
	Findings  []findingWant     `yaml:"findings"`
	Open      []string          `yaml:"open"`
	Closed    map[string]string `yaml:"closed"` // command → point
	Notices   []noticeWant      `yaml:"notices"`
	Register  string            `yaml:"register"`
	Entry     string            `yaml:"entry"`
	Record    *recordWant       `yaml:"record"`
	Publish   string            `yaml:"publish"`
	KnownAs   map[string]string `yaml:"known_as"`
	Due       []dueWant         `yaml:"due"`
}

// asserts reports whether anything is demanded.
func (w then) asserts() bool { return !reflect.DeepEqual(w, then{At: w.At, As: w.As}) }

type termWant struct {
	Rule, Due, At, Status, From, Literal string
	Run                                  int // which run of a repeated term, from 1; the first when unset
}
type findingWant struct{ Rule, Verdict string }
type noticeWant struct {
	Document string   `yaml:"document"`
	Count    int      `yaml:"count"`
	Has      []string `yaml:"has"`
	Never    []string `yaml:"never"`
}
type recordWant struct {
	Kind, Title, Code string
	Fields            map[string]string // values by name
}
type dueWant struct{ Term, From, Due string }

// expect checks what must hold at this point of a scenario.
func (g *stage) expect(w then) {
	g.t.Helper()
	now := g.last
	if w.At != "" {
		now = clockTime(g.t, w.At)
	}
	g.expectState(w)
	g.expectTerms(w, now)
	g.expectFindings(w)
	g.expectCommands(w, now)
	g.expectNotices(w)
	g.expectEntry(w)
	for _, d := range w.Due {
		expectDue(g.t, g.engine, g.pack.ID, "", d.Term, d.From, d.Due)
	}
}

func (g *stage) expectState(w then) {
	g.t.Helper()
	st, err := g.engine.State(g.pack, g.kase)
	if err != nil {
		g.t.Fatal(err)
	}
	if w.State != "" && st.Name != w.State {
		g.t.Errorf("state %s, want %s", st.Name, w.State)
	}
	if w.Terminal != nil && st.Terminal != *w.Terminal {
		g.t.Errorf("terminal is %v in %s", st.Terminal, st.Name)
	}
	for region, want := range w.Regions {
		if st.Regions[region] != want {
			g.t.Errorf("region %s is in %s, want %s", region, st.Regions[region], want)
		}
	}
	for name, want := range w.Dates {
		got, ok := st.Dates[name]
		if !ok || got.In(moscow).Format("2006-01-02") != want {
			g.t.Errorf("%s is %v, want %s", name, got, want)
		}
	}
	for _, name := range w.NoDates {
		if got, ok := st.Dates[name]; ok {
			g.t.Errorf("%s is set: %v", name, got)
		}
	}
	for name, want := range w.Values {
		if got := st.Values[name]; fmt.Sprint(got) != fmt.Sprint(plain(want)) {
			g.t.Errorf("value %s is %v, want %v", name, got, want)
		}
	}
	var waiting []string
	for _, p := range st.Proposals {
		waiting = append(waiting, p.Command)
	}
	if w.Proposals != nil && !slices.Equal(waiting, w.Proposals) {
		g.t.Errorf("drafts %v wait, want %v", waiting, w.Proposals)
	}
	for name, want := range w.KnownAs {
		if got := g.engine.KnownAs(g.pack, g.kase)[name]; got != want {
			g.t.Errorf("known as %s %q, want %q", name, got, want)
		}
	}
	for name, want := range w.Numbers {
		if st.Numbers[name] != want {
			g.t.Errorf("number %s is %q, want %q", name, st.Numbers[name], want)
		}
	}
}

func (g *stage) expectTerms(w then, now time.Time) {
	g.t.Helper()
	terms := g.engine.Terms(g.pack, g.kase, now)
	for _, want := range w.Terms {
		var runs []RunningTerm
		for _, r := range terms {
			if r.Rule == want.Rule {
				runs = append(runs, r)
			}
		}
		if len(runs) < max(want.Run, 1) {
			g.t.Errorf("term %s has %d runs", want.Rule, len(runs))
			continue
		}
		got := runs[max(want.Run, 1)-1]
		if want.Literal != "" && (got.DueLiteral == nil || got.DueLiteral.String() != want.Literal) {
			g.t.Errorf("%s is due by the letter %v, want %s", want.Rule, got.DueLiteral, want.Literal)
		}
		if want.Due != "" && got.Due.String() != want.Due {
			g.t.Errorf("%s is due %s, want %s", want.Rule, got.Due, want.Due)
		}
		if want.Status != "" && got.Status != want.Status {
			g.t.Errorf("%s is %s, want %s", want.Rule, got.Status, want.Status)
		}
		if want.From != "" && got.From.In(moscow).Format("2006-01-02 15:04") != want.From {
			g.t.Errorf("%s runs from %v, want %s", want.Rule, got.From, want.From)
		}
		if want.At != "" && (got.DueAt == nil || got.DueAt.In(moscow).Format("2006-01-02 15:04") != want.At) {
			g.t.Errorf("%s ends at %v, want %s", want.Rule, got.DueAt, want.At)
		}
	}
	for _, rule := range w.NoTerms {
		if slices.ContainsFunc(terms, func(r RunningTerm) bool { return r.Rule == rule }) {
			g.t.Errorf("term %s runs", rule)
		}
	}
}

func (g *stage) expectFindings(w then) {
	g.t.Helper()
	if len(w.Findings) == 0 {
		return
	}
	findings := g.engine.Check(g.pack, g.kase)
	for _, want := range w.Findings {
		i := slices.IndexFunc(findings, func(f Finding) bool { return f.Rule == want.Rule })
		if i < 0 {
			g.t.Errorf("no finding of %s", want.Rule)
		} else if string(findings[i].Verdict) != want.Verdict {
			g.t.Errorf("%s is %s, want %s (%s)", want.Rule, findings[i].Verdict, want.Verdict, findings[i].Message)
		}
	}
}

func (g *stage) expectCommands(w then, now time.Time) {
	g.t.Helper()
	if len(w.Open) == 0 && len(w.Closed) == 0 {
		return
	}
	var roles []string
	for _, r := range g.pack.Procedure.Roles {
		if !r.Preparatory {
			roles = append(roles, r.ID)
		}
	}
	who := Person{"everybody", roles}
	if w.As != "" {
		who = g.person("", w.As, nil)
	}
	all := g.engine.Commands(g.pack, g.kase, now, who)
	find := func(name string) *Command {
		for i := range all {
			if all[i].Name == name {
				return &all[i]
			}
		}
		g.t.Errorf("there is no command %s", name)
		return nil
	}
	for _, name := range w.Open {
		if c := find(name); c != nil && !c.Open {
			g.t.Errorf("%s is closed: %s", name, c.ClosedReason)
		}
	}
	for name, point := range w.Closed {
		if c := find(name); c != nil && (c.Open || c.ClosedReason == "" || point != "" && c.Point != point) {
			g.t.Errorf("%s is open=%v under point %s (%s), want closed under %s", name, c.Open, c.Point, c.ClosedReason, point)
		}
	}
}

// expectEntry checks what was last written into a register.
func (g *stage) expectEntry(w then) {
	g.t.Helper()
	for _, x := range []struct{ what, got, want string }{
		{"register", g.wrote.Register, w.Register}, {"entry", g.wrote.Entry, w.Entry}, {"series", g.wrote.Publish, w.Publish},
	} {
		if x.want != "" && x.got != x.want {
			g.t.Errorf("%s %q, want %q", x.what, x.got, x.want)
		}
	}
	if w.Record == nil {
		return
	}
	got := g.wrote.Record
	if got == nil || got.Kind != w.Record.Kind || w.Record.Title != "" && got.Title != w.Record.Title || got.Code != w.Record.Code && w.Record.Code != "" {
		g.t.Errorf("recorded %+v, want %+v", got, w.Record)
		return
	}
	for name, want := range w.Record.Fields {
		if i := slices.IndexFunc(got.Fields, func(f RecordField) bool { return f.Name == name }); i < 0 || got.Fields[i].Value != want {
			g.t.Errorf("recorded %+v, want %s %q", got.Fields, name, want)
		}
	}
}

func (g *stage) expectNotices(w then) {
	g.t.Helper()
	for _, want := range w.Notices {
		var of []Notice
		for _, n := range g.notices {
			if n.Document == want.Document && !n.Draft {
				of = append(of, n)
			}
		}
		if len(of) != max(want.Count, 1) {
			g.t.Errorf("%d notices %s, want %d", len(of), want.Document, max(want.Count, 1))
			continue
		}
		text := of[len(of)-1].Markdown
		for _, part := range want.Has {
			if !strings.Contains(flatten(text), part) {
				g.t.Errorf("%s does not say %q:\n%s", want.Document, part, text)
			}
		}
		for _, part := range want.Never {
			if strings.Contains(flatten(text), part) {
				g.t.Errorf("%s says %q:\n%s", want.Document, part, text)
			}
		}
	}
}

func expectDue(t testing.TB, e *Engine, pack, what, term, from, want string) {
	t.Helper()
	got, err := e.Due(pack, term, workday.MustDate(from))
	if err != nil || got.Due.String() != want {
		t.Errorf("%s %s from %s is due %s (%v), want %s", what, term, from, got.Due, err, want)
	}
}
