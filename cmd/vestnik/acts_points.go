package main

import (
	"strings"

	"vestnik/pipeline/regulation"
	"vestnik/publish"
)

// judges say in words who judges a rule.
var judges = map[string]string{"machine": "машина", "person": "человек", "external": "другой орган"}

// kinds name what carries a point. Only of rules it is told who judges them: the
// rest the machine does or keeps.
var kinds = map[string]string{
	"rule": "правило", "check": "правило", "transition": "порядок", "term": "срок", "document": "документ", "setting": "прочтение", "hours": "часы работы",
}

func actPoint(r regulation.TraceRow) publish.ActPoint {
	point := publish.ActPoint{Point: r.Point, Gist: r.Gist, Status: statusWords(r.Status), Scenarios: r.Scenarios, Seen: r.Seen}
	for _, d := range r.Details {
		e := publish.ActElement{ID: d.ID, Kind: kinds[d.Kind], Gist: d.Gist}
		if e.Kind == kinds["rule"] {
			e.By = judges[d.By]
		}
		point.Elements = append(point.Elements, e)
	}
	return point
}

// gapsOf tells of the gaps of a pack and how the office reads each.
func (a acts) gapsOf(p *regulation.Pack) []publish.ActGap {
	var gaps []publish.ActGap
	for _, s := range p.Settings {
		gap := publish.ActGap{ID: s.ID, Point: s.Point, Question: s.Question, Key: s.Key}
		followed := a.engine.Reading(s)
		for _, o := range s.Options {
			if o.Value == followed {
				gap.Chosen = o.Title
			} else {
				gap.Alternative = append(gap.Alternative, o.Title)
			}
		}
		if gap.Chosen == "" {
			gap.Chosen = followed
		}
		if len(gap.Alternative) == 0 && s.Alternative != "" {
			gap.Alternative = []string{s.Alternative}
		}
		gaps = append(gaps, gap)
	}
	return gaps
}

// totalsOf counts what an act holds.
func totalsOf(rows []regulation.TraceRow, gaps []publish.ActGap) []publish.ActTotal {
	counted := regulation.Totals(rows)
	points := publish.ActTotal{Title: "Пункты", Count: counted.Points}
	for _, s := range traceStatuses {
		points.Of = appendTotal(points.Of, s.several, counted.ByStatus[s.status])
	}
	rules := publish.ActTotal{Title: "Правила", Count: counted.Rules}
	for _, who := range []string{"machine", "person", "external"} {
		rules.Of = appendTotal(rules.Of, judges[who], counted.ByWhom[who])
	}
	switched := 0
	for _, g := range gaps {
		if g.Key != "" {
			switched++
		}
	}
	unclear := publish.ActTotal{Title: "Неясные места", Count: len(gaps)}
	unclear.Of = appendTotal(unclear.Of, "прочтение переключается настройкой", switched)
	unclear.Of = appendTotal(unclear.Of, "переключать нечего", len(gaps)-switched)
	of := countKinds(rows)
	return []publish.ActTotal{
		points, rules, {Title: "Сроки", Count: of["term"]}, {Title: "Шаги порядка", Count: of["transition"]},
		{Title: "Документы", Count: of["document"]}, {Title: "Примеры", Count: counted.Scenarios}, unclear,
	}
}

// countKinds counts what carries the points, each once.
func countKinds(rows []regulation.TraceRow) map[string]int {
	counts, seen := map[string]int{}, map[string]bool{}
	for _, r := range rows {
		for _, d := range r.Details {
			if !seen[d.ID] {
				seen[d.ID] = true
				counts[d.Kind]++
			}
		}
	}
	return counts
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
