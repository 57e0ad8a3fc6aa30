package desk

import (
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// termChart is the time axis that the bars of a case's terms share, so that a
// person sees at a glance which of them run beside one another and how much of
// each is left.
type termChart struct {
	From, To workday.Date // ends of the axis
	Months   []float64    // where months begin, in percent of the width
	Today    float64      // in percent; outside 0…100 when today is not on the axis
	start    time.Time
	length   time.Duration
	zone     *time.Location
}

// termBar is one term on the chart, in percent of its width.
type termBar struct{ X, Width, Met float64 }

// newTermChart spans the axis from the first opening to the last end or today.
func newTermChart(terms []pipeline.RunningTerm, now time.Time, zone *time.Location) *termChart {
	if len(terms) == 0 {
		return nil
	}
	first, last := terms[0].From, now
	for _, t := range terms {
		if t.From.Before(first) {
			first = t.From
		}
		for _, end := range []time.Time{endOf(t, zone), metOf(t)} {
			if end.After(last) {
				last = end
			}
		}
	}
	c := &termChart{From: workday.DateOf(first.In(zone)), To: workday.DateOf(last.In(zone)), zone: zone}
	c.start = c.From.At(zone)
	c.length = c.To.AddDays(1).At(zone).Sub(c.start)
	for m := monthAfter(c.From); m.At(zone).Before(c.start.Add(c.length)); m = monthAfter(m) {
		c.Months = append(c.Months, c.place(m.At(zone)))
	}
	c.Today = c.place(now)
	return c
}

// bar places one term; a term of minutes is a bar one can still see.
func (c *termChart) bar(t pipeline.RunningTerm) termBar {
	const seen = 0.6
	x := c.place(t.From)
	b := termBar{X: x, Width: max(c.place(endOf(t, c.zone))-x, seen), Met: -1}
	if t.Met != nil {
		b.Met = c.place(*t.Met)
	}
	return b
}

func (c *termChart) place(at time.Time) float64 {
	return 100 * float64(at.Sub(c.start)) / float64(c.length)
}

// endOf is the instant at which a term is over.
func endOf(t pipeline.RunningTerm, zone *time.Location) time.Time {
	if t.DueAt != nil {
		return *t.DueAt
	}
	return t.Due.AddDays(1).At(zone)
}

func metOf(t pipeline.RunningTerm) time.Time {
	if t.Met == nil {
		return time.Time{}
	}
	return *t.Met
}

func monthAfter(d workday.Date) workday.Date {
	return workday.DateOf(time.Date(d.Year, d.Month+1, 1, 0, 0, 0, 0, time.UTC))
}
