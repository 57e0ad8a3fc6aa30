package regulation

import (
	"testing"
	"time"
)

func TestEvidenceComesFromThePlacesThatTheRuleRestsOn(t *testing.T) {
	e := openEmbedded(t, nil)
	p := leadPack(t, e)
	c := completeCase(t, time.Date(2017, 9, 4, 10, 0, 0, 0, moscow))
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
	c := completeCase(t, time.Date(2017, 9, 4, 10, 0, 0, 0, moscow))
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
