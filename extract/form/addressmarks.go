package form

import (
	"strings"
)

// Words of an address that are abbreviated, and words that begin a part of it.
const (
	addressShort = `(?:г|ул|пл|пер|просп|наб|ш|корп|стр|пом|ком|кв|оф|пгт|пос|бул|обл|респ|д|с)`
	addressPart  = `(?:г\.|гор\.|ул\.|пл\.|пер\.|просп\.|пр-т|пр-кт|проспект|наб\.|ш\.|проезд|б-р|д\.|дом\s|корп\.|стр\.|пом\.|ком\.|кв\.|оф\.|офис\s|квартира\s|пгт\.|с\.)`
)

var (
	// indexMark is what stands for the comma behind the postal index, wrongFull a full
	// stop where a comma parts two parts: «б-р 9 Января. д. 132», wrongComma a semicolon
	// or colon there.
	indexMark  = onUse(`^(\d{6})[;:.]\s`)
	wrongFull  = onUse(`(\p{Ll}{4,}|\d[\p{L}\d/]*)\.\s(` + addressPart + `)`)
	wrongComma = onUse(`([\p{L}\d])[;:]\s(` + addressPart + `|\p{Lu}\p{Ll}+)`)
	// wrongStop is a mark that OCR read for the full stop of an abbreviation, noStop one
	// that was lost.
	wrongStop = onUse(`(^|[\s,])(` + addressShort + `)[:;>,’']\s?([\p{Lu}\d])`)
	noStop    = onUse(`(^|,\s)(` + addressShort + `)\s(\p{Lu}\p{Ll}|\d)`)
	stopped   = onUse(`(?:^|[\s,])` + addressShort + `\.\s?[\p{Lu}\d]`)
	// latinHouse is the letter of a house in Latin: «д. 41A».
	latinHouse = onUse(`(\d/?)([ABEKMHOPCTXaeopcx])([\s,;]|$)`)
	// nought is an initial О, or ООО before a name in quotes, read as digits.
	nought = onUse(`(\p{Lu}\p{Ll}+\s(?:\p{Lu}\.\s?)?)0(\.)`)
	// lastInitial closes a name whose last full stop was lost.
	lastInitial = onUse(`(,\s\p{Lu}[\p{Ll}-]+\s\p{Lu}\.\s?\p{Lu})$`)
	noughts     = onUse(`,\s?[0ОO]{3}\s([«"“„])`)
)

// addressMarks puts right the marks between the parts of an address that OCR read: only
// where the address itself shows how it is written, and no digit is touched but noughts
// that stand for the letter О in names.
func addressMarks(text string) string {
	text = indexMark.ReplaceAllString(text, "$1, ")
	text = wrongStop.ReplaceAllString(text, "$1$2. $3")
	if stopped.MatchString(text) { // the writer puts full stops
		text = noStop.ReplaceAllString(text, "$1$2. $3")
	}
	text = wrongFull.ReplaceAllString(text, "$1, $2")
	text = wrongComma.ReplaceAllString(text, "$1, $2")
	text = latinHouse.ReplaceAllStringFunc(text, func(s string) string {
		s, _ = toCyrillic.replace(s)
		return s
	})
	text = nought.ReplaceAllString(text, "${1}О$2")
	text = lastInitial.ReplaceAllString(text, "$1.")
	return noughts.ReplaceAllStringFunc(text, func(s string) string {
		return ", ООО " + strings.TrimLeft(s, ", 0ОO")
	})
}
