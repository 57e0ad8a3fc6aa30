package graded

import "math"

// depth is how many hits are judged: the first screen.
const depth = 10

// good is the grade from which an entry counts for recall and for the rank of the
// first answer.
const good = 2

// Score says how well one question was answered; every part is between 0 and 1.
type Score struct {
	NDCG     float64    // of the first ten hits, gain 2^grade−1
	Recall   [3]float64 // among the first 1, 5 and 10: the share of good entries that can stand there
	FirstRow float64    // 1 / rank of the first good entry
}

// recallDepths are the depths of Score.Recall.
var recallDepths = [3]int{1, 5, depth}

// Judge scores the hits, best first, against the grades. An entry that comes twice
// counts once.
func Judge(hits []string, grades map[string]int) Score {
	hits = distinct(hits)
	var s Score
	if best := gain(ideal(grades)); best > 0 {
		s.NDCG = gain(gradesOf(hits, grades)) / best
	}
	goodOnes := 0
	for _, grade := range grades {
		if grade >= good {
			goodOnes++
		}
	}
	found := 0
	for i, number := range hits[:min(depth, len(hits))] {
		if grades[number] < good {
			continue
		}
		found++
		if s.FirstRow == 0 {
			s.FirstRow = 1 / float64(i+1)
		}
		for k, n := range recallDepths {
			if i < n {
				s.Recall[k] = float64(found) / float64(min(n, goodOnes))
			}
		}
	}
	return s
}

// gain is the discounted cumulative gain of grades in the order of hits.
func gain(grades []int) float64 {
	var sum float64
	for i, g := range grades[:min(depth, len(grades))] {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

func gradesOf(hits []string, grades map[string]int) []int {
	list := make([]int, len(hits))
	for i, number := range hits {
		list[i] = grades[number]
	}
	return list
}

// ideal returns the grades in the best order.
func ideal(grades map[string]int) []int {
	var list []int
	for g := 3; g > 0; g-- {
		for _, grade := range grades {
			if grade == g {
				list = append(list, g)
			}
		}
	}
	return list
}

func distinct(hits []string) []string {
	seen := make(map[string]bool, len(hits))
	var list []string
	for _, number := range hits {
		if !seen[number] {
			seen[number] = true
			list = append(list, number)
		}
	}
	return list
}

// Mean returns the mean of scores; of none it is zero.
func Mean(scores []Score) Score {
	var m Score
	for _, s := range scores {
		m.NDCG += s.NDCG
		m.FirstRow += s.FirstRow
		for k, r := range s.Recall {
			m.Recall[k] += r
		}
	}
	n := float64(max(1, len(scores)))
	m.NDCG, m.FirstRow = m.NDCG/n, m.FirstRow/n
	for k := range m.Recall {
		m.Recall[k] /= n
	}
	return m
}
