package desk

import (
	"net/http"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// countPeriod makes the figures of the period that the address names: the current
// year up to today, when it names none.
func (d *Desk) countPeriod(r *http.Request, v *reportsView) error {
	today := d.today()
	from, to := workday.NewDate(today.Year, 1, 1), today
	v.Given.From, v.Given.To = from.String(), to.String()
	for _, end := range []struct {
		given *string
		day   *workday.Date
		name  string
	}{{&v.Given.From, &from, "from"}, {&v.Given.To, &to, "to"}} {
		typed := trimmed(r.FormValue(end.name))
		if typed == "" {
			continue
		}
		day, err := workday.ParseDate(typed)
		if err != nil {
			v.Problem = "Дата «" + typed + "» указана неверно: показан период по умолчанию."
			continue
		}
		*end.given, *end.day = typed, day
	}
	if to.Before(from) {
		v.Problem = "Первый день периода позже последнего: показаны оба наоборот."
		from, to = to, from
	}
	var err error
	v.Period, err = d.Office.Figures(r.Context(), from, to)
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
