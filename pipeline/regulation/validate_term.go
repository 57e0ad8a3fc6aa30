package regulation

import (
	"slices"

	"vestnik/pipeline/workday"
)

func (v *validator) terms() {
	for i, t := range v.pack.Terms {
		at := item("$.terms", i)
		v.point(at+".point", t.Point)
		v.filled(at+".title", t.Title)
		v.filled(at+".breach", t.Breach)
		v.unit(at, t)
		v.start(at+".from", t)
		for j, m := range t.Met {
			if !v.hasEvent(m) {
				v.at(item(at+".met", j), "there is no event %q", m)
			}
		}
		if len(t.Met) == 0 && t.From.Words == "" {
			v.at(at, "term %s runs but nothing meets it", t.ID)
		}
		if t.Who != applicant {
			v.roles(at+".who", []string{t.Who}, false)
		}
		v.pauses(at, t)
	}
}

func (v *validator) unit(at string, t Term) {
	if t.Unit == "none" {
		if t.Amount != 0 || t.From.Words == "" {
			v.at(at+".unit", "a term without length has no amount and is opened in words")
		}
		return
	}
	if !slices.Contains(workday.Units(), workday.Unit(t.Unit)) {
		v.at(at+".unit", "there is no unit %q", t.Unit)
	}
	if t.Amount <= 0 {
		v.at(at+".amount", "a term needs a positive amount")
	}
	byClock := t.Unit == string(workday.Hours) || t.Unit == string(workday.Minutes)
	if byClock != (t.Hours != "") {
		v.at(at, "term %s: hours and minutes, and nothing else, run in office hours", t.ID)
	}
	if t.Hours != "" && v.ids["hours "+t.Hours] == "" {
		v.at(at+".hours", "there are no office hours %q", t.Hours)
	}
}

func (v *validator) start(at string, t Term) {
	ways := 0
	for _, s := range []string{t.From.Event, t.From.Date, t.From.EndOf, t.From.Words} {
		if s != "" {
			ways++
		}
	}
	if ways != 1 {
		v.at(at, "term %s is opened by exactly one of event, date, end_of and words", t.ID)
	}
	if t.From.Event != "" && !v.hasEvent(t.From.Event) {
		v.at(at+".event", "there is no event %q", t.From.Event)
	}
	if t.From.Date != "" && !hasMark(v.pack.Dates, t.From.Date) {
		v.at(at+".date", "there is no date %q", t.From.Date)
	}
	v.termRef(at+".end_of", t.From.EndOf)
	if v.circular(t) {
		v.at(at+".end_of", "term %s waits for its own end", t.ID)
	}
}

// circular reports whether the chain of end_of leads back.
func (v *validator) circular(t Term) bool {
	chain := []string{t.ID}
	for t.From.EndOf != "" {
		next := t.From.EndOf
		if slices.Contains(chain, next) {
			return true
		}
		chain = append(chain, next)
		k := slices.IndexFunc(v.pack.Terms, func(x Term) bool { return x.ID == next })
		if k < 0 {
			return false
		}
		t = v.pack.Terms[k]
	}
	return false
}

func (v *validator) pauses(at string, t Term) {
	if len(t.Pauses) > 0 && t.Unit != string(workday.WorkingDays) {
		v.at(at+".pauses", "only a term in working days can pause")
	}
	for i, p := range t.Pauses {
		in := item(at+".pauses", i)
		if !v.hasEvent(p.From) {
			v.at(in+".from", "there is no event %q", p.From)
		}
		for j, e := range p.To {
			if !v.hasEvent(e) {
				v.at(item(in+".to", j), "there is no event %q", e)
			}
		}
		if len(p.To) == 0 {
			v.at(in, "the pause from %s never ends", p.From)
		}
	}
}
