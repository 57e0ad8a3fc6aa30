package regulation

import (
	"maps"
	"slices"
	"strings"
)

// TraceRow is one point of the act with what carries it.
type TraceRow struct {
	Point     string        `json:"point"`
	Gist      string        `json:"gist"`
	Rules     []string      `json:"rules"`
	Details   []TraceDetail `json:"details"` // of each of Rules, in the same order
	Scenarios []string      `json:"scenarios"`
	Seen      []string      `json:"seen"` // Russian: where a person sees it
	// Status is covered (rules and scenarios), untested (rules alone), partial
	// (only things that no case follows yet), gap (nothing), or outside (no
	// software can carry it; Gist says why).
	Status string `json:"status"`
}

// TraceDetail is one thing that carries a point.
type TraceDetail struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // rule | check | transition | term | document | setting | hours
	Gist string `json:"gist"` // Russian
	By   string `json:"by"`   // machine | person | external
	Seen string `json:"seen"` // Russian: where a person sees it; empty while no case follows it
	Pack string `json:"pack"` // the pack of the act that has it
}

// TraceTotals counts a traceability table.
type TraceTotals struct {
	Points    int            `json:"points"`
	ByStatus  map[string]int `json:"by_status"` // points by status
	Rules     int            `json:"rules"`     // rules and checks
	ByWhom    map[string]int `json:"by_whom"`   // rules and checks by machine, person, external
	Scenarios int            `json:"scenarios"`
}

// Trace returns a row for every point of the newest edition of an act: of the
// whole and its parts together, or of a part alone the points that it carries.
func (e *Engine) Trace(pack string) ([]TraceRow, error) {
	p, err := e.Edition(pack, "")
	if err != nil {
		return nil, err
	}
	packs := append([]*Pack{p}, e.Parts(pack)...)
	carried := e.carried(p, packs)
	var rows []TraceRow
	for _, point := range pointsOf(packs) {
		row := TraceRow{Point: point.Point, Gist: point.Gist, Rules: []string{}, Details: []TraceDetail{}, Scenarios: []string{}, Seen: []string{}}
		if point.Outside != "" {
			row.Gist += " (" + point.Outside + ")"
		}
		for _, d := range carried[point.Point] {
			if slices.Contains(row.Rules, d.ID) {
				continue
			}
			row.Rules, row.Details = append(row.Rules, d.ID), append(row.Details, d)
			if d.Seen != "" {
				row.Seen = appendNew(row.Seen, []string{d.Seen})
			}
		}
		for _, q := range packs {
			for _, s := range q.Own().Scenarios {
				if slices.Contains(basePoints(s.Points), point.Point) {
					row.Scenarios = appendNew(row.Scenarios, []string{s.ID})
				}
			}
		}
		row.Status = status(row, point.Outside != "")
		if p.PartOf == "" || len(row.Rules) > 0 {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// Totals counts what a traceability table holds.
func Totals(rows []TraceRow) TraceTotals {
	out := TraceTotals{Points: len(rows), ByStatus: map[string]int{}, ByWhom: map[string]int{}}
	rules, scenarios := map[string]bool{}, map[string]bool{}
	for _, r := range rows {
		out.ByStatus[r.Status]++
		for _, d := range r.Details {
			if (d.Kind == "rule" || d.Kind == "check") && !rules[d.ID] {
				rules[d.ID] = true
				out.ByWhom[d.By]++
			}
		}
		for _, s := range r.Scenarios {
			scenarios[s] = true
		}
	}
	out.Rules, out.Scenarios = len(rules), len(scenarios)
	return out
}

// pointsOf are the points of the act, those of the whole first.
func pointsOf(packs []*Pack) []Point {
	var out []Point
	for _, p := range packs {
		for _, point := range p.Points {
			if !slices.ContainsFunc(out, func(have Point) bool { return have.Point == point.Point }) {
				out = append(out, point)
			}
		}
	}
	return out
}

func status(row TraceRow, outside bool) string {
	live := len(row.Seen) > 0
	switch {
	case live && len(row.Scenarios) > 0:
		return "covered"
	case live:
		return "untested"
	case outside:
		return "outside"
	case len(row.Rules) > 0:
		return "partial"
	}
	return "gap"
}

// seenAmong is where a check is seen that does not say.
const seenAmong = "дело: замечания"

// carried gathers, by point, everything in packs of an act that carries it.
func (e *Engine) carried(p *Pack, packs []*Pack) map[string][]TraceDetail {
	idle, asked := map[string]bool{}, map[string]bool{}
	family := e.family(p, p.InForceFrom)
	for _, q := range family {
		maps.Copy(asked, q.program.asked)
	}
	for _, q := range family {
		maps.Copy(idle, q.Own().idle(asked))
	}
	out := map[string][]TraceDetail{}
	for _, q := range packs {
		q.carries(idle, func(point string, d TraceDetail) {
			d.Pack = q.ID
			for _, base := range basePoints(point) {
				out[base] = append(out[base], d)
			}
		})
	}
	return out
}

// carries tells of everything in one pack that carries a point.
func (p *Pack) carries(idle map[string]bool, add func(point string, d TraceDetail)) {
	own := p.Own()
	live := func(id, seen string) string {
		if idle[id] {
			return ""
		}
		return seen
	}
	for _, c := range own.Checks {
		seen := c.Seen
		if seen == "" {
			seen = seenAmong
		}
		add(c.Point, TraceDetail{ID: c.ID, Kind: "check", Gist: c.Title, By: c.By, Seen: seen})
	}
	for _, r := range own.Rules {
		d := TraceDetail{ID: r.ID, Kind: "rule", Gist: r.Gist, By: r.By, Seen: r.Seen}
		if d.By == "" {
			d.By = "machine"
		}
		if d.Seen == "" && slices.ContainsFunc(r.In, func(in string) bool { return !idle[in] }) {
			d.Seen = "дело: порядок"
		}
		add(r.Point, d)
	}
	for _, t := range own.Procedure.Transitions {
		add(t.Point, TraceDetail{ID: t.ID, Kind: "transition", Gist: p.eventTitle(t.Event), By: "machine", Seen: "дело: действия и история"})
	}
	for _, t := range own.Terms {
		add(t.Point, TraceDetail{ID: t.ID, Kind: "term", Gist: t.Title, By: "machine", Seen: live(t.ID, "дело: сроки; очередь")})
	}
	for _, d := range own.Documents {
		add(d.Point, TraceDetail{ID: d.ID, Kind: "document", Gist: d.Title, By: "machine", Seen: live(d.ID, "дело: документы")})
	}
	for _, s := range own.Settings {
		add(s.Point, TraceDetail{ID: s.ID, Kind: "setting", Gist: s.Question, By: "machine"})
	}
	for _, h := range own.OfficeHours {
		add(h.Point, TraceDetail{ID: h.ID, Kind: "hours", Gist: h.Title, By: "machine", Seen: live(h.ID, "дело: сроки; очередь")})
	}
}

func (p *Pack) eventTitle(id string) string {
	for _, e := range p.Events {
		if e.ID == id {
			return e.Title
		}
	}
	return id
}

// idle are the elements of a pack that no case follows yet: they are declared,
// so that they can be cited and counted, but nothing makes, starts or asks them.
// Asked are the settings and office hours that conditions and terms look at.
func (p *Pack) idle(asked map[string]bool) map[string]bool {
	out := map[string]bool{}
	sent := map[string]bool{}
	for _, t := range p.Procedure.Transitions {
		for _, id := range t.Notices {
			sent[id] = true
		}
	}
	for _, d := range p.Documents {
		if d.Direction == "incoming" && d.Kind == "" || d.Direction == "outgoing" && !sent[d.ID] {
			out[d.ID] = true
		}
	}
	for _, t := range p.Terms {
		if t.From.Words != "" {
			out[t.ID] = true
		}
	}
	for _, s := range p.Settings {
		if !asked["setting "+identifier(s.Key)] {
			out[s.ID] = true
		}
	}
	for _, h := range p.OfficeHours {
		if !asked["hours "+h.ID] {
			out[h.ID] = true
		}
	}
	return out
}

// basePoints returns the numbers of the points that a citation names:
// "64" → 64; "29 подп. 1" → 29; "20, 44" → 20 and 44.
func basePoints(citation string) []string {
	var out []string
	for _, part := range strings.Split(citation, ",") {
		if number := leadingPoint(part); number != "" {
			out = append(out, number)
		}
	}
	return out
}

func leadingPoint(s string) string {
	s = strings.TrimSpace(s)
	end := strings.IndexByte(s, ' ')
	if end < 0 {
		end = len(s)
	}
	if s[:end] == "" || s[0] < '0' || s[0] > '9' {
		return ""
	}
	return s[:end]
}
