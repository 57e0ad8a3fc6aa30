package score

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// WordError is the character error that does not depend on the order of words:
// forms and tables are read in many right orders. Words that stand on both sides
// cost nothing, a word in two pieces costs one; the others are paired, the likest
// first, and cost their distance; what finds no pair costs its length. Spaces and words without letters or digits
// (rules to write on, boxes to tick) count on neither side.
func WordError(read, truth string) float64 {
	got, want := tokens(read), tokens(truth)
	letters := 0
	for w, n := range want {
		letters += n * len([]rune(w))
	}
	for w, n := range want {
		both := min(n, got[w])
		want[w] -= both
		got[w] -= both
	}
	errors := rejoined(got, want) + rejoined(want, got)
	errors += unpaired(spread(got), spread(want))
	if letters == 0 {
		return min(1, float64(errors))
	}
	return float64(errors) / float64(letters)
}

// rejoined takes out of both bags the words that are one word on the other side, in
// two pieces, and returns how many there were: each costs the space too many.
func rejoined(pieces, whole map[string]int) int {
	n := 0
	list := spread(pieces)
	for _, a := range list {
		for _, b := range list {
			first, second := string(a), string(b)
			one := first + second
			for whole[one] > 0 && pieces[first] > 0 && pieces[second] > 0 && (first != second || pieces[first] > 1) {
				whole[one]--
				pieces[first]--
				pieces[second]--
				n++
			}
		}
	}
	return n
}

// tick reports whether a word is a box with at most one sign in it, or the sign
// alone, in letters of either script.
func tick(word string) bool {
	switch word {
	case "X", "x", "Х", "х", "V", "v":
		return true
	}
	signs := 0
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			signs++
		}
	}
	return strings.ContainsAny(word, "[]") && signs <= 1
}

// tokens counts the words of a text that hold a letter or a digit, but for ticks.
func tokens(s string) map[string]int {
	out := map[string]int{}
	for w := range strings.FieldsSeq(Fold(s)) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) && !tick(w) {
			out[w]++
		}
	}
	return out
}

// spread lists the words of a bag in order.
func spread(bag map[string]int) [][]rune {
	var out [][]rune
	for w, n := range bag {
		for range n {
			out = append(out, []rune(w))
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

// unpaired pairs words of both sides, the likest first, and sums up the edits.
func unpaired(got, want [][]rune) int {
	type pair struct{ i, j, edits int }
	var pairs []pair
	for i, g := range got {
		for j, w := range want {
			if most := max(len(g), len(w)); 2*(most-min(len(g), len(w))) <= most {
				if d := Distance(g, w); 2*d <= most { // less alike is another word
					pairs = append(pairs, pair{i, j, d})
				}
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.edits, b.edits) })
	edits := 0
	doneGot, doneWant := make([]bool, len(got)), make([]bool, len(want))
	for _, p := range pairs {
		if !doneGot[p.i] && !doneWant[p.j] {
			doneGot[p.i], doneWant[p.j] = true, true
			edits += p.edits
		}
	}
	extra, lost := 0, 0
	for i, g := range got {
		if !doneGot[i] {
			extra += len(g)
		}
	}
	for j, w := range want {
		if !doneWant[j] {
			lost += len(w)
		}
	}
	return edits + max(extra, lost) // what was split or joined is not counted twice
}
