package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"vestnik/extract/measure/report"
	"vestnik/index/measure/archive"
)

// atHand is up to how many entries are invented beforehand, so that inventing
// them costs no engine anything.
const atHand = 200_000

// speed builds every engine from the same entries, then asks them in turn.
func (b *bench) speed(ctx context.Context) (report.Section, error) {
	register := newInvented(b.entries)
	s := report.Section{Name: "speed", Title: "Building and asking", Input: fmt.Sprintf("%d invented entries, %d questions of each kind; %s", b.entries, b.questions, words())}
	engines, err := b.engines(ctx, "speed")
	defer func() { b.stop(engines) }()
	if err != nil {
		return s, err
	}
	var source archive.Source = register
	if b.entries <= atHand {
		list := make(archive.Entries, b.entries)
		for i := range list {
			list[i] = register.Entry(i)
		}
		source = list
	}
	built, err := b.buildAll(ctx, engines, source)
	if err != nil {
		return s, err
	}
	s.Rows = append(s.Rows, buildRows(engines, built)...)
	for _, k := range kinds() {
		took, err := askAll(ctx, engines, questions(register, k, b.questions))
		if err != nil {
			return s, err
		}
		s.Rows = append(s.Rows, latencyRows(k, b.entries, engines, took)...)
		fmt.Fprintf(b.log, "asked: %s\n", k)
	}
	return s, nil
}

// built is what building cost an engine.
type built struct {
	cpu  time.Duration // 0 where the index was there already
	wall time.Duration
	size int64
}

func (b *bench) buildAll(ctx context.Context, engines []engine, source archive.Source) ([]built, error) {
	list := make([]built, len(engines))
	for i, e := range engines {
		if o, ok := e.(*ours); ok {
			if n, err := o.x.Count(); err != nil {
				return nil, err
			} else if n == source.Count() {
				list[i].size, err = e.size()
				if err != nil {
					return nil, err
				}
				continue // kept from an earlier run
			}
			o.prepare(source)
		}
		before, err := e.cpu()
		if err != nil {
			return nil, err
		}
		start := time.Now()
		if err := e.build(ctx, source); err != nil {
			return nil, fmt.Errorf("%s: %w", e.name(), err)
		}
		list[i].wall = time.Since(start)
		after, err := e.cpu()
		if err != nil {
			return nil, err
		}
		list[i].cpu = after - before
		if list[i].size, err = e.size(); err != nil {
			return nil, err
		}
		fmt.Fprintf(b.log, "built: %s, %.0f s of CPU, %.0f s\n", e.name(), list[i].cpu.Seconds(), list[i].wall.Seconds())
	}
	return list, nil
}

// askAll puts each question to every engine, a different one first each time, and
// returns the latencies by engine; none where an engine has no such question.
// A few questions at the start are not counted: they warm the caches.
func askAll(ctx context.Context, engines []engine, list []question) ([][]time.Duration, error) {
	took := make([][]time.Duration, len(engines))
	warm := min(10, len(list)/4)
	for n, q := range list {
		for turn := range engines {
			i := (n + turn) % len(engines)
			start := time.Now()
			_, can, err := engines[i].ask(ctx, q)
			if err != nil {
				return nil, fmt.Errorf("%s, %v: %w", engines[i].name(), q, err)
			}
			if can && n >= warm {
				took[i] = append(took[i], time.Since(start))
			}
		}
	}
	for i := range took {
		slices.Sort(took[i])
	}
	return took, nil
}
