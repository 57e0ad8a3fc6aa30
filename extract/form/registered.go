package form

import (
	"strconv"
	"strings"

	"vestnik/pipeline/regulation"
)

var (
	tenDigits   = onUse(`(?:^|[^\d])(\d{4}[ \x{00a0}]?\d{6}|\d{4}[ \x{00a0}]?\d{3}[ \x{00a0}]?\d{3})(?:[^\d]|$)`)
	fewDigits   = onUse(`(?:^|№\s?)(\d{6,9})(?:[^\d]|$)`)
	issueNumber = onUse(`№\s?(\d{1,3})(?:[^\d]|$)`)
	issueYear   = onUse(`(?:за\s+)?((?:19|20)\d{2})\s*(?:г\.|год)`)
	deedPattern = onUse(`^(?:[^.;]{0,80}?)((?:№\s?[\p{L}\d/\-]+(?:\s\d+)?\s+)?от\s+)`)
	bareNumber  = onUse(`^[^.;№]{0,40}?(№\s?[\p{L}\d/\-]+(?:\s\d{3,})?)`)
)

// readRegistered reads the number of an application or of a certificate: ten
// digits beginning with a year, or fewer behind the sign of a number. Those that
// cannot be one stay as read and are not sure.
func readRegistered(p passage, valid func(string) bool) (found, bool) {
	m := tenDigits.FindStringSubmatchIndex(p.text)
	if m == nil {
		m = fewDigits.FindStringSubmatchIndex(p.text)
	}
	if m == nil {
		return found{}, false
	}
	f := found{value: onlyDigits(p.text[m[2]:m[3]]), words: p.cover(m[2], m[3]), quality: qualityInvalid}
	if valid(f.value.(string)) {
		f.quality = qualityNoCheck
	}
	return f, true
}

func readApplication(p passage) (found, bool) {
	return readRegistered(p, regulation.ValidApplicationNumber)
}

func readCertificate(p passage) (found, bool) {
	return readRegistered(p, regulation.ValidCertificateNumber)
}

// readIssue reads which issue of a bulletin is meant: «№ 12 от 27.04.2022», «№ 12
// за 2022 год», or its date alone.
func readIssue(p passage) (found, bool) {
	number := issueNumber.FindStringSubmatchIndex(p.text)
	date, dated := findDate(p.text)
	dated = dated && !date.date.IsZero()
	f := found{quality: qualityNoCheck, exact: true}
	var parts []string
	if number != nil {
		n, _ := strconv.Atoi(p.text[number[2]:number[3]])
		parts = append(parts, "№ "+strconv.Itoa(n))
		f.words = append(f.words, p.cover(number[0], number[3])...)
	}
	switch year := issueYear.FindStringSubmatchIndex(p.text); {
	case dated:
		parts = append(parts, "от "+russianDate(date))
		f.words = append(f.words, p.cover(date.from, date.to)...)
	case year != nil && number != nil:
		parts = append(parts, "за "+p.text[year[2]:year[3]]+" год")
		f.words = append(f.words, p.cover(year[2], year[3])...)
	}
	if len(parts) == 0 {
		return found{}, false
	}
	f.value = strings.TrimPrefix(strings.Join(parts, " "), "от ")
	return f, true
}

// russianDate prints a date that was found as papers do: 27.04.2022.
func russianDate(m dateMatch) string {
	iso := m.date.String()
	return iso[8:] + "." + iso[5:7] + "." + iso[:4]
}

// readDeed reads the number and the date by which a deed is named: «№ 15/24 от
// 1 февраля 2024 г.» gives «№ 15/24 от 01.02.2024»; or its number alone.
func readDeed(p passage) (found, bool) {
	f := found{quality: qualityNoCheck, exact: true}
	if m := deedPattern.FindStringSubmatchIndex(p.text); m != nil {
		const near = 4 // letters between «от» and its date
		if date, ok := findDate(p.text[m[3]:]); ok && !date.date.IsZero() && date.from < near {
			f.value = spaced(p.text[m[2]:m[3]]) + " " + russianDate(date)
			f.words = p.cover(m[2], m[3]+date.to)
			return f, true
		}
	}
	if m := bareNumber.FindStringSubmatchIndex(p.text); m != nil && digits(p.text[m[2]:m[3]]) > 0 {
		f.value, f.words = spaced(p.text[m[2]:m[3]]), p.cover(m[2], m[3])
		return f, true
	}
	return found{}, false
}

// spaced prints a text with single blanks, and one behind the sign of number.
func spaced(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "№", "№ ")), " ")
}

// officialPattern is a position with the name of who holds it: «начальника отдела
// Н. Н. Петрова», «эксперта Сидоровой А. Б.».
var officialPattern = onUse(`(?i)(?:эксперт|начальник|заместител|специалист|сотрудник|руководител|инспектор|консультант|государственн\p{L}+\s+эксперт|ведущ\p{L}+|главн\p{L}+)`)

// readOfficial reads who is complained of: from his position to his name.
func readOfficial(p passage) (found, bool) {
	from := officialPattern.FindStringIndex(p.text)
	if from == nil {
		return found{}, false
	}
	names := findNames(p.cut(from[0], len(p.text)))
	if names == nil {
		return found{}, false
	}
	f, ok := readText(p.cut(from[0], from[0]+names[0].to))
	f.quality = min(f.quality, qualityInLetter)
	return f, ok
}
