package exchange

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// maxKopecks bounds an amount: what is more is no fee but a shifted column.
const maxKopecks = 1_000_000_000_00

var (
	plainAmount    = regexp.MustCompile(`^(-?\d{1,12})(?:[.,\-](\d{1,2}))?$`)
	thousandsComma = regexp.MustCompile(`^-?\d{1,3}(,\d{3})+\.\d{1,2}$`)
	thousandsDot   = regexp.MustCompile(`^-?\d{1,3}(\.\d{3})+,\d{1,2}$`)
)

// parseRoubles reads an amount as banks write it: "4500", "4 500,00", "4500-00",
// "4,500.00", with or without "руб.".
func parseRoubles(s string) (pipeline.Kopecks, bool) {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' || r == '\'' {
			return -1
		}
		return r
	}, strings.ToLower(s))
	for _, word := range []string{"рублей", "руб.", "руб", "р.", "₽", "rub"} {
		s = strings.TrimSuffix(s, word)
	}
	switch {
	case thousandsComma.MatchString(s):
		s = strings.ReplaceAll(s, ",", "")
	case thousandsDot.MatchString(s):
		s = strings.ReplaceAll(s, ".", "")
	}
	m := plainAmount.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	roubles, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return 0, false
	}
	rest, _ := strconv.ParseInt((m[2] + "00")[:2], 10, 64)
	if strings.HasPrefix(m[1], "-") {
		rest = -rest
	}
	return inRange(roubles*100 + rest)
}

// parseKopecks reads a whole number of kopecks.
func parseKopecks(s string) (pipeline.Kopecks, bool) {
	n, err := strconv.ParseInt(strings.ReplaceAll(strings.TrimSpace(s), " ", ""), 10, 64)
	if err != nil {
		return 0, false
	}
	return inRange(n)
}

func inRange(kopecks int64) (pipeline.Kopecks, bool) {
	return pipeline.Kopecks(kopecks), kopecks <= maxKopecks && kopecks >= -maxKopecks
}

// dateLayouts are how offices write days; what stands after one, a time or a zone,
// is cut off before.
var dateLayouts = []string{"02.01.2006", "2006-01-02", "02.01.06", "02/01/2006", "02-01-2006", "2006.01.02", "20060102", "2.1.2006"}

// parseDate reads a day as offices write it; the zero date of an empty text.
func parseDate(s string) (workday.Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return workday.Date{}, true
	}
	s, _, _ = strings.Cut(s, "T")
	s, _, _ = strings.Cut(s, " ")
	s = strings.TrimSuffix(s, "Z")
	if len(s) == len("2006-01-02+03:00") {
		s = s[:len("2006-01-02")]
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return workday.DateOf(t), t.Year() >= 1991 && t.Year() <= 2100
		}
	}
	return workday.Date{}, false
}

// digitsOnly returns the digits of a text.
func digitsOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

var scientific = regexp.MustCompile(`(?i)^\d([.,]\d+)?e\+?\d+$`)

// spoilt reports whether a spreadsheet turned a long number into "1,23E+24".
func spoilt(s string) bool { return scientific.MatchString(strings.TrimSpace(s)) }

func spoiltNumber(what, s string) *refusal {
	return &refusal{"spoilt-number", fmt.Sprintf("%s записан как «%s»: программа таблиц испортила длинный номер. Выгрузите файл заново, не открывая его в программе таблиц, или сделайте графу текстовой.", what, s)}
}

// parseINN reads an INN: 10 digits of an organisation, 12 of a person, 5 of a
// foreign one; "0" stands for none. A leading zero that a spreadsheet took away is
// put back when the control digits then agree.
func parseINN(s string) (string, *refusal) {
	if spoilt(s) {
		return "", spoiltNumber("ИНН", s)
	}
	inn := digitsOnly(s)
	switch {
	case strings.Trim(inn, "0") == "":
		return "", nil
	case (len(inn) == 9 || len(inn) == 11) && regulation.ValidINN("0"+inn):
		return "0" + inn, nil
	case len(inn) == 10, len(inn) == 12, len(inn) == 5:
		return inn, nil
	}
	return "", &refusal{"bad-inn", fmt.Sprintf("ИНН «%s» состоит не из 10 и не из 12 цифр. Проверьте, не сдвинуты ли графы, исправьте ИНН и загрузите файл снова.", s)}
}

// parseKPP reads a KPP; one that is no KPP is left out, since nothing rests on it.
func parseKPP(s string) string {
	if kpp := strings.TrimSpace(s); regulation.ValidKPP(kpp) {
		return kpp
	}
	return ""
}

// cut bounds a text that is only shown, in runes.
func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}
