package form

import (
	"fmt"
	"slices"
	"strings"
)

// resume adds a page to the paper before an unrecognised part when the page goes on
// with it, and that part too when it holds nothing but rows of a table. It returns nil
// where the page does not.
func resume(parts []part, l *leaf) []part {
	n := len(parts)
	if n < 2 || parts[n-1].form != nil || parts[n-2].form == nil || parts[n-2].form.Follow == followAll {
		return nil
	}
	p := &parts[n-2]
	if l.best.form != nil && l.best.form != p.form || !l.as(p.form).goesOn() || l.best.form == p.form && p.beginsAnew(l.best) {
		return nil
	}
	if slices.ContainsFunc(parts[n-1].leaves, func(between *leaf) bool { return !between.rowsOnly() }) {
		p.add(l)
		return parts
	}
	for _, between := range parts[n-1].leaves {
		p.take(between)
		p.note(between.number, "строки таблицы, продолжение")
	}
	p.add(l)
	return parts[:n-1]
}

// rowsOnly reports whether a page is the middle of a table of persons: cells beside one
// another from the first row on, dates in them, and no line that stands alone on top.
func (l *leaf) rowsOnly() bool {
	if len(l.runs) == 0 || !l.shared(l.runs[0]) {
		return false
	}
	return slices.ContainsFunc(l.runs, func(r *run) bool {
		m, ok := findDate(newPassage(r.words).text)
		return ok && !m.date.IsZero()
	})
}

// joinHalves brings together the pages of one paper that others stand between: a
// part without a heading belongs to the nearest part of its kind with one.
func joinHalves(parts []part) []part {
	for i := 0; i < len(parts); i++ {
		if parts[i].form == nil || parts[i].headed || parts[i].form.Repeats {
			continue
		}
		at := otherHalf(parts, i)
		if at < 0 {
			continue
		}
		whole, rest := min(at, i), max(at, i)
		half := parts[i]
		for _, l := range half.leaves {
			parts[at].add(l)
		}
		parts[at].Pages = slices.Sorted(slices.Values(append(slices.Clone(parts[at].Pages), half.Pages...)))
		parts[at].Pages = slices.Compact(parts[at].Pages)
		parts[whole] = parts[at]
		parts = slices.Delete(parts, rest, rest+1)
		i = whole
	}
	return parts
}

// otherHalf is the nearest part of the same kind that has the heading which the
// part lacks and whose boxes are others; those before it come first. -1 is none.
func otherHalf(parts []part, i int) int {
	fits := func(at int) bool {
		return parts[at].form == parts[i].form && parts[at].headed && !parts[at].sharesBoxes(parts[i])
	}
	for at := i - 1; at >= 0; at-- {
		if fits(at) {
			return at
		}
	}
	for at := i + 1; at < len(parts); at++ {
		if fits(at) {
			return at
		}
	}
	return -1
}

// sharesBoxes reports whether most boxes of the other part are on this one too.
func (p *part) sharesBoxes(other part) bool {
	again := 0
	for f := range other.found {
		if p.found[f] {
			again++
		}
	}
	return 2*again > len(other.found)
}

// frontFirst puts the page with the heading before the others of a paper: a back
// scanned before its front is read after it.
func (p *part) frontFirst() {
	if p.form == nil || p.form.Repeats || p.form.Follow == followAll {
		return
	}
	rank := func(l *leaf) int {
		if l.as(p.form).headed {
			return 0
		}
		return 1
	}
	first := slices.IndexFunc(p.leaves, func(l *leaf) bool { return rank(l) == 0 })
	if first <= 0 {
		return
	}
	slices.SortStableFunc(p.leaves, func(a, b *leaf) int { return rank(a) - rank(b) })
	p.Signals = append(p.Signals, fmt.Sprintf("первой прочитана стр. %d: на ней заголовок", p.leaves[0].number))
}

// tellApart marks, among papers that open a case, those of the kind of the first
// that are not it: each begins an application of its own, and what follows it is not
// mixed with the first.
func tellApart(parts []part) {
	first := leads(parts)
	if len(parts) == 0 || parts[first].form == nil || !parts[first].form.Leads {
		return
	}
	for i := range parts {
		if i == first || parts[i].form != parts[first].form {
			continue
		}
		parts[i].further = true
		parts[i].Signals = append(parts[i].Signals, fmt.Sprintf(
			"ещё одно заявление того же вида: сведения взяты только из первого (стр. %s). Разделите файл и подайте каждое отдельно", pageList(parts[first].Pages)))
	}
}

// pageList prints pages for people: «1, 2, 5».
func pageList(pages []int) string {
	list := make([]string, len(pages))
	for i, p := range pages {
		list[i] = fmt.Sprint(p)
	}
	return strings.Join(list, ", ")
}
