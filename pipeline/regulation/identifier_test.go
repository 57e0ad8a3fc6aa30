package regulation

import (
	"strings"
	"testing"

	"cel.dev/cel-go/cel"
)

func TestIdentifiers(t *testing.T) {
	patent := func(kind string) func(string) bool {
		return func(s string) bool { return ValidPatentNumber(kind, s) }
	}
	tests := []struct {
		name string
		ok   func(string) bool
		good []string
		bad  []string
	}{
		{"INN", ValidINN, []string{"7730176088", "7707083893", "500100732259"},
			[]string{"7730176089", "7707083839", "500100732295", "77301760", "", "77O7083893", "0000000000", "000000000000", "7730176088 "}},
		{"OGRN", ValidOGRN, []string{"1027700132195", "1027739154343", "304500116000157"},
			[]string{"1027700132196", "304500116000158", "102770013219", "", "0000000000000"}},
		{"OGRNIP", ValidOGRNIP, []string{"304500116000157"}, []string{"1027700132195", "304500116000158", "404500116000151", ""}},
		{"SNILS", ValidSNILS, []string{"112-233-445 95", "11223344595", "001-001-998 00", "001-001-998 17"},
			[]string{"112-233-445 96", "112-233-445", "", "112.233.445 95", "000-000-000 00", "001-001-999 17"}},
		{"KPP", ValidKPP, []string{"770101001", "7701AB001"}, []string{"77010100", "000001001", "7701аб001", "770101OO1", ""}},
		{"patent of an invention", patent(KindInvention), []string{"2000001", "2700123", "RU 2700123", "SU 1820001", "SU842113", "1820001"},
			[]string{"27001233", "2700", "200123", "RU 1820001", "SU 2700123", "2 700 123", "0700123", "", "RU"}},
		{"patent of a utility model", patent(KindUtilityModel), []string{"215432", "84312", "RU 215432"},
			[]string{"2700123", "SU 84312", "021543", ""}},
		{"patent of a design", patent(KindDesign), []string{"132456", "51234"}, []string{"2700123", "0", ""}},
		{"patent of any kind", patent(""), []string{"2700123", "215432"}, []string{"27001234", "№ 2700123"}},
		{"patent of no kind", patent("trade mark"), nil, []string{"2700123", "215432"}},
		{"application", ValidApplicationNumber,
			[]string{"2019123456", "2022502083/49", "2019612345", "2020740504", "93012345", "98123456/28"},
			[]string{"201912345", "1999123456", "2019323456", "91012345", "", "2019123456A"}},
		{"certificate", ValidCertificateNumber, []string{"2019612345", "2023620017", "990217"}, []string{"2019123456", "2150661", "910217", ""}},
		{"ST.3", ValidST3, []string{"RU", "KZ", "EA", "EP", "WO", "SU", "DE"}, []string{"ZZ", "ru", "РФ", "R", "RUS", "", " RU", "U "}},
	}
	for _, tt := range tests {
		for _, s := range tt.good {
			if !tt.ok(s) {
				t.Errorf("%s %q is refused", tt.name, s)
			}
		}
		for _, s := range tt.bad {
			if tt.ok(s) {
				t.Errorf("%s %q is accepted", tt.name, s)
			}
		}
	}
}

func TestApplicationNumbersTellWhatIsApplied(t *testing.T) {
	for number, kind := range map[string]string{"2019123456": "inventions", "2022502083": "designs", "2019612345": "programs", "2020740504": "marks", "2020840504": "", "9": ""} {
		if got := ApplicationKind(number); got != kind {
			t.Errorf("%s is for %q, want %q", number, got, kind)
		}
	}
}

func TestCodesOfStatesStandOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, code := range strings.Fields(st3States + " " + st3Organisations + " " + st3Former) {
		if seen[code] || !ValidST3(code) {
			t.Errorf("code %q stands twice or is none", code)
		}
		seen[code] = true
	}
	if len(seen) < 240 {
		t.Errorf("only %d codes", len(seen))
	}
}

// FuzzControlDigits holds the control digits to what they are for: of the numbers
// that differ from a valid one in one digit none is valid, but for the few that a
// remainder of ten lets through, and nothing panics.
func FuzzControlDigits(f *testing.F) {
	for _, s := range []string{"7730176088", "500100732259", "1027700132195", "304500116000157", "112-233-445 95", "", "№", "RU 2700123", "2022502083/49"} {
		f.Add(s, uint8(0), uint8(1))
	}
	checks := map[string]func(string) bool{
		"INN": ValidINN, "OGRN": ValidOGRN, "SNILS": func(s string) bool { return ValidSNILS(s) && SNILSHasControl(s) },
	}
	f.Fuzz(func(t *testing.T, s string, at, by uint8) {
		for _, kind := range []string{"", KindInvention, KindUtilityModel, KindDesign} {
			if ValidPatentNumber(kind, s) && !ValidPatentNumber("", s) {
				t.Errorf("%q is a patent on %s and on nothing", s, kind)
			}
		}
		if ValidCertificateNumber(s) && len(s) == 10 != ValidApplicationNumber(s) {
			t.Errorf("certificate %q is told otherwise as the number of an application", s)
		}
		for name, ok := range checks {
			if !ok(s) {
				continue
			}
			other := misread(s, int(at), int(by))
			if other != s && ok(other) && !forgiven(name, s, other) {
				t.Errorf("%s %q is valid and so is %q", name, s, other)
			}
		}
	})
}

// misread puts another digit for the last digit or, of an INN and OGRN, for any
// other.
func misread(s string, at, by int) string {
	digits := []byte(s)
	var places []int
	for i, c := range digits {
		if c >= '0' && c <= '9' {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return s
	}
	i := places[at%len(places)]
	digits[i] = '0' + (digits[i]-'0'+byte(by%10))%10
	return string(digits)
}

// forgiven reports whether two numbers may both be valid though they differ in
// one digit: a remainder of ten (of INN and OGRN) or of a hundred (of SNILS) is
// written as nought, and a weight divisible by the modulus hides its digit.
func forgiven(name, a, b string) bool {
	last := func(s string) string { return s[len(s)-1:] }
	if name == "SNILS" {
		return strings.HasSuffix(a, "00") && strings.HasSuffix(b, "00") || !SNILSHasControl(b)
	}
	return last(a) == "0" && last(b) == "0" || len(a) == 12 && (a[10] == '0' || a[11] == '0') || len(a) == 15 && fifteen(a, b)
}

// fifteen reports whether the entrepreneur's remainders of thirteen, of which ten,
// eleven and twelve are written as 0, 1 and 2, agree in what is written.
func fifteen(a, b string) bool { return strings.ContainsAny(a[14:], "012") && a[14] == b[14] }

func TestEveryMisreadLastDigitIsNoticed(t *testing.T) {
	for _, s := range []string{"7730176088", "500100732259", "1027700132195", "304500116000157", "11223344595"} {
		for by := 1; by < 10; by++ {
			other := misread(s, len(s)-1, by)
			if ValidINN(other) || ValidOGRN(other) || ValidSNILS(other) {
				t.Errorf("%s is valid as well as %s", other, s)
			}
		}
	}
}

func TestConditionsMayAskForEveryIdentifier(t *testing.T) {
	env, err := cel.NewEnv(identifierFunctions()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, condition := range []string{
		`inn_ok("7730176088")`, `ogrn_ok("1027700132195")`, `ogrnip_ok("304500116000157")`, `snils_ok("112-233-445 95")`,
		`kpp_ok("770101001")`, `patent_number_ok("invention", "2700123")`, `application_number_ok("2019123456")`,
		`certificate_number_ok("2019612345")`, `st3_ok("EA")`,
	} {
		ast, issues := env.Compile(condition)
		if issues.Err() != nil {
			t.Fatal(issues.Err())
		}
		program, err := env.Program(ast)
		if err != nil {
			t.Fatal(err)
		}
		if v, _, err := program.Eval(map[string]any{}); err != nil || v.Value() != true {
			t.Errorf("%s = %v, %v", condition, v, err)
		}
	}
}
