package workday_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline/workday"
)

// vectorFile is testdata/vectors/*.yaml.
type vectorFile struct {
	Vectors []struct {
		ID    string `yaml:"id"`
		What  string `yaml:"what"`
		Steps []struct {
			Name           string       `yaml:"name"`
			Rule           string       `yaml:"rule"`
			From           workday.Date `yaml:"from"`
			After          string       `yaml:"after"`
			Term           string       `yaml:"term"`
			Due            workday.Date `yaml:"due"`
			Rolled         bool         `yaml:"rolled"`
			SaturdaysCount *bool        `yaml:"transferred_saturdays_count"`
			Rolls          *bool        `yaml:"rolls"` // false: a wait, which ends on a day off too
		} `yaml:"steps"`
	} `yaml:"vectors"`
}

func TestReferenceVectors(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(repoRoot(t), "testdata", "vectors", "*.yaml"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file vectorFile
		if err := yaml.NewDecoder(bytes.NewReader(body), yaml.Strict()).Decode(&file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(file.Vectors) == 0 {
			t.Errorf("%s holds no vectors", name)
		}
		for _, v := range file.Vectors {
			t.Run(v.ID, func(t *testing.T) {
				reached := make(map[string]workday.Date)
				for _, s := range v.Steps {
					from := s.From
					if s.After != "" {
						from = reached[s.After]
					}
					c := workday.Production().With(workday.Options{TransferredSaturdaysCount: s.SaturdaysCount, RollMonths: s.Rolls})
					got, err := c.Due(from, parseTerm(t, s.Term))
					if err != nil {
						t.Fatalf("%s: %v", s.Name, err)
					}
					want := workday.Due{Date: s.Due, Rolled: s.Rolled}
					if got != want {
						t.Errorf("%s (%s), %s from %v: got %+v, want %+v", s.Name, s.Rule, s.Term, from, got, want)
					}
					reached[s.Name] = got.Date
				}
			})
		}
	}
}

func parseTerm(t *testing.T, s string) workday.Term {
	t.Helper()
	var term workday.Term
	if _, err := fmt.Sscanf(s, "%d %s", &term.Amount, &term.Unit); err != nil {
		t.Fatalf("term %q: %v", s, err)
	}
	return term
}

func TestDue(t *testing.T) {
	no := false
	c := workday.Production()
	flat := c.With(workday.Options{RollMonths: &no, RollDays: &no})
	cases := []struct {
		name     string
		calendar *workday.Calendar
		from     string
		term     workday.Term
		want     workday.Due
	}{
		{"nothing from a working day", c, "2024-04-15", workday.Term{Unit: workday.WorkingDays}, workday.Due{Date: workday.MustDate("2024-04-15")}},
		{"nothing from a Sunday", c, "2024-04-14", workday.Term{Unit: workday.WorkingDays}, workday.Due{Date: workday.MustDate("2024-04-15"), Rolled: true}},
		{"thirty days end on a Saturday", c, "2016-12-15", workday.Term{Amount: 30, Unit: workday.CalendarDays}, workday.Due{Date: workday.MustDate("2017-01-16"), Rolled: true}},
		{"thirty days that do not roll", flat, "2016-12-15", workday.Term{Amount: 30, Unit: workday.CalendarDays}, workday.Due{Date: workday.MustDate("2017-01-14")}},
		{"a month that does not roll", flat, "2016-12-07", workday.Term{Amount: 1, Unit: workday.Months}, workday.Due{Date: workday.MustDate("2017-01-07")}},
		{"a leap day and a year", c, "2024-02-29", workday.Term{Amount: 1, Unit: workday.Years}, workday.Due{Date: workday.MustDate("2025-02-28")}},
		{"a leap day and four years", flat, "2024-02-29", workday.Term{Amount: 4, Unit: workday.Years}, workday.Due{Date: workday.MustDate("2028-02-29")}},
		{"end of August and six months", c, "2023-08-31", workday.Term{Amount: 6, Unit: workday.Months}, workday.Due{Date: workday.MustDate("2024-02-29")}},
		{"across the President's days, which count", c, "2020-03-27", workday.Term{Amount: 5, Unit: workday.WorkingDays}, workday.Due{Date: workday.MustDate("2020-04-03")}},
		{"across the President's days, switched off", c.With(workday.Options{PresidentialDaysOff: true}), "2020-03-27", workday.Term{Amount: 5, Unit: workday.WorkingDays}, workday.Due{Date: workday.MustDate("2020-05-18")}},
		{"into a year not yet fixed", c, "2026-12-30", workday.Term{Amount: 1, Unit: workday.WorkingDays}, workday.Due{Date: workday.MustDate("2027-01-11"), Provisional: true}},
		{"up to the last day of the last fixed year", c, "2026-12-29", workday.Term{Amount: 1, Unit: workday.WorkingDays}, workday.Due{Date: workday.MustDate("2026-12-30")}},
		{"from the last day of a year not fixed", c, "2012-12-31", workday.Term{Amount: 1, Unit: workday.WorkingDays}, workday.Due{Date: workday.MustDate("2013-01-09")}},
		{"months into a year not yet fixed", c, "2026-12-15", workday.Term{Amount: 2, Unit: workday.Months}, workday.Due{Date: workday.MustDate("2027-02-15"), Provisional: true}},
		{"the same when nothing rolls: no calendar has a say", flat, "2026-12-15", workday.Term{Amount: 2, Unit: workday.Months}, workday.Due{Date: workday.MustDate("2027-02-15")}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.calendar.Due(workday.MustDate(tc.from), tc.term)
			if err != nil || got != tc.want {
				t.Errorf("%v from %s: %+v, %v, want %+v", tc.term, tc.from, got, err, tc.want)
			}
		})
	}
}

func TestTermsThatMakeNoSenseAreRefused(t *testing.T) {
	c := workday.Production()
	day := workday.MustDate("2024-04-15")
	cases := []struct {
		name string
		from workday.Date
		term workday.Term
		want error
	}{
		{"negative", day, workday.Term{Amount: -1, Unit: workday.WorkingDays}, workday.ErrTerm},
		{"beyond reason", day, workday.Term{Amount: 1 << 40, Unit: workday.CalendarDays}, workday.ErrTerm},
		{"unknown unit", day, workday.Term{Amount: 1, Unit: "fortnights"}, workday.ErrTerm},
		{"minutes without a time of day", day, workday.Term{Amount: 15, Unit: workday.Minutes}, workday.ErrTerm},
		{"from no date", workday.Date{}, workday.Term{Amount: 1, Unit: workday.WorkingDays}, workday.ErrRange},
		{"past the last year", workday.MustDate("9999-12-01"), workday.Term{Amount: 40, Unit: workday.WorkingDays}, workday.ErrRange},
		{"months past the last year", workday.MustDate("9999-12-01"), workday.Term{Amount: 2, Unit: workday.Months}, workday.ErrRange},
		{"a million years", day, workday.Term{Amount: 1_000_000, Unit: workday.Years}, workday.ErrRange},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := c.Due(tc.from, tc.term); !errors.Is(err, tc.want) {
				t.Errorf("error %v, want %v", err, tc.want)
			}
		})
	}
}

// TestPropertiesOfTerms holds the laws of counting against random dates: a
// longer term never ends earlier, a later event never makes an earlier end,
// working days add up, and Between undoes them.
func TestPropertiesOfTerms(t *testing.T) {
	const seed = 210
	rng := rand.New(rand.NewPCG(seed, seed))
	no := false
	calendars := []*workday.Calendar{
		workday.Production(),
		workday.Production().With(workday.Options{TransferredSaturdaysCount: &no, PresidentialDaysOff: true}),
	}
	units := []workday.Unit{workday.WorkingDays, workday.CalendarDays, workday.Months, workday.Years}
	for range 4000 {
		c := calendars[rng.IntN(len(calendars))]
		from := workday.NewDate(2010+rng.IntN(20), 1, 1+rng.IntN(366))
		a, b := rng.IntN(90), 1+rng.IntN(90)
		due := func(from workday.Date, n int, unit workday.Unit) workday.Date {
			d, err := c.Due(from, workday.Term{Amount: n, Unit: unit})
			if err != nil {
				t.Fatalf("seed %d: %d %s from %v: %v", seed, n, unit, from, err)
			}
			return d.Date
		}
		for _, unit := range units {
			if due(from, a+b, unit).Before(due(from, a, unit)) {
				t.Errorf("seed %d: %d %s from %v end before %d", seed, a+b, unit, from, a)
			}
			if due(from.AddDays(1), a, unit).Before(due(from, a, unit)) {
				t.Errorf("seed %d: %d %s from the day after %v end earlier", seed, a, unit, from)
			}
			if end := due(from, b, unit); !c.IsWorking(end) {
				t.Errorf("seed %d: %d %s from %v end on %v, which is off", seed, b, unit, from, end)
			}
		}
		sum := due(from, a+1+b, workday.WorkingDays)
		if chained := due(due(from, a+1, workday.WorkingDays), b, workday.WorkingDays); chained != sum {
			t.Errorf("seed %d: %d and then %d working days from %v end on %v, together on %v", seed, a+1, b, from, chained, sum)
		}
		if n := c.Between(from, sum); n != a+1+b {
			t.Errorf("seed %d: %d working days lie between %v and %v, want %d", seed, n, from, sum, a+1+b)
		}
		if n := c.Between(sum, from); n != -(a + 1 + b) {
			t.Errorf("seed %d: Between the other way round is %d", seed, n)
		}
		if stepped := stepDays(c, from, b); stepped != due(from, b, workday.WorkingDays) {
			t.Errorf("seed %d: stepping %d working days from %v gives %v", seed, b, from, stepped)
		}
	}
}

// stepDays counts working days one by one, as the rule is told to people.
func stepDays(c *workday.Calendar, d workday.Date, n int) workday.Date {
	for n > 0 {
		if d = d.AddDays(1); c.IsWorking(d) {
			n--
		}
	}
	return d
}

func window(t testing.TB) workday.OfficeHours {
	t.Helper()
	h, err := workday.ParseHours("Mon-Thu 9:30-17:45; Fri 9:30-16:45; break 12:30-13:00", time.FixedZone("MSK", 3*60*60))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestDueAtRunsInsideOfficeHours(t *testing.T) {
	cases := []struct {
		name, from string
		term       workday.Term
		want       string
	}{
		{"a quarter of an hour", "2017-01-11 10:00", workday.Term{Amount: 15, Unit: workday.Minutes}, "2017-01-11 10:15"},
		{"across the break", "2017-01-11 12:25", workday.Term{Amount: 15, Unit: workday.Minutes}, "2017-01-11 13:10"},
		{"before opening", "2017-01-11 08:00", workday.Term{Amount: 15, Unit: workday.Minutes}, "2017-01-11 09:45"},
		{"up to closing exactly", "2017-01-11 17:30", workday.Term{Amount: 15, Unit: workday.Minutes}, "2017-01-11 17:45"},
		{"over the night", "2017-01-11 17:40", workday.Term{Amount: 15, Unit: workday.Minutes}, "2017-01-12 09:40"},
		{"over the weekend, Friday closing early", "2017-01-13 16:40", workday.Term{Amount: 15, Unit: workday.Minutes}, "2017-01-16 09:40"},
		{"on a Sunday", "2017-01-15 11:00", workday.Term{Amount: 1, Unit: workday.Hours}, "2017-01-16 10:30"},
		{"a short day ends an hour earlier", "2017-02-22 16:40", workday.Term{Amount: 15, Unit: workday.Minutes}, "2017-02-27 09:40"},
		{"a working Saturday keeps its Monday's hours, short by one", "2018-04-28 16:30", workday.Term{Amount: 15, Unit: workday.Minutes}, "2018-04-28 16:45"},
		{"and ends then", "2018-04-28 16:40", workday.Term{Amount: 15, Unit: workday.Minutes}, "2018-05-03 09:40"},
		{"a whole day of seven hours and three quarters", "2017-01-11 09:30", workday.Term{Amount: 465, Unit: workday.Minutes}, "2017-01-11 17:45"},
		{"working days end at midnight", "2017-01-11 16:00", workday.Term{Amount: 5, Unit: workday.WorkingDays}, "2017-01-19 00:00"},
	}
	c, h := workday.Production(), window(t)
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			from, err := time.ParseInLocation("2006-01-02 15:04", tc.from, h.Location)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.DueAt(from.UTC(), tc.term, h)
			if err != nil || got.At.Format("2006-01-02 15:04") != tc.want {
				t.Errorf("%v from %s: %v, %v, want %s", tc.term, tc.from, got.At, err, tc.want)
			}
			if tc.term.Unit != workday.WorkingDays && got.Date != workday.DateOf(got.At) {
				t.Errorf("the date %v is not that of %v", got.Date, got.At)
			}
		})
	}
}

func TestDueAtRefusesAnOfficeThatNeverOpens(t *testing.T) {
	_, err := workday.Production().DueAt(time.Date(2017, 1, 11, 0, 0, 0, 0, time.UTC), workday.Term{Amount: 1, Unit: workday.Hours}, workday.OfficeHours{})
	if !errors.Is(err, workday.ErrTerm) {
		t.Errorf("error %v", err)
	}
}

func TestOpen(t *testing.T) {
	c, h := workday.Production(), window(t)
	for at, want := range map[string]bool{
		"2017-01-11 09:29": false, "2017-01-11 09:30": true, "2017-01-11 12:45": false, "2017-01-11 13:00": true,
		"2017-01-11 17:45": false, "2017-02-22 16:44": true, "2017-02-22 16:45": false, "2017-02-23 12:00": false,
	} {
		instant, err := time.ParseInLocation("2006-01-02 15:04", at, h.Location)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Open(instant, h); got != want {
			t.Errorf("at %s open is %v", at, got)
		}
	}
}

func TestMalformedOfficeHoursAreRefused(t *testing.T) {
	for _, s := range []string{"Mon", "Mon 9-17", "Mon 17:00-9:00", "Mon 9:00-25:00", "Mon 9:0-17:00", "Пн 9:00-17:00", "Mon 9:00-17:00; Mon-Tue 9:00-17:00", "break 12:30", "Mon-Foo 9:00-17:00"} {
		if _, err := workday.ParseHours(s, nil); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
	h, err := workday.ParseHours(" Sat-Mon 10:00-12:00 ; break 10:30-11:00;", nil)
	if err != nil || len(h.Week[time.Sunday]) != 2 || len(h.Week[time.Tuesday]) != 0 {
		t.Errorf("%+v, %v", h, err)
	}
}

func FuzzWithFile(f *testing.F) {
	f.Add("year: 2030\nsource: проект\nholidays: {2030-01-01: Новый год}\ntransfers: [{from: 2030-01-05, to: 2030-01-08}]\nshort: [2030-01-04]\n")
	f.Add(`{"year": 2028, "source": "a", "holidays": {"2028-02-29": "b"}, "presidential": [{"first":"2028-03-01","last":"2028-03-02","source":"c"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		c, err := workday.Production().WithFile(strings.NewReader(body))
		if err != nil {
			if !errors.Is(err, workday.ErrCalendar) {
				t.Fatalf("error %v is no ErrCalendar", err)
			}
			return
		}
		// Whatever a file says, counting and stepping agree over its year.
		year := c.Years()[len(c.Years())-1]
		if year > 9000 {
			return
		}
		from := workday.Date{Year: year, Month: 1, Day: 1}
		due, err := c.Due(from, workday.Term{Amount: 100, Unit: workday.WorkingDays})
		if err != nil || due.Date != stepDays(c, from, 100) {
			t.Fatalf("100 working days from %v: %+v, %v", from, due, err)
		}
	})
}

func BenchmarkDueWorkingDays(b *testing.B) {
	c := workday.Production()
	from := workday.MustDate("2016-12-19")
	for _, n := range []int{5, 62, 1000} {
		b.Run(fmt.Sprintf("counted/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Due(from, workday.Term{Amount: n, Unit: workday.WorkingDays}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("stepped/%d", n), func(b *testing.B) {
			for b.Loop() {
				stepDays(c, from, n)
			}
		})
	}
}

func BenchmarkDueMonths(b *testing.B) {
	c := workday.Production()
	from := workday.MustDate("2016-12-23")
	for b.Loop() {
		if _, err := c.Due(from, workday.Term{Amount: 2, Unit: workday.Months}); err != nil {
			b.Fatal(err)
		}
	}
}
