package ocr

import "image"

// Readings that differ and are about as sure of themselves leave the word in
// doubt, whichever is kept.
const (
	nearlySame    = 0.15
	mostOfDispute = 0.85
)

// group is a place on a line with what either reading found there.
type group struct {
	first []int // words of the first reading, by number
	again []word
}

// settle decides word by word between the first reading and the second of some
// stretches of its lines: the surer one stays. A second reading that differs in
// script alone, «Ha6.» for «наб.», stays only where the first makes no Russian.
func settle(first []word, bands []band, again [][]word) []word {
	gone := make([]bool, len(first))
	var put []word
	for i, b := range bands {
		for _, g := range groups(first, b.Words, again[i]) {
			put = append(put, g.settle(first, gone)...)
		}
	}
	for i, w := range first {
		if !gone[i] {
			put = append(put, w)
		}
	}
	sortWords(put)
	return put
}

// settle returns the words that take the place of the group's first reading, and
// marks that as gone; none when it stays.
func (g group) settle(first []word, gone []bool) []word {
	old := make([]word, len(g.first))
	questioned := false
	for k, i := range g.first {
		old[k] = first[i]
		questioned = questioned || doubted(first[i].text, first[i].confidence)
	}
	if !questioned || len(g.again) == 0 {
		return nil
	}
	was, is := meanConfidence(old), meanConfidence(g.again)
	before, after := textOf(old), textOf(g.again)
	take, disputed := is > was, max(was-is, is-was) < nearlySame
	switch {
	case before == after:
		take, disputed = is > was, false
	case folded(before) == folded(after):
		take, disputed = strange(before) && !strange(after), false
	}
	for _, i := range g.first {
		gone[i] = take
		if disputed {
			first[i].confidence = min(first[i].confidence, mostOfDispute)
		}
	}
	if !take {
		return nil
	}
	for k := range g.again {
		g.again[k].line = old[0].line
		if disputed {
			g.again[k].confidence = min(g.again[k].confidence, mostOfDispute)
		}
	}
	return g.again
}

// groups pairs the words of a stretch, given by number, with those read again
// where they share most of the narrower one's width. Both stand in order.
func groups(first []word, stretch []int, again []word) []group {
	var out []group
	end := 0 // of the group that is being made
	add := func(box image.Rectangle) *group {
		slack := box.Dx() / 4
		if len(out) == 0 || box.Min.X+slack >= end {
			out = append(out, group{})
		}
		end = max(end, box.Max.X)
		return &out[len(out)-1]
	}
	for i, j := 0, 0; i < len(stretch) || j < len(again); {
		if j == len(again) || i < len(stretch) && first[stretch[i]].box.Min.X <= again[j].box.Min.X {
			g := add(first[stretch[i]].box)
			g.first = append(g.first, stretch[i])
			i++
		} else {
			g := add(again[j].box)
			g.again = append(g.again, again[j])
			j++
		}
	}
	return out
}

// textOf joins words by spaces.
func textOf(words []word) string {
	text := ""
	for i, w := range words {
		if i > 0 {
			text += " "
		}
		text += w.text
	}
	return text
}
