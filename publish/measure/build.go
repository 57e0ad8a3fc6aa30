package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"vestnik/extract/measure/report"
	"vestnik/publish"
)

// made is one run over a static folder.
type made struct {
	cost
	stats publish.Stats
}

// build writes the site of the first issues, as a process of its own.
func (b *bench) build(ctx context.Context, issues int) (made, error) {
	var m made
	var err error
	m.cost, err = itself(ctx, &m.stats, "-step", "build", "-folder", b.folder, "-issues", fmt.Sprint(issues), "-entries", fmt.Sprint(b.perIssue*issues))
	return m, err
}

// buildStep is the process that build runs.
func (o options) buildStep(ctx context.Context, out *json.Encoder) error {
	press, past, err := o.open()
	if err != nil {
		return err
	}
	stats, err := press.WriteSite(ctx, past, publicKey(), filepath.Join(o.folder, "site"))
	if err != nil {
		return err
	}
	return out.Encode(stats)
}

// making measures the first run, one that changes nothing, and one with a new
// issue, beside Hugo's over the same Markdown.
func (b *bench) making(ctx context.Context) (report.Section, error) {
	entries := b.perIssue * (b.issues - 1)
	s := report.Section{Name: "build", Title: "Making the site",
		Input: fmt.Sprintf("%d invented entries in %d signed issues; Hugo: the Markdown of the entries alone, to HTML alone", entries, b.issues-1)}
	first, err := b.build(ctx, b.issues-1)
	if err != nil {
		return s, err
	}
	hugo, hugoErr := b.hugo(ctx)
	alone, err := b.pages(ctx, b.issues-1)
	if err != nil {
		return s, err
	}
	same, err := b.build(ctx, b.issues-1)
	if err != nil {
		return s, err
	}
	since := time.Now()
	next, err := b.build(ctx, b.issues)
	if err != nil {
		return s, err
	}
	written, err := youngerThan(filepath.Join(b.folder, "site"), since)
	if err != nil {
		return s, err
	}
	s.Rows = append(b.beside(first, hugo, hugoErr, entries), htmlAlone(alone, hugo, hugoErr, entries))
	unchanged, another := ratio(first.CPU, same.CPU), ratio(first.CPU, next.CPU)
	s.Rows = append(s.Rows,
		report.Row{What: "nothing changed, CPU", Ours: seconds(same.CPU), Peer: "first run " + seconds(first.CPU), Ratio: report.Times(unchanged), Target: "≥ 10", Result: report.AtLeast(unchanged, 10), Note: "wall " + seconds(same.Wall)},
		report.Row{What: fmt.Sprintf("one new issue among %d, CPU", b.issues), Ours: seconds(next.CPU), Peer: "first run " + seconds(first.CPU), Ratio: report.Times(another), Target: "≥ 10", Result: report.AtLeast(another, 10),
			Note: fmt.Sprintf("%d of %d files written, %d entries new; wall %s", written, next.stats.Files, b.perIssue, seconds(next.Wall))})
	return s, nil
}

// beside sets the first run beside Hugo's.
func (b *bench) beside(first made, hugo cost, hugoErr error, entries int) []report.Row {
	rate := func(c cost) float64 { return float64(entries) / c.CPU.Seconds() }
	speed := report.Row{What: "entries a CPU second, in all forms", Ours: fmt.Sprintf("%.0f", rate(first.cost)), Result: report.NoTarget,
		Note: fmt.Sprintf("ours: %d files, %d MB, in all forms, with issues, lists, feeds and tables; CPU %s, wall %s", first.stats.Files, first.stats.Bytes>>20, seconds(first.CPU), seconds(first.Wall))}
	files := report.Row{What: "files a CPU second", Ours: fmt.Sprintf("%.0f", float64(first.stats.Files)/first.CPU.Seconds()), Target: "≥ 2", Result: report.NoPeer}
	memory := report.Row{What: "peak memory, MB", Ours: fmt.Sprint(first.Memory >> 20), Target: "≤ .2", Result: report.NoPeer}
	if hugoErr != nil {
		speed.Peer, memory.Peer = hugoErr.Error(), hugoErr.Error()
		return []report.Row{speed, files, memory}
	}
	speed.Peer, speed.Ratio = fmt.Sprintf("Hugo %.0f", rate(hugo)), report.Times(rate(first.cost)/rate(hugo))
	filesRatio := float64(first.stats.Files) / first.CPU.Seconds() / rate(hugo)
	files.Peer, files.Ratio, files.Result = fmt.Sprintf("Hugo %.0f", rate(hugo)), report.Times(filesRatio), report.AtLeast(filesRatio, 2)
	files.Why = "three tenths of the time go into making, naming and renaming files"
	share := float64(first.Memory) / float64(hugo.Memory)
	memory.Peer, memory.Ratio, memory.Result = fmt.Sprintf("Hugo %d", hugo.Memory>>20), report.Times(share), report.AtMost(share, .2)
	return []report.Row{speed, files, memory}
}

// htmlAlone sets our pages of the entries, and nothing else of them, beside Hugo's.
func htmlAlone(ours, hugo cost, hugoErr error, entries int) report.Row {
	rate := func(c cost) float64 { return float64(entries) / c.CPU.Seconds() }
	r := report.Row{What: "the same job as Hugo's: HTML of the entries alone, pages a CPU second", Ours: fmt.Sprintf("%.0f", rate(ours)), Target: "≥ 2", Result: report.NoPeer,
		Note: fmt.Sprintf("peak memory %d MB; the pages are those of the site, with navigation, linked data and hash", ours.Memory>>20)}
	if hugoErr != nil {
		r.Peer = hugoErr.Error()
		return r
	}
	times := rate(ours) / rate(hugo)
	r.Peer, r.Ratio, r.Result = fmt.Sprintf("Hugo %.0f", rate(hugo)), report.Times(times), report.AtLeast(times, 2)
	r.Why = "a page of ours carries some twenty links, two forms of citation and linked data, where the peer's theme has a head and the text"
	return r
}

// youngerThan counts the files of a folder that were written since.
func youngerThan(dir string, since time.Time) (n int, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil && info.ModTime().After(since) {
			n++
		}
		return err
	})
	return n, err
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func ratio(a, b time.Duration) float64 { return a.Seconds() / b.Seconds() }
