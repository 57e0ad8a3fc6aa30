package form

import (
	"cmp"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// compose makes the items of one composite field out of its pieces.
func (r *reader) compose(name string) {
	pieces := r.pieces[name]
	var records []*record
	if slices.ContainsFunc(pieces, func(p piece) bool { return p.party }) {
		records = parties(pieces)
		if r.prose != nil {
			inNominative(records, r.prose)
			records = joined(records)
		}
	} else {
		records = r.itemise(pieces, slices.Contains(r.form.Lists, name))
	}
	var values []pipeline.Reading
	for _, rec := range records {
		if len(rec.parts) > 0 {
			values = append(values, rec.reading())
		}
	}
	switch {
	case len(values) == 0:
	case slices.Contains(r.form.Lists, name):
		r.fields[name] = pipeline.Field{Values: values}
	case slices.Contains(r.form.Named, name):
		reading := values[0]
		if title, ok := reading.Parts["name"]; ok {
			reading.Value = title.Value
			r.set(name, reading)
		}
	default:
		r.set(name, values[0])
	}
}

// itemise deals pieces out to items: a new one begins where a label opens it or
// where a part comes again. What is no list is one item, of which the first
// reading of a part stands.
func (r *reader) itemise(pieces []piece, list bool) []*record {
	var items []*record
	var every []*mark
	current := newRecord()
	for _, pc := range pieces {
		if pc.every {
			every = append(every, pc.option)
			continue
		}
		_, again := current.parts[pc.part]
		if again && !list {
			continue
		}
		if (pc.opens || again) && list && !current.empty() {
			items = append(items, current)
			current = newRecord()
		}
		switch {
		case pc.option != nil:
			current.options = append(current.options, pc.option)
		case pc.part != "":
			current.parts[pc.part] = pc.value
		}
		current.label = min(current.label, pc.quality)
	}
	if !current.empty() {
		items = append(items, current)
	}
	for _, rec := range items {
		r.settle(rec)
	}
	return r.forEvery(items, every)
}

// settle reads the ticked option of an item, and the text that comes with it.
func (r *reader) settle(rec *record) {
	if len(rec.options) == 0 {
		return
	}
	f, _, ok := pick(rec.options, r.boxes)
	if !ok || f.quality == qualityByWords {
		return
	}
	part := partOf(rec.options[0].label.Field)
	rec.parts[part] = f
	for _, o := range rec.options {
		if o.label.Option != f.value {
			continue
		}
		if text, ok := readText(newPassage(o.value()).trim()); ok && o.label.Rest != "" {
			rec.parts[o.label.Rest] = text
		}
	}
}

// forEvery applies an option that is ticked once for all items («авторы
// отказались быть упомянутыми»), making one item where none is named.
func (r *reader) forEvery(list []*record, every []*mark) []*record {
	f, _, ok := pick(every, r.boxes)
	if !ok || f.quality == qualityByWords {
		return list
	}
	f.quality = min(f.quality, qualityByRefuse)
	part := partOf(every[0].label.Field)
	for _, rec := range list {
		if _, has := rec.parts[part]; !has {
			rec.parts[part] = f
		}
	}
	if len(list) == 0 {
		rec := newRecord()
		rec.parts[part] = f
		list = append(list, rec)
	}
	return list
}

// reading makes the domain's reading of an item: its whole as a map, each part
// with its own place.
func (rec *record) reading() pipeline.Reading {
	f := found{quality: 1, parts: rec.parts}
	value := make(map[string]any, len(rec.parts))
	for _, name := range slices.Sorted(keys(rec.parts)) {
		part := rec.parts[name]
		if part.blank != nil {
			continue // a place, for a person to fill
		}
		value[name] = part.value
		for _, w := range part.words {
			if !slices.Contains(f.words, w) {
				f.words = append(f.words, w)
			}
		}
	}
	f.value = value
	slices.SortStableFunc(f.words, inReadingOrder)
	return f.reading(rec.label)
}

// partOf is the part that a label's field names: "mention" of "authors.mention".
func partOf(field string) string {
	_, part, _ := strings.Cut(field, ".")
	return part
}

// compositeOf is the field that a part belongs to: "authors" of "authors.mention".
func compositeOf(field string) string {
	name, _, _ := strings.Cut(field, ".")
	return name
}

func inReadingOrder(a, b *word) int {
	return cmp.Or(cmp.Compare(a.page, b.page), cmp.Compare(a.run.row, b.run.row), cmp.Compare(a.geo[0], b.geo[0]))
}
