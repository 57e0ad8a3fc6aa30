package names

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A key is a surname without its case and gender, then what else is known, apart
// by bars: «косарев», «косарев|ю», «косарев|юа», «косарев|юли», «косарев|юли|…».
// With = before it, the entry knows no more than this: a full name that is asked
// for may be meant. A point behind it: the entry knows of no patronymic.

// Keys returns what an entry that names the person is filed under.
func (p Person) Keys() []string {
	s := surname(p.Surname)
	if s == "" {
		return nil
	}
	if p.Given == "" {
		return []string{s}
	}
	g, initials := given(p.Given), p.initials()
	keys := []string{s, s + "|" + first(p.Given)}
	if p.Patronymic != "" {
		keys = append(keys, s+"|"+initials)
	} else {
		keys = append(keys, s+"|"+first(p.Given)+".")
	}
	switch {
	case isInitial(p.Given):
		keys = append(keys, "="+s+"|"+first(p.Given), "="+s+"|"+initials+stop(p))
	case p.Patronymic == "":
		keys = append(keys, s+"|"+g, "="+s+"|"+g+".")
	case isInitial(p.Patronymic):
		keys = append(keys, s+"|"+g, "="+s+"|"+g+"|"+p.Patronymic)
	default:
		keys = append(keys, s+"|"+g, s+"|"+g+"|"+given(p.Patronymic))
	}
	return distinct(keys)
}

// Asked returns the keys of which an entry must have one, when the person is
// asked for. Two names without a patronymic are asked for in both orders.
func (p Person) Asked() []string {
	s := surname(p.Surname)
	if s == "" {
		return nil
	}
	if p.Given == "" {
		return []string{s}
	}
	g, initials := given(p.Given), p.initials()
	switch {
	case isInitial(p.Given) && p.Patronymic == "":
		return []string{s + "|" + initials}
	case isInitial(p.Given):
		return []string{s + "|" + initials, s + "|" + first(p.Given) + "."}
	case p.Patronymic == "":
		turned := Person{Surname: p.Given, Given: p.Surname}
		return distinct(append(p.byGiven(), turned.byGiven()...))
	case isInitial(p.Patronymic):
		return []string{s + "|" + initials, "=" + s + "|" + first(p.Given) + ".", "=" + s + "|" + g + "."}
	}
	return []string{
		s + "|" + g + "|" + given(p.Patronymic),
		"=" + s + "|" + initials, "=" + s + "|" + first(p.Given) + ".",
		"=" + s + "|" + g + ".", "=" + s + "|" + g + "|" + first(p.Patronymic),
	}
}

// byGiven asks for a surname and a given name.
func (p Person) byGiven() []string {
	s := surname(p.Surname)
	return []string{s + "|" + given(p.Given), "=" + s + "|" + first(p.Given)}
}

func (p Person) initials() string { return first(p.Given) + first(p.Patronymic) }

// stop ends the key of one initial without a second.
func stop(p Person) string {
	if p.Patronymic == "" {
		return "."
	}
	return ""
}

func isInitial(name string) bool { return utf8.RuneCountInString(name) == 1 }

func first(name string) string {
	_, size := utf8.DecodeRuneInString(name)
	return name[:size]
}

func distinct(keys []string) []string {
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Endings by case, longest first where one ends another.
var (
	caseOfOv   = strings.Fields("ыми ых ым ой ою а у е ы")
	caseOfSky  = strings.Fields("ого ому ими ий ая ой ую ою им ом их ие")
	caseOfAdj  = strings.Fields("ого его ому ему ыми ими ый ий ой ая яя ую юю ым им ых их")
	caseOfNoun = strings.Fields("ою ею ой ом ем ам ах а я у ю ы и е ь й")
)

// surname folds a surname's case and gender: Косарева and Косаревым are косарев,
// Медведовская медведовск, Миллера миллер. Ткаченко has no cases.
func surname(name string) string {
	for _, base := range []string{"ов", "ев", "ин", "ын"} {
		if strings.HasSuffix(name, base) {
			return name
		}
		for _, end := range caseOfOv {
			if s, ok := strings.CutSuffix(name, end); ok && strings.HasSuffix(s, base) && long(s, 4) {
				return s
			}
		}
	}
	for _, base := range []string{"ск", "цк"} {
		for _, end := range caseOfSky {
			if s, ok := strings.CutSuffix(name, end); ok && strings.HasSuffix(s, base) && long(s, 4) {
				return s
			}
		}
	}
	if strings.HasSuffix(name, "о") {
		return name
	}
	if s, ok := cutAny(name, caseOfAdj, 3); ok {
		return s
	}
	s, _ := cutAny(name, caseOfNoun, 2)
	return s
}

// given folds the case of a given name or patronymic: Юлией is юли, as Юлия.
func given(name string) string {
	if s, ok := fleeting[name]; ok {
		return s
	}
	for _, end := range []string{"ией", "иею", "ьей", "ьею"} { // unlike «Андрей»
		if s, ok := strings.CutSuffix(name, end); ok && long(s, 1) {
			return s + "и"
		}
	}
	s, _ := cutAny(name, caseOfNoun, 2)
	if rest, ok := strings.CutSuffix(s, "ь"); ok { // Наталья and Наталия are one name
		return rest + "и"
	}
	return s
}

// fleeting are the names that lose a vowel in their cases.
var fleeting = map[string]string{"павел": "павл", "лев": "льв"}

// cutAny takes the first ending off that leaves enough letters.
func cutAny(name string, endings []string, least int) (string, bool) {
	for _, end := range endings {
		if s, ok := strings.CutSuffix(name, end); ok && long(s, least) {
			return s, true
		}
	}
	return name, false
}

func long(s string, least int) bool { return utf8.RuneCountInString(s) >= least }

// looksLikeSurname reports whether a word ends as few words but surnames do.
func looksLikeSurname(name string) bool {
	return hasAnySuffix(surname(name), []string{"ов", "ев", "ин", "ын", "ск", "цк", "енко", "чук", "швили", "дзе", "ян"})
}
