package form

import (
	"slices"
	"strings"

	"vestnik/pipeline"
)

// reader collects what the labels of one paper state.
type reader struct {
	form    *description
	boxes   []*word
	fields  pipeline.Fields
	options map[string][]*mark
	pieces  map[string][]piece
	patents map[string][]pipeline.Reading
	prose   *prose   // of a paper that may be a letter; nil for a form
	order   []string // composites in the order of their first label
	ink     map[*mark]*ink
	blank   map[string]found // fields that have nothing but ink
	late    []lateField
}

// readPaper reads the fields of one paper.
func readPaper(d *description, sheets []*sheet) pipeline.Fields {
	r := &reader{form: d, fields: pipeline.Fields{}, options: map[string][]*mark{}, pieces: map[string][]piece{}, patents: map[string][]pipeline.Reading{}, blank: map[string]found{}}
	for _, s := range sheets {
		for _, run := range s.runs {
			for _, w := range run.words {
				if isBox(w.text) && !w.sample() {
					r.boxes = append(r.boxes, w)
				}
			}
		}
	}
	c := claimLetter(d, sheets)
	r.ink = c.inked(sheets)
	for _, m := range c.marks {
		r.take(m, m.label.Field, m.label.Type)
		if says := m.label.Says; says != nil {
			f := found{value: says.Option, words: m.hit.words, quality: qualityMentioned}
			r.set(says.Field, f.reading(m.hit.quality()))
		}
		for _, also := range m.label.Also {
			if code, _, _ := findCountry(newPassage(m.value()).text); also.Type == typeCountry && code == "" {
				continue // an address need not name the country
			}
			r.take(m, also.Field, also.Type)
		}
	}
	r.readBanner(c, sheets)
	r.readCaptions(c, sheets)
	r.readOrder(c, sheets)
	r.compareAmounts()
	for _, field := range slices.Sorted(keys(r.options)) {
		r.decide(field)
	}
	r.readMentions(c, sheets)
	for _, field := range r.order {
		r.compose(field)
	}
	r.stateInk()
	r.setLate()
	r.statePatents()
	r.dateBySignatures()
	return r.fields
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// take reads one field off a label's words.
func (r *reader) take(m *mark, field string, t valueType) {
	if field == "" {
		return
	}
	name, part, composite := strings.Cut(field, ".")
	p := newPassage(m.value())
	switch {
	case t == typeOption && !composite:
		r.options[name] = append(r.options[name], m)
	case t == typeOption:
		r.piece(name, piece{part: part, option: m, quality: m.hit.quality(), every: m.label.Every})
	case t == typeGroup:
		r.piece(name, piece{opens: true, quality: m.hit.quality()})
	case t == typeParties:
		r.piece(name, piece{text: p.trim(), quality: m.hit.quality(), party: true})
	case t == typePatents:
		r.takePatents(name, p)
	case t == typePeople:
		for _, person := range readPeople(p) {
			r.piece(name, piece{part: "name", value: person.found, quality: m.hit.quality(), opens: true})
			if person.country.words != nil {
				r.piece(name, piece{part: "country", value: person.country, quality: m.hit.quality()})
			}
		}
	case t == typeEnclosures:
		r.takeEnclosures(name, m, p)
	case t == typeSignatures:
		for _, rec := range readSignatures(p) {
			for _, k := range slices.Sorted(keys(rec.parts)) {
				r.piece(name, piece{part: k, value: rec.parts[k], quality: m.hit.quality()})
			}
			r.piece(name, piece{opens: true, quality: 1})
		}
	case composite:
		f, ok := t.read(p)
		if !ok {
			if f, ok := r.handed(m, t); ok {
				r.piece(name, piece{part: part, value: f, quality: m.hit.quality(), opens: m.label.Opens})
				return
			}
			if m.label.Opens {
				r.piece(name, piece{opens: true, quality: m.hit.quality()})
			}
			if rest := p.trim(); t.identifies() && hasLetter(rest.text) { // the number is left out, and the next party stands below
				r.piece(name, piece{text: rest, quality: m.hit.quality()})
			}
			return
		}
		if text, isText := f.value.(string); isText {
			f.value = m.label.Prefix + text
		}
		r.piece(name, piece{part: part, value: f, text: p, quality: m.hit.quality(), opens: m.label.Opens})
		if rest := behind(p, f.words); (t.identifies() || t == typeAddress) && len(rest.words) > 0 {
			r.piece(name, piece{text: rest, quality: m.hit.quality()})
		}
	default:
		if f, ok := t.read(p); ok {
			f.details = nil // parts of parties only
			if rest := behind(p, f.words); field == "correspondence_address" && len(rest.words) > 0 {
				r.contactsBehind(rest)
			}
			r.set(name, f.reading(m.hit.quality()))
		} else if f, ok := r.handed(m, t); ok {
			r.blank[name] = f
		}
	}
}

// identifies reports whether the type is a number behind which the text of the
// box goes on: the next right holder under the ИНН of the one before.
func (t valueType) identifies() bool {
	return t == typeINN || t == typeKPP || t == typeOGRN || t == typeSNILS
}

// behind is the text after the last of the given words.
func behind(p passage, words []*word) passage {
	if len(words) == 0 {
		return passage{}
	}
	i := slices.Index(p.words, words[len(words)-1])
	return newPassage(p.words[i+1:]).trim()
}

func (r *reader) piece(name string, pc piece) {
	if _, ok := r.pieces[name]; !ok {
		r.order = append(r.order, name)
	}
	r.pieces[name] = append(r.pieces[name], pc)
}

// set keeps the first reading of a field unless a later one is clearly better.
func (r *reader) set(name string, reading pipeline.Reading) {
	const clearly = 0.2
	if was, ok := r.fields[name]; ok && reading.Confidence < was.Confidence+clearly {
		return
	}
	r.fields[name] = pipeline.Field{Reading: reading}
}

// value is what the label owns where its description looks for the value.
func (m *mark) value() []*word {
	words := columnwise(m.owned)
	if m.label.Where != anywhere {
		words = nil
		for _, w := range m.owned {
			same := w.page == m.page && w.run.row >= m.row && w.run.row <= m.lastRow
			if same == (m.label.Where == toRight) {
				words = append(words, w)
			}
		}
	}
	if m.label.Lines == 0 {
		return words
	}
	rows := 0
	for i, w := range words {
		if i == 0 || w.run.row != words[i-1].run.row || w.page != words[i-1].page {
			rows++
		}
		if rows > m.label.Lines {
			return words[:i]
		}
	}
	return words
}

// Quality of a choice by what it rests on.
const (
	qualityTicked   = 0.97
	qualityAmong    = 0.4  // several boxes are ticked
	qualityByWords  = 0.75 // no boxes at all: the wording names one option only
	qualityPlain    = 0.95 // the same, where the form asks for words
	qualityByRefuse = 0.93 // said once for every item
)

// decide reads which option of a question is ticked.
func (r *reader) decide(field string) {
	if f, label, ok := pick(r.options[field], r.boxes); ok {
		r.set(field, f.reading(label))
	}
}

// pick returns the ticked option; where nothing is boxed, the only one named.
func pick(options []*mark, boxes []*word) (found, float64, bool) {
	var ticked []choice
	boxed := false
	choices, clear := choose(options, boxes)
	for _, c := range choices {
		boxed = boxed || c.box != nil
		if c.ticked {
			ticked = append(ticked, c)
		}
	}
	switch {
	case len(ticked) > 0:
		c := ticked[0]
		f := found{value: c.mark.label.Option, words: append([]*word{c.box}, c.mark.hit.words...), quality: qualityTicked}
		if !clear || openTick.MatchString(c.box.text) {
			f.quality = qualityAmong
		}
		for _, other := range ticked {
			if other.mark.label.Option != c.mark.label.Option {
				f.quality = qualityAmong
			}
		}
		return f, c.mark.hit.quality(), true
	case !boxed && len(options) > 0:
		for _, o := range options {
			if o.label.Option != options[0].label.Option {
				return found{}, 0, false
			}
		}
		m := options[0]
		f := found{value: m.label.Option, words: m.hit.words, quality: qualityByWords}
		if m.label.Plain {
			f.quality = qualityPlain
		}
		return f, m.hit.quality(), true
	}
	return found{}, 0, false
}
