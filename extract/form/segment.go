package form

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// part is a segment with what reading it needs.
type part struct {
	pipeline.Segment
	form   *description // nil when unknown
	leaves []*leaf      // the pages that are read, in the order in which they are read
	found  map[string]bool
	headed bool
	// further is set on a paper that opens another case than the file's first.
	further bool
}

// leaf is one page with what was thought of it.
type leaf struct {
	*sheet
	best   score // without a form when the page opens no described paper
	scores []score
	stated map[string]string // what the page states by itself; see values
}

// segment cuts the pages into papers. They may stand in any order: a back before
// its front, a listing amid other papers.
func (r *Recogniser) segment(pages []pipeline.Page) []part {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(a, b pipeline.Page) int { return cmp.Compare(a.Number, b.Number) })
	var parts []part
	for _, p := range pages {
		l := &leaf{sheet: layOut(p)}
		before := lastKnown(parts)
		l.scores = r.weigh(l.sheet, before)
		l.best = strongest(l.scores)
		if at, twin := copied(parts, l); twin != nil {
			parts[at].repeat(l, twin)
			continue
		}
		if resumed := resume(parts, l); resumed != nil {
			parts = resumed
			continue
		}
		if n := len(parts); n > 0 && parts[n-1].continues(l) {
			parts[n-1].add(l)
			continue
		}
		parts = append(parts, begin(l))
	}
	parts = joinHalves(parts)
	for i := range parts {
		parts[i].frontFirst()
	}
	tellApart(parts)
	return parts
}

// lastKnown is the kind of the last page that has one, or nil.
func lastKnown(parts []part) *description {
	for _, p := range slices.Backward(parts) {
		if p.form != nil {
			return p.form
		}
	}
	return nil
}

// begin opens a segment with a page; an unrecognised page opens an unknown one.
func begin(l *leaf) part {
	p := part{form: l.best.form, found: map[string]bool{}}
	if p.form == nil {
		p.Kind, p.Confidence, p.Signals = pipeline.UnknownKind, confidenceUnknown, nearest(l.scores)
		if l.blank() {
			p.Signals = []string{"пустая страница"}
		}
	} else {
		p.Kind, p.Confidence, p.Signals = p.form.Kind, l.best.confidence(), l.best.signals()
	}
	p.take(l)
	return p
}

// confidenceUnknown is that of "no described paper": no sign was found, which is
// a weak proof when the text is poor.
const confidenceUnknown = 0.5

// take makes the page one of the paper's.
func (p *part) take(l *leaf) {
	p.Pages = append(p.Pages, l.number)
	p.leaves = append(p.leaves, l)
	own := l.as(p.form)
	p.headed = p.headed || own.headed
	for _, f := range own.found {
		p.found[f] = true
	}
}

// as is how well the page fits a kind of paper.
func (l *leaf) as(form *description) score {
	for _, s := range l.scores {
		if form != nil && s.form == form {
			return s
		}
	}
	return score{}
}

// continues reports whether the page belongs to the paper before it.
func (p *part) continues(l *leaf) bool {
	if p.form == nil {
		return l.best.form == nil
	}
	if l.best.form != nil && l.best.form != p.form {
		return false
	}
	own := l.as(p.form)
	switch {
	case l.best.form == p.form:
		return !p.beginsAnew(l.best)
	case l.blank():
		return true
	case p.form.Follow == followAll:
		return len(own.against) == 0
	}
	return own.goesOn()
}

// goesOn reports whether a page bears enough signs to continue a paper.
func (s score) goesOn() bool {
	const some = 0.2 // of the weight that opens a paper
	return s.form != nil && s.speaks >= some*s.form.Enough
}

// beginsAnew reports whether a page of the same kind is the first of another such
// paper: it bears the heading again, and mostly the boxes that were there before.
func (p *part) beginsAnew(s score) bool {
	const mostly = 0.6
	if p.form.Repeats || !s.headed || !p.headed || len(s.found) == 0 {
		return false
	}
	again := 0
	for _, f := range s.found {
		if p.found[f] {
			again++
		}
	}
	return float64(again) >= mostly*float64(len(s.found))
}

// add takes a further page and says why it belongs here.
func (p *part) add(l *leaf) {
	p.take(l)
	own := l.as(p.form)
	if l.best.form != nil && l.best.form == p.form {
		p.Confidence = math.Max(p.Confidence, l.best.confidence())
	}
	switch {
	case l.blank():
		p.note(l.number, "пустая")
	case p.form == nil:
	case len(own.found) > 0:
		p.note(l.number, "продолжение: "+strings.Join(own.found, ", "))
	default:
		p.note(l.number, "без признаков другого документа")
	}
}

// note adds to the signals what is thought of one page.
func (p *part) note(page int, text string) {
	p.Signals = append(p.Signals, fmt.Sprintf("стр. %d — %s", page, text))
}

// sheets are the pages that are read.
func (p *part) sheets() []*sheet {
	list := make([]*sheet, len(p.leaves))
	for i, l := range p.leaves {
		list[i] = l.sheet
	}
	return list
}

// blank reports whether hardly anything stands on the page.
func (s *sheet) blank() bool {
	words := 0
	for _, r := range s.runs {
		for _, w := range r.words {
			if len(w.folded) > 1 {
				words++
			}
		}
	}
	return words < 4
}
