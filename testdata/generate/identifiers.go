package main

import "strings"

// Each function completes the leading digits of an identifier with its check
// digits. The samples use stems that no office issues: region 98 in ИНН, ОГРН
// and ОГРНИП, numbers above 900 million in СНИЛС.

// organisationINN completes nine digits to the ИНН of an organisation.
func organisationINN(stem string) string {
	return stem + weighted(stem, 2, 4, 10, 3, 5, 9, 4, 6, 8)
}

// personINN completes ten digits to the ИНН of a person.
func personINN(stem string) string {
	stem += weighted(stem, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
	return stem + weighted(stem, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
}

// weighted returns the check digit of ИНН: the weighted sum modulo 11 modulo 10.
func weighted(digits string, weights ...int) string {
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return string(rune('0' + sum%11%10))
}

// ogrn completes twelve digits to the ОГРН of an organisation.
func ogrn(stem string) string { return stem + string(rune('0'+remainder(stem, 11)%10)) }

// ogrnip completes fourteen digits to the ОГРНИП of an individual entrepreneur.
func ogrnip(stem string) string { return stem + string(rune('0'+remainder(stem, 13)%10)) }

// remainder divides a number of any length, digit by digit.
func remainder(digits string, by int) int {
	rest := 0
	for _, d := range digits {
		rest = (rest*10 + int(d-'0')) % by
	}
	return rest
}

// snils completes nine digits to a СНИЛС as it is printed: 998-765-432 00.
func snils(stem string) string {
	sum := 0
	for i, d := range stem {
		sum += (9 - i) * int(d-'0')
	}
	check := sum % 101 % 100
	return stem[:3] + "-" + stem[3:6] + "-" + stem[6:] + " " + string([]byte{byte('0' + check/10), byte('0' + check%10)})
}

// validINN, validOGRN and validSNILS report whether the check digits are right.
func validINN(s string) bool {
	switch {
	case !allDigits(s):
		return false
	case len(s) == 10:
		return organisationINN(s[:9]) == s
	case len(s) == 12:
		return personINN(s[:10]) == s
	}
	return false
}

func validOGRN(s string) bool {
	switch {
	case !allDigits(s):
		return false
	case len(s) == 13:
		return ogrn(s[:12]) == s
	case len(s) == 15:
		return ogrnip(s[:14]) == s
	}
	return false
}

func validSNILS(s string) bool {
	digits := strings.NewReplacer("-", "", " ", "").Replace(s)
	return allDigits(digits) && len(digits) == 11 && snils(digits[:9]) == s
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
