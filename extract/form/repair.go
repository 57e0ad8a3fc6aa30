package form

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// misreadings are the digits that a sign on the page may have been, of those
// that OCR takes for one another.
var misreadings = map[rune]string{
	'О': "0", 'о': "0", 'O': "0", 'o': "0", 'D': "0", 'Q': "0", 'l': "1", 'I': "1", 'i': "1", '!': "1", 'Z': "2", 'z': "2",
	'З': "3", 'з': "3", 'Э': "3", 'А': "4", 'A': "4", 'Ч': "4", 'ч': "4", 'S': "5", 's': "5", 'Б': "6", 'б': "6",
	'Т': "7", 'В': "8", 'в': "8", 'B': "8", 'g': "9", 'q': "9",
	'0': "68", '1': "7", '3': "58", '5': "36", '6': "058", '7': "1", '8': "036",
}

// mostLetters is how many letters among the digits are taken for misread ones.
const mostLetters = 2

// swap is one sign of a number put for another; at counts from 0.
type swap struct {
	at       int
	was, now rune
}

// repair is a number whose check digits hold, with what had to be changed.
type repair struct {
	number string
	swaps  []swap
}

// proposeRepair returns the one number that a failed one was likely printed as,
// or nil: letters become the digits that they look like, else one digit becomes
// another that OCR confuses it with. Where several numbers would pass, the check
// digits do not tell which, and nothing is proposed.
func proposeRepair(t valueType, read string) *pipeline.ProposedValue {
	number := []rune(read)
	if !slices.Contains(t.lengths(), len(number)) || t.valid(read) {
		return nil
	}
	bases := []repair{{}}
	letters := 0
	for i, r := range number {
		options := string(r)
		if !unicode.IsDigit(r) {
			letters++
			options = misreadings[r]
		}
		bases = extended(bases, i, r, options)
	}
	if letters > mostLetters || len(bases) == 0 {
		return nil
	}
	passing := t.passing(bases)
	if letters > 0 && len(passing) == 1 {
		return passing[0].proposal(t)
	}
	if len(passing) > 0 {
		return nil
	}
	var near []repair
	for _, b := range bases {
		near = append(near, b.neighbours()...)
	}
	if passing = t.passing(near); len(passing) == 1 {
		return passing[0].proposal(t)
	}
	return nil
}

// extended appends each of the options to each of the numbers.
func extended(bases []repair, at int, was rune, options string) []repair {
	var longer []repair
	for _, b := range bases {
		for _, now := range options {
			next := repair{number: b.number + string(now), swaps: slices.Clone(b.swaps)}
			if now != was {
				next.swaps = append(next.swaps, swap{at, was, now})
			}
			longer = append(longer, next)
		}
	}
	return longer
}

// neighbours are the numbers that differ in one more digit, by a confusion of OCR.
func (r repair) neighbours() []repair {
	var list []repair
	for i, was := range r.number {
		if slices.ContainsFunc(r.swaps, func(s swap) bool { return s.at == i }) {
			continue
		}
		for _, now := range misreadings[was] {
			list = append(list, repair{number: r.number[:i] + string(now) + r.number[i+1:], swaps: append(slices.Clone(r.swaps), swap{i, was, now})})
		}
	}
	return list
}

// passing are the numbers that can be ones of the type: their check digits hold,
// and so does what their first digits say.
func (t valueType) passing(list []repair) []repair {
	return slices.DeleteFunc(slices.Clone(list), func(r repair) bool { return !t.valid(r.number) || !t.likely(r.number) })
}

// valid reports whether the form and the check digits of a number hold.
func (t valueType) valid(number string) bool {
	switch t {
	case typeINN:
		return regulation.ValidINN(number)
	case typeOGRN:
		return regulation.ValidOGRN(number)
	case typeSNILS:
		return regulation.ValidSNILS(number) && regulation.SNILSHasControl(number)
	case typeUIN:
		return validUIN(number)
	}
	return false
}

// likely checks what no check digit tells: the code of the region, which is never
// 00, and in a state registration number its sign and a year since the registers
// began.
func (t valueType) likely(number string) bool {
	switch t {
	case typeINN:
		return number[:2] != "00"
	case typeOGRN:
		sign := "15"
		if len(number) == 15 {
			sign = "3"
		}
		return strings.ContainsRune(sign, rune(number[0])) && number[1:3] >= "02" && number[1:3] < "50" && number[3:5] != "00"
	}
	return true
}

// numberTitles are the numbers as people say them.
var numberTitles = map[valueType]string{typeINN: "ИНН", typeOGRN: "ОГРН", typeSNILS: "СНИЛС", typeUIN: "УИН"}

// proposal says the repair to a person.
func (r repair) proposal(t valueType) *pipeline.ProposedValue {
	var changes []string
	for _, s := range r.swaps {
		changes = append(changes, fmt.Sprintf("на %d-м месте «%c» вместо «%c»", s.at+1, s.now, s.was))
	}
	value := r.number
	if t == typeSNILS {
		value = printedSNILS(value)
	}
	return &pipeline.ProposedValue{Value: value, Why: fmt.Sprintf(
		"Контрольная цифра прочитанного номера не сходится. %s подходит, если %s. Эти знаки путают при распознавании; сверьте с бумагой.",
		numberTitles[t], strings.Join(changes, ", "))}
}

// printedSNILS is an insurance number as it is written.
func printedSNILS(d string) string { return d[:3] + "-" + d[3:6] + "-" + d[6:9] + " " + d[9:] }
