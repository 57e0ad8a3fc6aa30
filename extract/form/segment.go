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
	sheets []*sheet
}

// score is how well a page fits one kind of paper.
type score struct {
	form    *description
	weight  float64
	speaks  float64 // the weight of the signs that speak for it alone
	must    bool    // a sign that has to be there is, or none is asked for
	signals []string
}

func (s score) enough() bool { return s.must && s.weight >= s.form.Enough }

// segment cuts the pages into papers.
func (r *Recogniser) segment(pages []pipeline.Page) []part {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(a, b pipeline.Page) int { return cmp.Compare(a.Number, b.Number) })
	var parts []part
	for _, p := range pages {
		s := layOut(p)
		var before *description
		if len(parts) > 0 {
			before = parts[len(parts)-1].form
		}
		scores := r.weigh(s, before)
		best := strongest(scores)
		if n := len(parts); n > 0 && parts[n-1].continues(s, best, scores) {
			parts[n-1].add(s, best)
			continue
		}
		parts = append(parts, begin(s, best))
	}
	return parts
}

// strongest is the best fit that is enough, or a score without a form.
func strongest(scores []score) score {
	var best score
	for _, s := range scores {
		if s.enough() && (best.form == nil || s.weight > best.weight) {
			best = s
		}
	}
	return best
}

// begin opens a segment with a page; an unrecognised page opens an unknown one.
func begin(s *sheet, best score) part {
	p := part{form: best.form, sheets: []*sheet{s}}
	p.Kind, p.Pages = pipeline.UnknownKind, []int{s.number}
	if best.form == nil {
		p.Confidence = confidenceUnknown
		p.Signals = []string{"признаков известных документов не найдено"}
		return p
	}
	p.Kind, p.Confidence, p.Signals = best.form.Kind, best.confidence(), best.signals
	return p
}

// confidenceUnknown is that of "no described paper": no sign was found, which is
// a weak proof when the text is poor.
const confidenceUnknown = 0.5

// confidence grows with the weight beyond what is enough, and never reaches 1.
func (s score) confidence() float64 {
	over := s.weight/s.form.Enough - 1
	return round(1 - 0.2*math.Exp(-3*over))
}

func round(v float64) float64 { return math.Round(v*1000) / 1000 }

// continues reports whether the page belongs to the paper before it.
func (p *part) continues(s *sheet, best score, scores []score) bool {
	if p.form == nil {
		return best.form == nil
	}
	if best.form != nil && best.form != p.form {
		return false
	}
	if best.form == p.form || p.form.Follow == followAll || s.blank() {
		return true
	}
	const some = 0.2 // of the weight that opens a paper
	for _, sc := range scores {
		if sc.form == p.form {
			return sc.speaks >= some*p.form.Enough
		}
	}
	return false
}

func (p *part) add(s *sheet, best score) {
	p.Pages = append(p.Pages, s.number)
	p.sheets = append(p.sheets, s)
	if best.form != nil && best.form == p.form {
		p.Confidence = math.Max(p.Confidence, best.confidence())
	}
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

// weigh adds up, for every kind of paper, the signs found on the page. A kind that
// lacks a sign which has to be there is weighed no further, but for the kind of the
// paper before, which the page may continue.
func (r *Recogniser) weigh(s *sheet, before *description) []score {
	scores := make([]score, len(r.forms))
	seen := map[string]bool{}
	for i, f := range r.forms {
		scores[i] = score{form: f, must: f.has(s, seen)}
		if scores[i].must || f == before {
			scores[i].add(s, seen)
		}
	}
	return scores
}

// has reports whether a sign that has to be there is on the page, or none is asked
// for.
func (d *description) has(s *sheet, seen map[string]bool) bool {
	asked := false
	for i := range d.Signs {
		sg := &d.Signs[i]
		if sg.Must && sg.seen(s, seen) {
			return true
		}
		asked = asked || sg.Must
	}
	return !asked
}

// add weighs the signs and labels of the paper.
func (sc *score) add(s *sheet, seen map[string]bool) {
	for i := range sc.form.Signs {
		if sg := &sc.form.Signs[i]; sg.seen(s, seen) {
			sc.weight += sg.Weight
			sc.speaks += max(0, sg.Weight)
			sc.signals = append(sc.signals, sg.says())
		}
	}
	for i := range sc.form.Labels {
		if l := &sc.form.Labels[i]; l.Weight != 0 && l.on(s) {
			sc.weight += l.Weight
			sc.speaks += l.Weight
			sc.signals = append(sc.signals, fmt.Sprintf("графа «%s»", l.Text[0]))
		}
	}
}

// seen reports whether the sign is on the page; several kinds share a sign, and it
// is looked for once.
func (sg *sign) seen(s *sheet, seen map[string]bool) bool {
	on, known := seen[sg.key]
	if !known {
		on = sg.on(s)
		seen[sg.key] = on
	}
	return on
}

// says puts the sign in words for people.
func (sg *sign) says() string {
	not := ""
	if sg.Weight < 0 {
		not = "против: "
	}
	switch sg.As {
	case asHeading:
		return fmt.Sprintf("%sзаголовок «%s»", not, strings.ToUpper(sg.Text[0]))
	case asCode:
		return not + "строки похожи на исходный текст"
	case asLabel:
		return fmt.Sprintf("%sграфа «%s»", not, sg.Text[0])
	}
	return fmt.Sprintf("%sслова «%s»", not, sg.Text[0])
}

// on reports whether the sign is on the page.
func (sg *sign) on(s *sheet) bool {
	if sg.As == asCode {
		return s.codeLike()
	}
	for _, r := range s.runs {
		first := lead(r)
		for i, w := range r.words {
			if sg.As != asPhrase && i != first {
				continue
			}
			if sg.As == asHeading && sg.headsAt(s, w) {
				return true
			}
			if _, ok := find(sg.phrases, w); ok && sg.As != asHeading {
				return true
			}
		}
	}
	return false
}

// headsAt reports whether any of the texts begins at the word and stands alone: of
// «ЖАЛОБА» over «на действия эксперта» the short one does.
func (sg *sign) headsAt(s *sheet, w *word) bool {
	for i := range sg.phrases {
		h, ok := find(sg.phrases[i:i+1], w)
		if ok && s.heads(h) && !(sg.Weight < 0 && strings.HasSuffix(h.words[len(h.words)-1].text, ":")) {
			return true // «Доверенность:» is a box of this paper and no other paper
		}
	}
	return false
}

// headingZone is the upper part of a page where a heading may stand.
const headingZone = 0.6

// heads reports whether a hit stands alone on its lines, high on the page.
func (s *sheet) heads(h hit) bool {
	last := h.words[len(h.words)-1]
	for _, w := range last.run.words[last.index+1:] {
		if len(w.folded) > 0 && w.text[0] != '(' && !numeric(w) {
			return false
		}
	}
	return middle(h.words[0].geo) < headingZone*s.height
}

func (l *label) on(s *sheet) bool {
	for _, r := range s.runs {
		first := lead(r)
		for i, w := range r.words {
			if !l.Inline && i != first {
				continue
			}
			if h, ok := find(l.phrases, w); ok && l.fits(h) {
				return true
			}
		}
	}
	return false
}
