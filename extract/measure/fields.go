package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"vestnik/extract/measure/corpus"
	"vestnik/extract/measure/report"
)

// mostSureWrong is the most that may be wrong of the values shown as certain.
const mostSureWrong = 1.0 / 200

// count counts the values of one field.
type count struct {
	stated, read, right int
	sure, sureWrong     int
}

func (c *count) add(j judged) {
	tick := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	tick(&c.stated, j.stated)
	tick(&c.read, j.read)
	tick(&c.right, j.right)
	tick(&c.sure, j.sure)
	tick(&c.sureWrong, j.sure && !j.right)
}

func (c count) precision() float64 { return float64(c.right) / float64(max(1, c.read)) }
func (c count) recall() float64    { return float64(c.right) / float64(max(1, c.stated)) }

// judgedSet is a source of papers with the values read off them.
type judgedSet struct {
	name   string
	values []judged
}

// judgedSets are the values of everything whose truth is known.
func (b *bench) judgedSets(ctx context.Context) ([]judgedSet, error) {
	filings, err := b.filings(ctx)
	if err != nil {
		return nil, err
	}
	samples := judgedSet{name: "sample filings"}
	for _, f := range filings {
		states := map[string]string{}
		flatten("", f.truth.Fields, states)
		samples.values = append(samples.values, judge(f.name, states, f.fields)...)
	}
	papers, err := b.papers(ctx)
	if err != nil {
		return nil, err
	}
	dirty := judgedSet{name: "dirty papers"}
	for _, p := range papers {
		if p.states != nil {
			dirty.values = append(dirty.values, judge(p.name+" "+string(p.family), folded(p.states), p.recognised.Fields)...)
		}
	}
	sets := []judgedSet{samples.known(), dirty.known()}
	certificates, err := b.realCertificates(ctx)
	if len(certificates.values) > 0 {
		sets = append(sets, certificates.known())
	}
	return sets, err
}

// folded are values as [asText] writes them.
func folded(states corpus.States) map[string]string {
	out := map[string]string{}
	for path, value := range states {
		out[path] = asText(value)
	}
	return out
}

// known leaves out the fields that no truth of the set names at all: nothing can
// be said of them.
func (s judgedSet) known() judgedSet {
	named := map[string]bool{}
	for _, j := range s.values {
		if j.stated {
			named[fieldOf(j.path)] = true
		}
	}
	s.values = slices.DeleteFunc(s.values, func(j judged) bool { return !named[fieldOf(j.path)] })
	return s
}

// fields measures the values read off papers whose truth is known.
func (b *bench) fields(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "Fields"}
	sets, err := b.judgedSets(ctx)
	if err != nil {
		return s, err
	}
	if b.shared == "" {
		s.Rows = append(s.Rows, report.Row{What: "real certificates", Note: noReal})
	}
	for _, set := range sets {
		var all count
		byField := map[string]*count{}
		for _, j := range set.values {
			name := fieldOf(j.path)
			if byField[name] == nil {
				byField[name] = &count{}
			}
			byField[name].add(j)
			all.add(j)
		}
		s.Rows = append(s.Rows, all.rows(set)...)
		s.Grids = append(s.Grids, fieldGrid(set.name, byField), sureWrongGrid(set))
	}
	return s, nil
}

func (c count) rows(set judgedSet) []report.Row {
	wrong := float64(c.sureWrong) / float64(max(1, c.sure))
	note := fmt.Sprintf("%d of %d", c.sureWrong, c.sure)
	return []report.Row{
		{What: "precision, " + set.name, Ours: report.Percent(c.precision(), 1), Note: fmt.Sprintf("%d of %d read", c.right, c.read)},
		{What: "recall, " + set.name, Ours: report.Percent(c.recall(), 1), Note: fmt.Sprintf("%d of %d stated", c.right, c.stated)},
		{What: "shown as certain, " + set.name, Ours: report.Percent(float64(c.sure)/float64(max(1, c.read)), 1), Note: "of what was read"},
		{What: "wrong among the certain, " + set.name, Ours: report.Percent(wrong, 2), Target: "≤ .5 %", Result: report.AtMost(wrong, mostSureWrong), Note: note},
	}
}

func fieldGrid(set string, byField map[string]*count) report.Grid {
	g := report.Grid{Title: "Fields of " + set, Header: []string{"field", "stated", "read", "right", "precision", "recall", "sure", "sure and wrong"}}
	for _, name := range slices.Sorted(maps.Keys(byField)) {
		c := byField[name]
		g.Rows = append(g.Rows, []string{name, fmt.Sprint(c.stated), fmt.Sprint(c.read), fmt.Sprint(c.right),
			report.Percent(c.precision(), 0), report.Percent(c.recall(), 0), fmt.Sprint(c.sure), fmt.Sprint(c.sureWrong)})
	}
	return g
}

// sureWrongGrid shows what was shown as certain and is not so, for whoever mends it.
func sureWrongGrid(set judgedSet) report.Grid {
	const most = 20
	g := report.Grid{Title: "Certain and wrong in " + set.name, Header: []string{"paper", "value", "read", "stands there"}}
	for _, j := range set.values {
		if j.sure && !j.right && len(g.Rows) < most {
			g.Rows = append(g.Rows, []string{j.paper, j.path, clipped(j.got), clipped(j.want)})
		}
	}
	return g
}

// clipped is the beginning of a long value.
func clipped(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
