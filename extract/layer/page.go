package layer

import (
	"slices"
	"strings"
	"unicode"

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
	if len(words) == 0 {
		return Judgement{Verdict: Verdict{Reason: noText}}
	}
	var j Judgement
	var quality, weight, worst float64
	lost := make([]bool, len(words))
	kept := slices.Clone(words)
	gone := make([]bool, len(words)) // joined to the word before
	for _, group := range byFont(words) {
		some := pick(words, group)
		size := float64(characters(some))
		v := Judge(textsOf(some), hidden)
		if v.True || v.Reason == noSigns && !anyMeaningless(some) {
			quality, weight = quality+size*max(v.Quality, 0.5), weight+size
			continue
		}
		if size > worst {
			worst, j.Reason = size, v.Reason
		}
		if right, ok := restored(some); ok {
			j.Repaired = true
			place(kept, gone, group, right)
			quality, weight = quality+size*repairedQuality, weight+size
			continue
		}
		for _, i := range group {
			lost[i] = true
		}
	}
	for i := range words {
		switch {
		case lost[i]:
			j.Lost = append(j.Lost, words[i])
		case !gone[i]:
			j.Words = append(j.Words, kept[i])
		}
	}
	return j.concluded(quality, weight)
}

// repairedQuality is what a layer is worth that was put right.
const repairedQuality = 0.9

// concluded weighs what was lost against what was kept.
func (j Judgement) concluded(quality, weight float64) Judgement {
	share := part(characters(j.Lost), characters(j.Lost)+characters(j.Words))
	switch {
	case len(j.Words) == 0 || share >= mostlyLost:
		j.Lost, j.Words, j.Repaired = append(j.Lost, j.Words...), nil, false
		return j
	case share < ornaments && !j.Repaired:
		j.True, j.Reason, j.Lost = true, "", nil
	case share > 0:
		j.Repaired = true
	}
	j.Quality = quality / max(1, weight)
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
			if unicode.IsLetter(r) {
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
