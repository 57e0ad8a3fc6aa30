package desk

import (
	"net/http"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// period is what a report is about, as typed and as understood.
type period struct {
	Given   struct{ From, To string }
	Problem string // what of it was not understood
	from    workday.Date
	to      workday.Date
}

// periodOf reads the period that the address names: the current year up to today,
// when it names none.
func (d *Desk) periodOf(r *http.Request) period {
	today := d.today()
	p := period{from: workday.NewDate(today.Year, 1, 1), to: today}
	p.Given.From, p.Given.To = p.from.String(), p.to.String()
	for _, end := range []struct {
		given *string
		day   *workday.Date
		name  string
	}{{&p.Given.From, &p.from, "from"}, {&p.Given.To, &p.to, "to"}} {
		typed := trimmed(r.FormValue(end.name))
		if typed == "" {
			continue
		}
		day, err := workday.ParseDate(typed)
		if err != nil {
			p.Problem = "Дата «" + typed + "» указана неверно: показан период по умолчанию."
			continue
		}
		*end.given, *end.day = typed, day
	}
	if p.to.Before(p.from) {
		p.Problem = "Первый день периода позже последнего: показаны оба наоборот."
		p.from, p.to = p.to, p.from
	}
	return p
}

// countPeriod makes the figures of the period, and the staff's word on the reading.
func (d *Desk) countPeriod(r *http.Request, v *reportsView) (err error) {
	v.period = d.periodOf(r)
	if v.Period, err = d.Office.Figures(r.Context(), v.from, v.to); err != nil {
		return err
	}
	v.Reading, err = d.Office.Corrections(r.Context(), v.from, v.to)
	return err
}

// KeptTerms are the terms of the period that have run at all, for the table.
func (v reportsView) KeptTerms() []pipeline.TermFigures {
	var list []pipeline.TermFigures
	for _, t := range v.Period.Terms {
		if t.Runs > 0 {
			list = append(list, t)
		}
	}
	return list
}
