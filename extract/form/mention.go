package form

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// mention is a value that stands in running text, as a letter states it: behind a
// phrase («по патенту № …»), before one («ООО «Сад», являющееся
// патентообладателем»), or, with neither, anywhere. Mentions are looked at only
// where no label has stated the field.
type mention struct {
	Field  string    `yaml:"field"`
	Type   valueType `yaml:"type"`
	Option string    `yaml:"option"` // the value that the phrase stands for
	After  []string  `yaml:"after"`
	Before []string  `yaml:"before"`
	With   []string  `yaml:"with"` // one of these stands in the same sentence
	// Tier orders what says the same less and less plainly: a lower tier is asked
	// first, and a tier that contradicts itself settles nothing.
	Tier  int     `yaml:"tier"`
	Words int     `yaml:"words"` // at most so many words from the phrase; 0 is to the end of the sentence
	Also  []reads `yaml:"also"`

	after, before, with []phrase
}

func (m *mention) compile() (err error) {
	if m.Field == "" || !m.Type.known() || (m.Type == typeOption) != (m.Option != "") {
		return fmt.Errorf("mention of %q needs a field, a known type, and an option only of that type", m.Field)
	}
	if m.Type == typeOption && len(m.After) == 0 {
		return fmt.Errorf("mention of %q: an option needs its phrases", m.Field)
	}
	for _, also := range m.Also {
		if !also.Type.known() {
			return fmt.Errorf("mention of %q: type %q is unknown", m.Field, also.Type)
		}
	}
	if m.after, err = phrases(m.After); err != nil {
		return err
	}
	if m.before, err = phrases(m.Before); err != nil {
		return err
	}
	m.with, err = phrases(m.With)
	return err
}

// readMentions reads what no label has stated off the running text.
func (r *reader) readMentions(c *claims, sheets []*sheet) {
	if len(r.form.Mentions) == 0 {
		return
	}
	p := proseOf(sheets)
	r.prose = p
	stated := r.stated()
	choices, read := map[string][]chosen{}, map[string]bool{}
	for i := range r.form.Mentions {
		m := &r.form.Mentions[i]
		name := compositeOf(m.Field)
		switch {
		case stated[name]:
		case m.Type == typeOption:
			choices[name] = append(choices[name], m.options(c, p)...)
		case r.fields[name].Value == nil && !read[name]:
			read[name] = r.readMention(m, c, p)
		}
	}
	for _, name := range slices.Sorted(keys(choices)) {
		if f, ok := settle(choices[name]); ok && r.fields[name].Value == nil {
			r.set(name, f.reading(1))
		}
	}
}

// stated are the fields that labels have given a value, or begun to.
func (r *reader) stated() map[string]bool {
	known := map[string]bool{}
	for name := range r.fields {
		known[name] = true
	}
	for name, pieces := range r.pieces {
		known[name] = slices.ContainsFunc(pieces, func(pc piece) bool {
			return pc.part == "name" || pc.part == "date" || pc.party && stated(pc.text.text)
		})
	}
	for name := range r.options {
		known[name] = r.fields[name].Value != nil
	}
	return known
}

// Quality of what stands in running text, where a sentence may mean another thing.
const (
	qualityMentioned = 0.96
	leastMentioned   = 0.6 // below it a text is none of the type
)

// readMention reads one field at the first place where it is found, and reports
// whether it is.
func (r *reader) readMention(m *mention, c *claims, p *prose) bool {
	if len(m.after) == 0 && len(m.before) == 0 {
		return r.mentioned(m, c.unnumbered(m, p.words), 1)
	}
	for _, w := range p.words {
		if h, ok := find(m.before, w); ok && r.mentioned(m, c.unnumbered(m, p.ahead(h)), h.quality()) {
			return true
		}
		if label := c.printed[w]; label != nil && label.label.Field != "" && label.label.Type != typeOption {
			continue
		}
		h, ok := find(m.after, w)
		if !ok || len(m.with) > 0 && !p.has(m.with, w) {
			continue
		}
		words := c.upToLabel(w, p.behind(h, m.Words))
		if m.Type == typeLine {
			words = h.lines()
		}
		if r.mentioned(m, c.unnumbered(m, words), h.quality()) {
			return true
		}
	}
	return false
}

// lines are the words of all lines over which a hit goes.
func (h hit) lines() []*word {
	var words []*word
	for i, w := range h.words {
		if i == 0 || w.run != h.words[i-1].run {
			words = append(words, w.run.words...)
		}
	}
	return words
}

// upToLabel ends the value of a phrase before a line that begins with a label, and
// before the signatures unless the phrase is among them.
func (c *claims) upToLabel(phrase *word, words []*word) []*word {
	signs := func(w *word) bool { return c.closing != nil && c.owner[w] == c.closing }
	for i, w := range words {
		m := c.printed[w]
		if m != nil && w == m.hit.words[0] && w.index <= lead(w.run) || signs(w) && !signs(phrase) {
			return words[:i]
		}
	}
	return words
}

// unnumbered leaves out of the words of a party the numbers that labels have read,
// with their labels: «ООО «Сад» (ИНН 7707083893)».
func (c *claims) unnumbered(m *mention, words []*word) []*word {
	if m.Type != typeParties {
		return words
	}
	return slices.DeleteFunc(slices.Clone(words), func(w *word) bool {
		owner := c.owner[w]
		if label := c.printed[w]; label != nil {
			owner = label
		}
		return owner != nil && owner.label.Type.identifies() && (c.printed[w] != nil || numeric(w))
	})
}

// mentioned reads the fields of a mention off its words and reports whether the
// first of them is there.
func (r *reader) mentioned(m *mention, words []*word, quality float64) bool {
	if !r.mentionedAs(m.Field, m.Type, words, quality) {
		return false
	}
	for _, also := range m.Also {
		r.mentionedAs(also.Field, also.Type, words, quality)
	}
	return true
}

func (r *reader) mentionedAs(field string, t valueType, words []*word, quality float64) bool {
	name, part, composite := strings.Cut(field, ".")
	text := newPassage(words)
	switch {
	case t == typeParties:
		text = text.party()
		if len(text.words) == 0 {
			return false
		}
		r.piece(name, piece{text: text, quality: math.Min(quality, qualityInLetter), party: true})
		return true
	case t == typePatents:
		return r.takePatents(name, text)
	}
	f, ok := t.read(text)
	if !ok || f.quality < leastMentioned {
		return false
	}
	f.quality = math.Min(f.quality, qualityMentioned)
	if composite {
		r.piece(name, piece{part: part, value: f, text: text, quality: quality})
		return true
	}
	f.details = nil // parts of parties only
	r.set(name, f.reading(quality))
	return true
}

// qualityInLetter is that of a party named in a sentence: where its name ends and
// in what case it stands a person has to see.
const qualityInLetter = 0.85

// party is the last party named in the words, if it is near their end: who stands
// right before «являющийся патентообладателем».
func (p passage) party() passage {
	const near = 24
	for i := len(p.words) - 1; i >= max(0, len(p.words)-near); i-- {
		rest := p.text[p.at[i]:]
		named := fullNameStart.MatchString(rest) || entrepreneur.MatchString(rest) || organisation.MatchString(rest) && startsUpper(rest)
		if named && !openQuote(p.text[:p.at[i]]) {
			return p.cut(p.at[i], len(strings.TrimSuffix(p.text, "."))).trim()
		}
	}
	return passage{}
}

// joined gives the numbers and the address of a letterhead, which name nobody, to
// the one party that the letter names.
func joined(records []*record) []*record {
	named := func(rec *record) bool { _, ok := rec.parts["name"]; return ok }
	at := slices.IndexFunc(records, named)
	if len(records) != 2 || at < 0 || named(records[1-at]) {
		return records
	}
	for part, f := range records[1-at].parts {
		records[at].fill(part, func() (found, bool) { return f, true })
	}
	return records[at : at+1]
}

// chosen is an option that a phrase names.
type chosen struct {
	option string
	tier   int
	words  []*word
	score  float64
}

// options are the places where the phrases of an option stand.
func (m *mention) options(c *claims, p *prose) []chosen {
	var all []chosen
	for _, w := range p.words {
		if _, printed := c.printed[w]; printed {
			continue
		}
		if h, ok := find(m.after, w); ok && (len(m.with) == 0 || p.has(m.with, w)) {
			all = append(all, chosen{m.Option, m.Tier, h.words, h.quality()})
		}
	}
	return all
}

// settle is the option of the lowest tier that names one only.
func settle(all []chosen) (found, bool) {
	const perTier = 0.02
	slices.SortStableFunc(all, func(a, b chosen) int { return a.tier - b.tier })
	for i := 0; i < len(all); {
		j, one := i, true
		for j < len(all) && all[j].tier == all[i].tier {
			one = one && all[j].option == all[i].option
			j++
		}
		if one {
			f := found{value: all[i].option, words: all[i].words, quality: qualityMentioned*all[i].score - perTier*float64(all[i].tier)}
			return f, true
		}
		i = j
	}
	return found{}, false
}
