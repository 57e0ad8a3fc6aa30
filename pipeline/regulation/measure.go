package regulation

import (
	"slices"

	"vestnik/pipeline/workday"
)

// Measure is a figure by which the act has the service judged: how many of the
// cases of a procedure came to something, or whether something was done as often
// as the act demands.
type Measure struct {
	ID    string `yaml:"id" json:"id"`
	Title string `yaml:"title" json:"title"`
	Point string `yaml:"point" json:"point"`
	// Of is the pack whose cases are counted; empty: this one.
	Of string `yaml:"of" json:"of,omitempty"`
	// When are the events any of which makes a case count.
	When []string `yaml:"when" json:"when"`
	// Every is how often one such case is due: quarter | year. Empty: the measure
	// is a share of the cases received.
	Every string `yaml:"every" json:"every,omitempty"`
}

// WorkingDays counts the working days after one day up to and with another, by
// the production calendar of the engine. Days in the wrong order count as none.
func (e *Engine) WorkingDays(after, upTo workday.Date) int {
	if !upTo.After(after) {
		return 0
	}
	return e.calendar.Between(after, upTo)
}

// measures checks the measures of a pack.
func (v *validator) measures() {
	for i, m := range v.own.Measures {
		at := item("$.measures", i)
		v.filled(at+".id", m.ID)
		v.filled(at+".title", m.Title)
		v.filled(at+".point", m.Point)
		if !slices.Contains([]string{"", "quarter", "year"}, m.Every) {
			v.at(at+".every", "a measure is due every quarter or year, not %q", m.Every)
		}
		if slices.ContainsFunc(v.own.Measures[:i], func(other Measure) bool { return other.ID == m.ID }) {
			v.at(at+".id", "measure %s is declared twice", m.ID)
		}
		v.measured(at, m)
	}
}

// measured checks that the events of a measure are events of the pack it counts.
func (v *validator) measured(at string, m Measure) {
	events := v.pack.Events
	if m.Of != "" && m.Of != v.pack.ID {
		editions := v.engine.byID[m.Of]
		if len(editions) == 0 {
			v.at(at+".of", "there is no pack %q", m.Of)
			return
		}
		events = editions[len(editions)-1].Events
	}
	if len(m.When) == 0 {
		v.at(at+".when", "a measure needs the events that make a case count")
	}
	for j, name := range m.When {
		if !slices.ContainsFunc(events, func(e Event) bool { return e.ID == name }) {
			v.at(item(at+".when", j), "there is no event %q", name)
		}
	}
}
