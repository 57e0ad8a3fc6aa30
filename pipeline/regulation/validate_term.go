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
		if t.MetOn != "" && !hasMark(v.pack.Dates, t.MetOn) {
			v.at(at+".met_on", "there is no date %q", t.MetOn)
		}
		if t.Who != applicant {
			v.roles(at+".who", []string{t.Who}, false)
		}
		v.pauses(at, t)
		v.extensions(at+".extensions", t)
		v.roll(at+".roll", t)
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
	// No calendar days at all is a term too: «незамедлительно» ends with its day.
	if sameDay := t.Unit == string(workday.CalendarDays); t.Amount < 0 || t.Amount == 0 && !sameDay {
		v.at(at+".amount", "a term needs a positive amount")
	}
	if byClock(t.Unit) != (t.Hours != "") {
		v.at(at, "term %s: hours and minutes, and nothing else, run in office hours", t.ID)
	}
	if t.Hours != "" && !slices.ContainsFunc(v.pack.OfficeHours, func(h OfficeHours) bool { return h.ID == t.Hours }) {
		v.at(at+".hours", "there are no office hours %q", t.Hours)
	}
}

func (v *validator) start(at string, t Term) {
	ways := 0
	for _, is := range []bool{t.From.Event != "" || t.From.Date != "", t.From.EndOf != "", t.From.Words != ""} {
		if is {
			ways++
		}
	}
	if ways != 1 {
		v.at(at, "term %s is opened by exactly one of event, date, end_of and words; an event may name the date that it sets", t.ID)
	}
	v.dateOfEvent(at+".date", t.From)
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

// dateOfEvent demands that every transition of an event sets the date from which
// a term that the event opens is counted.
func (v *validator) dateOfEvent(at string, from TermStart) {
	if from.Event == "" || from.Date == "" {
		return
	}
	for _, t := range v.pack.Procedure.Transitions {
		if _, sets := t.Set.Dates[from.Date]; t.Event == from.Event && !sets {
			v.at(at, "transition %s does not set the date %s", t.ID, from.Date)
		}
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

// extensions checks the side branches that lengthen a term.
func (v *validator) extensions(list string, t Term) {
	for i, x := range t.Extensions {
		in := item(list, i)
		if byClock(t.Unit) {
			v.at(in, "only a term in days, months or years is lengthened by a branch")
		}
		v.point(in+".point", x.Point)
		v.branch(in, x.From, x.To)
		if x.Cap == nil {
			continue
		}
		if !slices.Contains([]string{"calendar-days", "months", "years"}, x.Cap.Unit) {
			v.at(in+".cap.unit", "a cap is in calendar-days, months or years, not in %q", x.Cap.Unit)
		}
		if x.Cap.Amount <= 0 {
			v.at(in+".cap.amount", "a cap needs a positive amount")
		}
	}
}

// branch checks the events between which a pause or side branch lasts.
func (v *validator) branch(at, from string, to []string) {
	if !v.hasEvent(from) {
		v.at(at+".from", "there is no event %q", from)
	}
	for j, e := range to {
		if !v.hasEvent(e) {
			v.at(item(at+".to", j), "there is no event %q", e)
		}
	}
	if len(to) == 0 {
		v.at(at, "what begins with %s never ends", from)
	}
}

// roll checks whether the last day of a term moves off a day off.
func (v *validator) roll(at string, t Term) {
	r := t.Roll
	if !slices.Contains([]string{"", "always", "never"}, r.Word) {
		v.at(at, "a term rolls always, never, or under a reading of a setting, not %q", r.Word)
	}
	if (r.Setting == "") != (r.When == "") {
		v.at(at, "a roll that can be switched names the setting and the reading under which the term rolls")
	}
	if r.Setting == "" {
		return
	}
	k := slices.IndexFunc(v.pack.Settings, func(s Setting) bool { return s.Key == r.Setting })
	if k < 0 {
		v.at(at+".setting", "there is no setting %q", r.Setting)
	} else if !v.pack.Settings[k].allows(r.When) {
		v.at(at+".when", "%q is none of the readings of %s", r.When, r.Setting)
	}
	if t.Unit == string(workday.WorkingDays) || byClock(t.Unit) {
		v.at(at, "only a term in calendar days, months or years can end on a day off")
	}
}

func byClock(unit string) bool {
	return unit == string(workday.Hours) || unit == string(workday.Minutes)
}

func (v *validator) pauses(at string, t Term) {
	if len(t.Pauses) > 0 && t.Unit != string(workday.WorkingDays) {
		v.at(at+".pauses", "only a term in working days can pause")
	}
	for i, p := range t.Pauses {
		v.branch(item(at+".pauses", i), p.From, p.To)
	}
}
