package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline/regulation"
)

// What a check digit says of a number.
const (
	qualityValid   = 0.98
	qualityInvalid = 0.4
	qualityNoCheck = 0.96 // the form is right and there is no check digit
)

// identifierPattern takes the digits of a number, spaced or dashed or boxed,
// and letters among them that OCR may have put for digits.
var identifierPattern = onUse(`[\dОOоoЗз|lIБбВ][\dОOоoЗз|lIБбВвBSАAЧZ\- ]{6,40}`)

// readIdentifier reads ИНН, КПП, ОГРН(ИП) or СНИЛС. The value is as read: a
// number whose check digit fails keeps its digits and a low confidence.
func readIdentifier(t valueType, p passage) (found, bool) {
	m := identifierPattern.FindStringIndex(p.text)
	if m == nil || digits(p.text[m[0]:m[1]]) < 5 {
		return found{}, false
	}
	token := strings.TrimRight(p.text[m[0]:m[1]], "- |")
	number := compact(token)
	number, token = firstOf(t, token, number)
	f := found{value: number, words: p.cover(m[0], m[0]+len(token)), quality: qualityInvalid}
	switch {
	case t == typeSNILS && regulation.ValidSNILS(number):
		f.value = printedSNILS(number)
		f.quality, f.checked = qualityValid, regulation.SNILSHasControl(number)
	case t.valid(number):
		f.quality, f.checked = qualityValid, true
	case t == typeKPP && regulation.ValidKPP(number):
		f.quality = qualityNoCheck
	case misreadable(f.words):
		f.proposed = proposeRepair(t, number)
	}
	return f, true
}

// qualityAstray is that of a number known by its check digits and form alone, since
// its label was not read.
const qualityAstray = 0.85

var (
	strayINN   = onUse(`(?:^|\s)(\d{10}|\d{12})(?:[\s,;.]|$)`)
	straySNILS = onUse(`(?:^|\s)(\d{3}-\d{3}-\d{3}[ -]\d{2})(?:[\s,;.]|$)`)
)

// astray takes out of the text of a party the numbers whose labels OCR has lost: they
// are known by their check digits.
func (r *record) astray() {
	for _, one := range []struct {
		part    string
		as      valueType
		pattern expression
	}{{"snils", typeSNILS, straySNILS}, {"inn", typeINN, strayINN}} {
		p := newPassage(r.address)
		m := one.pattern.FindStringSubmatchIndex(p.text)
		if _, has := r.parts[one.part]; has || m == nil {
			continue
		}
		f, ok := one.as.read(p.cut(m[2], m[3]))
		if !ok || !f.checked {
			continue
		}
		f.checked, f.quality = false, qualityAstray
		r.parts[one.part] = f
		r.address = slices.DeleteFunc(slices.Clone(r.address), func(w *word) bool { return slices.Contains(f.words, w) })
	}
	kpp, ok := r.parts["kpp"]
	if number, isText := kpp.value.(string); ok && isText && regulation.ValidINN(number) {
		if _, has := r.parts["inn"]; !has {
			kpp.quality = qualityAstray
			r.parts["inn"] = kpp
		}
		delete(r.parts, "kpp") // its label is that of another number
	}
}

// compact drops spaces, dashes and box rules.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -|", r) {
			return -1
		}
		return r
	}, s)
}

// lengths are how many digits a number may have.
func (t valueType) lengths() []int {
	switch t {
	case typeINN:
		return []int{12, 10}
	case typeKPP:
		return []int{9}
	case typeOGRN:
		return []int{15, 13}
	case typeUIN:
		return []int{25, 20}
	}
	return []int{11}
}

// firstOf keeps the leading digits when they are a whole number and more was
// taken: «7701234567 770101001» is an ИНН and a КПП, «7701234567об» an ИНН and dirt.
func firstOf(t valueType, token, number string) (string, string) {
	if slices.Contains(t.lengths(), utf8.RuneCountInString(number)) {
		return number, token
	}
	for _, n := range t.lengths() {
		if len(number) < n || onlyDigits(number[:n]) != number[:n] {
			continue
		}
		seen := 0
		for i, r := range token {
			if seen == n && (r == ' ' || !unicode.IsDigit(r)) {
				return number[:n], token[:i]
			}
			if unicode.IsDigit(r) {
				seen++
			}
			if seen > n {
				break
			}
		}
	}
	return number, token
}

// misreadable reports whether the words were read by OCR: those of a true text layer
// are what the applicant wrote, right or wrong.
func misreadable(words []*word) bool {
	return slices.ContainsFunc(words, func(w *word) bool { return w.confidence < 1 })
}
