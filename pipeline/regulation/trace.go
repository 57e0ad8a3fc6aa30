package regulation

import (
	"slices"
	"strings"
)

// TraceRow is one point of the act with what carries it.
type TraceRow struct {
	Point     string   `json:"point"`
	Gist      string   `json:"gist"`
	Rules     []string `json:"rules"`
	Scenarios []string `json:"scenarios"`
	Seen      []string `json:"seen"` // Russian: where a person sees it
	// Status is covered (rules and scenarios), untested (rules alone), partial
	// (only things that no case follows yet), gap (nothing), or outside (no
	// software can carry it; Gist says why).
	Status string `json:"status"`
}

// Trace returns a row for every point of the newest edition of a pack.
func (e *Engine) Trace(pack string) ([]TraceRow, error) {
	p, err := e.Edition(pack, "")
	if err != nil {
		return nil, err
	}
	carried := p.carried()
	rows := make([]TraceRow, 0, len(p.Points))
	for _, point := range p.Points {
		row := TraceRow{Point: point.Point, Gist: point.Gist, Rules: []string{}, Scenarios: []string{}, Seen: []string{}}
		if point.Outside != "" {
			row.Gist += " (" + point.Outside + ")"
		}
		live := false
		for _, c := range carried[point.Point] {
			row.Rules = appendNew(row.Rules, []string{c.id})
			if c.seen != "" {
				live = true
				row.Seen = appendNew(row.Seen, []string{c.seen})
			}
		}
		for _, s := range p.Scenarios {
			if slices.Contains(basePoints(s.Points), point.Point) {
				row.Scenarios = append(row.Scenarios, s.ID)
			}
		}
		row.Status = status(row, live, point.Outside != "")
		rows = append(rows, row)
	}
	return rows, nil
}

func status(row TraceRow, live, outside bool) string {
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

// carrier is one rule of a point; seen is empty while no case follows it.
type carrier struct{ id, seen string }

// carried gathers, by point, everything in the pack that carries it.
func (p *Pack) carried() map[string][]carrier {
	out := map[string][]carrier{}
	add := func(point, id, seen string) {
		for _, base := range basePoints(point) {
			out[base] = append(out[base], carrier{id, seen})
		}
	}
	for _, c := range p.Checks {
		add(c.Point, c.ID, "дело: замечания")
	}
	idle := p.idle()
	for _, r := range p.Rules {
		seen := ""
		if slices.ContainsFunc(r.In, func(in string) bool { return !idle[in] }) {
			seen = "дело: порядок"
		}
		add(r.Point, r.ID, seen)
	}
	for _, t := range p.Procedure.Transitions {
		add(t.Point, t.ID, "дело: действия и история")
	}
	for _, t := range p.Terms {
		seen := "дело: сроки; очередь"
		if idle[t.ID] {
			seen = ""
		}
		add(t.Point, t.ID, seen)
	}
	for _, d := range p.Documents {
		seen := "дело: документы"
		if idle[d.ID] {
			seen = ""
		}
		add(d.Point, d.ID, seen)
	}
	for _, s := range p.Settings {
		add(s.Point, s.ID, "")
	}
	for _, h := range p.OfficeHours {
		add(h.Point, h.ID, "")
	}
	return out
}

// idle are the elements that no case follows yet: they are declared, so that
// they can be cited and counted, but nothing makes or starts them.
func (p *Pack) idle() map[string]bool {
	out := map[string]bool{}
	for _, t := range p.Terms {
		out[t.ID] = t.From.Words != ""
	}
	for _, d := range p.Documents {
		out[d.ID] = d.Body == ""
	}
	for _, s := range p.Settings {
		out[s.ID] = true
	}
	for _, h := range p.OfficeHours {
		out[h.ID] = true
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
