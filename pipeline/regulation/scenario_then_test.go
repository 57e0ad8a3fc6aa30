package regulation

import (
	"slices"
	"strings"
	"time"

	"vestnik/pipeline/workday"
)

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
	if w.Register != "" && g.register != w.Register {
		g.t.Errorf("entered in register %q, want %q", g.register, w.Register)
	}
	for _, d := range w.Due {
		got, err := g.engine.Due("order-210", d.Term, workday.MustDate(d.From))
		if err != nil || got.Due.String() != d.Due {
			g.t.Errorf("%s from %s is due %s (%v), want %s", d.Term, d.From, got.Due, err, d.Due)
		}
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
		i := slices.IndexFunc(terms, func(r RunningTerm) bool { return r.Rule == want.Rule })
		if i < 0 {
			g.t.Errorf("term %s does not run", want.Rule)
			continue
		}
		got := terms[i]
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
	all := g.engine.Commands(g.pack, g.kase, now, Person{"everybody", roles})
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
