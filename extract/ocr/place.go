package ocr

import (
	"image"
	"slices"
	"unicode"
)

// What only the second reading found must be surer than what both did: the patch
// may be no writing after all, and of a single character nothing else tells.
const (
	plausible     = 0.6
	plausibleRune = 0.8
)

// credible are the words read off a patch that no word covered, as far as they
// may be believed to be writing.
func credible(words []word) []word {
	var out []word
	for _, w := range words {
		n := 0
		for _, r := range w.text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
		if n > 1 && w.confidence >= plausible || n == 1 && w.confidence >= plausibleRune {
			out = append(out, w)
		}
	}
	return out
}

// withoutOverlaid drops the words that surer ones found later lie upon.
func withoutOverlaid(words, found []word) []word {
	return slices.DeleteFunc(words, func(w word) bool {
		return slices.ContainsFunc(found, func(f word) bool {
			both := w.box.Intersect(f.box)
			return f.confidence > w.confidence && both.Dx()*both.Dy()*2 > min(w.box.Dx()*w.box.Dy(), f.box.Dx()*f.box.Dy())
		})
	})
}

// fills reports whether words leave little of a box without writing.
func fills(words []word, box image.Rectangle) bool {
	const least = 0.35 // of the area; between lines there is paper
	area := 0
	for _, w := range words {
		b := w.box.Intersect(box)
		area += b.Dx() * b.Dy()
	}
	return float64(area) >= least*float64(box.Dx()*box.Dy())
}

// insert puts words that were found later where they belong in the order of
// reading: into the line that they stand on, or between lines.
func insert(words, found []word) []word {
	for len(found) > 0 {
		n := 1
		for n < len(found) && found[n].line == found[0].line {
			n++
		}
		words = insertLine(words, found[:n])
		found = found[n:]
	}
	return words
}

// insertLine puts the words of one line found later.
func insertLine(words, found []word) []word {
	at := bounds(found)
	line, joins := hostOf(words, at)
	for i := range words {
		if !joins && words[i].line >= line {
			words[i].line++
		}
	}
	for _, w := range found {
		w.line = line
		words = append(words, w)
	}
	sortWords(words)
	return words
}

// hostOf returns the line that a box belongs to; when it joins none, the number
// that a line of its own must have.
func hostOf(words []word, at image.Rectangle) (line int, joins bool) {
	line = 1
	inColumn := false // whether line follows one that stands straight above
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n].line == words[0].line {
			n++
		}
		host := bounds(words[:n])
		overlap := min(host.Max.Y, at.Max.Y) - max(host.Min.Y, at.Min.Y)
		if overlap*2 > min(host.Dy(), at.Dy()) && max(host.Dy(), at.Dy()) < 3*min(host.Dy(), at.Dy()) {
			return words[0].line, true
		}
		above := host.Max.Y <= at.Min.Y+at.Dy()/2
		if straight := host.Min.X < at.Max.X && at.Min.X < host.Max.X; above && (straight || !inColumn) {
			line, inColumn = words[0].line+1, inColumn || straight
		}
		words = words[n:]
	}
	return line, false
}

func bounds(words []word) image.Rectangle {
	var b image.Rectangle
	for _, w := range words {
		b = b.Union(w.box)
	}
	return b
}

// sortWords orders by line, and along it.
func sortWords(words []word) {
	slices.SortStableFunc(words, func(a, b word) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.box.Min.X - b.box.Min.X
	})
}

func rectangles(words []word) []image.Rectangle {
	out := make([]image.Rectangle, len(words))
	for i, w := range words {
		out[i] = w.box
	}
	return out
}
