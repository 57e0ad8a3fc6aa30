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
	if openTick.MatchString(s) {
		return true
	}
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

// openTick is a cross in a box of which OCR read the first bracket, and another letter
// of crossing strokes for the cross: «[М», «[М]».
var openTick = onUse(`^\[[МMЖКKУN][\])}|!]?$`)

// sample reports whether a ticked box shows how to tick: «(отметить [X])».
func (w *word) sample() bool {
	if w.run == nil || w.index == 0 || w.index >= len(w.run.words) {
		return false
	}
	before := strings.ToLower(w.run.words[w.index-1].text)
	return strings.HasPrefix(before, "отмет") || before == "знаком"
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
// their options or behind them: the side on which they are closer decides. It is
// not clear which box is whose where the boxes do not agree on the side, or where a
// ticked one is left over: an option between them was not read.
func choose(options []*mark, boxes []*word) (choices []choice, clear bool) {
	before, behind := 0, 0
	for _, b := range boxes {
		_, right := closest(options, b, true)
		_, left := closest(options, b, false)
		switch {
		case right < left:
			before++
		case left < right:
			behind++
		}
	}
	clear = before == 0 || behind == 0
	choices = make([]choice, len(options))
	gaps := make([]float64, len(options))
	for i, o := range options {
		choices[i].mark = o
	}
	if before+behind == 0 {
		if guessed := guess(options); guessed != nil {
			return guessed, false
		}
	}
	for _, b := range boxes {
		i, gap := closest(options, b, before >= behind)
		if i < 0 || choices[i].box != nil && gaps[i] <= gap {
			clear = clear && !(isTick(b.text) && beside(options, b))
			continue
		}
		if was := choices[i].box; was != nil && isTick(was.text) {
			clear = false
		}
		choices[i].box, choices[i].ticked, gaps[i] = b, isTick(b.text), gap
	}
	return choices, clear
}

// beside reports whether a box stands on a line of the options.
func beside(options []*mark, box *word) bool {
	_, right := closest(options, box, true)
	_, left := closest(options, box, false)
	return !math.IsInf(right, 1) || !math.IsInf(left, 1)
}

// closest is the option next to a box, to its right or left, on the option's
// lines; -1 where there is none.
func closest(options []*mark, box *word, toTheRight bool) (int, float64) {
	best, gap := -1, math.Inf(1)
	y := middle(box.geo)
	for i, o := range options {
		slack := (box.geo[3] - box.geo[1]) / 2
		if box.page != o.page || y < o.geo[1]-slack || y > o.geo[3]+slack {
			continue
		}
		d := o.geo[0] - box.geo[2]
		if !toTheRight {
			d = box.geo[0] - o.geo[2]
		}
		if overlapping := -slack; d > overlapping && d < gap {
			best, gap = i, d
		}
	}
	return best, gap
}

// What OCR makes of a box: of an empty one a round or square letter or a pair of
// brackets, of a ticked one a letter with crossing strokes.
var (
	emptyAsRead  = onUse(`^[\[({|]?(?:[ОOо0СCсПпГЦUДDQL1lI|]|LJ|LI|ГП|СО|ЦЦ|СЛ|CJ|[ОOСC][ОOСC1lI|])?[\])}|]?[.,]?$`)
	tickedAsRead = onUse(`^[\[({|]?(?:[ХXхxVvУМMЖКNИWЫYЧ№][\])}|]?|[ХXхxVv][1lI|])[.,]?$`)
)

// guess pairs options with the scraps of letters before them that OCR made of their
// boxes, where every one of them has such a scrap or one of them alone is ticked; nil
// where the scraps do not look like boxes.
func guess(options []*mark) []choice {
	choices := make([]choice, len(options))
	scraps, ticked := 0, 0
	for i, o := range options {
		choices[i].mark = o
		w := o.scrap()
		if w == nil {
			continue
		}
		scraps++
		choices[i].box, choices[i].ticked = w, tickedAsRead.MatchString(w.text)
		if choices[i].ticked {
			ticked++
		}
	}
	if len(options) < 2 || scraps < 2 || ticked != 1 {
		return nil
	}
	return choices
}

// scrap is what stands right before an option and may be what OCR made of its box.
func (m *mark) scrap() *word {
	first := m.hit.words[0]
	if first.index == 0 {
		return nil
	}
	w := first.run.words[first.index-1]
	if emptyAsRead.MatchString(w.text) || tickedAsRead.MatchString(w.text) {
		return w
	}
	return nil
}
