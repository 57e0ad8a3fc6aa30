package main

import (
	"context"
	"slices"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/publish"
)

// acts shows the loaded packs to the public, each in its newest edition.
type acts struct {
	engine *regulation.Engine
	forms  []publish.Blank
}

// Acts lists the packs, the parts of an act behind their whole.
func (a acts) Acts(context.Context) ([]publish.Act, error) {
	var list []publish.Act
	for _, p := range a.newest() {
		if p.PartOf != "" && a.has(p.PartOf) {
			continue
		}
		list = append(list, a.headOf(p))
		for _, part := range a.engine.Parts(p.ID) {
			list = append(list, a.headOf(part))
		}
	}
	return list, nil
}

// Act returns one pack with its parts as a lawyer reads it.
func (a acts) Act(_ context.Context, id string) (publish.Act, error) {
	p, err := a.engine.Edition(id, "")
	if err != nil {
		return publish.Act{}, &pipeline.Error{Op: "find act", Doc: id, Kind: pipeline.NotExist, Err: err, Advice: "Такого регламента нет."}
	}
	rows, err := a.engine.Trace(id)
	if err != nil {
		return publish.Act{}, err
	}
	family := a.family(p)
	act := a.headOf(p)
	for _, r := range rows {
		act.Points = append(act.Points, actPoint(r))
	}
	for _, q := range family {
		act.Gaps = append(act.Gaps, a.gapsOf(q.Own())...)
	}
	act.Totals = totalsOf(rows, act.Gaps)
	act.Sections = a.sectionsOf(family, a.charging(family))
	return act, nil
}

// charging are the packs whose fees hold for a family: its own and those that it
// takes in.
func (a acts) charging(family []*regulation.Pack) []*regulation.Pack {
	packs := slices.Clone(family)
	for _, p := range family {
		for _, id := range p.Own().Includes {
			taken, err := a.engine.Edition(id, "")
			if err == nil && !slices.Contains(packs, taken) {
				packs = append(packs, taken)
			}
		}
	}
	return packs
}

// newest returns each pack in its newest edition.
func (a acts) newest() []*regulation.Pack {
	var list []*regulation.Pack
	for _, p := range a.engine.Packs() {
		if n := len(list); n > 0 && list[n-1].ID == p.ID {
			list[n-1] = p
			continue
		}
		list = append(list, p)
	}
	return list
}

func (a acts) has(id string) bool {
	_, err := a.engine.Edition(id, "")
	return err == nil
}

// family is a pack with its parts.
func (a acts) family(p *regulation.Pack) []*regulation.Pack {
	return slices.Concat([]*regulation.Pack{p}, a.engine.Parts(p.ID))
}

func (a acts) headOf(p *regulation.Pack) publish.Act {
	act := publish.Act{
		ID: p.ID, Title: p.Title, Act: p.Act, Edition: p.Edition, From: p.InForceFrom, To: p.InForceTo,
		Source: p.Source, Verified: p.Verified,
	}
	for _, q := range a.engine.Packs() {
		if q.ID == p.ID {
			act.Editions = append(act.Editions, q.Edition)
		}
	}
	for _, part := range a.engine.Parts(p.ID) {
		act.Parts = append(act.Parts, publish.ActLink{ID: part.ID, Title: part.Title})
	}
	if whole, err := a.engine.Edition(p.PartOf, ""); p.PartOf != "" && err == nil {
		act.Whole = &publish.ActLink{ID: whole.ID, Title: whole.Title}
	}
	return act
}
