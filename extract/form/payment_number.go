package form

import (
	"regexp"
	"strings"
)

var (
	longNumber  = regexp.MustCompile(`(?:^|[^\d])(\d[\d ]{18,32}\d)(?:[^\d]|$)`)
	oktmoNumber = regexp.MustCompile(`(?:^|[^\d])(\d{8}|\d{11})(?:[^\d]|$)`)
)

// readUIN reads the unique identifier of a charge: 20 or 25 digits, the last of which
// checks the others. One that fails stays as read, unsure; a repair is proposed only.
func readUIN(p passage) (found, bool) {
	m := longNumber.FindStringSubmatchIndex(p.text)
	if m == nil {
		return found{}, false // «0» says that there is none
	}
	number := onlyDigits(p.text[m[2]:m[3]])
	f := found{value: number, words: p.cover(m[2], m[3]), quality: qualityInvalid}
	switch {
	case typeUIN.valid(number):
		f.quality, f.checked = qualityValid, true
	case misreadable(f.words):
		f.proposed = proposeRepair(typeUIN, number)
	}
	return f, true
}

// validUIN checks the last digit of a УИН: the others times 1, 2 … 10, 1, 2 …, the sum
// modulo 11; where that is 10, once more with weights from 3 on, and 0 where it is
// 10 again. Noughts alone are no number.
func validUIN(number string) bool {
	if len(number) != 20 && len(number) != 25 || onlyDigits(number) != number || strings.Trim(number, "0") == "" {
		return false
	}
	digit := func(i int) int { return int(number[i] - '0') }
	last := len(number) - 1
	control := 10
	for _, shift := range []int{0, 2} {
		sum := 0
		for i := range last {
			sum += digit(i) * ((i+shift)%10 + 1)
		}
		if control = sum % 11; control < 10 {
			break
		}
	}
	return control%10 == digit(last)
}

// readKBK reads a code of budget classification, 20 digits. It has no check digit.
func readKBK(p passage) (found, bool) {
	const length = 20
	m := longNumber.FindStringSubmatchIndex(p.text)
	if m == nil {
		return found{}, false
	}
	number := onlyDigits(p.text[m[2]:m[3]])
	f := found{value: number, words: p.cover(m[2], m[3]), quality: qualityNoCheck}
	if len(number) != length {
		f.quality = qualityInvalid
	}
	return f, true
}

// readOKTMO reads a code of a municipality, 8 or 11 digits.
func readOKTMO(p passage) (found, bool) {
	m := oktmoNumber.FindStringSubmatchIndex(p.text)
	if m == nil {
		return found{}, false
	}
	return found{value: p.text[m[2]:m[3]], words: p.cover(m[2], m[3]), quality: qualityNoCheck}, true
}
