package workday

import "fmt"

// check refuses a file that contradicts itself: a calendar that silently drops a
// day shifts every term over it.
func (f yearFile) check() error {
	if f.Year < firstYear || f.Year > lastYear {
		return fmt.Errorf("year %d: %w", f.Year, ErrRange)
	}
	if f.Source == "" {
		return fmt.Errorf("source is missing: which act fixed the year?")
	}
	if len(f.Holidays) == 0 {
		return fmt.Errorf("holidays are missing")
	}
	for d := range f.Holidays {
		if d.Year != f.Year {
			return fmt.Errorf("holiday %v is not of the year %d", d, f.Year)
		}
	}
	for d := range f.ByOtherAct {
		if f.Holidays[d] == "" {
			return fmt.Errorf("holidays_by_other_act names %v, which is no holiday", d)
		}
	}
	if err := f.checkTransfers(); err != nil {
		return err
	}
	if err := f.checkShort(); err != nil {
		return err
	}
	return f.checkPresidential()
}

func (f yearFile) checkTransfers() error {
	from, to := make(map[Date]bool), make(map[Date]bool)
	for _, t := range f.Transfers {
		switch {
		case inRange(t.From) != nil || inRange(t.To) != nil:
			return fmt.Errorf("transfer %v → %v lacks a date", t.From, t.To)
		case t.From.Year != f.Year && t.To.Year != f.Year:
			return fmt.Errorf("transfer %v → %v does not touch the year %d", t.From, t.To, f.Year)
		case from[t.From]:
			return fmt.Errorf("the rest of %v is transferred twice", t.From)
		case to[t.To]:
			return fmt.Errorf("two transfers end on %v", t.To)
		case f.Holidays[t.To] != "" || isWeekend(t.To.Weekday()):
			return fmt.Errorf("transfer %v → %v ends on a day that is off anyway", t.From, t.To)
		}
		from[t.From], to[t.To] = true, true
	}
	for _, t := range f.Transfers {
		if from[t.To] {
			return fmt.Errorf("%v both gives its rest away and receives some: write the final transfer only", t.To)
		}
	}
	return nil
}

func (f yearFile) checkShort() error {
	off := daysOff(f, Options{}.settle())
	seen := make(map[Date]bool)
	for _, d := range f.Short {
		switch {
		case d.Year != f.Year:
			return fmt.Errorf("short day %v is not of the year %d", d, f.Year)
		case seen[d]:
			return fmt.Errorf("short day %v is given twice", d)
		case off[yearDay(d)]:
			return fmt.Errorf("short day %v is not worked", d)
		}
		seen[d] = true
	}
	return nil
}

func (f yearFile) checkPresidential() error {
	for _, p := range f.Presidential {
		switch {
		case p.First.Year != f.Year || p.Last.Year != f.Year || p.Last.Before(p.First):
			return fmt.Errorf("presidential days %v–%v are not a period of the year %d", p.First, p.Last, f.Year)
		case p.Source == "":
			return fmt.Errorf("presidential days %v–%v lack their source", p.First, p.Last)
		}
	}
	return nil
}
