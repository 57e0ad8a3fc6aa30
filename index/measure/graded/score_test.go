package graded_test

import (
	"math"
	"slices"
	"testing"

	"vestnik/index/measure/graded"
)

func TestJudge(t *testing.T) {
	grades := map[string]int{"a": 3, "b": 2, "c": 1}
	discount := func(rank int) float64 { return 1 / math.Log2(float64(rank+1)) }
	best := 7*discount(1) + 3*discount(2) + 1*discount(3)
	tests := []struct {
		name  string
		hits  []string
		score graded.Score
	}{
		{"in the best order", []string{"a", "b", "c"}, graded.Score{NDCG: 1, Recall: [3]float64{1, 1, 1}, FirstRow: 1}},
		{"nothing", nil, graded.Score{}},
		{"only what is related", []string{"c"}, graded.Score{NDCG: 1 / best}},
		{"the best comes second", []string{"x", "a"}, graded.Score{NDCG: 7 * discount(2) / best, Recall: [3]float64{0, .5, .5}, FirstRow: .5}},
		{"twice the same", []string{"b", "b", "a"}, graded.Score{NDCG: (3 + 7*discount(2)) / best, Recall: [3]float64{1, 1, 1}, FirstRow: 1}},
		{"below the first screen", append(slices.Collect(letters(10)), "a"), graded.Score{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := graded.Judge(tt.hits, grades)
			if !near(got.NDCG, tt.score.NDCG) || !near(got.FirstRow, tt.score.FirstRow) {
				t.Errorf("got %+v, want %+v", got, tt.score)
			}
			for k := range got.Recall {
				if !near(got.Recall[k], tt.score.Recall[k]) {
					t.Errorf("recall %v, want %v", got.Recall, tt.score.Recall)
				}
			}
		})
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// letters yields n numbers that have no grade.
func letters(n int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for i := range n {
			if !yield(string(rune('m' + i))) {
				return
			}
		}
	}
}

func TestMeanOfNothingIsNothing(t *testing.T) {
	if m := graded.Mean(nil); m != (graded.Score{}) {
		t.Errorf("%+v", m)
	}
	if m := graded.Mean([]graded.Score{{NDCG: 1}, {}}); m.NDCG != .5 {
		t.Errorf("%+v", m)
	}
}
