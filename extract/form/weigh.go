package form

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// score is how well a page fits one kind of paper.
type score struct {
	form   *description
	weight float64
	speaks float64 // the weight of the signs that speak for it alone
	needs  needs
	headed bool // a heading of the paper is on the page
	// found and against are the signs in words for people; missing those of what has
	// to be there that are not.
	found, against, missing []string
}

// needs is which of what has to be there is.
type needs struct {
	paper, matter bool
}

func (n needs) met() bool { return n.paper && n.matter }

func (s score) enough() bool { return s.form != nil && s.needs.met() && s.weight >= s.form.Enough }

// confidence grows with the weight beyond what is enough, and never reaches 1.
func (s score) confidence() float64 {
	over := s.weight/s.form.Enough - 1
	return round(1 - 0.2*math.Exp(-3*over))
}

func round(v float64) float64 { return math.Round(v*1000) / 1000 }

// weigh adds up, for every kind of paper, the signs found on the page. A kind of
// which nothing says that the page is one is weighed no further, but for the kind of
// the paper before, which the page may continue.
func (r *Recogniser) weigh(s *sheet, before *description) []score {
	scores := make([]score, len(r.forms))
	seen := map[string]bool{}
	for i, f := range r.forms {
		scores[i] = score{form: f, needs: f.has(s, seen)}
		if scores[i].needs.paper || f == before {
			scores[i].add(s, seen)
		}
	}
	return scores
}

// has reports which of what has to be there is on the page. Where nothing is asked
// for, all is there.
func (d *description) has(s *sheet, seen map[string]bool) needs {
	n, asked := needs{}, needs{}
	for i := range d.Signs {
		sg := &d.Signs[i]
		if sg.Must && !n.paper {
			asked.paper, n.paper = true, sg.seen(s, seen)
		}
		if sg.Matter {
			asked.matter = true
		}
	}
	n.paper = n.paper || !asked.paper
	for i := range d.Signs {
		if sg := &d.Signs[i]; sg.Matter && n.paper && !n.matter {
			n.matter = sg.seen(s, seen)
		}
	}
	n.matter = n.matter || !asked.matter
	return n
}

// add weighs the signs and labels of the paper.
func (sc *score) add(s *sheet, seen map[string]bool) {
	for i := range sc.form.Signs {
		sg := &sc.form.Signs[i]
		switch {
		case !sg.seen(s, seen):
			if sg.Must || sg.Matter {
				sc.missing = append(sc.missing, sg.says())
			}
			continue
		case sg.Weight < 0:
			sc.against = append(sc.against, sg.says())
		default:
			sc.found = append(sc.found, sg.says())
			sc.headed = sc.headed || sg.As == asHeading || sg.Must && sg.As == asLabel
		}
		sc.weight += sg.Weight
		sc.speaks += max(0, sg.Weight)
	}
	for i := range sc.form.Labels {
		if l := &sc.form.Labels[i]; l.Weight != 0 && l.on(s) {
			sc.weight += l.Weight
			sc.speaks += l.Weight
			sc.found = append(sc.found, fmt.Sprintf("графа «%s»", l.Text[0]))
		}
	}
}

// signals are what was found and what speaks against it, for people.
func (sc score) signals() []string { return slices.Concat(sc.found, sc.against) }

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

// nearest says, of a page that is none of the described papers, which one it
// comes nearest to and why it is not that.
func nearest(scores []score) []string {
	const near = 0.4 // of the weight that is enough
	var best score
	for _, s := range scores {
		if s.form == nil || s.speaks < near*s.form.Enough || len(s.found) == 0 {
			continue
		}
		if best.form == nil || s.speaks/s.form.Enough > best.speaks/best.form.Enough {
			best = s
		}
	}
	if best.form == nil {
		return []string{"признаков известных документов не найдено"}
	}
	signals := []string{fmt.Sprintf("ближе всего — %s: %s", best.form.Title, strings.Join(best.found, ", "))}
	if !best.needs.met() {
		signals = append(signals, "нет обязательного: "+strings.Join(best.missing, " или "))
	} else {
		signals = append(signals, "этих признаков мало")
	}
	return append(signals, best.against...)
}
