package corpus

import (
	"image"
	"iter"
	"math/rand/v2"
	"slices"

	"vestnik/extract/measure/dirt"
	"vestnik/pipeline"
)

// Paper is one paper of an invented application, with its truth.
type Paper struct {
	Seed   uint64
	Layout string
	Kind   pipeline.DocumentKind
	Fields States // nil for a paper that states no fields
	Leaves []*Leaf
}

// Pages are the paper as a text layer.
func (p Paper) Pages() []pipeline.Page {
	var pages []pipeline.Page
	for i, l := range p.Leaves {
		pages = append(pages, l.Page(i+1))
	}
	return pages
}

// Papers yields n papers, the i-th made of seed+i alone.
func Papers(seed uint64, n int) iter.Seq[Paper] {
	return func(yield func(Paper) bool) {
		for i := range n {
			if !yield(Make(seed+uint64(i), "")) {
				return
			}
		}
	}
}

// Make makes one paper of a seed, in the layout of the name, or in one that the
// seed chooses when it is empty. It panics on a name that no layout bears.
func Make(seed uint64, name string) Paper {
	s := newSource(seed, 1)
	l := choose(s)
	if name != "" {
		l = find(name)
	}
	return l.print(seed, invent(s, l.programs), s)
}

// MakeAll makes the papers of one application, in the layouts of the names.
func MakeAll(seed uint64, names ...string) []Paper {
	var chosen []layout
	program := false
	for _, name := range names {
		l := find(name)
		chosen = append(chosen, l)
		program = program || l.programs
	}
	a := invent(newSource(seed, 1), program)
	var papers []Paper
	for i, l := range chosen {
		papers = append(papers, l.print(seed, a, newSource(seed, uint64(i)+2)))
	}
	return papers
}

// find is the layout of a name; it panics where none bears it.
func find(name string) layout {
	i := slices.IndexFunc(layouts, func(l layout) bool { return l.name == name })
	if i < 0 {
		panic("corpus: no layout is called " + name)
	}
	return layouts[i]
}

func (l layout) print(seed uint64, a Application, s source) Paper {
	p := newPress(s)
	states := l.draw(p, a)
	return Paper{Seed: seed, Layout: l.name, Kind: l.kind, Fields: states, Leaves: p.leaves}
}

// choose draws a layout by its weight.
func choose(s source) layout {
	total := 0
	for _, l := range layouts {
		total += l.share
	}
	n := s.IntN(total)
	for _, l := range layouts {
		if n -= l.share; n < 0 {
			return l
		}
	}
	return layouts[0]
}

// Sheet is one page of a paper as a scanner or telephone saw it, with its truth.
type Sheet struct {
	Image  image.Image // grey, or coloured where the recipe says so
	Kind   pipeline.DocumentKind
	Text   string // line by line, in the order of printing
	Fields States // of the whole paper
	Layout string
	Family dirt.Family
	Dirt   dirt.Recipe
	Seed   uint64 // of the paper
	Page   int    // of the paper, from 1
	Words  []pipeline.Word
}

// Sheets yields n page images, of all layouts and all families of dirt in turn.
func Sheets(seed uint64, n int) iter.Seq[Sheet] {
	return func(yield func(Sheet) bool) {
		families := dirt.Families()
		for i := 0; n > 0; i++ {
			paper := Make(seed+uint64(i), "")
			for _, s := range paper.Spoilt(families[i%len(families)]) {
				if n--; n < 0 || !yield(s) {
					return
				}
			}
		}
	}
}

// Spoilt draws the pages of a paper as a family of dirt leaves them: one recipe for
// the paper, its own chance for each page.
func (p Paper) Spoilt(f dirt.Family) []Sheet {
	rng := rand.New(rand.NewPCG(p.Seed, 20160405))
	rec := f.Recipe(rng)
	var sheets []Sheet
	for i, l := range p.Leaves {
		own := rec
		own.Skew *= 0.6 + 0.8*rng.Float64()
		var back *dirt.Plate
		if rec.Bleed > 0 {
			back = dirt.NewPlate(p.Leaves[(i+1)%len(p.Leaves)].Draw(rec.DPI), false)
		}
		plate := own.Apply(dirt.NewPlate(l.Draw(rec.DPI), false), back, rng)
		sheets = append(sheets, Sheet{Image: plate.Image(), Kind: p.Kind, Text: l.Text(), Fields: p.Fields, Layout: p.Layout,
			Family: f, Dirt: own, Seed: p.Seed, Page: i + 1, Words: l.words})
	}
	return sheets
}
