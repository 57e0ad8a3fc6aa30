package pipeline

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// measureOf returns the first measure of the embedded packs that is due so often.
func measureOf(t *testing.T, engine *regulation.Engine, every string) (pack string, m regulation.Measure) {
	t.Helper()
	for _, p := range engine.Packs() {
		for _, m := range p.Own().Measures {
			if m.Every == every {
				return measuredPack(p, m), m
			}
		}
	}
	t.Fatalf("no pack declares a measure due %q", every)
	return "", m
}

// measure counts one measure over rows.
func measure(t *testing.T, engine *regulation.Engine, m regulation.Measure, period Span, rows ...figureRow) MeasureFigures {
	t.Helper()
	count := figureCount{office: &Office{engine: engine}, rows: rows, period: period, today: workday.MustDate("2026-11-23")}
	for _, got := range count.measures() {
		if got.ID == m.ID {
			return got
		}
	}
	t.Fatalf("measure %s is not counted", m.ID)
	return MeasureFigures{}
}

func openEngine(t *testing.T) *regulation.Engine {
	t.Helper()
	engine, err := regulation.Open(regulation.Embedded(), workday.Production(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func TestAMeasureIsAShareOfTheCasesReceived(t *testing.T) {
	engine := openEngine(t)
	pack, m := measureOf(t, engine, "")
	day := workday.MustDate("2026-03-02")
	came := map[string]workday.Date{m.When[0]: workday.MustDate("2026-05-05")}
	year := Span{workday.MustDate("2026-01-01"), workday.MustDate("2026-12-31")}
	got := measure(t, engine, m, year,
		figureRow{Case: "1", Pack: pack, Received: day, Came: came},
		figureRow{Case: "2", Pack: pack, Received: day},
		figureRow{Case: "3", Pack: "another", Received: day, Came: came},
		figureRow{Case: "4", Pack: pack, Received: workday.MustDate("2025-12-31"), Came: came},
	)
	if got.Of != 2 || got.Count != 1 || got.Share != .5 {
		t.Errorf("%+v", got)
	}
}

func TestQuartersInWhichNothingWasDoneAreMissing(t *testing.T) {
	engine := openEngine(t)
	pack, m := measureOf(t, engine, "quarter")
	q := func(from, to string) Span { return Span{workday.MustDate(from), workday.MustDate(to)} }
	done := figureRow{Case: "1", Pack: pack, Received: workday.MustDate("2026-02-10"), Came: map[string]workday.Date{m.When[0]: workday.MustDate("2026-02-10")}}
	for name, c := range map[string]struct {
		period  Span
		of      int
		missing []Span
	}{
		"the year so far":    {q("2026-01-01", "2026-11-23"), 3, []Span{q("2026-04-01", "2026-06-30"), q("2026-07-01", "2026-09-30")}},
		"one quarter":        {q("2026-01-01", "2026-03-31"), 1, nil},
		"less than one":      {q("2026-01-02", "2026-03-31"), 0, nil},
		"one that lasts":     {q("2026-10-01", "2026-12-31"), 0, nil},
		"from the beginning": {Span{To: workday.MustDate("2026-06-30")}, 2, []Span{q("2026-04-01", "2026-06-30")}},
	} {
		t.Run(name, func(t *testing.T) {
			got := measure(t, engine, m, c.period, done)
			if got.Of != c.of || got.Count != c.of-len(c.missing) || !reflect.DeepEqual(got.Missing, c.missing) {
				t.Errorf("%+v, want %d due and %v missing", got, c.of, c.missing)
			}
		})
	}
}

func TestQuartersAndYears(t *testing.T) {
	for day, want := range map[string][3]string{
		"2026-01-01": {"2026-01-01", "2026-03-31", "2026-Q1"},
		"2024-02-29": {"2024-01-01", "2024-03-31", "2024-Q1"},
		"2026-06-30": {"2026-04-01", "2026-06-30", "2026-Q2"},
		"2026-12-31": {"2026-10-01", "2026-12-31", "2026-Q4"},
	} {
		d := workday.MustDate(day)
		q := quarterOf(d)
		if got := [3]string{q.From.String(), q.To.String(), quarterName(d)}; got != want {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
		if y := yearOf(d); y.From != workday.NewDate(d.Year, 1, 1) || y.To != workday.NewDate(d.Year, 12, 31) {
			t.Errorf("%s: year %v", day, y)
		}
	}
}

func TestMedians(t *testing.T) {
	for name, c := range map[string]struct {
		values       []int
		middle, most float64
	}{
		"none": {nil, 0, 0}, "one": {[]int{7}, 7, 7}, "odd": {[]int{9, 1, 5}, 5, 9}, "even": {[]int{4, 1, 3, 2}, 2.5, 4},
	} {
		if middle, most := median(c.values); middle != c.middle || most != c.most {
			t.Errorf("%s: %v, %v", name, middle, most)
		}
	}
}

func TestTermsOfAnOlderEditionAreCounted(t *testing.T) {
	files := fstest.MapFS{}
	embedded := regulation.Embedded()
	names, err := fs.Glob(embedded, "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d packs: %v", len(names), err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	// A new edition in which one term is another's: renamed wherever it stands.
	next := strings.NewReplacer("D210-18", "D210-18a", `edition: "2017-08-19"`, `edition: "2027-01-01"`, "in_force_from: 2016-07-18", "in_force_from: 2027-01-01")
	files["order-210-2027.yaml"] = &fstest.MapFile{Data: []byte(next.Replace(string(files["order-210.yaml"].Data)))}
	engine, err := regulation.Open(files, workday.Production(), nil)
	if err != nil {
		t.Fatal(err)
	}
	day := workday.MustDate("2026-03-02")
	rows := []figureRow{{Case: "1", Pack: "order-210", Received: day, Terms: []figureTerm{{Term: "D210-18", From: day, Standing: termKept, Took: 3}}}}
	count := figureCount{office: &Office{engine: engine}, rows: rows, period: Span{day, day}, today: day}
	if got := count.terms(); len(got) != 1 || got[0].Term != "D210-18" || got[0].Kept != 1 {
		t.Errorf("%+v", got)
	}
	listed := 0
	for _, p := range count.packs() {
		if p.ID == "order-210" {
			listed++
		}
	}
	if listed != 1 {
		t.Errorf("the procedure stands %d times", listed)
	}
}
