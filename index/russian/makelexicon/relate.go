package main

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// relate adds all ties to the book.
func relate(b *book, entries []entry, irregular, verbs [][2]string) {
	stems := map[string][]string{} // stem of a verb → infinitives
	for _, v := range verbs {
		stems[v[1]] = append(stems[v[1]], v[0])
		b.inflected[v[0]] = true
	}
	for _, group := range irregular {
		b.tie(group[1], group[0])
		b.inflected[group[0]] = true
	}
	for _, e := range entries {
		if isInfinitive(e.word) {
			b.inflected[e.word] = true
		}
	}
	for _, e := range entries {
		if e.bare() && !isInfinitive(e.word) {
			words := b.wordsOfBare(e.word, stems)
			for _, form := range append(e.forms, e.word) {
				b.tie(form, words...)
			}
		}
	}
	for _, e := range entries {
		if e.bare() {
			continue
		}
		verbs := b.verbsOfParticiple(e.word)
		verbs = append(verbs, b.positive(e.word)...)
		for _, form := range append(e.forms, e.word) {
			b.tie(form, verbs...)
		}
	}
}

// wordsOfBare returns the words that a form without rules belongs to: by the stems
// of the table, which are sure; else by analogy, to a verb, a noun or both.
func (b *book) wordsOfBare(form string, stems map[string][]string) []string {
	if list := b.byStem(form, stems); list != nil {
		return list
	}
	if active, ok := cutReflexive(form); ok {
		return b.reflexive(active, stems)
	}
	return append(b.byAlternation(form), b.byEnding(form)...)
}

func cutReflexive(form string) (string, bool) {
	for _, suffix := range []string{"ся", "сь"} {
		if active, ok := strings.CutSuffix(form, suffix); ok {
			return active, true
		}
	}
	return form, false
}

// reflexive returns the verbs of a form that had -ся: those with -ся where the
// dictionary has them, else those without.
func (b *book) reflexive(active string, stems map[string][]string) []string {
	verbs := b.verbs(active)
	for _, find := range []func() []string{
		func() []string { return b.byStem(active, stems) },
		func() []string { return b.byAlternation(active) },
	} {
		if len(verbs) == 0 {
			verbs = find()
		}
	}
	for i, v := range verbs {
		for _, r := range []string{v + "ся", v + "сь"} {
			if b.inflected[r] {
				verbs[i] = r
			}
		}
	}
	return verbs
}

// byStem knows the form's verbs by a stem of the table behind some prefix.
func (b *book) byStem(form string, stems map[string][]string) []string {
	form, reflexive := cutReflexive(form)
	var found []string
	for _, end := range append(personal, "", "о") {
		base, ok := strings.CutSuffix(form, end)
		if !ok || strings.HasPrefix(end, "л") && endsInVowel(base) {
			continue // «ве-ла» is no form of «ве-ет»
		}
		for at := range base {
			for _, infinitive := range stems[base[at:]] {
				if verb := b.prefixed(base[:at], infinitive, reflexive); verb != "" && !slices.Contains(found, verb) {
					found = append(found, verb)
				}
			}
		}
	}
	return found
}

// prefixed returns the infinitive with the prefix of one of its forms, if there is
// such a verb: «разо-шьет» of «рас-шить», «под-зовет» of «подо-звать».
func (b *book) prefixed(prefix, infinitive string, reflexive bool) string {
	prefixes := []string{prefix, prefix + "о"}
	if short, ok := strings.CutSuffix(prefix, "о"); ok {
		prefixes = append(prefixes, short)
		if voiced, ok := strings.CutSuffix(short, "з"); ok {
			prefixes = append(prefixes, voiced+"с")
		}
	}
	for _, p := range prefixes {
		active := p + infinitive
		if reflexive && b.inflected[active+"ся"] {
			return active + "ся"
		}
		if b.inflected[active] {
			return active
		}
		if b.inflected[active+"ся"] {
			return active + "ся"
		}
	}
	return ""
}

func endsInVowel(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune("аеиоуыэюя", last)
}

// alternations are consonants of the present and those of the infinitive.
var alternations = []ending{
	{"ж", "д"}, {"ж", "з"}, {"ж", "г"}, {"ч", "т"}, {"ч", "к"}, {"щ", "ст"}, {"щ", "т"}, {"щ", "ск"}, {"ш", "с"}, {"ш", "х"},
	{"бл", "б"}, {"вл", "в"}, {"пл", "п"}, {"мл", "м"}, {"фл", "ф"},
}

// byAlternation guesses the infinitive of a form, and takes it if there is one.
func (b *book) byAlternation(form string) []string {
	for _, end := range personal {
		base, ok := strings.CutSuffix(form, end)
		if !ok || utf8.RuneCountInString(base) < 3 {
			continue
		}
		for _, verb := range infinitives(base, end) {
			if b.inflected[verb] {
				return []string{verb}
			}
		}
	}
	return nil
}

// infinitives returns what the infinitive may be of a present stem before an
// ending, the likelier first. Consonants alternate throughout in verbs in -ать,
// in the others only before -у and -ю: «пиш-ет», «вож-у», «вод-ит».
func infinitives(base, end string) []string {
	var list []string
	for _, suffix := range []string{"ть", "ить", "ать", "еть", "ять", "уть", "нуть", "ти"} {
		list = append(list, base+suffix)
	}
	for _, a := range alternations {
		stem, ok := strings.CutSuffix(base, a.from)
		if !ok {
			continue
		}
		list = append(list, stem+a.to+"ать")
		if end == "у" || end == "ю" {
			list = append(list, stem+a.to+"ить", stem+a.to+"еть")
		}
	}
	if stem, ok := strings.CutSuffix(base, "у"); ok {
		list = append(list, stem+"овать")
	}
	if stem, ok := strings.CutSuffix(base, "ю"); ok {
		list = append(list, stem+"евать")
	}
	return list
}

// byEnding knows the form's word by analogy; the longest ending decides.
func (b *book) byEnding(form string) []string {
	var found []string
	longest := 0
	for _, e := range bareEndings {
		stem, ok := strings.CutSuffix(form, e.from)
		if !ok || utf8.RuneCountInString(stem) < 2 || !b.inflected[stem+e.to] || len(e.from) < longest {
			continue
		}
		if len(e.from) > longest {
			found, longest = nil, len(e.from)
		}
		found = append(found, stem+e.to)
	}
	return found
}

// verbsOfParticiple returns the verbs whose participle the word is: one of their
// forms in -т, -л, -м, -ть stands behind it.
func (b *book) verbsOfParticiple(word string) []string {
	word, _ = cutReflexive(word)
	var verbs []string
	try := func(ending string, forms ...string) {
		stem, ok := strings.CutSuffix(word, ending)
		if !ok || len(verbs) > 0 || utf8.RuneCountInString(stem) < 2 {
			return
		}
		for _, f := range forms {
			for _, v := range b.verbs(stem + f) {
				if !slices.Contains(verbs, v) {
					verbs = append(verbs, v)
				}
			}
		}
	}
	try("щий", "т", "тся")
	try("вший", "ть", "ться", "л", "лся")
	try("ший", "", "ся")
	try("мый", "м", "мся")
	try("жденный", "дить", "дать", "деть")
	try("енный", "ить", "у", "ю", "ет")
	try("нный", "ть")
	try("тый", "ть")
	return verbs
}

// positive returns the adjective of a superlative.
func (b *book) positive(word string) []string {
	for _, e := range []ending{{"чайший", "кий"}, {"жайший", "гий"}, {"жайший", "зкий"}, {"шайший", "хий"}, {"ейший", "ый"}, {"ейший", "ий"}} {
		if stem, ok := strings.CutSuffix(word, e.from); ok && b.inflected[stem+e.to] {
			return []string{stem + e.to}
		}
	}
	return nil
}
