package form

import (
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// Numbers of patents as papers write them: «№ 2 700 123», «RU 2700123 C1».
const (
	patentDigits = `\d{1,3}(?:[ \x{00a0}]\d{3}){1,2}|\d{4,9}`
	patentKind   = `(?:\s?(?:[CС][12]|U[1-9]?|S[1-9]?|[AА]1))`
)

var (
	numberedPatent = onUse(`(?:(?:№|Nº|No|N)\s?(?:№\s?)?(?:RU|SU)?|(?:RU|SU)\s?№?|патент\p{L}{0,3}(?:\s+РФ|\s+Российской\s+Федерации)?)\s?(` + patentDigits + `)(` + patentKind + `)?(?:[^\d\p{L}]|$)`)
	nextPatent     = onUse(`^\s*(?:,|;|и)\s*(?:№\s?)?(?:RU\s?)?(` + patentDigits + `)(` + patentKind + `)?(?:[^\d\p{L}]|$)`)
	barePatent     = onUse(`(?:^|[^\d\p{L}])(` + patentDigits + `)(` + patentKind + `)?(?:[^\d\p{L}]|$)`)
	blurredPatent  = onUse(`[\dОOоoЗзlI]{5,8}`)

	// numbered are the things whose numbers a paper on a patent may bear; the last
	// before a number says what it is of.
	numbered = onUse(`(?i)(патент(?:а|у|ом|е|ы|ов|ам|ами|ах)?(?:[^\p{L}]|$))|заявк|доверенност|договор|бюл|приказ|исх|вх[\s.]|свидетельств|рег[\s.]|регистрационн|поверенн|поручени|квитанц|чек|сч[её]т|тел[\s.]|дело|паспорт|инн|огрн`)
)

// patentPlace is a number of a patent and where it stands in a text; kind is that
// of its code («C1»), if it bears one.
type patentPlace struct {
	number, kind string
	from, to     int
}

// findPatents finds the numbers of patents in running text: behind the word
// «патент» and a sign of number, or behind RU or SU.
func findPatents(text string) []patentPlace {
	var all []patentPlace
	for from := 0; from < len(text); {
		m := numberedPatent.FindStringSubmatchIndex(text[from:])
		if m == nil {
			break
		}
		start, at, end := from+m[0], from+m[2], from+m[3]
		from = end
		head := text[start:at]
		if !strings.Contains(head, "RU") && !strings.Contains(head, "SU") && !ofPatent(text[:at]) {
			continue
		}
		all = append(all, placeOf(text, start, at, end, m, from-m[3]))
		for {
			next := nextPatent.FindStringSubmatchIndex(text[from:])
			if next == nil {
				break
			}
			all = append(all, placeOf(text, from+next[2], from+next[2], from+next[3], next, from))
			from += next[3]
		}
	}
	return all
}

// placeOf is the number at text[at:end], with the code of its kind if the match,
// which counts from base, has one.
func placeOf(text string, start, at, end int, m []int, base int) patentPlace {
	p := patentPlace{number: onlyDigits(text[at:end]), from: at, to: end}
	if strings.Contains(text[start:at], "SU") {
		p.number = "SU " + p.number
	}
	if m[4] >= 0 {
		p.to = base + m[5]
		p.kind = kindOfCode(strings.TrimSpace(text[base+m[4] : base+m[5]]))
	}
	return p
}

// ofPatent reports whether what a number is of is a patent: the last of the things
// with numbers that the text before it names.
func ofPatent(before string) bool {
	all := numbered.FindAllStringSubmatchIndex(before, -1)
	return len(all) > 0 && all[len(all)-1][2] >= 0
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// kindOfCode is what a code behind a number says the patent is on (WIPO ST.16).
func kindOfCode(code string) string {
	switch []rune(code + " ")[0] {
	case 'C', 'С', 'A', 'А':
		return regulation.KindInvention
	case 'U':
		return regulation.KindUtilityModel
	case 'S':
		return regulation.KindDesign
	}
	return ""
}

// found is the number as a value.
func (pl patentPlace) found(p passage) found {
	f := found{value: pl.number, words: p.cover(pl.from, pl.to), quality: qualityInvalid}
	if regulation.ValidPatentNumber("", pl.number) {
		f.quality = qualityNoCheck
	}
	return f
}

// patentsIn finds the numbers of a box or, where none is marked as such, those
// that stand bare in it.
func patentsIn(p passage) []patentPlace {
	if all := findPatents("патент " + p.text); all != nil {
		for i := range all {
			all[i].from -= len("патент ")
			all[i].to -= len("патент ")
		}
		return all
	}
	m := barePatent.FindStringSubmatchIndex(p.text)
	if m == nil {
		return nil
	}
	return []patentPlace{placeOf(p.text, m[2], m[2], m[3], m, 0)}
}

// readPatent reads the number of a patent, without blanks. One that no register
// can hold, and one with letters for digits, stays as read and is not sure.
func readPatent(p passage) (found, bool) {
	if all := patentsIn(p); all != nil {
		return all[0].found(p), true
	}
	if m := blurredPatent.FindStringIndex(p.text); m != nil && digits(p.text[m[0]:m[1]]) > 2 {
		return found{value: p.text[m[0]:m[1]], words: p.cover(m[0], m[1]), quality: qualityInvalid}, true
	}
	return found{}, false
}

// readMentionedPatent reads the first number of a patent in running text.
func readMentionedPatent(p passage) (found, bool) {
	if all := findPatents(p.text); all != nil {
		return all[0].found(p), true
	}
	return found{}, false
}

// takePatents adds the numbers of a passage to a list that is stated only where
// the paper names more than one.
func (r *reader) takePatents(name string, p passage) bool {
	all := findPatents(p.text)
	if all == nil {
		all = patentsIn(p)
	}
	for _, place := range all {
		f := place.found(p)
		if !slices.ContainsFunc(r.patents[name], func(was pipeline.Reading) bool { return was.Value == f.value }) {
			r.patents[name] = append(r.patents[name], f.reading(1))
		}
	}
	return len(all) > 0
}

// statePatents states the lists of patents that have more than one.
func (r *reader) statePatents() {
	for _, name := range slices.Sorted(keys(r.patents)) {
		if len(r.patents[name]) > 1 {
			r.fields[name] = pipeline.Field{Values: r.patents[name]}
		}
	}
}

// objects are the words for what a patent is on, in any case.
var objects = []struct {
	kind  string
	words expression
}{
	{regulation.KindInvention, onUse(`(?i)(?:^|[^\p{L}])изобретени\p{L}+`)},
	{regulation.KindUtilityModel, onUse(`(?i)полезн\p{L}+\s+модел\p{L}+`)},
	{regulation.KindDesign, onUse(`(?i)промышленн\p{L}+\s+образ\p{L}+`)},
}

// readObject reads what a patent is on: by the code behind its number («U1»), else
// by the words, where they name one kind only.
func readObject(p passage) (found, bool) {
	for _, place := range findPatents(p.text) {
		if place.kind != "" {
			return found{value: place.kind, words: p.cover(place.from, place.to), quality: qualityMentioned}, true
		}
	}
	var f found
	for _, o := range objects {
		if m := o.words.FindStringIndex(p.text); m != nil {
			if f.value != nil {
				return found{}, false
			}
			f = found{value: o.kind, words: p.cover(m[0], m[1]), quality: qualityMentioned}
		}
	}
	return f, f.value != nil
}
