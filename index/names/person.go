package names

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Person is the name of a person, folded to lower case. Given and Patronymic may
// be empty, or one letter where only the initial is known.
type Person struct {
	Surname, Given, Patronymic string
}

// Found is a person named in a text, with the bytes that name it.
type Found struct {
	Person
	Start, End int
}

// ParsePerson reads text that is the name of one person: «Фамилия Имя Отчество»,
// «Имя Отчество Фамилия», «Фамилия И. О.», «И. О. Фамилия», «Фамилия Имя». A
// country behind it in brackets is passed over. It returns false for what does
// not look like a name.
func ParsePerson(text string) (Person, bool) {
	list := words(withoutCountry(text))
	if n := len(list); n == 4 && isParentage[list[3].text] {
		return Person{list[0].text, list[1].text, list[2].text}, allRussian(list)
	}
	if !allRussian(list) {
		return Person{}, false
	}
	if p, used := initialsAt(list, 0); used == len(list) && used > 0 {
		return p, true
	}
	switch {
	case len(list) == 3 && isPatronymic(list[1].text) && !list[0].initial() && !list[2].initial():
		return Person{list[2].text, list[0].text, list[1].text}, true
	case len(list) == 3 && isPatronymic(list[2].text) && !list[0].initial():
		return Person{list[0].text, list[1].text, list[2].text}, true
	case len(list) == 3 && list[2].initial() && !list[0].initial():
		return Person{list[0].text, list[1].text, list[2].text}, true
	case len(list) == 2 && !list[0].initial() && !isPatronymic(list[1].text):
		return Person{Surname: list[0].text, Given: list[1].text}, true
	}
	return Person{}, false
}

// isParentage holds the words that follow a father's name in Turkic names.
var isParentage = map[string]bool{"оглы": true, "кызы": true, "угли": true, "гызы": true}

// withoutCountry drops «(RU)» at the end.
func withoutCountry(text string) string {
	text = strings.TrimSpace(text)
	if n := len(text) - len("(RU)"); n > 0 && text[n] == '(' && text[len(text)-1] == ')' {
		return text[:n]
	}
	return text
}

// FindPersons returns the persons named in free text. Only initials or a
// patronymic make a name certain there: two words alone are two words.
func FindPersons(text string) []Found {
	list := words(text)
	var found []Found
	for i := 0; i < len(list); {
		p, used := initialsAt(list, i)
		if used == 0 || !certain(list[i:i+used]) {
			p, used = fullAt(list, i)
			if used > 0 && hasAnySuffix(p.Patronymic, oblique) && !(looksLikeSurname(p.Surname) && allCapital(list[i:i+used])) {
				used = 0
			}
		}
		if used == 0 {
			i++
			continue
		}
		end := list[i+used-1].end
		if list[i+used-1].initial() {
			end++ // its point
		}
		found = append(found, Found{p, list[i].start, end})
		i += used
	}
	return found
}

// certain reports whether initials and a surname in free text are a name: the
// points are there, and letters that stand first are capitals, for «т. е. задача»
// is none.
func certain(list []word) bool {
	for _, w := range list {
		if w.initial() && !w.dotted {
			return false
		}
	}
	return !list[0].initial() || list[0].capital
}

func allCapital(list []word) bool {
	return !slices.ContainsFunc(list, func(w word) bool { return !w.capital })
}

// initialsAt reads a surname and one or two initials, in either order, and
// returns how many words that took, or none.
func initialsAt(list []word, i int) (Person, int) {
	count := func(from int) int {
		n := 0
		for n < 2 && from+n < len(list) && list[from+n].initial() {
			n++
		}
		return n
	}
	person := func(surname word, initials []word) Person {
		p := Person{Surname: surname.text, Given: initials[0].text}
		if len(initials) > 1 {
			p.Patronymic = initials[1].text
		}
		return p
	}
	if n := count(i); n > 0 {
		if i+n < len(list) && list[i+n].isName() {
			return person(list[i+n], list[i:i+n]), n + 1
		}
		return Person{}, 0
	}
	if n := count(i + 1); n > 0 && list[i].isName() {
		return person(list[i], list[i+1:i+1+n]), n + 1
	}
	return Person{}, 0
}

// fullAt reads a name in full whose patronymic says that it is one.
func fullAt(list []word, i int) (Person, int) {
	if i+2 >= len(list) || !list[i].isName() || !list[i+1].isName() || !list[i+2].isName() {
		return Person{}, 0
	}
	first, second, third := list[i], list[i+1], list[i+2]
	switch {
	case isPatronymic(second.text):
		return Person{third.text, first.text, second.text}, 3
	case !isPatronymic(third.text):
		return Person{}, 0
	case i+3 < len(list) && list[i+3].isName() && looksLikeSurname(list[i+3].text) && !looksLikeSurname(first.text):
		return Person{}, 0 // «задача Юлия Александровна Косарева»: the name begins with the next word
	}
	return Person{first.text, second.text, third.text}, 3
}

// Endings of patronymics, and those of their cases, which many adjectives share:
// «основной».
var (
	patronymics = strings.Fields("ович евич ьич мич кич овна евна инична итична ввична")
	oblique     = strings.Fields(`овича евича ьича мича кича овичу евичу ьичу овичем евичем ьичом овиче евиче
		овны евны иничны итичны овне евне иничне итичне овну евну иничну итичну овной евной иничной итичной`)
)

func isPatronymic(name string) bool {
	return utf8.RuneCountInString(name) >= 5 && (hasAnySuffix(name, patronymics) || hasAnySuffix(name, oblique))
}

func hasAnySuffix(s string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}
