package form

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// What a check digit says of a number.
const (
	qualityValid   = 0.98
	qualityInvalid = 0.4
	qualityNoCheck = 0.96 // the form is right and there is no check digit
)

// identifierPattern takes the digits of a number, spaced or dashed or boxed,
// and letters among them that OCR may have put for digits.
var identifierPattern = regexp.MustCompile(`[\dОOоoЗз|lIБбВ][\dОOоoЗз|lIБбВ\- ]{6,40}`)

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
	case t == typeSNILS && validSNILS(number):
		f.value = number[:3] + "-" + number[3:6] + "-" + number[6:9] + " " + number[9:]
		f.quality, f.checked = qualityValid, true
	case t == typeINN && validINN(number), t == typeOGRN && validOGRN(number):
		f.quality, f.checked = qualityValid, true
	case t == typeKPP && validKPP(number):
		f.quality = qualityNoCheck
	}
	return f, true
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
	}
	return []int{11}
}

// firstOf keeps the leading digits when they are a whole number and more was
// taken: «7701234567 770101001» is an ИНН and a КПП, «7701234567об» an ИНН and dirt.
func firstOf(t valueType, token, number string) (string, string) {
	if slices.Contains(t.lengths(), len(number)) {
		return number, token
	}
	for _, n := range t.lengths() {
		if len(number) < n || weighted(number, make([]int, n)...) < 0 {
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

// weighted is the sum of the leading digits times their weights, or -1 when
// something there is no digit.
func weighted(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		if i >= len(s) || s[i] < '0' || s[i] > '9' {
			return -1
		}
		sum += w * int(s[i]-'0')
	}
	return sum
}

// validINN checks the digits of a taxpayer number: 10 of an organisation, 12 of
// a person (order of the Federal Tax Service on ИНН).
func validINN(s string) bool {
	check := func(at int, weights ...int) bool {
		sum := weighted(s, weights...)
		return sum >= 0 && sum%11%10 == int(s[at])-'0'
	}
	if sum := weighted(s, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1); sum <= 0 {
		return false
	}
	switch len(s) {
	case 10:
		return check(9, 2, 4, 10, 3, 5, 9, 4, 6, 8)
	case 12:
		return check(10, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) && check(11, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
	}
	return false
}

// validOGRN checks a state registration number: 13 digits of an organisation
// (ОГРН), 15 of an entrepreneur (ОГРНИП); the last is the remainder of the rest.
func validOGRN(s string) bool {
	modulus := map[int]uint64{13: 11, 15: 13}[len(s)]
	if modulus == 0 || s[0] == '0' {
		return false
	}
	var n uint64
	for _, r := range s[:len(s)-1] {
		if r < '0' || r > '9' {
			return false
		}
		n = n*10 + uint64(r-'0')
	}
	return n%modulus%10 == uint64(s[len(s)-1]-'0')
}

// validSNILS checks the insurance number of a person: nine digits and a control sum of two.
func validSNILS(s string) bool {
	sum := weighted(s, 9, 8, 7, 6, 5, 4, 3, 2, 1)
	if len(s) != 11 || sum <= 0 {
		return false
	}
	control := weighted(s[9:], 10, 1)
	sum %= 101
	return control == sum%100
}

// validKPP checks the form of a tax registration reason code; it has no check digit.
func validKPP(s string) bool {
	return len(s) == 9 && weighted(s, 1, 1, 1, 1) >= 0 && weighted(s[6:], 1, 1, 1) >= 0
}
