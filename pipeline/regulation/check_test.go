package regulation

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

// checkFixtures are the filings on which one rule gives each verdict.
type checkFixtures struct {
	Rule          string      `yaml:"rule"`
	Pass          *checkGiven `yaml:"pass"`
	Fail          *checkGiven `yaml:"fail"`
	NotApplicable *checkGiven `yaml:"not-applicable"`
	NeedsPerson   *checkGiven `yaml:"needs-person"`
}

type checkGiven struct {
	Given   `yaml:",inline"`
	Problem map[string]string `yaml:"problem"` // by kind of paper
	Long    map[string]int    `yaml:"long"`    // field → length in characters
	History []pastOccurrence  `yaml:"history"`
}

type pastOccurrence struct {
	Name, Transition string
	Dates            map[string]any
	Numbers          map[string]any
	Values           map[string]any
}

func (g checkGiven) build(t *testing.T) Case {
	c := (&stage{t: t}).filing(g.Given)
	for i := range c.Papers {
		c.Papers[i].Problem = g.Problem[c.Papers[i].Kind]
	}
	for field, n := range g.Long {
		c.Fields[field] = strings.Repeat("ж", n)
	}
	for i, o := range g.History {
		data := map[string]any{"transition": o.Transition, "dates": o.Dates, "numbers": o.Numbers, "values": plain(o.Values)}
		c.History = append(c.History, Occurrence{Name: o.Name, At: c.ReceivedAt.Add(time.Duration(i) * time.Hour), Data: data})
	}
	c.History = replayed(t, c.History)
	return c
}

func readCheckFixtures(t *testing.T) map[string]checkFixtures {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repositoryRoot(t), "testdata", "scenarios", "order-210", "checks", "checks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var list []checkFixtures
	if err := yaml.UnmarshalWithOptions(data, &list, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	all := map[string]checkFixtures{}
	for _, f := range list {
		all[f.Rule] = f
	}
	return all
}

// Every check has a filing for each verdict that it can give.
func TestEveryCheckHasFixturesForItsVerdicts(t *testing.T) {
	e := openEmbedded(t, nil)
	p := leadPack(t, e)
	all := readCheckFixtures(t)
	for _, q := range append([]*Pack{p}, e.included(p, p.InForceFrom)...) {
		for _, k := range q.Checks {
			f, ok := all[k.ID]
			delete(all, k.ID)
			if !ok {
				t.Errorf("%s has no fixtures", k.ID)
				continue
			}
			if k.Applies != "" && f.NotApplicable == nil {
				t.Errorf("%s has no filing to which it does not apply", k.ID)
			}
			if k.By == "machine" && f.Fail == nil && k.Decidable != k.Holds {
				t.Errorf("%s has no filing that breaks it", k.ID)
			}
			if k.By == "machine" && f.Pass == nil && k.ID != "R211-P2-4" { // it applies only where it is broken
				t.Errorf("%s has no filing that keeps it", k.ID)
			}
			if k.Holds == "" && f.NeedsPerson == nil {
				t.Errorf("%s has no filing that goes to a person", k.ID)
			}
			for want, g := range map[Verdict]*checkGiven{Pass: f.Pass, Fail: f.Fail, NotApplicable: f.NotApplicable, NeedsPerson: f.NeedsPerson} {
				if g != nil {
					t.Run(k.ID+"/"+string(want), func(t *testing.T) { expectVerdict(t, e, p, k, g.build(t), want) })
				}
			}
		}
	}
	for rule := range all {
		t.Errorf("fixtures for %s, which is in no pack", rule)
	}
}

func expectVerdict(t *testing.T, e *Engine, p *Pack, k Check, c Case, want Verdict) {
	t.Helper()
	for _, f := range e.Check(p, c) {
		if f.Rule != k.ID {
			continue
		}
		if f.Verdict != want {
			t.Errorf("%s is %s, want %s: %s", k.ID, f.Verdict, want, f.Message)
		}
		if f.Message == "" || strings.Contains(f.Message, "{{") {
			t.Errorf("%s says %q", k.ID, f.Message)
		}
		return
	}
	t.Errorf("no finding of %s", k.ID)
}

func TestEvidenceComesFromThePlacesThatTheRuleRestsOn(t *testing.T) {
	e := openEmbedded(t, nil)
	p := leadPack(t, e)
	c := completeCase(time.Date(2017, 9, 4, 10, 0, 0, 0, moscow))
	c.Places = map[string]Evidence{
		"title":           {Document: "abc", Page: 1, Text: "Учёт заявок"},
		"holders[0].name": {Document: "abc", Page: 2, Text: "Петров"},
		"holders[0].inn":  {Document: "abc", Page: 3, Text: "77"},
	}
	for _, f := range e.Check(p, c) {
		switch f.Rule {
		case "R211-F-TITLE":
			if len(f.Evidence) != 1 || f.Evidence[0].Page != 1 || f.Evidence[0].Field != "title" || f.Act != "order-211" {
				t.Errorf("title rests on %+v of %s", f.Evidence, f.Act)
			}
		case "R211-F-INN":
			if len(f.Evidence) != 1 || f.Evidence[0].Page != 3 {
				t.Errorf("INN rests on %+v", f.Evidence)
			}
		case "R210-1-1":
			if f.Evidence == nil || len(f.Evidence) > 0 {
				t.Errorf("a rule without fields rests on %+v", f.Evidence)
			}
		}
	}
}

func TestDoubtReachesExactlyTheRulesThatRestOnIt(t *testing.T) {
	e := openEmbedded(t, nil)
	p := leadPack(t, e)
	c := completeCase(time.Date(2017, 9, 4, 10, 0, 0, 0, moscow))
	c.Fields["holders"] = []any{map[string]any{"name": "ООО «Ромашка»", "kind": "organisation", "inn": "7730176088"}}
	c.Places = map[string]Evidence{"holders[0]": {}, "holders[0].name": {}, "holders[0].inn": {}}
	// The address was not sure, and therefore the whole holder is not.
	c.Unsure = map[string]bool{"holders[0]": true, "holders[0].address": true, "holders[0].name": false}
	for rule, want := range map[string]Verdict{
		"R211-F-INN":        Pass,        // read by itself, and surely
		"R211-F-HOLDERS":    Pass,        // likewise
		"R211-F-HOLDERKIND": NeedsPerson, // no place of its own: as doubtful as the whole
		"R211-F-TITLE":      Pass,
	} {
		for _, f := range e.Check(p, c) {
			if f.Rule == rule && f.Verdict != want {
				t.Errorf("%s is %s, want %s", rule, f.Verdict, want)
			}
		}
	}
}
