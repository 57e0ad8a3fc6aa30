package main

import (
	"strings"
	"testing"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

func TestTraceIsPrintedForPeople(t *testing.T) {
	var out strings.Builder
	printTrace(&out, publish.Act{
		Title: "Регистрация", Totals: []publish.ActTotal{{Title: "Пункты", Count: 2, Of: []publish.ActTotal{{Title: "вне программы", Count: 1}}}},
		Points: []publish.ActPoint{
			{Point: "64", Gist: "Два месяца на уплату", Status: statusWords("covered"), Scenarios: []string{"S210-14"}, Seen: []string{"дело: сроки"},
				Elements: []publish.ActElement{{ID: "R210-64-1", Kind: kinds["rule"], Gist: "уплата в два месяца", By: "машина"}, {ID: "M-06", Kind: kinds["transition"]}}},
			{Point: "35", Gist: "Помещения (устройство помещений)", Status: statusWords("outside")},
		},
	})
	want := "п. 64 — исполняется и испытан\n    Два месяца на уплату\n    R210-64-1  правило: уплата в два месяца — машина\n    M-06  порядок\n" +
		"    чем испытан: S210-14\n    где видно: дело: сроки\nп. 35 — вне программы\n    Помещения (устройство помещений)\n\nРегистрация\n    Пункты: 2\n        вне программы: 1\n"
	if out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", out.String(), want)
	}
}

// Every status that a table can hold has its words, and everything that carries a
// point is known by its gist.
func TestEveryRowOfTheTraceIsReadable(t *testing.T) {
	engine, err := regulation.Open(regulation.Embedded(), workday.Production(), nil)
	if err != nil {
		t.Fatal(err)
	}
	a := acts{engine: engine}
	all, err := a.Acts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, head := range all {
		if seen[head.ID] {
			t.Errorf("%s is listed twice", head.ID)
		}
		seen[head.ID] = true
		act, err := a.Act(t.Context(), head.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range act.Points {
			if !strings.Contains(p.Status, " ") {
				t.Errorf("%s, point %s: the status %q has no words", act.ID, p.Point, p.Status)
			}
			for _, e := range p.Elements {
				if e.Gist == "" {
					t.Errorf("%s, point %s: %s is a bare code", act.ID, p.Point, e.ID)
				}
			}
		}
		for _, g := range act.Gaps {
			if g.Key != "" && (g.Chosen == "" || len(g.Alternative) == 0) {
				t.Errorf("%s: the readings of %s are not told", act.ID, g.ID)
			}
		}
	}
	whole, err := a.Act(t.Context(), "order-210")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range whole.Sections {
		if len(s.Rows) == 0 {
			t.Errorf("the table %q of order 210 is empty", s.ID)
		}
	}
	for _, p := range engine.Packs() {
		if !seen[p.ID] {
			t.Errorf("%s is not listed", p.ID)
		}
	}
}

func TestAGapIsToldAsTheOfficeReadsIt(t *testing.T) {
	for chosen, want := range map[string]string{"": "acceptance", "receipt": "receipt"} {
		settings := map[string]string{}
		if chosen != "" {
			settings["total.start"] = chosen
		}
		engine, err := regulation.Open(regulation.Embedded(), workday.Production(), settings)
		if err != nil {
			t.Fatal(err)
		}
		pack, err := engine.Edition("order-210", "")
		if err != nil {
			t.Fatal(err)
		}
		for i, gap := range (acts{engine: engine}).gapsOf(pack) {
			s := pack.Settings[i]
			if s.Key != "total.start" {
				continue
			}
			for _, o := range s.Options {
				if (o.Value == want) != (o.Title == gap.Chosen) {
					t.Errorf("set to %q, the page says %q", chosen, gap.Chosen)
				}
			}
		}
	}
}

func TestTermsAreToldInWords(t *testing.T) {
	for want, term := range map[string]regulation.Term{
		"1 рабочий день": {Amount: 1, Unit: "working-days"}, "2 месяца": {Amount: 2, Unit: "months"}, "62 рабочих дня": {Amount: 62, Unit: "working-days"},
		"11 дней": {Amount: 11, Unit: "calendar-days"}, "сразу": {Unit: "calendar-days"}, "": {Unit: "none"}, "2 года": {Amount: 2, Unit: "years"},
	} {
		if got := amountOf(term); got != want {
			t.Errorf("%d %s is %q, want %q", term.Amount, term.Unit, got, want)
		}
	}
}
