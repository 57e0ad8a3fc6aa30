package regulation

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// The identifiers that Russian papers carry: their form and, where they have
// them, their control digits. A control digit tells a misread digit from a right
// one; none of these functions tells that the holder, the patent or the
// application exists. The reading of papers and the conditions of the packs ask
// here, so that there is one answer.

// ValidINN checks a taxpayer number: ten digits of an organisation, twelve of a
// person, with their control digits.
func ValidINN(s string) bool {
	d, ok := digitsOf(s)
	if !ok || !slices.ContainsFunc(d, func(x int) bool { return x > 0 }) {
		return false
	}
	switch len(d) {
	case 10:
		return d[9] == control(d[:9], []int{2, 4, 10, 3, 5, 9, 4, 6, 8})
	case 12:
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

// ValidOGRN checks a number of the state registers of organisations (13 digits)
// or of entrepreneurs (15): its last digit is the remainder of the rest.
func ValidOGRN(s string) bool {
	d, ok := digitsOf(s)
	if !ok || len(d) != 13 && len(d) != 15 || d[0] == 0 {
		return false
	}
	last := len(d) - 1
	modulus, rest := last-1, 0 // 11 for an OGRN, 13 for an OGRNIP
	for _, x := range d[:last] {
		rest = (rest*10 + x) % modulus
	}
	return rest%10 == d[last]
}

// ValidOGRNIP checks the registration number of an entrepreneur: 15 digits, the
// first a 3 (4 begins the number of a later entry about him).
func ValidOGRNIP(s string) bool {
	return len(s) == 15 && s[0] == '3' && ValidOGRN(s)
}

// ValidSNILS checks an insurance number, written with or without hyphens and
// blanks. One that has no control number is valid: see [SNILSHasControl].
func ValidSNILS(s string) bool {
	d, ok := digitsOf(plainSNILS(s))
	if !ok || len(d) != 11 {
		return false
	}
	sum := 0
	for i, x := range d[:9] {
		sum += x * (9 - i)
	}
	return sum > 0 && (!SNILSHasControl(s) || sum%101%100 == d[9]*10+d[10])
}

// SNILSHasControl reports whether an insurance number ends in a control number;
// the first ones, up to 001-001-998, do not.
func SNILSHasControl(s string) bool {
	const lastWithout = "001001998"
	s = plainSNILS(s)
	return len(s) >= len(lastWithout) && s[:len(lastWithout)] > lastWithout
}

func plainSNILS(s string) string { return strings.NewReplacer("-", "", " ", "").Replace(s) }

// ValidKPP checks the form of a code of the reason of tax registration: four
// digits of the tax office, two digits or capital Latin letters of the reason,
// three digits. It has no control digit.
func ValidKPP(s string) bool {
	if len(s) != 9 || strings.HasPrefix(s, "0000") {
		return false
	}
	for i := range len(s) {
		reason := (i == 4 || i == 5) && s[i] >= 'A' && s[i] <= 'Z'
		if !reason && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
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

// identifierFunctions are the checks of identifiers as conditions call them.
func identifierFunctions() []cel.EnvOption {
	text := cel.StringType
	var options []cel.EnvOption
	for _, f := range []struct {
		name string
		ok   func(string) bool
	}{
		{"inn_ok", ValidINN}, {"ogrn_ok", ValidOGRN}, {"ogrnip_ok", ValidOGRNIP}, {"snils_ok", ValidSNILS}, {"kpp_ok", ValidKPP},
		{"application_number_ok", ValidApplicationNumber}, {"certificate_number_ok", ValidCertificateNumber}, {"st3_ok", ValidST3},
	} {
		options = append(options, fn(f.name, cel.BoolType, []*cel.Type{text}, func(a []ref.Val) ref.Val {
			return types.Bool(f.ok(str(a[0])))
		}))
	}
	return append(options, fn("patent_number_ok", cel.BoolType, []*cel.Type{text, text}, func(a []ref.Val) ref.Val {
		return types.Bool(ValidPatentNumber(str(a[0]), str(a[1])))
	}))
}
