package main

import (
	"cmp"
	"strings"

	"vestnik/pipeline/regulation"
	"vestnik/publish"
)

// judges say in words who judges a rule.
var judges = map[string]string{"": "машина", "machine": "машина", "person": "человек", "external": "другой орган"}

// Kinds of what carries a point, in words.
const (
	kindRule       = "правило"
	kindTransition = "порядок"
	kindTerm       = "срок"
	kindDocument   = "документ"
	kindGap        = "прочтение"
	kindHours      = "часы работы"
)

// elementsOf tells of everything in an act that may carry a point, by id.
func elementsOf(family []*regulation.Pack) map[string]publish.ActElement {
	elements := map[string]publish.ActElement{}
	add := func(id, kind, gist, by string) {
		elements[id] = publish.ActElement{ID: id, Kind: kind, Gist: gist, By: by}
	}
	for _, inherited := range family {
		p := inherited.Own()
		for _, c := range p.Checks {
			add(c.ID, kindRule, c.Title, judges[c.By])
		}
		for _, r := range p.Rules {
			add(r.ID, kindRule, r.Gist, judges[r.By])
		}
		events, commands := map[string]string{}, map[string]string{}
		for _, e := range p.Events {
			events[e.ID] = e.Title
		}
		for _, c := range p.Procedure.Commands {
			commands[c.ID] = c.Title
		}
		for _, t := range p.Procedure.Transitions {
			add(t.ID, kindTransition, cmp.Or(events[t.Event], commands[t.Command]), "")
		}
		for _, t := range p.Terms {
			add(t.ID, kindTerm, joined(": ", t.Title, amountOf(t)), "")
		}
		for _, d := range p.Documents {
			add(d.ID, kindDocument, d.Title, "")
		}
		for _, s := range p.Settings {
			add(s.ID, kindGap, s.Question, "")
		}
		for _, h := range p.OfficeHours {
			add(h.ID, kindHours, h.Title, "")
		}
	}
	return elements
}

func actPoint(r regulation.TraceRow, elements map[string]publish.ActElement) publish.ActPoint {
	point := publish.ActPoint{Point: r.Point, Gist: r.Gist, Status: statusWords(r.Status), Scenarios: r.Scenarios, Seen: r.Seen}
	for _, id := range r.Rules {
		e, known := elements[id]
		if !known {
			e = publish.ActElement{ID: id, Kind: kindRule}
		}
		point.Elements = append(point.Elements, e)
	}
	return point
}

// gapsOf tells of the gaps of a pack and how each is read.
func gapsOf(p *regulation.Pack) []publish.ActGap {
	var gaps []publish.ActGap
	for _, s := range p.Settings {
		gap := publish.ActGap{ID: s.ID, Point: s.Point, Question: s.Question, Key: s.Key}
		for _, o := range s.Options {
			if o.Value == s.Default {
				gap.Chosen = o.Title
			} else {
				gap.Alternative = append(gap.Alternative, o.Title)
			}
		}
		if gap.Chosen == "" {
			gap.Chosen = s.Default
		}
		if len(gap.Alternative) == 0 && s.Alternative != "" {
			gap.Alternative = []string{s.Alternative}
		}
		gaps = append(gaps, gap)
	}
	return gaps
}

// totalsOf counts what an act holds.
func totalsOf(rows []regulation.TraceRow, elements map[string]publish.ActElement, gaps []publish.ActGap) []publish.ActTotal {
	statuses, scenarios := map[string]int{}, map[string]bool{}
	for _, r := range rows {
		statuses[r.Status]++
		for _, s := range r.Scenarios {
			scenarios[s] = true
		}
	}
	kinds, by := map[string]int{}, map[string]int{}
	for _, e := range elements {
		kinds[e.Kind]++
		by[e.By]++
	}
	switched := 0
	for _, g := range gaps {
		if g.Key != "" {
			switched++
		}
	}
	points := publish.ActTotal{Title: "Пункты", Count: len(rows)}
	for _, s := range traceStatuses {
		points.Of = appendTotal(points.Of, s.several, statuses[s.status])
	}
	rules := publish.ActTotal{Title: "Правила", Count: kinds[kindRule]}
	for _, who := range []string{"machine", "person", "external"} {
		rules.Of = appendTotal(rules.Of, judges[who], by[judges[who]])
	}
	unclear := publish.ActTotal{Title: "Неясные места", Count: len(gaps)}
	unclear.Of = appendTotal(unclear.Of, "прочтение переключается настройкой", switched)
	unclear.Of = appendTotal(unclear.Of, "переключать нечего", len(gaps)-switched)
	return []publish.ActTotal{
		points, rules, {Title: "Сроки", Count: kinds[kindTerm]}, {Title: "Шаги порядка", Count: kinds[kindTransition]},
		{Title: "Документы", Count: kinds[kindDocument]}, {Title: "Примеры", Count: len(scenarios)}, unclear,
	}
}

func appendTotal(totals []publish.ActTotal, title string, count int) []publish.ActTotal {
	if count == 0 {
		return totals
	}
	return append(totals, publish.ActTotal{Title: title, Count: count})
}

// joined joins what is not empty.
func joined(separator string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, separator)
}
