package form

import (
	"strings"
)

// readSignatures reads who signed, in what position and when, from the lines of
// the box of signatures. A line with neither name nor date is unsigned and
// yields nothing. That ink stands on it the words do not tell.
func readSignatures(p passage) []*record {
	names := findNames(p)
	if names == nil {
		if list := datesOnly(p); list != nil {
			return list
		}
		return illegible(p)
	}
	var list []*record
	at := 0
	for i, name := range names {
		end := len(p.text)
		if i+1 < len(names) {
			end = names[i+1].from
		}
		r := newRecord()
		r.parts["name"] = name.found
		before := p.cut(min(at, name.from), name.from)
		r.takePosition(before)
		at = name.to
		if m, ok := findDate(p.text[name.to:end]); ok && !m.date.IsZero() {
			m.from, m.to = name.to+m.from, name.to+m.to
			r.parts["date"] = m.found(p)
			at = m.to
		} else if m, ok := findDate(before.text); ok && !m.date.IsZero() {
			r.parts["date"] = m.found(before)
		}
		list = append(list, r)
	}
	if _, ok := list[0].parts["position"]; !ok && len(list) == 1 && office.MatchString(p.text[at:]) {
		list[0].takePosition(p.cut(at, len(p.text))) // a skewed scan puts its line below
	}
	return list
}

// takePosition reads the position before a name: letters that are no date.
func (r *record) takePosition(p passage) {
	if m, ok := findDate(p.text); ok {
		if m.from > len(p.text)-m.to {
			p = p.cut(0, m.from)
		} else {
			p = p.cut(m.to, len(p.text))
		}
	}
	if m := courtesy.FindStringIndex(p.text); m != nil {
		p = p.cut(m[1], len(p.text))
	}
	if at := strings.Index(p.text, "№"); at > 0 && strings.Contains(p.text[:at], "доверенност") {
		p = p.cut(0, at) // the number and date of the deed are no part of the position
	}
	p = p.trim().whole()
	p = newPassage(withoutStrokes(letterWords(p.words))).trim()
	if f, ok := readText(p); ok && digits(p.text) == 0 && len([]rune(p.text)) > 4 {
		r.parts["position"] = f
	}
}

// whole leaves out a last word of which the text has only the bracket before it.
func (p passage) whole() passage {
	if n := len(p.words); n > 0 && !hasLetter(p.text[p.at[n-1]:]) {
		p.words, p.at = p.words[:n-1], p.at[:n-1]
	}
	return p
}

// courtesy closes a letter before the position of who signs.
var courtesy = onUse(`(?i)с\s+(?:уважением|почтением)[\s,.]*`)

// letterWords leaves out rules, boxes and single signs.
func letterWords(words []*word) []*word {
	var kept []*word
	for _, w := range words {
		if hasLetter(w.text) && !isBox(w.text) && strings.Trim(w.text, "«»\"") != "г." {
			kept = append(kept, w)
		}
	}
	return kept
}

// withoutStrokes leaves out the capital letters that OCR makes of a signature behind the
// position: «Технический директор ВА». Behind a preposition they are a department.
func withoutStrokes(words []*word) []*word {
	const doubtful = 0.9
	for n := len(words); n > 1; n = len(words) {
		w := words[n-1]
		if len(w.folded) > 2 || !startsUpper(w.text) || w.confidence >= doubtful || len(words[n-2].folded) < 4 {
			break
		}
		words = words[:n-1]
	}
	return words
}

// illegible is a signature of which nothing is read though something stands there,
// as under a seal: an empty name that a person has to look at.
func illegible(p passage) []*record {
	const legible = 0.6
	r := newRecord()
	var words []*word
	for _, w := range letterWords(p.words) {
		if w.confidence < legible {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return nil
	}
	r.parts["name"] = found{value: "", words: words, quality: qualityOddName}
	return []*record{r}
}

func datesOnly(p passage) []*record {
	m, ok := findDate(p.text)
	if !ok || m.date.IsZero() {
		return nil
	}
	r := newRecord()
	r.parts["date"] = m.found(p)
	return []*record{r}
}
