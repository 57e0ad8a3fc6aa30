package form

import (
	"math"

	"vestnik/pipeline"
)

// ink is something on a page that no word says: handwriting, or print that was not
// read. It is never guessed at; a label that has nothing else gets it as its place.
type ink struct {
	kind pipeline.RegionKind
	page int
	box  pipeline.Box // as given, in fractions of the page
	geo  pipeline.Box // in points
}

// inkOf is the ink of a page whose size in points is given.
func inkOf(p pipeline.Page, width, height float64) []ink {
	var all []ink
	for _, r := range p.Regions {
		b := clip(r.Box)
		if r.Kind != pipeline.Handwriting && r.Kind != pipeline.LostText || b[2] <= b[0] || b[3] <= b[1] {
			continue
		}
		all = append(all, ink{r.Kind, p.Number, b, pipeline.Box{b[0] * width, b[1] * height, b[2] * width, b[3] * height}})
	}
	return all
}

// inked gives the ink of the sheets to the labels beside or over it. A label may have
// several strokes: they are one place, and handwriting among them makes it such.
func (c *claims) inked(sheets []*sheet) map[*mark]*ink {
	owners := map[*mark]*ink{}
	for _, s := range sheets {
		for _, i := range s.ink {
			m := c.inkOwner(s, i)
			if m == nil {
				continue
			}
			was := owners[m]
			if was == nil {
				owners[m] = &i
				continue
			}
			was.box, was.geo = union(was.box, i.box), union(was.geo, i.geo)
			if i.kind == pipeline.Handwriting {
				was.kind = i.kind
			}
		}
	}
	return owners
}

// inkOwner is the label that ink belongs to: the nearest on its left in the row, else
// the nearest over it in its column. Labels that take no value count as well: what a
// person writes beside «Подпись» is nobody else's.
func (c *claims) inkOwner(s *sheet, i ink) *mark {
	const reach = 2.5 // line heights from a label down to what is written under it
	var beside, over *mark
	for _, m := range c.marks {
		if m.page != i.page || len(m.hit.words) == 0 { // a paper that states itself has no label
			continue
		}
		last := m.hit.words[len(m.hit.words)-1].geo
		across := math.Min(last[3], i.geo[3]) - math.Max(last[1], i.geo[1])
		if across > 0.5*math.Min(last[3]-last[1], i.geo[3]-i.geo[1]) && i.geo[0] > last[2]-s.em {
			if beside == nil || m.geo[0] > beside.geo[0] {
				beside = m
			}
			continue
		}
		gap := i.geo[1] - m.geo[3]
		if gap > -s.em/2 && gap < reach*s.em && i.geo[0] < m.geo[2] && i.geo[2] > m.geo[0] {
			if over == nil || m.geo[3] > over.geo[3] {
				over = m
			}
		}
	}
	if beside != nil && beside.label.Where != below {
		return beside
	}
	return over
}

// handed is what a label that reads as nothing states in ink: a place without a value.
// Boxes to tick, lists and signatures are made of ink by nature and have none.
func (r *reader) handed(m *mark, t valueType) (found, bool) {
	i := r.ink[m]
	switch t {
	case typeOption, typeGroup, typeParties, typePeople, typePatents, typeSignatures, typeEnclosures:
		return found{}, false
	}
	if i == nil {
		return found{}, false
	}
	// The label keeps its turn among the pieces of a list.
	return found{value: "", words: m.hit.words[len(m.hit.words)-1:], blank: i}, true
}

// stateInk states the fields that have nothing but ink.
func (r *reader) stateInk() {
	for name, f := range r.blank {
		if _, stated := r.fields[name]; !stated {
			r.fields[name] = pipeline.Field{Reading: f.reading(1)}
		}
	}
}

// Why a person has to look.
const (
	doubtHand    = "Поле заполнено от руки: введите значение по изображению."
	doubtLost    = "В поле есть печать, которую не удалось прочесть: введите значение по изображению."
	doubtCrossed = "Значения касается рукописная запись: сверьте его с изображением."
	doubtBeside  = "Рядом со значением есть печать, которую не удалось прочесть: сверьте его с изображением."
	doubtStamped = "Через значение проходит оттиск печати или штампа: сверьте его с изображением."
)

// reading is the place of the ink, without a value.
func (i *ink) reading() pipeline.Reading {
	r := pipeline.Reading{Value: "", Page: i.page, Box: i.box, Doubt: doubtLost}
	if i.kind == pipeline.Handwriting {
		r.Doubt = doubtHand
	}
	return r
}

// doubt says what crosses a value that OCR read, the worst first; "" where nothing does.
func (f found) doubt() string {
	kinds := map[pipeline.RegionKind]bool{}
	for _, w := range f.words {
		if w.print != nil && w.print.source == pipeline.FromOCR {
			w.print.marring(w.box, kinds)
		}
	}
	switch {
	case kinds[pipeline.Handwriting]:
		return doubtCrossed
	case kinds[pipeline.LostText]:
		return doubtBeside
	case kinds[pipeline.Stamp]:
		return doubtStamped
	}
	return ""
}
