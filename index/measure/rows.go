package main

import (
	"fmt"
	"time"

	"vestnik/extract/measure/report"
)

// Targets of the project; a ratio is ours to the peer's of the same run.
const (
	indexRate     = .8 // ours / stock Bleve, entries per second of CPU
	latencyRatio  = .3 // ours / FTS5, median of one word and of two
	pageAtHundred = 150 * time.Millisecond
	plainAtMill   = 50 * time.Millisecond
)

func buildRows(engines []engine, built []built) []report.Row {
	var rows []report.Row
	for i, e := range engines {
		if i == 0 {
			continue
		}
		row := report.Row{What: "entries indexed per second of CPU", Peer: e.name(), Note: "index " + megabytes(built[i].size)}
		if ours, peer := built[0].cpu.Seconds(), built[i].cpu.Seconds(); ours > 0 && peer > 0 {
			row.Ratio = report.Times(peer / ours)
			if e.name() == "Bleve ru" {
				row.Target, row.Result = "≥ "+report.Times(indexRate), report.AtLeast(peer/ours, indexRate)
			}
			row.Peer = fmt.Sprintf("%s %.1f s", e.name(), peer)
			row.Ours = fmt.Sprintf("%.1f s", ours)
		}
		rows = append(rows, row)
	}
	return append(rows, report.Row{What: "index", Ours: megabytes(built[0].size), Note: fmt.Sprintf("built in %.0f s", built[0].wall.Seconds())})
}

func megabytes(n int64) string { return fmt.Sprintf("%.0f MB", float64(n)/1e6) }

// latencyRows sets our latency beside that of each peer that has such questions.
func latencyRows(k kind, entries int, engines []engine, took [][]time.Duration) []report.Row {
	ours := took[0]
	first := report.Row{What: string(k), Ours: spread(ours)}
	switch {
	case k == counted && entries <= 100_000:
		first.Target, first.Result = "p95 ≤ "+milliseconds(pageAtHundred)+" ms", atMost(part(ours, 95), pageAtHundred)
	case k == oneWord && entries >= 1_000_000:
		first.Target, first.Result = "p95 ≤ "+milliseconds(plainAtMill)+" ms", atMost(part(ours, 95), plainAtMill)
	}
	rows := []report.Row{first}
	for i, e := range engines {
		if i == 0 || len(took[i]) == 0 {
			continue
		}
		ratio := float64(part(ours, 50)) / float64(max(1, part(took[i], 50)))
		row := report.Row{What: string(k), Peer: e.name() + " " + spread(took[i]), Ratio: report.Times(ratio)}
		if e.name() == "FTS5" && (k == oneWord || k == oneBare || k == allWords || k == allBare) {
			row.Target, row.Result = "≤ "+report.Times(latencyRatio), report.AtMost(ratio, latencyRatio)
		}
		rows = append(rows, row)
	}
	return rows
}

func atMost(d, most time.Duration) report.Verdict { return report.AtMost(float64(d), float64(most)) }

// part returns the latency that so many per cent of the questions stay within.
func part(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

// spread writes the median and what one question in twenty exceeds.
func spread(sorted []time.Duration) string {
	return milliseconds(part(sorted, 50)) + " / " + milliseconds(part(sorted, 95)) + " ms"
}

func milliseconds(d time.Duration) string {
	ms := float64(d.Microseconds()) / 1000
	if ms < 10 {
		return fmt.Sprintf("%.2f", ms)
	}
	return fmt.Sprintf("%.0f", ms)
}
