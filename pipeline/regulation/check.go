package regulation

import (
	"regexp"
	"sort"
	"strings"
	"time"

	"vestnik/pipeline/workday"
)

// Check applies every check of the pack, and of the packs that it includes, to
// a case, in the order of the packs. A rule that rests on a field whose reading
// is not sure, or that no machine may decide, is left to a person.
func (e *Engine) Check(p *Pack, c Case) []Finding {
	findings := []Finding{}
	on := workday.DateOf(c.ReceivedAt.In(p.program.scope.zone))
	for _, q := range append([]*Pack{p}, e.included(p, on)...) {
		st, err := q.standFor(p, c)
		v := e.view(q, c, st, time.Time{})
		for i, k := range q.Checks {
			f := q.apply(k, q.program.checks[i], v)
			if err != nil {
				f.Verdict = NeedsPerson
			}
			findings = append(findings, f)
		}
	}
	return findings
}

// standFor is the stand of the case in the pack that leads it; an included pack
// has no procedure of its own and sees an empty one.
func (p *Pack) standFor(leading *Pack, c Case) (*stand, error) {
	if p != leading {
		return p.standOf(nil)
	}
	st, err := p.standOf(c.History)
	if err != nil {
		empty, _ := p.standOf(nil) // an empty history always folds
		return empty, err
	}
	return st, nil
}

// apply judges one rule.
func (p *Pack) apply(k Check, x checkProgram, v *view) Finding {
	f := Finding{
		Rule: k.ID, Point: k.Point, Act: p.ID, Severity: k.Severity,
		Message: k.Title, Evidence: evidence(k.RestsOn, v.kase.Places),
	}
	f.Verdict = verdict(k, x, v)
	if f.Verdict == Fail || f.Verdict == NeedsPerson {
		if text, err := x.message.plain(v); err == nil && text != "" {
			f.Message = text
		}
	}
	return f
}

func verdict(k Check, x checkProgram, v *view) Verdict {
	if unsureAbout(v.kase, k.RestsOn, x.applyFields) {
		return NeedsPerson
	}
	if x.applies != nil {
		applies, err := x.applies.holds(v)
		if err != nil {
			return NeedsPerson
		}
		if !applies {
			return NotApplicable
		}
	}
	if x.holds == nil || unsureAbout(v.kase, k.RestsOn, nil) {
		return NeedsPerson
	}
	if x.decidable != nil {
		if can, err := x.decidable.holds(v); err != nil || !can {
			return NeedsPerson
		}
	}
	switch holds, err := x.holds.holds(v); {
	case err != nil:
		return NeedsPerson
	case holds:
		return Pass
	}
	return Fail
}

// unsureAbout reports whether a reading that the paths name is unsure; with
// only, whether one within those top-level fields is. A whole that is unsure
// casts no doubt on a part of it that was read by itself.
func unsureAbout(c Case, paths []string, only map[string]bool) bool {
	for at, is := range c.Unsure {
		if !is || only != nil && !only[topField(at)] {
			continue
		}
		generic := elementIndex.ReplaceAllString(at, "[]")
		for _, p := range paths {
			part, deeper := strings.CutPrefix(p, generic)
			_, apart := c.Places[at+part]
			if within(p, generic) || within(generic, p) && !(deeper && part != "" && apart) {
				return true
			}
		}
	}
	return false
}

// within reports whether a path is another or lies in it; both generic
// ("holders[].name").
func within(outer, inner string) bool {
	rest, ok := strings.CutPrefix(inner, outer)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

var elementIndex = regexp.MustCompile(`\[\d+\]`)

// topField returns the field that a path starts with: "holders[0].name" → "holders".
func topField(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}

// restsOn reports whether the paths name a top-level field.
func restsOn(paths []string, field string) bool {
	for _, p := range paths {
		if topField(p) == field {
			return true
		}
	}
	return false
}

// evidence collects the places of everything that a rule rests on, by path.
func evidence(paths []string, places map[string]Evidence) []Evidence {
	found := []string{}
	for at := range places {
		generic := elementIndex.ReplaceAllString(at, "[]")
		for _, p := range paths {
			if within(p, generic) {
				found = append(found, at)
				break
			}
		}
	}
	sort.Strings(found)
	out := make([]Evidence, len(found))
	for i, at := range found {
		out[i] = places[at]
		out[i].Field = at
	}
	return out
}
