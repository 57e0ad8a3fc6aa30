package regulation

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"vestnik/pipeline/workday"
)

func TestEditionInForceIsChosenByTheDay(t *testing.T) {
	base := minimalPack(t)
	older := strings.Replace(base, "in_force_from: 2020-01-01", "in_force_from: 2020-01-01\n  in_force_to: 2021-12-31", 1)
	newer := strings.NewReplacer(`edition: "2020-01-01"`, `edition: "2022-01-01"`, "in_force_from: 2020-01-01", "in_force_from: 2022-01-01").Replace(base)
	e, err := Open(fstest.MapFS{"a.yaml": {Data: []byte(newer)}, "b.yaml": {Data: []byte(older)}}, workday.Production(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2020-01-01": "2020-01-01", "2021-12-31": "2020-01-01", "2022-01-01": "2022-01-01", "2030-05-05": "2022-01-01"} {
		if p, err := e.InForce("small", workday.MustDate(day)); err != nil || p.Edition != want {
			t.Errorf("on %s: %v, %v", day, p, err)
		}
	}
	if _, err := e.InForce("small", workday.MustDate("2019-12-31")); !errors.Is(err, ErrNoPack) {
		t.Errorf("before any edition: %v", err)
	}
	if p, err := e.Edition("small", ""); err != nil || p.Edition != "2022-01-01" {
		t.Errorf("newest: %v, %v", p, err)
	}
	if _, err := e.Edition("small", "2021-01-01"); !errors.Is(err, ErrNoPack) {
		t.Errorf("no such edition: %v", err)
	}
	packs := e.Packs()
	if len(packs) != 2 || packs[0].Edition != "2020-01-01" || packs[0].File != "b.yaml" || len(packs[0].SHA256) != 64 {
		t.Errorf("packs: %+v", packs)
	}
}

func TestTheSameEditionTwiceIsRefused(t *testing.T) {
	base := minimalPack(t)
	_, err := Open(fstest.MapFS{"a.yaml": {Data: []byte(base)}, "b.yaml": {Data: []byte(base)}}, workday.Production(), nil)
	var bad *LoadError
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "b.yaml:3:") || !strings.Contains(err.Error(), "also in a.yaml") {
		t.Errorf("got %v", err)
	}
}

func TestUnknownSettingsAreRefused(t *testing.T) {
	fsys := fstest.MapFS{"a.yaml": {Data: []byte(minimalPack(t))}}
	for name, settings := range map[string]map[string]string{"key": {"how.well": "so"}, "value": {"how.done": "badly"}} {
		if _, err := Open(fsys, workday.Production(), settings); err == nil {
			t.Errorf("unknown %s accepted", name)
		}
	}
	if _, err := Open(fsys, workday.Production(), map[string]string{"how.done": "other"}); err != nil {
		t.Error(err)
	}
}

func TestDueRefusesWhatCannotBeCounted(t *testing.T) {
	e := openEmbedded(t, nil)
	day := workday.MustDate("2017-01-16")
	if _, err := e.Due("order-999", "D210-13", day); !errors.Is(err, ErrNoPack) {
		t.Errorf("no pack: %v", err)
	}
	for term, want := range map[string]error{"D210-99": ErrNoTerm, "D210-04": ErrNoLength, "D210-24": ErrNoLength} {
		if _, err := e.Due("order-210", term, day); !errors.Is(err, want) {
			t.Errorf("%s: %v", term, err)
		}
	}
	if _, err := e.Due("order-210", "D210-09", day); !errors.Is(err, workday.ErrTerm) {
		t.Errorf("minutes from a day: %v", err)
	}
	a, err := e.Due("order-210", "D210-13", workday.MustDate("2031-12-30"))
	if err != nil || !a.Provisional || a.Unit != "working-days" || a.Point != "64" {
		t.Errorf("a year without a calendar: %+v, %v", a, err)
	}
}

func TestTraceShowsEveryPointAndItsGaps(t *testing.T) {
	e := openEmbedded(t, nil)
	rows, err := e.Trace("order-210")
	if err != nil || len(rows) != 142 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	by := map[string]TraceRow{}
	for _, r := range rows {
		by[r.Point] = r
		if len(r.Rules) != len(r.Details) {
			t.Errorf("point %s: %d rules, %d details", r.Point, len(r.Rules), len(r.Details))
		}
	}
	if r := by["64"]; r.Status != "covered" || !slices.Contains(r.Rules, "M-06") || !slices.Contains(r.Rules, "R210-64-2") ||
		!slices.Contains(r.Rules, "D210-13") || !slices.Contains(r.Scenarios, "S210-21") || len(r.Seen) == 0 {
		t.Errorf("point 64: %+v", r)
	}
	for point, want := range map[string]string{"76": "covered"} {
		if by[point].Status != want {
			t.Errorf("point %s is %s, want %s", point, by[point].Status, want)
		}
	}
	totals := Totals(rows)
	if totals.Points != 142 || totals.Rules == 0 || totals.ByWhom["machine"]+totals.ByWhom["person"]+totals.ByWhom["external"] != totals.Rules {
		t.Errorf("totals: %+v", totals)
	}
	t.Logf("%+v", totals)
	if _, err := e.Trace("order-999"); !errors.Is(err, ErrNoPack) {
		t.Errorf("unknown pack: %v", err)
	}
}
