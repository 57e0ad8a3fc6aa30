package form

import (
	"math"
	"unicode"

	"vestnik/pipeline"
)

// print is how well a page was printed and read, as a whole.
type print struct {
	source         pipeline.PageSource
	mean, doubtful float64
	regions        []pipeline.Region
}

// printOf judges a page by the words on it. One without words is as bad as can be.
func printOf(p pipeline.Page) *print {
	const doubted = 0.8
	out := &print{source: p.Source, doubtful: 1, regions: p.Regions}
	if len(p.Words) == 0 {
		return out
	}
	bad := 0
	for _, w := range p.Words {
		c := fraction(w.Confidence)
		out.mean += c
		if c < doubted {
			bad++
		}
	}
	out.mean /= float64(len(p.Words))
	out.doubtful = float64(bad) / float64(len(p.Words))
	return out
}

// grounds collects what a value's own words say for it. What the rest of the file
// says is added when all of it is read.
func (f found) grounds(label float64) *pipeline.Grounds {
	e := &pipeline.Grounds{
		Worst: wordConfidence(f.words), Digit: 1, Label: label, Fit: f.quality,
		Words: len(f.words), Checked: f.checked, Exact: f.exact,
	}
	if len(f.words) == 0 {
		return e
	}
	e.Print, e.Source = 1, f.words[0].print.sourceOf()
	for _, w := range f.words {
		if numeric(w) {
			e.Digit = math.Min(e.Digit, w.confidence)
		}
		for _, r := range w.text {
			if unicode.IsDigit(r) {
				e.Digits++
			}
			if unicode.IsDigit(r) || unicode.IsLetter(r) {
				e.Letters++
			}
		}
		if w.print != nil { // the worst of the pages that a value goes over
			e.Print, e.Doubtful = math.Min(e.Print, w.print.mean), math.Max(e.Doubtful, w.print.doubtful)
			e.Marred = e.Marred || w.print.mars(w.box)
		}
	}
	return e
}

// sourceOf is where the text comes from; a word made in a test has no page.
func (p *print) sourceOf() pipeline.PageSource {
	if p == nil {
		return pipeline.FromNothing
	}
	return p.source
}

// mars reports whether ink that no word says touches a box, or comes within half its
// height.
func (p *print) mars(b pipeline.Box) bool {
	kinds := map[pipeline.RegionKind]bool{}
	p.marring(b, kinds)
	return len(kinds) > 0
}

// marring adds the kinds of that ink.
func (p *print) marring(b pipeline.Box, kinds map[pipeline.RegionKind]bool) {
	near := (b[3] - b[1]) / 2
	for _, r := range p.regions {
		if r.Kind != pipeline.Figure && r.Box[0] < b[2]+near && r.Box[2] > b[0]-near && r.Box[1] < b[3]+near && r.Box[3] > b[1]-near {
			kinds[r.Kind] = true
		}
	}
}
