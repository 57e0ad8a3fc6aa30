package form

import (
	"strings"
	"unicode/utf8"

	"vestnik/pipeline"
)

// notAddress is what no address holds and the next boxes of a form do: a dotted rule,
// a mail address, a telephone number with its code, a number of ten digits and more, or
// a list of enclosures.
var notAddress = onUse(`\s(?:[.…_]{4,}|\S*@\S*|(?:\+\s?7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d\d[\s-]?\d\d|\d{10,}|(?i:приложение|приложения):)`)

// labelScrap is a word at the end of an address that may be what OCR made of the label
// of the next box: «Те.», «ель», «MBH», «Е-тац».
var labelScrap = onUse(`[\s,;]+(?:\p{L}{2,4}[.:]?|[ЕE][-‐–—]?\p{L}{3,4}:?)$`)

// latinTail is a label in Russian that OCR read in Latin, at the end of an address that
// is in Russian: «CHMNC» of «СНИЛС».
var latinTail = onUse(`[,;\s]+[A-Z]{3,5}$`)

// addressAlone cuts off an address what stands behind it where the label between them
// was not read.
func (p passage) addressAlone() passage {
	if m := latinTail.FindStringIndex(p.text); m != nil && misreadable(p.words[len(p.words)-1:]) {
		p = p.cut(0, m[0]).trimRight()
	}
	m := notAddress.FindStringIndex(p.text)
	if m == nil || utf8.RuneCountInString(p.text[:m[0]]) < shortestAddress {
		return p
	}
	to := m[0]
	if p.text[m[0]+1] != '.' { // a rule has no label
		if scrap := labelScrap.FindStringIndex(p.text[:to]); scrap != nil {
			to = scrap[0]
		}
	}
	return p.cut(0, to).trimRight()
}

// shortestAddress is how many letters and digits an address has at least: «129626,
// Москва, а/я 5».
const shortestAddress = 15

// contactsBehind are the telephone number and the mail address that stand behind the
// address for correspondence where no label of theirs was read.
func (r *reader) contactsBehind(rest passage) {
	const unlabelled = 0.8
	for _, one := range []struct {
		field string
		as    valueType
	}{{"phone", typePhone}, {"email", typeEmail}} {
		if _, has := r.fields[one.field]; has {
			continue
		}
		f, ok := one.as.read(rest)
		text, isText := f.value.(string)
		if !ok || !isText || one.as == typePhone && !strings.HasPrefix(text, "+7 (") {
			continue
		}
		f.quality = min(f.quality, unlabelled)
		r.late = append(r.late, lateField{one.field, f.reading(unlabelled)})
	}
}

// lateField is a reading that stands only where no label states the field.
type lateField struct {
	name    string
	reading pipeline.Reading
}

// setLate enters what no label has stated.
func (r *reader) setLate() {
	for _, late := range r.late {
		if _, has := r.fields[late.name]; !has {
			r.set(late.name, late.reading)
		}
	}
}
