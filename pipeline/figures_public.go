package pipeline

import (
	"context"
	"slices"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// PublicFigures tell the public how the office works: counts alone, of services
// whose result is published. They are as of their last day, whenever they are
// made: the same history gives the same figures.
type PublicFigures struct {
	From     workday.Date     `json:"from"` // first day; zero: from the beginning
	To       workday.Date     `json:"to"`   // last day
	Services []ServiceFigures `json:"services"`
	// Median is how many days passed from receipt to publication of half of all
	// those that were published, of whichever service; 0 for none.
	Median float64 `json:"median"`
}

// ServiceFigures count the filings of one service that came in the period, by
// where each stood on its last day: Received = Published + Refused + Pending.
type ServiceFigures struct {
	Pack      string         `json:"pack"`
	Title     string         `json:"title"`
	Received  int            `json:"received"`
	Published int            `json:"published"` // its result stands in an issue
	Refused   int            `json:"refused"`   // ended without: refused, withdrawn, taken for not filed
	Pending   int            `json:"pending"`
	Kept      int            `json:"kept"` // terms of the office that it kept
	Over      int            `json:"over"` // of so many that were over
	Months    []MonthFigures `json:"months"`
}

// MonthFigures tell of one month, or of several where so little came in one that
// its figures would tell of single cases.
type MonthFigures struct {
	From      workday.Date `json:"from"` // first day of the first month
	To        workday.Date `json:"to"`   // a day of the last month
	Received  int          `json:"received"`
	Published int          `json:"published"` // in these months, whenever received
	Refused   int          `json:"refused"`   // ended otherwise in these months
	Pending   int          `json:"pending"`   // at their end
	// Median is how many days passed from receipt to publication of half of those
	// published in these months; 0 for none.
	Median float64 `json:"median"`
}

// leastInMonth is how many filings a month needs to be told of by itself.
const leastInMonth = 5

// PublicFigures counts the filings that came from a day to another, both included,
// as they stood on the latter. A period that ends before it begins is Invalid.
func (o *Office) PublicFigures(ctx context.Context, from, to workday.Date) (PublicFigures, error) {
	if to.Before(from) {
		return PublicFigures{}, &Error{Op: "count figures", Doc: from.String() + "–" + to.String(), Kind: Invalid,
			Advice: "Отчётный период заканчивается раньше, чем начинается. Проверьте даты."}
	}
	rows, err := o.figureRows(ctx, from)
	if err != nil {
		return PublicFigures{}, err
	}
	count := figureCount{office: o, rows: rows, period: Span{from, to}, today: to}
	figures := PublicFigures{From: from, To: to, Services: []ServiceFigures{}}
	for _, p := range count.packs() {
		if len(publishingEvents(p.Pack)) == 0 {
			continue
		}
		if service := count.service(p); service.Received > 0 {
			figures.Services = append(figures.Services, service)
		}
	}
	figures.Median = count.daysToPublication()
	return figures, nil
}

// daysToPublication is the median of all cases of the period that were published in it.
func (f figureCount) daysToPublication() float64 {
	var took []int
	for _, row := range f.rows {
		if f.period.Holds(row.Received) && !row.Published.IsZero() && f.period.Holds(row.Published) {
			took = append(took, row.Received.DaysUntil(row.Published))
		}
	}
	days, _ := median(took)
	return days
}

// service counts the cases of one procedure.
func (f figureCount) service(p procedure) ServiceFigures {
	service := ServiceFigures{Pack: p.ID, Title: p.Title}
	var cases []figureRow
	for _, row := range f.rows {
		if row.Pack != p.ID || !f.period.Holds(row.Received) {
			continue
		}
		if row.Published.After(f.period.To) {
			row.Published = workday.Date{}
		}
		if row.Ended.After(f.period.To) {
			row.Ended = workday.Date{}
		}
		cases = append(cases, row)
		service.Received++
		switch {
		case !row.Published.IsZero():
			service.Published++
		case !row.Ended.IsZero():
			service.Refused++
		default:
			service.Pending++
		}
		service.countTerms(p, row, f.period.To)
	}
	service.Months = monthsOf(cases, f.period.To)
	return service
}

// countTerms counts the office's own terms of a case that were over by a day.
func (s *ServiceFigures) countTerms(p procedure, row figureRow, to workday.Date) {
	for _, t := range row.Terms {
		i := slices.IndexFunc(p.terms, func(term regulation.Term) bool { return term.ID == t.Term })
		if i < 0 || p.terms[i].Who == "applicant" || t.From.After(to) {
			continue
		}
		switch t.Standing {
		case termKept:
			s.Kept++
			s.Over++
		case termLate, termMissed:
			s.Over++
		case termOpen:
			if t.Due.Before(to) {
				s.Over++
			}
		}
	}
}

// monthsOf counts cases by month, from the first receipt to a day.
func monthsOf(cases []figureRow, to workday.Date) []MonthFigures {
	if len(cases) == 0 {
		return nil
	}
	first := slices.MinFunc(cases, func(a, b figureRow) int { return a.Received.Compare(b.Received) }).Received
	var months []MonthFigures
	start, pending := workday.NewDate(first.Year, first.Month, 1), 0
	for day := start; !day.After(to); day = workday.NewDate(day.Year, day.Month+1, 1) {
		next := workday.NewDate(day.Year, day.Month+1, 1)
		m := countMonths(cases, start, next)
		if last := next.After(to); m.Received < leastInMonth && !last {
			continue // told together with the next month
		}
		pending += m.Received - m.Published - m.Refused
		m.Pending = pending
		months = append(months, m)
		start = next
	}
	if n := len(months); n > 1 && months[n-1].Received < leastInMonth { // what is left over goes with the months before
		rest := countMonths(cases, months[n-2].From, workday.NewDate(to.Year, to.Month+1, 1))
		rest.Pending = pending
		months = append(months[:n-2], rest)
	}
	return months
}

// countMonths counts from the first day of a month to before that of another.
func countMonths(cases []figureRow, from, before workday.Date) MonthFigures {
	m := MonthFigures{From: from, To: before.AddDays(-1)}
	within := Span{from, m.To}
	var took []int
	for _, row := range cases {
		if within.Holds(row.Received) {
			m.Received++
		}
		switch {
		case within.Holds(row.Published):
			m.Published++
			took = append(took, row.Received.DaysUntil(row.Published))
		case row.Published.IsZero() && within.Holds(row.Ended):
			m.Refused++
		}
	}
	m.Median, _ = median(took)
	return m
}

// publishingEvents are what the publication of a result is called in a pack; none
// where nothing is published.
func publishingEvents(p *regulation.Pack) []string {
	var names []string
	for _, t := range p.Procedure.Transitions {
		if t.Command == publishCommand {
			names = append(names, t.Event)
		}
	}
	return names
}

// publishedOn is the day on which the result of a case was first published.
func publishedOn(p *regulation.Pack, history []regulation.Occurrence) workday.Date {
	names := publishingEvents(p)
	for _, h := range history {
		if slices.Contains(names, h.Name) {
			return workday.DateOf(h.At)
		}
	}
	return workday.Date{}
}
