package regulation

import (
	"slices"
	"time"
)

// span is a time of the case. One that lasts ends now, and is open.
type span struct {
	from, to time.Time
	open     bool
}

// within returns what two spans share.
func (s span) within(other span) (span, bool) {
	out := s
	if other.from.After(out.from) {
		out.from = other.from
	}
	if other.to.Before(out.to) {
		out.to = other.to
	}
	return out, out.to.After(out.from)
}

// branches returns the times between an event and the first of others that ends
// it, since a moment. One that lasts is counted up to now.
func (v *view) branches(from string, to []string, since time.Time) []span {
	var out []span
	lasts := false
	for _, m := range v.stand.timeline {
		switch {
		case m.event == from && !lasts && !m.at.Before(since):
			out, lasts = append(out, span{from: m.at}), true
		case lasts && slices.Contains(to, m.event):
			out[len(out)-1].to, lasts = m.at, false
		}
	}
	if lasts {
		v.close(&out[len(out)-1])
	}
	return out
}

// close ends a span that lasts with the present moment.
func (v *view) close(s *span) {
	s.to, s.open = v.now, true
	if s.to.Before(s.from) {
		s.to = s.from
	}
}

// stay is a time that a case was in a state; to is zero while it is.
type stay struct {
	state    string
	from, to time.Time
}

// follow notes which states that stop terms the case entered and left.
func (st *stand) follow(p *Pack, at time.Time) {
	for id := range p.program.stops {
		open := slices.IndexFunc(st.stays, func(s stay) bool { return s.state == id && s.to.IsZero() })
		switch in := p.in(st, id); {
		case in && open < 0:
			st.stays = append(st.stays, stay{state: id, from: at})
		case !in && open >= 0:
			st.stays[open].to = at
		}
	}
}

// stops returns the times in which the terms of the case stood still, oldest
// first and apart from one another.
func (v *view) stops() []span {
	if v.halts != nil {
		return *v.halts
	}
	var out []span
	for _, s := range v.stand.stays {
		if ok, err := v.pack.program.stops[s.state].holds(v); err != nil || !ok {
			continue
		}
		one := span{from: s.from, to: s.to}
		if s.to.IsZero() {
			v.close(&one)
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b span) int { return a.from.Compare(b.from) })
	out = merged(out)
	v.halts = &out
	return out
}

// merged joins spans that touch; they come ordered by their beginnings.
func merged(spans []span) []span {
	var out []span
	for _, s := range spans {
		last := len(out) - 1
		if last < 0 || s.from.After(out[last].to) {
			out = append(out, s)
			continue
		}
		if s.to.After(out[last].to) {
			out[last].to = s.to
		}
		out[last].open = out[last].open || s.open
	}
	return out
}
