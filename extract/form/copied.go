package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// copied finds the page of which another is a second copy, and the part that it is
// of: the same text, or the same form with the same values as far as OCR lets them
// be the same.
func copied(parts []part, l *leaf) (at int, twin *leaf) {
	const least = 60 // letters, since short pages resemble one another
	text := l.text()
	if len(text) < least {
		return 0, nil
	}
	for i := range parts {
		for _, other := range parts[i].leaves {
			if other.text() == text || other.states(l) {
				return i, other
			}
		}
	}
	return 0, nil
}

// repeat takes in a copy of a page, which is not read again.
func (p *part) repeat(l, twin *leaf) {
	p.Pages = append(p.Pages, l.number)
	p.note(l.number, fmt.Sprintf("повторяет стр. %d, второй раз не читается", twin.number))
}

// text is what stands on the page as comparing looks at it.
func (s *sheet) text() string {
	if s.folded == "" {
		var b strings.Builder
		for _, r := range s.runs {
			for _, w := range r.words {
				b.WriteString(string(w.folded))
			}
		}
		s.folded = b.String()
	}
	return s.folded
}

// states reports whether both pages are of one form and state the same.
func (l *leaf) states(other *leaf) bool {
	const (
		enough = 3   // values
		same   = 0.8 // of them
	)
	form := l.best.form
	if form == nil || other.best.form != form || form.Follow == followAll || share(l.best.found, other.best.found) < same {
		return false
	}
	a, b := l.values(), other.values()
	if len(a) < enough || len(b) < enough {
		return false
	}
	agree := 0
	for path, value := range a {
		switch {
		case alike(value, b[path]):
			agree++
		case telling.MatchString(path) && b[path] != "":
			return false // another person, another payment
		}
	}
	return float64(agree) >= same*float64(max(len(a), len(b)))
}

// telling are the values by which papers of one form differ.
var telling = onUse(`(?:name|title|number|document|amount)$`)

// share is how many of the one list are in the other, of the longer.
func share(a, b []string) float64 {
	common := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			common++
		}
	}
	return float64(common) / float64(max(len(a), len(b), 1))
}

// values are what the page states by itself, folded, by the paths of the fields.
func (l *leaf) values() map[string]string {
	if l.stated == nil {
		l.stated = map[string]string{}
		for name, f := range readPaper(l.best.form, []*sheet{l.sheet}) {
			l.stated[name] = fold(f.Raw)
			for part, r := range f.Parts {
				l.stated[name+"."+part] = fold(r.Raw)
			}
			for i, v := range f.Values {
				for part, r := range v.Parts {
					l.stated[fmt.Sprintf("%s[%d].%s", name, i, part)] = fold(r.Raw)
				}
			}
		}
		maps.DeleteFunc(l.stated, func(_, v string) bool { return v == "" })
	}
	return l.stated
}

// alike reports whether two folded texts are the same within what OCR misreads.
func alike(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	pattern := []rune(a)
	limit := tolerance(len(pattern))
	band := newBand(pattern, limit)
	for _, r := range b {
		if !band.feed(r) {
			return false
		}
	}
	return band.distance() <= limit
}

// leading is the place of the paper of the case to which a part belongs: the last
// that opens one at or before it, else the first; one that names another title
// belongs where the title is the same.
func leading(parts []part, papers []pipeline.Fields, first, i int) int {
	const title = pipeline.FieldTitle
	own := fold(papers[i][title].Raw)
	at := first
	for j := range parts {
		opens := j == first || parts[j].further
		if !opens {
			continue
		}
		if own != "" && alike(own, fold(papers[j][title].Raw)) {
			return j
		}
		if j <= i {
			at = j
		}
	}
	return at
}
