package layer

import (
	"cmp"
	"slices"
	"strings"

	"vestnik/extract/pdftext"
)

// Judgement is what may be believed of a page's words.
type Judgement struct {
	Verdict                 // of the layer as it stood
	Repaired bool           // Words are not as they stood: put right, or some left out
	Words    []pdftext.Word // believed, in their order
	Lost     []pdftext.Word // not believed; what they should say only the picture shows
}

// Believed reports whether there is anything to take from the layer.
func (j Judgement) Believed() bool { return len(j.Words) > 0 }

// Shares of a page's characters in words that are not believed: below the one
// they are ornaments, from the other on the whole layer is thrown away.
const (
	ornaments  = 0.03
	mostlyLost = 0.5
)

// Page judges the words of a page font by font. hidden says that most of them
// are written invisibly.
func Page(words []pdftext.Word, hidden bool) Judgement {
	w := weighing{words: words, kept: slices.Clone(words), lost: make([]bool, len(words)), gone: make([]bool, len(words))}
	for _, group := range byFont(words) {
		w.add(group, hidden)
	}
	return w.judgement()
}

// weighing is a page while its fonts are judged.
type weighing struct {
	words, kept     []pdftext.Word
	lost, gone      []bool // not believed; joined to the word before
	restored        bool
	reason          string // of the largest group that was not true
	worst           float64
	quality, weight float64 // sums over what is believed, in characters
}

// repairedQuality is what a layer is worth that was put right.
const repairedQuality = 0.9

// add judges the words of one font.
func (w *weighing) add(group []int, hidden bool) {
	some := pick(w.words, group)
	size := float64(characters(some))
	v := Judge(textsOf(some), hidden)
	if v.True || v.Reason == noSigns && !anyMeaningless(some) {
		w.quality, w.weight = w.quality+size*max(v.Quality, 0.5), w.weight+size
		return
	}
	if size > w.worst {
		w.worst, w.reason = size, v.Reason
	}
	if right, ok := restored(some); ok {
		w.restored = true
		place(w.kept, w.gone, group, right)
		w.quality, w.weight = w.quality+size*repairedQuality, w.weight+size
		return
	}
	for _, i := range group {
		w.lost[i] = true
	}
}

// judgement weighs what was lost against what is kept.
func (w *weighing) judgement() Judgement {
	var kept, lost []pdftext.Word
	for i := range w.words {
		switch {
		case w.lost[i]:
			lost = append(lost, w.words[i])
		case !w.gone[i]:
			kept = append(kept, w.kept[i])
		}
	}
	share := part(characters(lost), characters(w.words))
	if len(kept) == 0 || share >= mostlyLost {
		return Judgement{Verdict: Verdict{Reason: cmp.Or(w.reason, noText)}, Lost: w.words}
	}
	closed := closedHeadings(kept)
	j := Judgement{Words: closed, Repaired: w.restored || len(closed) < len(kept)}
	j.Quality = w.quality / max(1, w.weight)
	if share < ornaments && !w.restored {
		j.True = true
		return j
	}
	j.Reason, j.Lost, j.Repaired = w.reason, lost, true
	return j
}

// place puts repaired words where the group stood. Repairs keep the number of
// words or join some to the one before; those are gone.
func place(kept []pdftext.Word, gone []bool, group []int, right []pdftext.Word) {
	next := 0
	for _, i := range group {
		if next < len(right) && right[next].X0 == kept[i].X0 && right[next].Line == kept[i].Line {
			kept[i] = right[next]
			next++
		} else {
			gone[i] = true
		}
	}
}

// byFont parts the words by their fonts. Fonts of too few letters to be judged
// are judged together: LaTeX sets one text in a dozen of them.
func byFont(words []pdftext.Word) [][]int {
	letters := map[int]int{}
	for _, w := range words {
		for _, r := range w.Text {
			if isLetter(r) {
				letters[w.Font]++
			}
		}
	}
	groups := map[int][]int{}
	var order []int
	for i, w := range words {
		font := w.Font
		if letters[font] < judgedFrom {
			font = -1
		}
		if groups[font] == nil {
			order = append(order, font)
		}
		groups[font] = append(groups[font], i)
	}
	out := make([][]int, len(order))
	for i, font := range order {
		out[i] = groups[font]
	}
	return out
}

func pick(words []pdftext.Word, at []int) []pdftext.Word {
	out := make([]pdftext.Word, len(at))
	for i, n := range at {
		out[i] = words[n]
	}
	return out
}

func characters(words []pdftext.Word) int {
	n := 0
	for _, w := range words {
		n += len([]rune(w.Text))
	}
	return n
}

func anyMeaningless(words []pdftext.Word) bool {
	return slices.ContainsFunc(words, func(w pdftext.Word) bool { return strings.ContainsFunc(w.Text, meaningless) })
}
