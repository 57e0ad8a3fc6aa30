package workday_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"vestnik/pipeline/workday"
)

func TestProductionCoversItsYearsAndNoOthers(t *testing.T) {
	years := workday.Production().Years()
	if len(years) != 14 || years[0] != 2013 || years[13] != 2026 {
		t.Fatalf("years %v", years)
	}
}

// The totals are those that the Ministry of Labour publishes for a five-day week.
func TestWorkingDaysOfEachYear(t *testing.T) {
	totals := map[int]int{
		2013: 247, 2014: 247, 2015: 247, 2016: 247, 2017: 247, 2018: 247, 2019: 247,
		2020: 247, 2021: 247, 2022: 247, 2023: 247, 2024: 248, 2025: 247, 2026: 247,
	}
	c := workday.Production()
	for year, want := range totals {
		got := c.Between(workday.NewDate(year-1, time.December, 31), workday.NewDate(year, time.December, 31))
		if got != want {
			t.Errorf("%d: %d working days, want %d", year, got, want)
		}
	}
	off := c.With(workday.Options{PresidentialDaysOff: true})
	for year, want := range map[int]int{2020: 219, 2021: 240, 2022: 247} {
		got := off.Between(workday.NewDate(year-1, time.December, 31), workday.NewDate(year, time.December, 31))
		if got != want {
			t.Errorf("%d with the President's days off: %d working days, want %d", year, got, want)
		}
	}
}

func TestDaySaysWhyItIsWorkedOrOff(t *testing.T) {
	no := false
	c := workday.Production()
	cases := []struct {
		name, date string
		calendar   *workday.Calendar
		want       workday.Day
	}{
		{"ordinary Monday", "2024-04-15", c, workday.Day{Working: true}},
		{"ordinary Saturday", "2024-04-20", c, workday.Day{}},
		{"Saturday made working", "2024-04-27", c, workday.Day{Working: true, Transferred: true, Source: "постановление Правительства РФ от 10.08.2023 № 1314"}},
		{"the same when such Saturdays do not count", "2024-04-27", c.With(workday.Options{TransferredSaturdaysCount: &no}), workday.Day{}},
		{"the Monday that got its rest", "2024-04-29", c, workday.Day{Transferred: true, Source: "постановление Правительства РФ от 10.08.2023 № 1314"}},
		{"holiday", "2024-06-12", c, workday.Day{Holiday: "День России", Source: "Трудовой кодекс РФ, ст. 112"}},
		{"January holiday on a Saturday whose rest was moved", "2024-01-06", c, workday.Day{Holiday: "Новогодние каникулы", Source: "Трудовой кодекс РФ, ст. 112"}},
		{"transfer by the Code itself", "2023-11-06", c, workday.Day{Transferred: true, Source: "Трудовой кодекс РФ, ст. 112, часть вторая"}},
		{"eve of a holiday", "2024-05-08", c, workday.Day{Working: true, Short: true}},
		{"day of the vote, off by its own law", "2020-07-01", c, workday.Day{
			Holiday: "Общероссийское голосование по поправкам к Конституции РФ",
			Source:  "Закон РФ о поправке к Конституции РФ от 14.03.2020 № 1-ФКЗ, ст. 2; Указ Президента РФ от 01.06.2020 № 354",
		}},
		{"President's day, which is worked", "2020-04-06", c, workday.Day{Working: true, Presidential: true, Source: "Указ Президента РФ от 02.04.2020 № 239"}},
		{"President's day, switched off", "2020-04-06", c.With(workday.Options{PresidentialDaysOff: true}), workday.Day{Presidential: true, Source: "Указ Президента РФ от 02.04.2020 № 239"}},
		{"Monday of a year not yet fixed", "2031-03-03", c, workday.Day{Working: true, Provisional: true}},
		{"statutory transfer of a year not yet fixed", "2027-05-03", c, workday.Day{Transferred: true, Provisional: true, Source: "Трудовой кодекс РФ, ст. 112, часть вторая"}},
		{"no date", "", c, workday.Day{}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			var d workday.Date
			if err := d.UnmarshalText([]byte(tc.date)); err != nil {
				t.Fatal(err)
			}
			if got := tc.calendar.Day(d); got != tc.want {
				t.Errorf("got  %+v\nwant %+v", got, tc.want)
			}
			if tc.calendar.IsWorking(d) != tc.want.Working {
				t.Error("IsWorking disagrees with Day")
			}
		})
	}
}

// TestDayByDayAgreementWithPublishedCalendars compares every day of 2013–2026
// with calendars published by others. In theirs the President's days are off.
func TestDayByDayAgreementWithPublishedCalendars(t *testing.T) {
	path := filepath.Join(sharedFolder(t), "data", "8_calendar", "ru_days_2013_2026_from_xmlcalendar.json")
	body, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no published calendars here: %v", err)
	}
	var theirs map[string]string
	if err := json.Unmarshal(body, &theirs); err != nil {
		t.Fatal(err)
	}
	c := workday.Production().With(workday.Options{PresidentialDaysOff: true})
	compared := 0
	for d := workday.MustDate("2013-01-01"); d.Year <= 2026; d = d.AddDays(1) {
		want, ok := theirs[d.String()]
		if !ok {
			t.Errorf("%v is missing from the published calendars", d)
			continue
		}
		compared++
		if got := kindOf(c.Day(d)); got != want {
			t.Errorf("%v: we say %s, they say %s", d, got, want)
		}
	}
	if compared != len(theirs) {
		t.Errorf("compared %d of %d days", compared, len(theirs))
	}
}

// TestAgreementWithTheListKeepingPresidentialDaysApart checks the default: the
// list marks those days "nowork" beside its holidays, we count them as working.
func TestAgreementWithTheListKeepingPresidentialDaysApart(t *testing.T) {
	folder := filepath.Join(sharedFolder(t), "data", "8_calendar", "d10xa", "json")
	names, err := filepath.Glob(filepath.Join(folder, "consultant20*.json"))
	if err != nil || len(names) == 0 {
		t.Skipf("no lists in %s", folder)
	}
	c := workday.Production()
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var list struct{ Holidays, PreHolidays, NoWork []string }
		if err := json.Unmarshal(body, &list); err != nil {
			t.Fatal(err)
		}
		off := make(map[string]bool)
		for _, d := range list.Holidays {
			off[d] = true
		}
		first := workday.MustDate(list.Holidays[0])
		if first.Year < 2013 {
			continue
		}
		for d := (workday.Date{Year: first.Year, Month: 1, Day: 1}); d.Year == first.Year; d = d.AddDays(1) {
			if c.IsWorking(d) == off[d.String()] {
				t.Errorf("%s: %v worked = %v", filepath.Base(name), d, c.IsWorking(d))
			}
		}
		for _, s := range list.NoWork {
			if d := c.Day(workday.MustDate(s)); !d.Working || !d.Presidential {
				t.Errorf("%s: %+v is not a presidential day that counts as worked", s, d)
			}
		}
	}
}

func kindOf(d workday.Day) string {
	switch {
	case !d.Working:
		return "off"
	case d.Short:
		return "short"
	}
	return "work"
}

func TestBadCalendarFilesAreRefusedWithTheirFault(t *testing.T) {
	const head = "year: 2030\nsource: проект\nholidays: {2030-01-01: Новый год}\n"
	cases := []struct{ name, file, fault string }{
		{"empty", "", "EOF"},
		{"unknown key", head + "extra: 1\n", "extra"},
		{"no source", "year: 2030\nholidays: {2030-01-01: Новый год}\n", "source is missing"},
		{"no holidays", "year: 2030\nsource: проект\n", "holidays are missing"},
		{"holiday of another year", "year: 2030\nsource: проект\nholidays: {2029-01-01: Новый год}\n", "2029-01-01"},
		{"day that does not exist", "year: 2030\nsource: проект\nholidays: {2030-02-30: Новый год}\n", "2030-02-30"},
		{"transfer onto a Saturday", head + "transfers: [{from: 2030-01-01, to: 2030-01-05}]\n", "off anyway"},
		{"rest transferred twice", head + "transfers: [{from: 2030-01-05, to: 2030-01-08}, {from: 2030-01-05, to: 2030-01-09}]\n", "twice"},
		{"two transfers to one day", head + "transfers: [{from: 2030-01-05, to: 2030-01-08}, {from: 2030-01-06, to: 2030-01-08}]\n", "two transfers"},
		{"chained transfers", head + "transfers: [{from: 2030-01-05, to: 2030-01-08}, {from: 2030-01-08, to: 2030-01-09}]\n", "final transfer"},
		{"transfer without a date", head + "transfers: [{from: 2030-01-05}]\n", "lacks a date"},
		{"short day that is off", head + "short: [2030-01-05]\n", "not worked"},
		{"short day twice", head + "short: [2030-01-04, 2030-01-04]\n", "twice"},
		{"presidential days without source", head + "presidential: [{first: 2030-03-04, last: 2030-03-05}]\n", "source"},
		{"presidential days backwards", head + "presidential: [{first: 2030-03-05, last: 2030-03-04, source: Указ}]\n", "period"},
		{"year beyond reason", "year: 20300\nsource: проект\nholidays: {2030-01-01: Новый год}\n", "year 20300"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			_, err := workday.Production().WithFile(strings.NewReader(tc.file))
			if !errors.Is(err, workday.ErrCalendar) {
				t.Fatalf("error %v is no ErrCalendar", err)
			}
			if !strings.Contains(err.Error(), tc.fault) {
				t.Errorf("error %q does not name %q", err, tc.fault)
			}
		})
	}
}

func TestAYearFileReplacesTheStatutoryYear(t *testing.T) {
	const file = `{"year": 2027, "source": "проект постановления", "holidays": {"2027-01-01": "Новый год"},
		"transfers": [{"from": "2027-01-02", "to": "2027-12-31"}], "short": ["2027-12-30"]}`
	before := workday.Production()
	after, err := before.WithFile(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	sat := workday.MustDate("2027-01-02")
	if d := after.Day(sat); !d.Working || d.Provisional || d.Source != "проект постановления" {
		t.Errorf("the file's working Saturday is %+v", d)
	}
	if before.IsWorking(sat) || !before.Day(sat).Provisional {
		t.Error("WithFile changed the calendar it was called on")
	}
	if after.IsWorking(workday.MustDate("2027-12-31")) {
		t.Error("the day that received the rest is worked")
	}
}

func TestLoadRefusesAYearGivenTwiceAndAnEmptyFolder(t *testing.T) {
	year := &fstest.MapFile{Data: []byte("year: 2030\nsource: проект\nholidays: {2030-01-01: Новый год}\n")}
	if _, err := workday.Load(fstest.MapFS{"a.yaml": year, "b.json": year}); !errors.Is(err, workday.ErrCalendar) {
		t.Errorf("a year given twice: %v", err)
	}
	if _, err := workday.Load(fstest.MapFS{}); !errors.Is(err, workday.ErrCalendar) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := workday.Load(fstest.MapFS{"2030.yaml": year}); err != nil {
		t.Errorf("one year: %v", err)
	}
}

// sharedFolder finds the folder of shared reading: $VESTNIK_SHARED, else beside
// the repository.
func sharedFolder(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("VESTNIK_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join(filepath.Dir(repoRoot(t)), "shared")
}

// repoRoot walks up from the test's folder to the one that holds go.mod.
func repoRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = parent
	}
}
