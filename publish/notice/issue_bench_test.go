package notice_test

import (
	"fmt"
	"testing"
)

// BenchmarkIssue prints issues of so many entries, about 0.6 pages each.
func BenchmarkIssue(b *testing.B) {
	for _, n := range []int{1, 40, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			press, issue := issuePress(b), wholeIssue(n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := press.Compose(issue); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
