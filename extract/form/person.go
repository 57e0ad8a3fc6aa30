package form

import (
	"strings"

	"vestnik/pipeline/regulation"
)

const (
	surname    = `\p{Lu}[\p{L}'’]+(?:-\p{Lu}?[\p{L}]+)?`
	patronymic = `(?:\p{Lu}\p{L}*(?i:вич|вича|вичу|вичем|ич|ича|ичу|вна|вны|вне|вну|вной|чна|чны|чне|чной|чну)|` + turkic + `)`
	turkic     = `\p{Lu}\p{L}*[\s-]?(?i:оглы|оглу|кызы|гызы|угли|углы|уулу|улы)`
	initials   = `[\p{Lu}0]\.\s?(?:[\p{Lu}0]\.)?`
)

// strictPatronymic is one in the nominative, which no word behind a full name is
// taken for.
const strictPatronymic = `\p{Lu}\p{L}+(?i:вич|вна|ична|инична)`

var (
	fullName  = onUse(`(?:^|[^\p{L}])(` + surname + `\s+` + surname + `\s+` + patronymic + `)(?:[^\p{L}]|$)`)
	givenName = onUse(`(?:^|[^\p{L}])((` + surname + `)\s+(` + strictPatronymic + `)\s+(` + surname + `))(?:[^\p{L}]|$)`)
	shortName = onUse(`(?:^|[^\p{L}])(` + surname + `\s+` + initials + `|` + initials + `\s?` + surname + `)(?:[^\p{L}.]|$)`)
	plainName = onUse(`^` + surname + `(?:\s+` + surname + `){1,3}$`)
)

// positionNoun is a position that stands before a name as a surname might.
var positionNoun = onUse(`^(?:Директор|Руководитель|Председатель|Представитель|Президент|Ректор|Начальник|Предприниматель|Патентообладатель|Правообладатель|Заявитель|Управляющий|Заместитель|Секретарь|Поверенный|Инженер|Юрист|Судья|Автор)(?:\s|$)`)

// Quality of a person's name by how much it looks like one.
const (
	qualityFullName  = 0.98
	qualityShortName = 0.96
	qualityPlainName = 0.9
	qualityTurned    = 0.93 // the surname stood last and was put first
	qualityOddName   = 0.6
)

// readName reads one person's name, kept as written.
func readName(p passage) (found, bool) {
	if names := findNames(p); len(names) > 0 {
		return names[0].found, true
	}
	head := p
	if i := strings.IndexAny(p.text, ",;("); i > 0 {
		head = p.cut(0, i).trim()
	}
	f, ok := readText(head)
	if !ok {
		return f, false
	}
	f.quality = qualityOddName
	if plainName.MatchString(f.value.(string)) && !odd(f.value.(string)) {
		f.quality = qualityPlainName
	}
	return f, true
}

// readPerson reads the first name of a person in running text.
func readPerson(p passage) (found, bool) {
	names := findNames(p)
	if names == nil {
		return found{}, false
	}
	return names[0].found, true
}

// namePlace is a person's name and where it stands in a text.
type namePlace struct {
	found
	from, to int
}

// findNames finds persons in a text, full names first; short ones where there
// are no full ones.
func findNames(p passage) []namePlace {
	if names := namesLike(fullName, qualityFullName, p); names != nil {
		return names
	}
	if names := namesLike(givenName, qualityTurned, p); names != nil {
		return names
	}
	return namesLike(shortName, qualityShortName, p)
}

// namesLike finds the persons whose names have the form of a pattern.
func namesLike(pattern expression, quality float64, p passage) []namePlace {
	var names []namePlace
	for from := 0; from < len(p.text); {
		m := pattern.FindStringSubmatchIndex(p.text[from:])
		if m == nil {
			break
		}
		at, end := from+m[2], from+m[3]
		if title := positionNoun.FindString(p.text[at:end]); title != "" {
			from = at + len(title) // «Директор» over «П. О. Дегтярёв»
			continue
		}
		names = append(names, namePlace{nameAt(p, at, end, quality), at, end})
		from = end
	}
	return names
}

// signerName is a cell that holds initials and a surname alone.
var signerName = onUse(`^\P{L}*(` + initials + `\s?` + surname + `)\P{L}*$`)

// readSigner reads the initials and surname of an official, which stand in a cell
// of their own. The full name beside them is that of his electronic signature.
func readSigner(p passage) (found, bool) {
	for _, cell := range byRun(p.words) {
		text := newPassage(cell)
		if m := signerName.FindStringSubmatchIndex(text.text); m != nil {
			return nameAt(text, m[2], m[3], qualityShortName), true
		}
	}
	for _, cell := range byRun(p.words) {
		if names := namesLike(shortName, qualityOddName, newPassage(cell)); names != nil {
			return names[0].found, true
		}
	}
	return found{}, false
}

func nameAt(p passage, from, to int, quality float64) found {
	name := personName(surnameFirst(strings.ReplaceAll(p.text[from:to], "0.", "О.")))
	words := p.cover(from, to)
	if strings.Contains(p.text[from:to], "0.") {
		quality = qualityOddName
	}
	if odd(name) {
		quality = qualityOddName
	}
	if p.joins > 0 && len(newPassage(words).text) != len(strings.Join(texts(words), " ")) {
		quality = min(quality, 0.94)
	}
	return found{value: name, words: words, quality: quality}
}

// surnameFirst puts a name in the order of papers: surname, name, patronymic. Only
// a patronymic in the middle tells that the surname stands last.
func surnameFirst(name string) string {
	words := strings.Fields(name)
	if m := givenName.FindStringSubmatch(name); m != nil && len(words) == 3 && !fullName.MatchString(name) {
		return m[4] + " " + m[2] + " " + m[3]
	}
	return strings.Join(words, " ")
}

func texts(words []*word) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.text
	}
	return list
}

// resident is a person of a list, with the country behind the name if one is given.
type resident struct {
	found
	country found
}

// residence is the code of a country in brackets behind a name.
var residence = onUse(`^\s*[({]\s?([A-Z]{2})\s?[)}]`)

// readPeople reads a list of persons: names with or without a country, parted
// by commas, semicolons or lines.
func readPeople(p passage) []resident {
	var people []resident
	for _, name := range findNames(p) {
		people = append(people, resident{name.found, countryBehind(p, name.to)})
	}
	if people != nil {
		return people
	}
	from := 0
	for i, r := range p.text + ";" {
		if r != ',' && r != ';' {
			continue
		}
		if f, ok := readName(p.cut(from, i).trim()); ok && i > from && startsUpper(f.value.(string)) {
			people = append(people, resident{found: f})
		}
		from = min(i+1, len(p.text))
	}
	return people
}

// countryBehind is the country in brackets that follows at a place of the text.
func countryBehind(p passage, at int) found {
	m := residence.FindStringSubmatchIndex(p.text[at:])
	if m == nil || !regulation.ValidST3(p.text[at+m[2]:at+m[3]]) {
		return found{}
	}
	return found{value: p.text[at+m[2] : at+m[3]], words: p.cover(at+m[2], at+m[3]), quality: qualityFullName}
}
