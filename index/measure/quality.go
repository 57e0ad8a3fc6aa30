package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"vestnik/extract/measure/report"
	"vestnik/index/measure/archive"
	"vestnik/index/measure/graded"
	"vestnik/pipeline"
)

// quality asks every engine the graded questions.
func (b *bench) quality(ctx context.Context) (report.Section, error) {
	s := report.Section{Name: "quality", Title: "Answers to graded questions", Input: words() + "; nDCG@10 / recall@10 by set and kind"}
	sets, err := graded.Sets()
	if err != nil {
		return s, err
	}
	grid := report.Grid{Title: "nDCG@10 / recall@10", Header: []string{"set", "kind", "questions"}}
	for _, set := range sets {
		entries, err := b.documents(set)
		if errors.Is(err, fs.ErrNotExist) {
			s.Rows = append(s.Rows, report.Row{What: set.Name, Note: "the real register is not here (-shared)"})
			continue
		}
		if err != nil {
			return s, err
		}
		if err := b.gradeSet(ctx, set, entries, &grid); err != nil {
			return s, err
		}
	}
	s.Grids = []report.Grid{grid}
	return s, nil
}

// documents returns what the questions of a set are asked of.
func (b *bench) documents(s graded.Set) ([]pipeline.Entry, error) {
	if s.Name != graded.Register {
		return s.Entries(), nil
	}
	f, err := os.Open(filepath.Join(b.shared, "data", "5_search", "rospatent_programs_SHARED_half.csv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return graded.ReadRegister(f)
}

// gradeSet adds the rows of one set: all its questions, then each kind.
func (b *bench) gradeSet(ctx context.Context, set graded.Set, entries []pipeline.Entry, grid *report.Grid) error {
	engines, err := b.engines(ctx, filepath.Join("quality", set.Name))
	defer func() { b.stop(engines) }()
	if err != nil {
		return err
	}
	var columns [][]graded.Result
	header := []string{"set", "kind", "questions"}
	for _, e := range engines {
		if _, can, err := e.ask(ctx, question{kind: plain}); err != nil {
			return fmt.Errorf("%s: %w", e.name(), err)
		} else if !can {
			continue
		}
		if err := e.build(ctx, archive.Entries(entries)); err != nil {
			return fmt.Errorf("%s: %w", e.name(), err)
		}
		results, err := graded.Run(ctx, set, func(ctx context.Context, text string) ([]string, error) {
			numbers, _, err := e.ask(ctx, question{plain, strings.Fields(text)})
			return numbers, err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", e.name(), err)
		}
		columns, header = append(columns, results), append(header, e.name())
	}
	grid.Header = header
	for _, k := range append([]graded.Kind{""}, graded.Kinds()...) {
		if n := len(graded.Scores(columns[0], k)); n > 0 {
			grid.Rows = append(grid.Rows, qualityRow(set.Name, k, n, columns))
		}
	}
	return nil
}

func qualityRow(set string, k graded.Kind, n int, columns [][]graded.Result) []string {
	title := string(k)
	if k == "" {
		title = "all"
	}
	row := []string{set, title, fmt.Sprint(n)}
	for _, results := range columns {
		m := graded.Mean(graded.Scores(results, k))
		row = append(row, fmt.Sprintf("%.3f / %.3f", m.NDCG, m.Recall[2]))
	}
	return row
}
