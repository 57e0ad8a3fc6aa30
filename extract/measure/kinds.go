package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"vestnik/extract/measure/report"
	"vestnik/pipeline"
)

// Targets of telling kinds. A page of another paper taken for one of ours does
// more harm than one left unknown.
const mostKindsWrong = 0.005

// confusion counts pages by true kind, then by the kind that they were taken for.
type confusion map[string]map[string]int

func (c confusion) add(want, got string) {
	if c[want] == nil {
		c[want] = map[string]int{}
	}
	c[want][got]++
}

// kinds measures what papers were taken for, page by page.
func (b *bench) kinds(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "Kinds of paper"}
	c, err := b.confusion(ctx)
	if err != nil {
		return s, err
	}
	pages, right, unknown, wrong := 0, 0, 0, 0
	for want, row := range c {
		for got, n := range row {
			pages += n
			switch got {
			case want:
				right += n
			case string(pipeline.UnknownKind):
				unknown += n
			default:
				wrong += n
			}
		}
	}
	share := func(n int) float64 { return float64(n) / float64(max(1, pages)) }
	s.Rows = []report.Row{
		{What: "pages of the right kind", Ours: report.Percent(share(right), 1), Note: fmt.Sprintf("%d of %d", right, pages)},
		{What: "left unknown, though known", Ours: report.Percent(share(unknown), 1), Note: "a person names them"},
		{What: "taken for another kind", Ours: report.Percent(share(wrong), 2), Target: "≤ .5 %", Result: report.AtMost(share(wrong), mostKindsWrong)},
	}
	s.Grids = []report.Grid{c.grid()}
	foreign, err := b.foreign(ctx)
	s.Rows = append(s.Rows, foreign)
	return s, err
}

// foreign counts the real papers taken for papers of an application, to which none
// of them belongs. The office's own certificates and listings are left out.
func (b *bench) foreign(ctx context.Context) (report.Row, error) {
	row := report.Row{What: "foreign real papers taken for one of ours", Target: "0"}
	dir := b.real("1_ru_pdf_text")
	if dir == "" {
		row.Target, row.Note = "", noReal
		return row, nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf"))
	if err != nil {
		return row, err
	}
	taken, all := 0, 0
	for _, path := range files {
		if filepath.Base(filepath.Dir(path)) == "a_rospatent_ip" {
			continue
		}
		pages, err := b.pages(ctx, path, 1)
		if err != nil {
			return row, err
		}
		all++
		if r := b.recogniser.Recognise(filepath.Base(path), pages); r.Kind != pipeline.UnknownKind {
			taken++
			row.Note += fmt.Sprintf("%s: %s; ", filepath.Base(path), r.Kind)
		}
	}
	row.Ours, row.Result = fmt.Sprintf("%d of %d files", taken, all), report.AtMost(float64(taken), 0)
	return row, nil
}

// confusion compares page by page over the sample filings and the dirty papers.
func (b *bench) confusion(ctx context.Context) (confusion, error) {
	c := confusion{}
	filings, err := b.filings(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range filings {
		for _, d := range f.documents {
			got := kindsBy(d.recognised)
			for page, want := range f.truth.kindsOf(d.name) {
				c.add(want, got[page])
			}
		}
	}
	papers, err := b.papers(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range papers {
		got := kindsBy(p.recognised)
		for i := range p.pages {
			c.add(string(p.kind), got[i+1])
		}
	}
	return c, nil
}

// kindsBy are the kinds by page as they were told.
func kindsBy(r pipeline.Recognition) map[int]string {
	kinds := map[int]string{}
	for _, s := range r.Segments {
		for _, n := range s.Pages {
			kinds[n] = string(s.Kind)
		}
	}
	return kinds
}

// grid is the confusion matrix: a row for each true kind, a column for each told.
func (c confusion) grid() report.Grid {
	told := map[string]bool{}
	for _, row := range c {
		for got := range row {
			told[got] = true
		}
	}
	columns := slices.Sorted(maps.Keys(told))
	g := report.Grid{Title: "Kinds: true by row, told by column, in pages", Header: []string{""}}
	for i := range columns {
		g.Header = append(g.Header, string(rune('A'+i)))
	}
	for _, want := range slices.Sorted(maps.Keys(c)) {
		row := []string{want}
		if i := slices.Index(columns, want); i >= 0 {
			row[0] = g.Header[i+1] + " " + want
		}
		for _, got := range columns {
			cell := ""
			if n := c[want][got]; n > 0 {
				cell = fmt.Sprint(n)
			}
			row = append(row, cell)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}
