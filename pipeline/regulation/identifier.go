package regulation

import "strings"

// The control digits of the identifiers that Russian papers carry. They tell a
// misread digit from a right one; they do not tell that the holder exists.

// innOK checks the control digits of an INN: ten digits of an organisation,
// twelve of a person.
func innOK(s string) bool {
	d, ok := digitsOf(s)
	switch {
	case ok && len(d) == 10:
		return d[9] == control(d[:9], []int{2, 4, 10, 3, 5, 9, 4, 6, 8})
	case ok && len(d) == 12:
		return d[10] == control(d[:10], []int{7, 2, 4, 10, 3, 5, 9, 4, 6, 8}) &&
			d[11] == control(d[:11], []int{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8})
	}
	return false
}

func control(digits, weights []int) int {
	sum := 0
	for i, d := range digits {
		sum += d * weights[i]
	}
	return sum % 11 % 10
}

// ogrnOK checks the control digit of an OGRN (13 digits) or OGRNIP (15).
func ogrnOK(s string) bool {
	d, ok := digitsOf(s)
	if !ok || len(d) != 13 && len(d) != 15 {
		return false
	}
	last := len(d) - 1
	modulus, rest := last-1, 0 // 11 for an OGRN, 13 for an OGRNIP
	for _, x := range d[:last] {
		rest = (rest*10 + x) % modulus
	}
	return rest%10 == d[last]
}

// snilsOK checks the control number of a SNILS, written with or without hyphens
// and blanks. Numbers up to 001-001-998 have none.
func snilsOK(s string) bool {
	d, ok := digitsOf(strings.NewReplacer("-", "", " ", "").Replace(s))
	if !ok || len(d) != 11 {
		return false
	}
	number, sum := 0, 0
	for i, x := range d[:9] {
		number = number*10 + x
		sum += x * (9 - i)
	}
	const firstWithControl = 1_001_999
	return number < firstWithControl || sum%101%100 == d[9]*10+d[10]
}

// digitsOf returns the digits of a text that holds nothing else.
func digitsOf(s string) ([]int, bool) {
	out := make([]int, 0, len(s))
	for _, r := range s {
		if r < '0' || r > '9' {
			return nil, false
		}
		out = append(out, int(r-'0'))
	}
	return out, len(out) > 0
}
