package score

import (
	"strings"
	"unicode"
)

// Error is the character error of what was read: insertions, deletions and
// substitutions over the number of characters of the truth, both folded. With an
// empty truth it is 0 when nothing was read, else 1.
func Error(read, truth string) float64 {
	got, want := []rune(Fold(read)), []rune(Fold(truth))
	if len(want) == 0 {
		return min(1, float64(len(got)))
	}
	return float64(Distance(got, want)) / float64(len(want))
}

// Distance is the least number of insertions, deletions and substitutions that
// make b of a. It follows the furthest points that each number of edits reaches
// on each diagonal, so that its cost grows with the square of the distance and
// not with the product of the lengths.
func Distance(a, b []rune) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	end := len(b) - len(a) // the diagonal that both ends lie on
	most := len(b)
	// reach[d+most+1] is the furthest row on diagonal d; one beyond at each side.
	last, reach := make([]int, 2*most+3), make([]int, 2*most+3)
	for i := range last {
		last[i], reach[i] = -2, -2 // not reached
	}
	for edits := 0; ; edits++ {
		for d := -edits; d <= edits; d++ {
			at := d + most + 1
			row := max(last[at]+1, last[at+1]+1, last[at-1]) // substituted, deleted, inserted
			if edits == 0 {
				row = 0
			}
			row = min(row, len(a), len(b)-d)
			for row >= 0 && row < len(a) && row+d >= 0 && row+d < len(b) && a[row] == b[row+d] {
				row++
			}
			reach[at] = row
		}
		if edits >= end && reach[end+most+1] >= len(a) {
			return edits
		}
		last, reach = reach, last
	}
}

// Words compares the words of two texts as bags: precision is the share of the
// words read that stand in the truth, recall the share of the truth's words that
// were read.
func Words(read, truth string) (precision, recall float64) {
	got, want := bag(read), bag(truth)
	both, read1, true1 := 0, 0, 0
	for w, n := range got {
		read1 += n
		both += min(n, want[w])
	}
	for _, n := range want {
		true1 += n
	}
	return share(both, read1), share(both, true1)
}

// F1 is the harmonic mean of precision and recall.
func F1(precision, recall float64) float64 {
	if precision+recall == 0 {
		return 0
	}
	return 2 * precision * recall / (precision + recall)
}

// bag counts the words of a text without the signs about them.
func bag(s string) map[string]int {
	out := map[string]int{}
	for w := range strings.FieldsSeq(Fold(s)) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w != "" {
			out[strings.ToLower(w)]++
		}
	}
	return out
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}
