package main

import (
	"cmp"
	"math"
	"slices"

	"vestnik/extract/form"
)

// How the models are fitted.
const (
	rounds  = 800  // of descent; far beyond where it stops moving
	pull    = 0.02 // of weights towards zero, by their squares: few examples, many signs
	knots   = 16   // of a curve at most
	folds   = 5    // of cross-validation, by filing
	caution = 0.5  // readings imagined wrong in each step of a curve, so that no step is certain
)

// fit makes a model of examples: weights by logistic regression held at or above
// zero, then a curve by isotonic regression over sums that the examples' own filings
// had no share in. What was misread on purpose teaches which signs tell, and counts
// less; it has no say in the curve, for how often it is wrong was our choice.
func fit(examples, misread []example) form.Model {
	m := descend(weighed(examples, misread))
	whole, limited := outOfFold(examples, misread)
	m.Curve, m.Limited = isotonic(whole), isotonic(limited)
	return m
}

// weighed are the readings that may be sure at all: what tells right from wrong among
// those that may not is known already. What was really read counts three times as
// much as what was misread on purpose.
func weighed(examples, misread []example) []example {
	return slices.DeleteFunc(slices.Concat(examples, examples, examples, misread), func(e example) bool {
		return form.Limited(e.field, e.grounds)
	})
}

// point is the sum of an example, and whether it is right.
type point struct {
	sum   float64
	right bool
}

// outOfFold gives every example the sum of a model that did not see its filing;
// those of readings that are never sure come apart.
func outOfFold(examples, misread []example) (whole, limited []point) {
	for k := range uint64(folds) {
		var rest, fold []example
		for _, e := range examples {
			if e.seed%folds == k {
				fold = append(fold, e)
			} else {
				rest = append(rest, e)
			}
		}
		m := descend(weighed(rest, misread))
		for _, e := range fold {
			p := point{m.Sum(e.field, e.grounds), e.right}
			if form.Limited(e.field, e.grounds) {
				limited = append(limited, p)
			} else {
				whole = append(whole, p)
			}
		}
	}
	return whole, limited
}

// descend fits weights and where each group begins by gradient descent with a step
// of its own for every weight.
func descend(examples []example) form.Model {
	names := form.SignNames()
	groups := map[string]int{form.GroupRest: 0}
	for _, e := range examples {
		if _, ok := groups[form.GroupOf(e.field)]; !ok {
			groups[form.GroupOf(e.field)] = len(groups)
		}
	}
	rows, group := make([][]float64, len(examples)), make([]int, len(examples))
	for i, e := range examples {
		rows[i], group[i] = form.Signs(e.grounds), groups[form.GroupOf(e.field)]
	}
	w, begin := make([]float64, len(names)), make([]float64, len(groups))
	gw, gb := make([]float64, len(names)), make([]float64, len(groups)) // sums of squared slopes
	for range rounds {
		dw, db := make([]float64, len(names)), make([]float64, len(groups))
		for i, row := range rows {
			sum := begin[group[i]]
			for j, v := range row {
				sum += w[j] * v
			}
			off := 1 / (1 + math.Exp(-sum))
			if examples[i].right {
				off--
			}
			for j, v := range row {
				dw[j] += off * v
			}
			db[group[i]] += off
		}
		n := float64(len(rows))
		for j := range w {
			slope := dw[j]/n + pull*w[j]/40
			gw[j] += slope * slope
			w[j] = max(0, w[j]-0.5*slope/math.Sqrt(gw[j]+1e-9))
		}
		for j := range begin {
			slope := db[j]/n + pull*begin[j]/100
			gb[j] += slope * slope
			begin[j] -= 0.5 * slope / math.Sqrt(gb[j]+1e-9)
		}
	}
	m := form.Model{Groups: map[string]float64{}, Signs: map[string]float64{}}
	for name, j := range groups {
		m.Groups[name] = rounded(begin[j])
	}
	for j, name := range names {
		m.Signs[name] = rounded(w[j])
	}
	return m
}

func rounded(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// isotonic is the rising curve that is nearest to the shares of right readings, by
// pooling neighbours that fall. Each step is taken with caution.
func isotonic(points []point) form.Curve {
	slices.SortFunc(points, func(a, b point) int { return cmp.Compare(a.sum, b.sum) })
	type step struct{ right, n, sum float64 }
	var steps []step
	for _, p := range points {
		s := step{n: 1, sum: p.sum}
		if p.right {
			s.right = 1
		}
		steps = append(steps, s)
		for len(steps) > 1 {
			a, b := steps[len(steps)-2], steps[len(steps)-1]
			if a.right/a.n < b.right/b.n {
				break
			}
			steps = append(steps[:len(steps)-2], step{a.right + b.right, a.n + b.n, a.sum + b.sum})
		}
	}
	// Steps of few readings tell little: they join their neighbours.
	least := float64(len(points)) / knots
	var curve form.Curve
	var now step
	for i, s := range steps {
		now = step{now.right + s.right, now.n + s.n, now.sum + s.sum}
		if now.n < least && i < len(steps)-1 {
			continue
		}
		k := [2]float64{rounded(now.sum / now.n), rounded(now.right / (now.n + caution))}
		if last := len(curve) - 1; last >= 0 && (k[1] < curve[last][1] || k[0] <= curve[last][0]) {
			k[1] = max(k[1], curve[last][1])
			k[0] = max(k[0], curve[last][0]+1e-4)
		}
		curve = append(curve, k)
		now = step{}
	}
	if len(curve) < 2 {
		curve = append(form.Curve{{curve[0][0] - 1, 0}}, curve...)
	}
	return curve
}
