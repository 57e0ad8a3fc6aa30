package main

import (
	"slices"
	"syscall"
	"time"
)

// cost is what one piece of work took.
type cost struct {
	cpu  time.Duration // user + system, of this process and its waited children
	wall time.Duration
}

func (c cost) plus(d cost) cost { return cost{c.cpu + d.cpu, c.wall + d.wall} }

// spent is what this process and its waited children have used so far.
func spent() (time.Duration, error) {
	var total time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			return 0, err
		}
		total += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	return total, nil
}

// costOf runs a piece of work and says what it took.
func costOf(work func() error) (cost, error) {
	before, err := spent()
	if err != nil {
		return cost{}, err
	}
	start := time.Now()
	if err := work(); err != nil {
		return cost{}, err
	}
	wall := time.Since(start)
	after, err := spent()
	return cost{after - before, wall}, err
}

// inTurn runs rivals on the same input, each once a round, the order reversed
// from round to round. The costs are by rival, then by round.
func inTurn(rounds int, rivals ...func() error) ([][]cost, error) {
	costs := make([][]cost, len(rivals))
	for round := range rounds {
		for i := range rivals {
			at := i
			if round%2 == 1 {
				at = len(rivals) - 1 - i
			}
			c, err := costOf(rivals[at])
			if err != nil {
				return nil, err
			}
			costs[at] = append(costs[at], c)
		}
	}
	return costs, nil
}

func cpuOf(c cost) time.Duration  { return c.cpu }
func wallOf(c cost) time.Duration { return c.wall }

// ratio is the median over the rounds of ours by theirs.
func ratio(ours, theirs []cost, of func(cost) time.Duration) float64 {
	ratios := make([]float64, len(ours))
	for i := range ours {
		ratios[i] = float64(of(ours[i])) / float64(max(1, of(theirs[i])))
	}
	return median(ratios)
}

// typical is the median of one rival's rounds.
func typical(costs []cost, of func(cost) time.Duration) time.Duration {
	values := make([]float64, len(costs))
	for i, c := range costs {
		values[i] = float64(of(c))
	}
	return time.Duration(median(values))
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	if n == 0 {
		return 0
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
