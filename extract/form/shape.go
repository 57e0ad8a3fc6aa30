package form

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Shapes that whole values of a field have; what lacks its shape was cut off, ran on
// into a neighbour or took in dirt.
var (
	wholeAddress  = onUse(`^\d{4,6}, \P{M}*\d(?:\s?\p{L}|/\d+\p{L}?|-\d+)?$`)
	beginsByIndex = onUse(`^\d{4,6}, `)
	wholeEmail    = onUse(`^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$`)
	wholePhone    = onUse(`^\+?\d(?:[ ()-]*\d){9,12}$`)
	wholeDate     = onUse(`^(?:19[2-9]|20[0-4])\d-\d\d-\d\d$`)
	wholeYear     = onUse(`^(?:19[6-9]|20[0-4])\d$`)
	wholeSize     = onUse(`(?i)^\d+(?:[.,]\d+)? ?(?:[кмг]?б|[кмг]?байт\p{L}*|[kmg]?b|bytes)$`)
	cyrillicName  = onUse(`^[А-ЯЁ][А-ЯЁа-яё'’-]+ (?:[А-ЯЁ][а-яё-]+(?: [А-ЯЁ][а-яё]+)?|[А-ЯЁ]\.\s?[А-ЯЁ]\.)$`)
	cyrillicJob   = onUse(`^[А-ЯЁ][А-ЯЁа-яё ,.«»()№0-9-]*[а-яё]{3,}»?\)?$`)
	leaders       = onUse(`[._…]{3,}|[.,:;]{2,}\s|^[^\p{L}\p{N}«"(]`)
	strayEnd      = onUse(`(?:^|\s)(?:[A-Za-z]|[xvхv]|\p{Lu}\p{Ll}|\P{L})$`)
	openEnd       = onUse(`\s(?:для|на|в|с|по|и|к|от|из|о|об|при|под|над|за|или|до|не|языке)$|\p{L}(?:ого|ому|ыми|ый|ая|ое|ые|[стьнл]ной)$`)
)

// shaped reports whether a value looks like a whole one of its field or part, such
// as "holders.address" or "title".
func shaped(field string, value any) bool {
	text := fmt.Sprint(value)
	switch leafOf(field) {
	case "address":
		return wholeAddress.MatchString(text) && !leaders.MatchString(text)
	case "correspondence_address":
		return beginsByIndex.MatchString(text) && clear(text)
	case "email":
		return wholeEmail.MatchString(text)
	case "phone":
		return wholePhone.MatchString(text)
	case "birth_date", "date", "paid_on", "statement_date":
		return wholeDate.MatchString(text)
	case "creation_year", "publication_year":
		return wholeYear.MatchString(text)
	case "size":
		return wholeSize.MatchString(text)
	case "os", "dbms", "language":
		return clear(text) && strings.ContainsFunc(text, unicode.IsLetter)
	case "position":
		return cyrillicJob.MatchString(text) && !looksLikePerson(text) && !openEnd.MatchString(text)
	case "name":
		return cyrillicName.MatchString(text) && !holdsPosition(text) || strings.IndexAny(text, `«"`) > 0 && clear(text) // a name without its legal form has lost its first line
	case "abstract":
		return strings.HasSuffix(text, ".") && clear(text)
	case "title":
		return clear(text) && !strayEnd.MatchString(text) && !openEnd.MatchString(text) && !startsLower(strings.TrimLeft(text, `«"`))
	case "contribution", "conditions", "subject", "arguments", "reason", "changes":
		return clear(text) && !strayEnd.MatchString(text) && !openEnd.MatchString(text)
	}
	return clear(text)
}

// looksLikePerson reports whether what stands for a position is a name, or took one in:
// positions of several words go on in lower case, those of one are known.
func looksLikePerson(position string) bool {
	words := strings.Fields(position)
	if len(words) == 1 {
		return !positionNoun.MatchString(position)
	}
	return slices.ContainsFunc(words[1:], startsUpper)
}

// holdsPosition reports whether a position got into a name: «Руслан Ректор Яковлевич».
func holdsPosition(name string) bool {
	return slices.ContainsFunc(strings.Fields(name), func(w string) bool { return positionNoun.MatchString(w) })
}

// leafOf is the last part of a field's name: "address" of "holders.address".
func leafOf(field string) string { return field[strings.LastIndex(field, ".")+1:] }

// clear reports whether a text is free of rules, leaders and unpaired signs.
func clear(text string) bool {
	return !leaders.MatchString(text) &&
		strings.Count(text, "«") >= strings.Count(text, "»") &&
		strings.Count(text, `"`)%2 == 0 &&
		strings.Count(text, "(") == strings.Count(text, ")")
}

// lookAlikes are the capitals that print alike in both scripts.
const lookAlikes = "АВСЕНКМОРТХУABCEHKMOPTXY"

// twofold reports whether a word of the text, of two capitals or more, can be read
// in either script; in the short technical fields one letter is enough. A page image
// cannot tell which was meant.
func twofold(field, text string) bool {
	shortest := 2
	if GroupOf(field) == "short" {
		shortest = 1
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) >= shortest && strings.Trim(w, lookAlikes) == "" {
			return true
		}
	}
	return false
}
