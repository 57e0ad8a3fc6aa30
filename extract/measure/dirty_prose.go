package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"vestnik/extract/measure/dirt"
	"vestnik/extract/measure/report"
	"vestnik/extract/measure/score"
)

// dirtyProse measures the error on a page of running text spoilt in the ways of
// scanners and paper. Rows are by family, then all together.
func (b *bench) dirtyProse(ctx context.Context) ([]report.Row, error) {
	if !installed("mutool") {
		return []report.Row{{What: "degraded scans with ≤ 3° of skew, prose", Result: report.NoPeer, Note: "mutool draws them: " + errAbsent.Error()}}, nil
	}
	var rows []report.Row
	var all, marked errorSum
	for i, family := range dirt.Families() {
		if family == dirt.Fax || family == dirt.Phone {
			continue
		}
		var sum errorSum
		for n := range b.extent.of(1, 1, 4) {
			sheet, err := b.spoiltProse(ctx, family, corpusSeed+uint64(100*i+n))
			if err != nil {
				return nil, err
			}
			sum.add(sheet)
			all.add(sheet)
			if family == dirt.Marked {
				marked.add(sheet)
			}
		}
		rows = append(rows, sum.row("prose of family "+string(family)))
	}
	total := all.row("degraded scans with ≤ 3° of skew, prose")
	total.Target, total.Result = "≤ .6 %", report.AtMost(all.share(), smallSkewError)
	total.Why = all.why(marked)
	return append(rows, total), nil
}

// spoiltProse reads a page of prose with the dirt that a seed draws.
func (b *bench) spoiltProse(ctx context.Context, family dirt.Family, seed uint64) (readSheet, error) {
	rng := rand.New(rand.NewPCG(seed, 1))
	recipe := family.Recipe(rng)
	clean, err := b.printedSheet(ctx, recipe.DPI)
	if err != nil {
		return readSheet{}, err
	}
	back := dirt.NewPlate(clean.image, false)
	spoilt := recipe.Apply(dirt.NewPlate(clean.image, false), back, rng)
	path, err := b.writePNG(fmt.Sprintf("prose-%s-%d", family, seed), spoilt.Image(), recipe.DPI)
	if err != nil {
		return readSheet{}, err
	}
	pages, err := b.pages(ctx, path, 0)
	if err != nil {
		return readSheet{}, err
	}
	raw, err := b.byTesseract(ctx, path, recipe.DPI)
	return readSheet{
		letters: len([]rune(score.Fold(clean.truth))), skew: recipe.Skew,
		ours: score.WordError(textOf(pages), clean.truth), peer: score.WordError(raw, clean.truth),
	}, err
}
