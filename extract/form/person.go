package form

import (
	"regexp"
	"strings"
)

const (
	surname    = `\p{Lu}[\p{L}'’]+(?:-\p{Lu}?[\p{L}]+)?`
	patronymic = `\p{Lu}\p{L}*(?i:вич|вича|вичу|вичем|ич|ича|ичу|вна|вны|вне|вну|вной|чна|чны|чне|чной|чну|оглы|кызы|угли)`
	initials   = `\p{Lu}\.\s?(?:\p{Lu}\.)?`
)

var (
	fullName  = regexp.MustCompile(`(?:^|[^\p{L}])(` + surname + `\s+` + surname + `\s+` + patronymic + `)(?:[^\p{L}]|$)`)
	shortName = regexp.MustCompile(`(?:^|[^\p{L}])(` + surname + `\s+` + initials + `|` + initials + `\s?` + surname + `)(?:[^\p{L}.]|$)`)
	plainName = regexp.MustCompile(`^` + surname + `(?:\s+` + surname + `){1,3}$`)
)

// positionNoun is a position that stands before a name as a surname might.
var positionNoun = regexp.MustCompile(`^(?:Директор|Руководитель|Председатель|Представитель|Президент|Ректор|Начальник|Предприниматель|Патентообладатель|Правообладатель|Заявитель|Управляющий|Заместитель|Секретарь|Поверенный|Инженер|Юрист|Судья|Автор)(?:\s|$)`)

// Quality of a person's name by how much it looks like one.
const (
	qualityFullName  = 0.98
	qualityShortName = 0.96
	qualityPlainName = 0.9
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
	for _, try := range []struct {
		pattern *regexp.Regexp
		quality float64
	}{{fullName, qualityFullName}, {shortName, qualityShortName}} {
		var names []namePlace
		for from := 0; from < len(p.text); {
			m := try.pattern.FindStringSubmatchIndex(p.text[from:])
			if m == nil {
				break
			}
			at, end := from+m[2], from+m[3]
			if title := positionNoun.FindString(p.text[at:end]); title != "" {
				from = at + len(title) // «Директор» over «П. О. Дегтярёв»
				continue
			}
			names = append(names, namePlace{nameAt(p, at, end, try.quality), at, end})
			from = end
		}
		if names != nil {
			return names
		}
	}
	return nil
}

func nameAt(p passage, from, to int, quality float64) found {
	name := strings.Join(strings.Fields(p.text[from:to]), " ")
	words := p.cover(from, to)
	if odd(name) {
		quality = qualityOddName
	}
	if p.joins > 0 && len(newPassage(words).text) != len(strings.Join(texts(words), " ")) {
		quality = min(quality, 0.94)
	}
	return found{value: name, words: words, quality: quality}
}

func texts(words []*word) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.text
	}
	return list
}

// readPeople reads a list of persons: names with or without a country, parted
// by commas, semicolons or lines.
func readPeople(p passage) []found {
	var people []found
	for _, name := range findNames(p) {
		people = append(people, name.found)
	}
	if people != nil {
		return people
	}
	from := 0
	for i, r := range p.text + ";" {
		if r != ',' && r != ';' {
			continue
		}
		if f, ok := readName(p.cut(from, i).trim()); ok && i > from {
			people = append(people, f)
		}
		from = min(i+1, len(p.text))
	}
	return people
}
