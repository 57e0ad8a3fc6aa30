package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"vestnik/extract/form"
	"vestnik/pipeline"
)

// foretold is an example with the probability that a model gave it.
type foretold struct {
	example
	p float64
}

func foretell(c *form.Calibration, examples []example) []foretold {
	out := make([]foretold, len(examples))
	for i, e := range examples {
		out[i] = foretold{e, c.Probability(e.field, e.grounds)}
	}
	return out
}

// tally counts readings.
type tally struct{ n, right, sure, sureWrong int }

func (t *tally) add(f foretold) {
	t.n++
	if f.right {
		t.right++
	}
	if f.p >= pipeline.SureFrom {
		t.sure++
		if !f.right {
			t.sureWrong++
		}
	}
}

func (t tally) share(n, of int) float64 { return float64(n) / float64(max(1, of)) }

// report prints shares by what key says of each reading.
func report(w io.Writer, title string, all []foretold, key func(foretold) string) {
	by := map[string]*tally{}
	for _, f := range all {
		for _, k := range []string{key(f), "~ all"} {
			if by[k] == nil {
				by[k] = &tally{}
			}
			by[k].add(f)
		}
	}
	fmt.Fprintf(w, "\n%-28s %6s %7s %7s %9s %10s\n", title, "read", "right", "sure", "wrong", "of sure")
	for _, k := range slices.Sorted(maps.Keys(by)) {
		t := by[k]
		fmt.Fprintf(w, "%-28s %6d %7.3f %7.3f %9d %10.4f\n", k, t.n, t.share(t.right, t.n), t.share(t.sure, t.n), t.sureWrong, t.share(t.sureWrong, t.sure))
	}
}

// curve prints said and true shares by bins of what was said.
func curve(w io.Writer, title string, all []foretold) {
	bounds := []float64{0, .3, .5, .6, .7, .8, .85, .9, .93, .95, .97, .98, .985, .99, .995, 1.01}
	fmt.Fprintf(w, "\n%-14s %6s %7s %7s\n", title, "read", "said", "true")
	for i, low := range bounds[:len(bounds)-1] {
		n, right, said := 0, 0, 0.0
		for _, f := range all {
			if f.p >= low && f.p < bounds[i+1] {
				n++
				said += f.p
				if f.right {
					right++
				}
			}
		}
		if n > 0 {
			fmt.Fprintf(w, "%.3f–%.3f    %6d %7.3f %7.3f\n", low, min(1, bounds[i+1]), n, said/float64(n), float64(right)/float64(n))
		}
	}
}

// levels prints what each level from which values are sure would bring.
func levels(w io.Writer, all []foretold) {
	fmt.Fprintf(w, "\n%-8s %8s %8s\n", "sure at", "share", "wrong")
	for _, level := range []float64{.9, .93, .95, .96, .97, .975, .98, .985, .988, .99, .992, .994, .995, .997} {
		sure, wrong := 0, 0
		for _, f := range all {
			if f.p >= level {
				sure++
				if !f.right {
					wrong++
				}
			}
		}
		fmt.Fprintf(w, "%-8.3f %8.3f %8.4f\n", level, float64(sure)/float64(max(1, len(all))), float64(wrong)/float64(max(1, sure)))
	}
}
