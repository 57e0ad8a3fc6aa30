package graded

import (
	"context"
	"fmt"
	"io"
	"strings"
)

// Ask puts a question to an engine and returns the numbers of the first ten hits,
// best first.
type Ask func(ctx context.Context, question string) ([]string, error)

// Result is a question with what was answered.
type Result struct {
	Question
	Hits  []string
	Score Score
}

// Run asks every question of the set.
func Run(ctx context.Context, s Set, ask Ask) ([]Result, error) {
	results := make([]Result, 0, len(s.Questions))
	for _, q := range s.Questions {
		hits, err := ask(ctx, q.Text)
		if err != nil {
			return nil, fmt.Errorf("%s %q: %w", q.ID, q.Text, err)
		}
		results = append(results, Result{q, hits, Judge(hits, q.Grades)})
	}
	return results, nil
}

// Scores returns the scores of the results of a kind; of all for "".
func Scores(results []Result, kind Kind) []Score {
	var scores []Score
	for _, r := range results {
		if kind == "" || r.Kind == kind {
			scores = append(scores, r.Score)
		}
	}
	return scores
}

// Write prints the means of each kind, then every question with its hits: those
// with a grade carry it.
func Write(w io.Writer, results []Result) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s %9s  nDCG@10  recall@1  @5     @10    1/rank\n", "", "questions")
	for _, kind := range append([]Kind{""}, Kinds()...) {
		scores := Scores(results, kind)
		if len(scores) == 0 {
			continue
		}
		title := string(kind)
		if kind == "" {
			title = "all"
		}
		m := Mean(scores)
		fmt.Fprintf(&b, "%-10s %9d  %.3f    %.3f     %.3f  %.3f  %.3f\n", title, len(scores), m.NDCG, m.Recall[0], m.Recall[1], m.Recall[2], m.FirstRow)
	}
	b.WriteString("\n")
	for _, r := range results {
		fmt.Fprintf(&b, "%s %-8s %.3f  %s:%s\n", r.ID, r.Kind, r.Score.NDCG, r.Text, r.graded())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// graded lists the hits with their grades.
func (r Result) graded() string {
	var b strings.Builder
	for _, number := range r.Hits[:min(depth, len(r.Hits))] {
		b.WriteString(" " + number)
		if g := r.Grades[number]; g > 0 {
			fmt.Fprintf(&b, "(%d)", g)
		}
	}
	return b.String()
}
