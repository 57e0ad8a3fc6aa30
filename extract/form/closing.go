package form

import (
	"slices"
	"strings"

	"vestnik/pipeline"
)

// line is what stands in one row of a page.
type line struct {
	runs  []*run
	words []*word
	text  string
}

// linesOf are the rows of the sheets, from the top.
func linesOf(sheets []*sheet) []line {
	var lines []line
	for _, s := range sheets {
		for i, r := range s.runs {
			if i == 0 || s.runs[i-1].row != r.row {
				lines = append(lines, line{})
			}
			l := &lines[len(lines)-1]
			l.runs = append(l.runs, r)
			l.words = append(l.words, r.words...)
		}
	}
	for i := range lines {
		lines[i].text = newPassage(lines[i].words).text
	}
	return lines
}

var (
	office    = onUse(`(?i)(?:^|[^\p{L}])(?:директор|руководител|председател|представител|поверенн|президент|ректор|проректор|начальник|предпринимател|патентообладател|правообладател|заявител|управляющ|заместител|уполномочен|доверенност|глав[аы]|секретар|юрист|нотариус|судья|автор)`)
	seal      = onUse(`^\W*(?i:М\s?\.\s?П\.?|подпис\p{L}*|дата|С уважением,?|печать)\W*$`)
	clerk     = onUse(`^\W*(?i:исп\.|исполнител|тел\.|телефон|сертификат|владелец|действителен|документ подписан|вх\.|зарегистр)`)
	underline = onUse(`_{3,}|/`)
)

// signs reports whether the line bears the name of one who signs: beside a rule, a
// stroke, a date or a position, with little else.
func (l line) signs() bool {
	const few = 14
	p := newPassage(l.words)
	if clerk.MatchString(l.text) || findNames(p) == nil || len(letterWords(l.words)) > few || strings.HasSuffix(l.text, ":") {
		return false
	}
	if m, ok := findDate(l.text); ok && !m.date.IsZero() || underline.MatchString(l.text) || office.MatchString(l.text) {
		return true
	}
	return len(letterWords(l.words)) <= 3 // the name alone
}

// accompanies reports whether the line belongs to a signature without a name: its
// date, its position, the small print under it, the place of the seal.
func (l line) accompanies() bool {
	const few = 12
	letters := letterWords(l.words)
	switch m, ok := findDate(l.text); {
	case strings.HasPrefix(l.text, "(") || seal.MatchString(l.text):
		return true
	case ok && !m.date.IsZero() && len(letters) <= 4:
		return true
	case len(letters) == 0:
		return underline.MatchString(l.text)
	}
	return office.MatchString(letters[0].text) && len(letters) <= few && digits(l.text) == 0 && !strings.ContainsAny(l.text[len(l.text)-1:], ".:;")
}

// closing are the runs of the signatures that a letter ends with, without any
// label: what a person wrote his name to. What stands under them (the number of the
// page, who typed the letter, the mark of an electronic signature) is passed over.
func closing(c *claims, sheets []*sheet) map[*run]bool {
	const under = 8
	lines := linesOf(sheets)
	end := len(lines) - 1
	for passed := 0; end >= 0 && !lines[end].signs(); end-- {
		if passed++; passed > under {
			return nil
		}
	}
	runs := map[*run]bool{}
	for i := end; i >= 0; i-- {
		if c.labelled(lines[i]) || !lines[i].signs() && !lines[i].accompanies() {
			break
		}
		for _, r := range lines[i].runs {
			runs[r] = true
		}
	}
	for i := end + 1; i < len(lines) && lines[i].accompanies() && !c.labelled(lines[i]); i++ {
		for _, r := range lines[i].runs {
			runs[r] = true
		}
	}
	return runs
}

// labelled reports whether a label with a field stands in the line.
func (c *claims) labelled(l line) bool {
	return slices.ContainsFunc(l.words, func(w *word) bool { m := c.printed[w]; return m != nil && m.label.Field != "" })
}

// claimLetter gives the words of a paper to its labels and, where none of them
// asks for signatures, those at its end to the list of signatures.
func claimLetter(d *description, sheets []*sheet) *claims {
	c := claim(d, sheets, nil)
	if d.Closing == "" || slices.ContainsFunc(c.marks, func(m *mark) bool { return m.label.Type == typeSignatures && len(m.owned) > 0 }) {
		return c
	}
	if runs := closing(c, sheets); len(runs) > 0 {
		return claim(d, sheets, runs)
	}
	return c
}

// close gives a run of the closing to the list of signatures.
func (c *claims) close(r *run) {
	if c.closing == nil {
		c.closing = &mark{label: &label{Field: c.form.Closing, Type: typeSignatures}, hit: hit{length: 1}, page: r.words[0].page}
		c.marks = append(c.marks, c.closing)
	}
	for _, w := range r.words {
		c.owner[w] = c.closing
	}
	c.closing.owned = append(c.closing.owned, r.words...)
	c.last[r] = &mark{label: boundary}
}

// dateBySignatures fills the field that takes the date under a paper which bears
// no other: the latest at a signature.
func (r *reader) dateBySignatures() {
	if r.form.Dated == "" || r.fields[r.form.Dated].Value != nil {
		return
	}
	var latest pipeline.Reading
	for _, s := range r.fields[r.form.Closing].Values {
		date, ok := s.Parts["date"]
		text, isText := date.Value.(string)
		if was, _ := latest.Value.(string); ok && isText && text > was {
			latest = date
		}
	}
	if latest.Value != nil {
		if latest.Grounds != nil {
			own := *latest.Grounds // the signature keeps its own
			latest.Grounds = &own
		}
		r.fields[r.form.Dated] = pipeline.Field{Reading: latest}
	}
}
