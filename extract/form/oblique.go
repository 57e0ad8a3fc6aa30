package form

import (
	"strings"
)

// obliqueName is a full name, and obliqueStart the beginning of an organisation's
// name, in another case than the nominative, as a letter begins: «от Вересова
// Тимофея Аркадьевича», «от Общества с ограниченной ответственностью».
var (
	obliqueName  = onUse(`\p{L}(?:вича|вичу|вичем|виче|ьича|ьичу|ьичем|вны|вне|вну|вной|ичны|ичне|ичной)$`)
	obliqueStart = onUse(`^(?:[Оо]бществ(?:а|у|ом)|[А-Я]\p{Ll}+(?:ого|ому|ым)|[Уу]ниверситет(?:а|у|ом)|[Ии]нститут(?:а|у|ом))\s`)
)

// qualityOblique is that of a name in another case: as it stands it is not the name.
const qualityOblique = 0.6

// inNominative puts the names of parties that a letter gives in another case as the
// same paper names them elsewhere in full; where it does not, they are not sure.
func inNominative(records []*record, p *prose) {
	var names []namePlace
	for _, rec := range records {
		f, ok := rec.parts["name"]
		text, isText := f.value.(string)
		if !ok || !isText || !obliqueName.MatchString(text) && !obliqueStart.MatchString(text) {
			continue
		}
		if names == nil {
			names = findNames(newPassage(p.words))
		}
		f.quality = min(f.quality, qualityOblique)
		for _, other := range names {
			if name := other.value.(string); sameInflected(text, name) {
				f.value, f.quality = name, qualityInLetter
			}
		}
		rec.parts["name"] = f
	}
}

// sameInflected reports whether b is a full name in the nominative of which a is
// another case: each word begins alike but for its ending.
func sameInflected(a, b string) bool {
	const ending = 3
	one, other := strings.Fields(a), strings.Fields(b)
	if len(one) != len(other) || obliqueName.MatchString(b) {
		return false
	}
	for i := range one {
		x, y := []rune(one[i]), []rune(other[i])
		n := min(len(x), len(y))
		stem := max(2, n-ending)
		if n < 2 || string(x[:min(stem, n)]) != string(y[:min(stem, n)]) {
			return false
		}
	}
	return true
}
