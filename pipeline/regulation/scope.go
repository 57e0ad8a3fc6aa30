package regulation

import (
	"fmt"
	"slices"
	"time"
	_ "time/tzdata" // the office's zone must be known on machines without a zone database

	"vestnik/pipeline/workday"
)

// scope is what a pack sees of itself, of the packs it includes, and of the office.
type scope struct {
	calendar *workday.Calendar
	due      func(Term, workday.Date) (workday.Due, error)
	zone     *time.Location
	fields   []Field
	lists    map[string]List // by id, and by "pack/id"
	terms    map[string]Term // of the pack, then of its whole and the other parts
	fees     []Fee
}

// scopeOf gathers what the pack refers to.
func (e *Engine) scopeOf(p *Pack) (*scope, error) {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil || p.Zone == "" {
		return nil, fmt.Errorf("zone %q is not known", p.Zone)
	}
	l := &scope{calendar: e.calendar, zone: zone,
		due: func(t Term, from workday.Date) (workday.Due, error) { return e.count(p, t, from) }, lists: map[string]List{}, terms: map[string]Term{}}
	l.fields = append(l.fields, p.Fields...)
	l.fees = append(l.fees, p.Fees...)
	for _, list := range p.Lists {
		l.lists[list.ID] = list
		l.lists[p.ID+"/"+list.ID] = list
	}
	for _, q := range e.family(p, p.InForceFrom) {
		for _, t := range q.Terms {
			if _, ours := l.terms[t.ID]; !ours {
				l.terms[t.ID] = t
			}
		}
	}
	includes := p.Includes
	if whole := e.whole(p); whole != nil {
		includes = appendNew(slices.Clone(includes), whole.Includes)
		for _, list := range whole.Lists {
			l.lists[whole.ID+"/"+list.ID] = list
		}
	}
	for _, id := range includes {
		e.includeInto(l, id, slices.Contains(p.Includes, id))
	}
	return l, nil
}

// includeInto adds the fields and lists of an included pack's newest edition,
// and the fees of all its editions where the pack itself includes it.
func (e *Engine) includeInto(l *scope, id string, itself bool) {
	editions := e.byID[id]
	for i, q := range editions {
		if itself {
			l.fees = append(l.fees, q.Fees...)
		}
		if i < len(editions)-1 {
			continue
		}
		for _, f := range q.Fields {
			if !slices.ContainsFunc(l.fields, func(have Field) bool { return have.Name == f.Name }) {
				l.fields = append(l.fields, f)
			}
		}
		for _, list := range q.Lists {
			l.lists[q.ID+"/"+list.ID] = list
		}
	}
}
