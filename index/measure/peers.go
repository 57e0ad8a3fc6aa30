package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// maker makes one engine in a folder of its own.
type maker struct {
	folder string
	make   func(ctx context.Context, dir string) (engine, error)
}

// rivals are all engines, ours first.
func rivals() []maker {
	return []maker{
		{"vestnik", func(_ context.Context, dir string) (engine, error) { return newOurs(dir) }},
		{"bleve-ru", func(_ context.Context, dir string) (engine, error) { return newStock(dir) }},
		{"fts5", func(ctx context.Context, dir string) (engine, error) { return newFTS5(ctx, dir) }},
		{"postgresql", func(ctx context.Context, dir string) (engine, error) { return newPostgres(ctx, dir) }},
	}
}

// engines starts the engines under a folder. A peer that does not start is left
// out, with a line in the log; without ours there is nothing to measure.
func (b *bench) engines(ctx context.Context, under string) ([]engine, error) {
	makers := rivals()
	if b.alone {
		makers = makers[:1]
	}
	var list []engine
	for i, m := range makers {
		dir := filepath.Join(b.folder, under, m.folder)
		if i > 0 { // ours may be kept from run to run
			if err := os.RemoveAll(dir); err != nil {
				return list, err
			}
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return list, err
		}
		e, err := m.make(ctx, dir)
		switch {
		case err == nil:
			list = append(list, e)
		case i == 0:
			return nil, err
		default:
			fmt.Fprintf(b.log, "%s is not measured: %v\n", m.folder, err)
		}
	}
	return list, nil
}

// stop closes engines; what they say of it no longer matters to the figures.
func (b *bench) stop(engines []engine) {
	for _, e := range engines {
		if err := e.close(); err != nil {
			fmt.Fprintf(b.log, "%s: %v\n", e.name(), err)
		}
	}
}
