package form

import (
	"math"
	"strings"
)

// boxSigns are characters that print a box, ticked or not.
const boxSigns = tickSigns + emptySigns

const (
	tickSigns  = "☒☑✓✔✗✘■▣⊠🗹"
	emptySigns = "☐□▢❑❏"
)

// isTick reports whether the text is a ticked box as printed or as OCR sees it:
// [X], [х], |X|, ☒, V.
func isTick(s string) bool {
	s = strings.TrimSpace(strings.Trim(s, "[](){}|_"))
	switch s {
	case "x", "X", "х", "Х", "v", "V", "√":
		return true
	}
	for _, r := range s {
		return strings.ContainsRune(tickSigns, r)
	}
	return false
}

// isBox reports whether the text is a box, ticked or empty.
func isBox(s string) bool {
	if isTick(s) {
		return true
	}
	for _, r := range s {
		if strings.ContainsRune(emptySigns, r) {
			return true
		}
		break
	}
	return strings.ContainsAny(s, "[]|") && strings.Trim(s, "[]|_ ") == ""
}

// choice is an option with its box.
type choice struct {
	mark   *mark
	box    *word // nil when none was found
	ticked bool
}

// choose pairs options of one question with their boxes. Boxes stand before
// their options or behind them; the first option tells which.
func choose(options []*mark, boxes []*word) []choice {
	before := false
	for _, o := range options {
		if b := nearest(o, boxes, true); b != nil {
			before = true
			break
		} else if nearest(o, boxes, false) != nil {
			break
		}
	}
	choices := make([]choice, len(options))
	for i, o := range options {
		b := nearest(o, boxes, before)
		choices[i] = choice{o, b, b != nil && isTick(b.text)}
	}
	return choices
}

// nearest is the box next to an option on the side asked for, on the lines of
// the option.
func nearest(o *mark, boxes []*word, before bool) *word {
	var best *word
	gap := math.Inf(1)
	first, last := o.hit.words[0], o.hit.words[len(o.hit.words)-1]
	for _, b := range boxes {
		if b.page != o.page {
			continue
		}
		var d float64
		if y := middle(b.geo); before {
			if d = first.geo[0] - b.geo[2]; y < first.geo[1]-1 || y > math.Max(first.geo[3], o.geo[3])+1 {
				continue
			}
		} else if d = b.geo[0] - last.geo[2]; y < o.geo[1]-1 || y > o.geo[3]+1 {
			continue
		}
		if d > -1 && d < gap {
			best, gap = b, d
		}
	}
	return best
}
