package regulation

import (
	"strconv"
	"strings"
)

// Kinds of what is protected, as the numbers of the office tell them apart.
const (
	KindInvention    = "invention"
	KindUtilityModel = "utility-model"
	KindDesign       = "design"
)

// Limits of the registers of patents. The Russian patents on inventions begin
// behind 2000000; below are the certificates and patents of the USSR, whose
// numbers never came near it.
const (
	firstRussianInvention = 2_000_001
	lastSevenDigits       = 9_999_999
	lastSixDigits         = 999_999
)

// ValidPatentNumber checks that a register of patents of the kind (invention,
// utility-model or design; empty for any of them) can hold the number, written in
// digits alone or with the code of the state before it: «2700123», «RU 2700123»,
// «SU 1820001». The number of a certificate of the USSR on an invention is known
// by its code, or by its seven digits beginning with 1.
func ValidPatentNumber(kind, s string) bool {
	code, number, ok := splitPatentNumber(s)
	if !ok {
		return false
	}
	invention := number >= firstRussianInvention && number <= lastSevenDigits && code != "SU" ||
		number < firstRussianInvention && number > lastSixDigits && code != "RU" ||
		code == "SU" && number < firstRussianInvention
	registered := number <= lastSixDigits // of a utility model or a design
	switch kind {
	case KindInvention:
		return invention
	case KindUtilityModel:
		return registered && code != "SU" // the USSR knew none
	case KindDesign:
		return registered
	case "":
		return invention || registered
	}
	return false
}

// splitPatentNumber parts «RU 2700123» into the code of the state, empty when
// there is none, and the number, which begins with no nought.
func splitPatentNumber(s string) (code string, number int, ok bool) {
	for _, c := range []string{"RU", "SU"} {
		if rest, has := strings.CutPrefix(s, c); has {
			code, s = c, strings.TrimPrefix(rest, " ")
		}
	}
	if d, digits := digitsOf(s); !digits || d[0] == 0 || len(d) > 7 {
		return "", 0, false
	}
	number, err := strconv.Atoi(s)
	return code, number, err == nil
}

// Years in which the office can have numbered an application by the year of its
// filing in full: the first is that of the rule, the last keeps out misprints.
const firstNumberedYear, lastNumberedYear = 2000, 2099

// ApplicationKind says what an application is for by its number of ten digits, the
// year of filing and six digits of which the first is the office's: 1 inventions
// and utility models, 5 designs, 6 programs, databases and topographies, 7 marks.
// It returns "inventions", "designs", "programs", "marks" or "" for no such number.
func ApplicationKind(s string) string {
	d, ok := digitsOf(s)
	if !ok || len(d) != 10 {
		return ""
	}
	if year := d[0]*1000 + d[1]*100 + d[2]*10 + d[3]; year < firstNumberedYear || year > lastNumberedYear {
		return ""
	}
	switch d[4] {
	case 1:
		return "inventions"
	case 5:
		return "designs"
	case 6:
		return "programs"
	case 7:
		return "marks"
	}
	return ""
}

// ValidApplicationNumber checks the number of an application: ten digits as
// [ApplicationKind] tells them, or eight of one filed before 2000: two of the year
// (92 to 99) and six. What stands behind a stroke, the mark of the unit, is not
// looked at.
func ValidApplicationNumber(s string) bool {
	s, _, _ = strings.Cut(s, "/")
	if ApplicationKind(s) != "" {
		return true
	}
	d, ok := digitsOf(s)
	return ok && len(d) == 8 && d[0] == 9 && d[1] >= 2
}

// ValidCertificateNumber checks the number under which a program, a database or a
// topography is registered: ten digits, the year of registration and six digits
// beginning with 6; before 2000 six: the year (92 to 99) and four.
func ValidCertificateNumber(s string) bool {
	if ApplicationKind(s) == "programs" {
		return true
	}
	d, ok := digitsOf(s)
	return ok && len(d) == 6 && d[0] == 9 && d[1] >= 2
}
