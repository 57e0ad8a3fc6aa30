package main

import (
	"context"
	"fmt"
	"math"

	"vestnik/extract/measure/plot"
	"vestnik/extract/measure/report"
	"vestnik/pipeline"
)

// bounds of the bins of confidence.
func bounds() []float64 {
	return []float64{0, .3, .5, .6, .7, .8, .85, .9, .93, .95, .97, .98, .99, 1.0001}
}

// fewest values of a bin say something of it in the picture.
const fewest = 10

// bin is the values of one range of confidence.
type bin struct {
	values, right int
	confidence    float64 // sum
}

func (b bin) mean() float64  { return b.confidence / float64(max(1, b.values)) }
func (b bin) share() float64 { return float64(b.right) / float64(max(1, b.values)) }

// interval is where the share that is right lies with 95 % certainty, by Wilson: a
// bin of few values says little.
func (b bin) interval() (low, high float64) {
	const z = 1.96
	n, p := float64(max(1, b.values)), b.share()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	reach := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-reach), min(1, middle+reach)
}

// calibration compares the confidence of values with how many are right.
func (b *bench) calibration(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "Calibration: is a value as sure as it says?"}
	sets, err := b.judgedSets(ctx)
	if err != nil {
		return s, err
	}
	bins := make([]bin, len(bounds())-1)
	for _, set := range sets {
		for _, j := range set.values {
			if j.read {
				at := binOf(j.confidence)
				bins[at].values++
				bins[at].confidence += j.confidence
				if j.right {
					bins[at].right++
				}
			}
		}
	}
	told := plot.Line{Name: "values read, with 95 % intervals", Marks: true}
	grid := report.Grid{Title: "Calibration", Header: []string{"confidence", "values", "right", "said", "true"}}
	off, all := 0.0, 0
	for i, bin := range bins {
		if bin.values == 0 {
			continue
		}
		if bin.values >= fewest {
			low, high := bin.interval()
			told.Points = append(told.Points, plot.Point{X: bin.mean(), Y: bin.share(), Low: low, High: high})
		}
		grid.Rows = append(grid.Rows, []string{fmt.Sprintf("%.2f–%.2f", bounds()[i], min(1, bounds()[i+1])),
			fmt.Sprint(bin.values), fmt.Sprint(bin.right), fmt.Sprintf("%.3f", bin.mean()), fmt.Sprintf("%.3f", bin.share())})
		off += float64(bin.values) * abs(bin.mean()-bin.share())
		all += bin.values
	}
	s.Input = fmt.Sprintf("%d values; shown as certain from %g", all, pipeline.SureFrom)
	s.Rows = []report.Row{{What: "expected calibration error", Ours: fmt.Sprintf("%.3f", off/float64(max(1, all))), Note: "mean distance of said and true, by bins"}}
	s.Grids = []report.Grid{grid}
	figure := plot.Figure{
		Title: "Calibration: share of right values by confidence", X: plot.Axis{Label: "confidence said", Max: 1}, Y: plot.Axis{Label: "share that is right", Max: 1},
		Lines: []plot.Line{
			told,
			{Name: "as sure as said", Dashed: true, Points: []plot.Point{{}, {X: 1, Y: 1}}},
			{Name: fmt.Sprintf("shown as certain from %g on", pipeline.SureFrom), Dashed: true, Points: []plot.Point{{X: pipeline.SureFrom}, {X: pipeline.SureFrom, Y: 1}}},
		},
	}
	s.Pictures = []report.Picture{{File: "calibration.svg", Title: figure.Title, Body: figure.SVG()}}
	return s, nil
}

func binOf(confidence float64) int {
	at := 0
	for i, low := range bounds()[:len(bounds())-1] {
		if confidence >= low {
			at = i
		}
	}
	return at
}

func abs(v float64) float64 { return max(v, -v) }
