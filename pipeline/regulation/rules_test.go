package regulation

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// actData says how much of an act's data there must be: testdata/rules/ACT/act.yaml.
type actData struct {
	Digest map[string]int `yaml:"digest"` // prefix of scenario ids → how many there are: S210-01, S210-02, …
}

func readActData(t testing.TB, act string) actData {
	var d actData
	decode(t, &d, "rules", act, actFile)
	return d
}

// demandNothing fails where an act's data lacks something.
func demandNothing(t testing.TB, missing []string) {
	t.Helper()
	if len(missing) > 0 {
		t.Errorf("%d things lack:\n%s", len(missing), strings.Join(missing, "\n"))
	}
}

// verdicts are the filings on which one check gives each verdict: the short form
// of its fixtures.
type verdicts struct {
	Rule          string `yaml:"rule"`
	Pack          string `yaml:"pack"`
	Pass          *Given `yaml:"pass"`
	Fail          *Given `yaml:"fail"`
	NotApplicable *Given `yaml:"not-applicable"`
	NeedsPerson   *Given `yaml:"needs-person"`
}

// fixtures reads what shows each rule of an act to be kept, broken or not
// applicable.
func (l *library) fixtures(t testing.TB) []scenario {
	t.Helper()
	out := readList[scenario](t, "rules", l.act)
	for _, v := range readList[verdicts](t, "scenarios", l.act, "checks") {
		for verdict, g := range map[Verdict]*Given{Pass: v.Pass, Fail: v.Fail, NotApplicable: v.NotApplicable, NeedsPerson: v.NeedsPerson} {
			if g == nil {
				continue
			}
			if g.History == nil {
				g.History = []pastOccurrence{} // the filing is judged before any case is opened on it
			}
			out = append(out, scenario{Rule: v.Rule, Fixture: string(verdict), Pack: v.Pack, Given: *g})
		}
	}
	slices.SortStableFunc(out, func(a, b scenario) int { return strings.Compare(a.Rule+a.Fixture, b.Rule+b.Fixture) })
	return out
}

// packs are the packs of an act with those that they include.
func (l *library) packs(t testing.TB, e *Engine) []*Pack {
	t.Helper()
	lead, err := e.Edition(l.act, "")
	if err != nil {
		t.Fatal(err)
	}
	out := e.family(lead, lead.InForceFrom)
	for _, p := range slices.Clone(out) {
		for _, q := range e.included(p, p.InForceFrom) {
			if !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// TestRules plays every fixture of every rule, and demands of every rule one
// that keeps it, one that breaks it and one to which it does not apply, or the
// place where a person meets it.
func TestRules(t *testing.T) {
	e := openEmbedded(t, nil)
	for _, act := range acts(t, "rules") {
		t.Run(act, func(t *testing.T) {
			l := readLibrary(t, act)
			shown := map[string]map[string]bool{} // rule → fixture
			checks, known := map[string]Check{}, map[string]bool{}
			packs := l.packs(t, e)
			for _, p := range packs {
				for _, k := range p.Checks {
					checks[k.ID], known[k.ID] = k, true
				}
				for _, r := range p.Rules {
					known[r.ID] = true
				}
			}
			played, none := 0, 0
			for _, f := range l.fixtures(t) {
				if !known[f.Rule] {
					t.Errorf("a fixture of %s, which is in no pack of the act", f.Rule)
					continue
				}
				if shown[f.Rule] == nil {
					shown[f.Rule] = map[string]bool{}
				}
				shown[f.Rule][f.Fixture] = true
				if f.None != "" {
					none++
					continue
				}
				played++
				k, isCheck := checks[f.Rule]
				t.Run(f.Rule+"/"+f.Fixture, func(t *testing.T) { l.show(t, f, k, isCheck) })
			}
			counts := map[string]int{}
			var missing []string
			for _, p := range packs {
				missing = append(missing, uncovered(p.Own(), shown, counts)...)
			}
			t.Logf("%s: rules by how they are shown: %v; %d fixtures played, %d declared impossible", act, counts, played, none)
			demandNothing(t, missing)
		})
	}
}

// show plays one fixture. A check must give the verdict that the fixture names;
// a carried rule is asserted by the fixture's own demands.
func (l *library) show(t *testing.T, f scenario, k Check, isCheck bool) {
	t.Helper()
	if !slices.Contains([]string{"pass", "fail", "not-applicable", "needs-person"}, f.Fixture) {
		t.Fatalf("there is no fixture %q", f.Fixture)
	}
	if f.Scenario != "" {
		s, ok := l.find(f.Scenario)
		if !ok || s.NotRun != "" || f.Given.Received != "" || len(f.When) > 0 || f.Then.asserts() {
			t.Errorf("%s: %s does not run, or the fixture tells a story besides", f.Rule, f.Scenario)
		}
		return // TestScenarios plays it
	}
	if !isCheck && !f.asserts() {
		t.Errorf("%s/%s demands nothing", f.Rule, f.Fixture)
	}
	g := l.play(t, f)
	if isCheck {
		g.expectVerdict(k, Verdict(f.Fixture))
	}
}

// asserts reports whether a scenario demands anything.
func (s scenario) asserts() bool {
	return s.Then.asserts() || s.NotLoaded != "" || s.Given.NotInForce || s.Given.Begin != nil || s.Open != nil && s.Open.Refused != nil ||
		slices.ContainsFunc(s.When, func(w when) bool { return w.Refused != nil || w.Then.asserts() })
}

func (g *stage) expectVerdict(k Check, want Verdict) {
	g.t.Helper()
	for _, f := range g.engine.Check(g.pack, g.kase) {
		if f.Rule != k.ID {
			continue
		}
		if f.Verdict != want {
			g.t.Errorf("%s is %s, want %s: %s", k.ID, f.Verdict, want, f.Message)
		}
		if f.Message == "" || strings.Contains(f.Message, "{{") {
			g.t.Errorf("%s says %q", k.ID, f.Message)
		}
		return
	}
	g.t.Errorf("no finding of %s", k.ID)
}

// uncovered tells which fixtures the rules of a pack lack, and counts the others.
func uncovered(p *Pack, shown map[string]map[string]bool, counts map[string]int) []string {
	var out []string
	demand := func(id string, fixtures ...string) {
		var missing []string
		for _, f := range fixtures {
			if !shown[id][f] {
				missing = append(missing, f)
			}
		}
		if len(missing) > 0 {
			out = append(out, fmt.Sprintf("%s (%s): no fixture %s", id, p.File, strings.Join(missing, ", ")))
			return
		}
		counts["fixtures"]++
	}
	for _, k := range p.Checks {
		if k.By != "machine" {
			counts[k.By]++ // among the findings of the case
			continue
		}
		fixtures := []string{"pass"}
		if k.Decidable != k.Holds { // else what is not so is not known to be wrong
			fixtures = append(fixtures, "fail")
		}
		if k.Applies != "" {
			fixtures = append(fixtures, "not-applicable")
		}
		demand(k.ID, fixtures...)
	}
	for _, r := range p.Rules {
		if r.By == "person" || r.By == "external" {
			counts[r.By]++ // lint demands seen
			continue
		}
		demand(r.ID, "pass", "fail", "not-applicable")
	}
	return out
}

// The packs name the scenarios that run; the data files hold them.
func TestThePacksListExactlyTheScenariosThatRun(t *testing.T) {
	e := openEmbedded(t, nil)
	for _, act := range acts(t, "scenarios") {
		t.Run(act, func(t *testing.T) {
			l, d := readLibrary(t, act), readActData(t, act)
			lead, err := e.Edition(act, "")
			if err != nil {
				t.Fatal(err)
			}
			listed := map[string]string{} // pack and id → points
			for _, p := range e.family(lead, lead.InForceFrom) {
				for _, s := range p.Own().Scenarios {
					listed[p.ID+" "+s.ID] = s.Points
				}
			}
			var missing []string
			for _, s := range l.all {
				if key := s.Pack + " " + s.ID; s.NotRun == "" {
					points, ok := listed[key]
					if !ok {
						missing = append(missing, s.Pack+" does not list "+s.ID)
					} else if s.Points != points {
						missing = append(missing, fmt.Sprintf("%s rests on points %q in its file, %q in %s", s.ID, s.Points, points, s.Pack))
					}
					delete(listed, key)
				}
			}
			for key := range listed {
				pack, id, _ := strings.Cut(key, " ")
				missing = append(missing, fmt.Sprintf("%s lists %s, which does not run", pack, id))
			}
			for prefix, n := range d.Digest {
				for i := 1; i <= n; i++ {
					if id := fmt.Sprintf("%s-%02d", prefix, i); !l.has(id) {
						missing = append(missing, "there is no scenario "+id)
					}
				}
			}
			slices.Sort(missing)
			demandNothing(t, missing)
		})
	}
}

func (l *library) has(id string) bool {
	_, ok := l.find(id)
	return ok
}
