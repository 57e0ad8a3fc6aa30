package regulation

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
)

// linkMembers declares, for every link of a pack, the list of the cases that it
// leads to, each typed by the pack of those cases.
func (e *Engine) linkMembers(s *schema, p *Pack) ([]member, error) {
	var members []member
	for _, l := range p.Links {
		editions := e.byID[l.Pack]
		if len(editions) == 0 {
			continue // reported by validate
		}
		q := editions[len(editions)-1]
		target, err := e.scopeOf(q)
		if err != nil {
			return nil, err
		}
		name := "Linked_" + identifier(l.ID)
		typ := s.declare(name, []member{
			{"case", cel.StringType, ""},
			{"state", cel.StringType, ""},
			{"received_at", cel.TimestampType, nil},
			{"regions", s.declare(name+"_Regions", regionMembers(q.Procedure.Regions)), map[string]any{}},
			{"dates", s.declare(name+"_Dates", markMembers(q.Dates, cel.TimestampType, nil)), map[string]any{}},
			{"numbers", s.declare(name+"_Numbers", markMembers(q.Numbers, cel.StringType, "")), map[string]any{}},
			{"values", s.declare(name+"_Values", valueMembers(q.Values)), map[string]any{}},
			{"fields", s.declare(name+"_Fields", s.fieldMembers(name+"_Fields", target.fields)), map[string]any{}},
		})
		members = append(members, member{identifier(l.ID), cel.ListType(typ), []any{}})
	}
	return members, nil
}

// links are the cases that the case is linked to, by link, oldest first; never
// the case itself, and none whose history its own procedure does not explain.
func (v *view) links() map[string]any {
	out := map[string]any{}
	for _, l := range v.pack.Links {
		linked := slices.Clone(v.kase.Links[l.ID])
		slices.SortStableFunc(linked, func(a, b Case) int {
			if by := a.ReceivedAt.Compare(b.ReceivedAt); by != 0 {
				return by
			}
			return strings.Compare(a.ID, b.ID)
		})
		list := make([]any, 0, len(linked))
		for _, c := range linked {
			if m := v.linked(l, c); m != nil {
				list = append(list, m)
			}
		}
		out[identifier(l.ID)] = list
	}
	return out
}

// linked is one case that a link leads to, as its own edition stands it.
func (v *view) linked(l Link, c Case) map[string]any {
	if c.ID == v.kase.ID || len(v.engine.byID[l.Pack]) == 0 {
		return nil
	}
	q := v.engine.on(l.Pack, dateIn(c.ReceivedAt, v.pack))
	st, err := q.standOf(c.History)
	if err != nil {
		return nil
	}
	w := v.engine.view(q, c, st, v.now)
	m := map[string]any{
		"case": c.ID, "state": st.main, "regions": dataMap(st.regions), "dates": datesOf(st.dates),
		"numbers": dataMap(st.numbers), "values": w.values(),
	}
	m["fields"], _ = w.make(varFields)
	if !c.ReceivedAt.IsZero() {
		m["received_at"] = c.ReceivedAt
	}
	return m
}

// KnownAs returns the names under which other cases may know a case, by the
// names' ids; those that it does not have are left out.
func (e *Engine) KnownAs(p *Pack, c Case) map[string]string {
	out := map[string]string{}
	v := e.lookAt(p, c)
	if v == nil {
		return out
	}
	for _, n := range p.KnownAs {
		if value, err := p.program.knownAs[n.ID].text(v); err == nil && value != "" {
			out[n.ID] = value
		}
	}
	return out
}

// Wanted returns the names that a case looks for, in the order of the pack: the
// caller finds the cases that bear them and hands them over in [Case.Links].
func (e *Engine) Wanted(p *Pack, c Case) []Want {
	var out []Want
	v := e.lookAt(p, c)
	if v == nil {
		return out
	}
	for _, l := range p.Links {
		if value, err := p.program.linkBy[l.ID].text(v); err == nil && value != "" {
			out = append(out, Want{Link: l.ID, Pack: l.Pack, KnownAs: l.KnownAs, Value: value})
		}
	}
	return out
}
