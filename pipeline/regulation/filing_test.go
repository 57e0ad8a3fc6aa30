package regulation

import (
	"maps"
	"strings"
	"testing"
	"time"
)

// completeCase is a filing of the first act with nothing wrong in it.
func completeCase(t testing.TB, at time.Time) Case {
	t.Helper()
	l := &library{act: "order-210", filings: map[string]Given{}}
	return buildCase(l.complete(t, l.act), Given{}, at, "2017-000001")
}

// filing is the case of a scenario before it begins.
func (g *stage) filing(s scenario, pack, id string) Case {
	g.t.Helper()
	if s.Open != nil {
		return Case{ID: id, ReceivedAt: clockTime(g.t, s.Open.At), Fields: map[string]any{}}
	}
	return buildCase(g.library.complete(g.t, pack), s.Given, clockTime(g.t, s.Given.Received), id)
}

// buildCase makes the case of a filing: the complete one with changes.
func buildCase(complete, changes Given, at time.Time, id string) Case {
	c := Case{ID: id, Channel: complete.Channel, ReceivedAt: at, Fields: map[string]any{}, Unsure: map[string]bool{}}
	if changes.Channel != "" {
		c.Channel = changes.Channel
	}
	for _, fields := range []map[string]any{complete.Fields, changes.Fields} {
		for k, v := range fields {
			c.Fields[k] = plain(v)
		}
	}
	for _, k := range changes.Without {
		delete(c.Fields, k)
	}
	for field, n := range changes.Long {
		c.Fields[field] = strings.Repeat("ж", n)
	}
	kinds := changes.Papers
	if kinds == nil {
		kinds = complete.Papers
	}
	for _, kind := range kinds {
		p := goodPaper(kind)
		p.Legible, p.Problem = !changes.Broken[kind], changes.Problem[kind]
		if changes.Language != "" {
			p.Language = changes.Language
		}
		if own := changes.Languages[kind]; own != "" {
			p.Language = own
		}
		c.Papers = append(c.Papers, p)
	}
	for _, path := range changes.Unsure {
		c.Unsure[path] = true
	}
	return c
}

func goodPaper(kind string) Paper {
	return Paper{Kind: kind, Name: kind + ".pdf", Pages: []int{1}, Confidence: 1, Language: "ru", Legible: true}
}

// plain turns what YAML decodes into what a case holds.
func plain(v any) any {
	switch x := v.(type) {
	case uint64:
		return int64(x)
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = plain(x[i])
		}
		return out
	case map[string]any:
		out := maps.Clone(x)
		for k := range out {
			out[k] = plain(out[k])
		}
		return out
	}
	return v
}

func plainArgs(args map[string]any) map[string]any {
	out, _ := plain(args).(map[string]any)
	return out
}
