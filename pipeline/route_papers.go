package pipeline

import (
	"context"
	"slices"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// follow returns the event by which a case goes over to the regulation that its
// papers ask for, and that regulation; without one it returns the pack given. A
// filing that this regulation does not take stays where it is, for a person.
func (o *Office) follow(ctx context.Context, c *CaseFile, pack *regulation.Pack, at NewEvent) ([]NewEvent, *regulation.Pack, error) {
	after, err := c.after(at)
	if err != nil {
		return nil, nil, err
	}
	to, kind := o.routeByPapers(after)
	if to == nil {
		return []NewEvent{at}, pack, nil
	}
	routed, err := o.beginAnew(after, to, Routed{Kind: kind})
	if err != nil {
		o.log.WarnContext(ctx, "filing not routed", "case", c.ID, "pack", to.ID, "error", err)
		return []NewEvent{at}, pack, nil
	}
	return []NewEvent{at, {Type: EvRouted, At: at.At, Actor: Machine, Data: routed}}, to, nil
}

// routeByPapers returns the regulation that takes over a filing which named no
// service: the only one in force on its day that a kind among its papers opens.
// It is nil when none does, when several do, or when the case has it already.
func (o *Office) routeByPapers(c *CaseFile) (*regulation.Pack, DocumentKind) {
	if c.ServiceNamed || !c.Untouched() {
		return nil, ""
	}
	var found *regulation.Pack
	var by DocumentKind
	for _, kind := range openingKinds(c.filed()) {
		for _, p := range o.inForce(o.dayOf(c.ReceivedAt)) {
			if !slices.Contains(p.OpenedBy, string(kind)) {
				continue
			}
			if found != nil && found.ID != p.ID {
				return nil, ""
			}
			if found == nil {
				found, by = p, kind
			}
		}
	}
	if found == nil || found.ID == c.Pack.ID {
		return nil, ""
	}
	return found, by
}

// openingKinds lists the kinds of the papers in the order of the files, each once.
func openingKinds(docs []Document) []DocumentKind {
	var kinds []DocumentKind
	for i := range docs {
		for _, p := range docs[i].Papers {
			if k := DocumentKind(p.Kind); k != UnknownKind && !slices.Contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
	}
	return kinds
}

// mayOpen reports whether naming a paper so may yet route the case.
func (o *Office) mayOpen(c *CaseFile, kind DocumentKind) bool {
	return !c.ServiceNamed && c.Untouched() && slices.ContainsFunc(o.inForce(o.dayOf(c.ReceivedAt)), func(p *regulation.Pack) bool {
		return slices.Contains(p.OpenedBy, string(kind))
	})
}

// inForce returns the regulations in force on a day, one edition of each.
func (o *Office) inForce(on workday.Date) []*regulation.Pack {
	var list []*regulation.Pack
	seen := map[string]bool{}
	for _, p := range o.engine.Packs() {
		if seen[p.ID] {
			continue
		}
		seen[p.ID] = true
		if q, err := o.engine.InForce(p.ID, on); err == nil {
			list = append(list, q)
		}
	}
	return list
}
