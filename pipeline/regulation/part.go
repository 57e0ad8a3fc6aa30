package regulation

import (
	"slices"

	"vestnik/pipeline/workday"
)

// Own returns the pack as its file has it, without what a part of an act
// inherits: for listings that show every element once.
func (p *Pack) Own() *Pack {
	if p.own == nil {
		return p
	}
	return p.own
}

// Parts returns the packs that render further procedures of the act of a pack,
// each in its newest edition, by id.
func (e *Engine) Parts(id string) []*Pack {
	var out []*Pack
	for i, p := range e.packs {
		newest := i+1 == len(e.packs) || e.packs[i+1].ID != p.ID
		if p.PartOf == id && newest {
			out = append(out, p)
		}
	}
	return out
}

// whole returns the edition of the whole from which a part inherits: the one in
// force when the part came into force. It is nil for what is no part.
func (e *Engine) whole(p *Pack) *Pack {
	if p.PartOf == "" || p.PartOf == p.ID || len(e.byID[p.PartOf]) == 0 {
		return nil
	}
	return e.on(p.PartOf, p.InForceFrom)
}

// on returns the edition of a known pack that is in force on a day, else the
// last before it, else the first.
func (e *Engine) on(id string, day workday.Date) *Pack {
	if p, err := e.InForce(id, day); err == nil {
		return p
	}
	return nearest(e.byID[id], day)
}

// family returns the packs of the act of p, as they stand on a day: p itself,
// the whole, the other parts by id.
func (e *Engine) family(p *Pack, day workday.Date) []*Pack {
	root := p.ID
	if p.PartOf != "" {
		root = p.PartOf
	}
	out := []*Pack{p}
	if p.PartOf != "" && len(e.byID[root]) > 0 {
		out = append(out, e.on(root, day))
	}
	for i, q := range e.packs {
		first := i == 0 || e.packs[i-1].ID != q.ID
		if first && q.PartOf == root && q.ID != p.ID {
			out = append(out, e.on(q.ID, day))
		}
	}
	return out
}

// inherit gives a part what it takes over from the whole. What is its own comes
// first, so that it keeps its place in the file.
func (e *Engine) inherit(p *Pack) {
	own := *p
	p.own = &own
	whole := e.whole(p)
	if whole == nil {
		return
	}
	from := whole.Own()
	p.Points = slices.Concat(p.Points, from.Points)
	p.Fields = slices.Concat(p.Fields, from.Fields)
	for _, id := range from.Includes {
		if editions := e.byID[id]; len(editions) > 0 {
			p.Fields = slices.Concat(p.Fields, editions[len(editions)-1].Fields)
		}
	}
	p.Lists = slices.Concat(p.Lists, from.Lists)
	p.OfficeHours = slices.Concat(p.OfficeHours, from.OfficeHours)
	p.Settings = slices.Concat(p.Settings, from.Settings)
	p.Texts = slices.Concat(p.Texts, from.Texts)
	p.Procedure.Roles = slices.Concat(p.Procedure.Roles, from.Procedure.Roles)
	if p.Procedure.Signing == (Signing{}) {
		p.Procedure.Signing = from.Procedure.Signing
	}
}

// inheritDefinitions takes over, before a part's own definitions, those of the
// compiled whole that speak of the filing alone.
func (p *Pack) inheritDefinitions(whole *Pack) {
	if whole == nil || whole.program == nil {
		return
	}
	var taken []Definition
	kept := map[string]bool{}
	for _, d := range whole.Own().Definitions {
		x := whole.program.definitions[d.Name]
		if x != nil && ofFilingAlone(x.uses, whole.program.definitions, kept) {
			taken, kept[d.Name] = append(taken, d), true
		}
	}
	p.Definitions = slices.Concat(taken, p.own.Definitions)
}

// ofFilingAlone reports whether an expression looks at nothing but the filing,
// its papers and fields, the settings, and definitions that do likewise.
func ofFilingAlone(u uses, definitions map[string]*expr, kept map[string]bool) bool {
	for name := range u.idents {
		if ofCourse[name] || definitions[name] != nil && !kept[name] {
			return false
		}
	}
	return !slices.ContainsFunc(u.literals, func(l literal) bool { return l.function == "fee" })
}

// ofCourse are the variables that differ from procedure to procedure.
var ofCourse = map[string]bool{
	varDates: true, varNumbers: true, varValues: true, varEvents: true, varState: true, varRegions: true,
	varLinks: true, varDoers: true,
}
