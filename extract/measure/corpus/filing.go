package corpus

import (
	"strings"

	"vestnik/pipeline"
)

// Filing is one file that holds some papers of one application, one after another.
type Filing struct {
	Seed   uint64
	Papers []Paper
}

// MakeFiling makes a filing of a seed: the paper that opens a case, in one of its
// layouts, mostly with an abstract behind it, sometimes with the proof of a fee.
func MakeFiling(seed uint64) Filing {
	s := newSource(seed, 99)
	names := []string{of(s, openers)}
	if !strings.HasPrefix(names[0], "licence") && s.chance(0.65) {
		names = append(names, of(s, []string{"abstract-lines", "abstract-blocks"}))
	}
	if s.chance(0.25) {
		names = append(names, of(s, []string{"payment-order", "cheque"}))
	}
	return Filing{Seed: seed, Papers: MakeAll(seed, names...)}
}

// openers are the layouts of papers that open a case, common ones more often.
var openers = []string{"order-211", "order-211", "older-form", "older-form", "plain-lines", "two-column-table",
	"dotted-lines", "labels-above", "licence-form", "licence-letter"}

// Layout is that of the leading paper.
func (f Filing) Layout() string { return f.Papers[0].Layout }

// Fields are what the filing states: the leading paper has the say, the others
// add what it is silent about.
func (f Filing) Fields() States {
	all, stated := States{}, map[string]bool{}
	for _, p := range f.Papers {
		for path, value := range p.Fields {
			if !stated[fieldOf(path)] {
				all[path] = value
			}
		}
		for path := range p.Fields {
			stated[fieldOf(path)] = true
		}
	}
	return all
}

// fieldOf is the field that a path leads into: "holders" of "holders[0].inn".
func fieldOf(path string) string {
	name, _, _ := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	return name
}

// Pages are the filing as a text layer.
func (f Filing) Pages() []pipeline.Page {
	var pages []pipeline.Page
	for _, p := range f.Papers {
		for _, l := range p.Leaves {
			pages = append(pages, l.Page(len(pages)+1))
		}
	}
	return pages
}
