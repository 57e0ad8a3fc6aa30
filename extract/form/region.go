package form

import (
	"strings"
)

// regions are the subjects of the Federation as they are entered, with a pattern of
// how applicants write them: abbreviated, turned about, in another case.
var regions = func() []region {
	var all []region
	add := func(name, pattern string) {
		all = append(all, region{name, onUse(`(?i)(?:^|[^\p{L}])(?:` + pattern + `)(?:[^\p{L}]|$)`)})
	}
	for _, r := range strings.Fields("Адыгея Алтай Башкортостан Бурятия Дагестан Ингушетия Калмыкия Карелия Коми Крым Мордовия Татарстан Тыва Удмуртия Хакасия Чувашия") {
		add("Республика "+r, `республик\p{L}+\s+`+stem(r)+`\p{L}*|респ\.?\s+`+stem(r)+`\p{L}*|`+stem(r)+`\p{L}*\s+респ\.?`)
	}
	add("Республика Марий Эл", `респ\p{L}*\.?\s+марий\s+эл|марий\s+эл\s+респ\.?`)
	add("Республика Саха (Якутия)", `респ\p{L}*\.?\s+саха|саха\s+\(?якутия\)?|якути[яи]`)
	add("Республика Северная Осетия — Алания", `респ\p{L}*\.?\s+северн\p{L}+\s+осети[яи]|северн\p{L}+\s+осети[яи]`)
	for _, r := range []struct{ name, stem string }{{"Удмуртская", "удмуртск"}, {"Чеченская", "чеченск"}, {"Чувашская", "чувашск"},
		{"Кабардино-Балкарская", `кабардино-балкарск`}, {"Карачаево-Черкесская", `карачаево-черкесск`}, {"Донецкая Народная", `донецк\p{L}+\s+народн`}, {"Луганская Народная", `луганск\p{L}+\s+народн`}} {
		add(r.name+" Республика", r.stem+`\p{L}+\s+респ\p{L}*\.?|респ\p{L}*\.?\s+`+r.stem+`\p{L}+`)
	}
	for _, r := range strings.Fields("Алтайский Забайкальский Камчатский Краснодарский Красноярский Пермский Приморский Ставропольский Хабаровский") {
		add(r+" край", stem(r)+`\p{L}*\s+кра(?:й|я|е|ю)|край\s+`+stem(r)+`\p{L}*`)
	}
	for _, r := range strings.Fields("Амурская Архангельская Астраханская Белгородская Брянская Владимирская Волгоградская Вологодская Воронежская Запорожская Ивановская Иркутская Калининградская Калужская Кемеровская Кировская Костромская Курганская Курская Ленинградская Липецкая Магаданская Московская Мурманская Нижегородская Новгородская Новосибирская Омская Оренбургская Орловская Пензенская Псковская Ростовская Рязанская Самарская Саратовская Сахалинская Свердловская Смоленская Тамбовская Тверская Томская Тульская Тюменская Ульяновская Херсонская Челябинская Ярославская") {
		add(r+" область", stem(r)+`\p{L}*\s+обл(?:\.|аст\p{L}+)?|обл\.?\s+`+stem(r)+`\p{L}*`)
	}
	for _, r := range []struct{ name, pattern string }{
		{"Еврейская автономная область", `еврейск\p{L}+\s+(?:авт\p{L}*\.?\s+обл\p{L}*\.?|а\.?о\.?)`},
		{"Ненецкий автономный округ", `(?:^|[^-\p{L}])ненецк\p{L}+\s+(?:авт\p{L}*\.?\s+окр\p{L}*\.?|а\.?о\.?)`},
		{"Ямало-Ненецкий автономный округ", `ямало-ненецк\p{L}+\s+(?:авт\p{L}*\.?\s+окр\p{L}*\.?|а\.?о\.?)|янао`},
		{"Ханты-Мансийский автономный округ — Югра", `ханты-мансийск\p{L}+\s+(?:авт\p{L}*\.?\s+окр\p{L}*\.?|а\.?о\.?)(?:\s*[-–—]\s*югра)?|хмао(?:\s*[-–—]\s*югра)?`},
		{"Чукотский автономный округ", `чукотск\p{L}+\s+(?:авт\p{L}*\.?\s+окр\p{L}*\.?|а\.?о\.?)`},
		{"Москва", `(?:г|гор|город)\.?\s*москва|москва`},
		{"Санкт-Петербург", `(?:г|гор|город)\.?\s*санкт-петербург|санкт-петербург|с\.?-петербург|спб`},
		{"Севастополь", `(?:г|гор|город)\.?\s*севастополь|севастополь`},
	} {
		add(r.name, r.pattern)
	}
	return all
}()

// region is a subject of the Federation.
type region struct {
	name    string
	pattern expression
}

// stem is a name in small letters without its ending.
func stem(name string) string {
	r := []rune(strings.ToLower(name))
	for len(r) > 3 && strings.ContainsRune("аяйыиео", r[len(r)-1]) {
		r = r[:len(r)-1]
	}
	return string(r)
}

// findRegion finds the first subject of the Federation that an address names, and
// where. A city that is a subject gives way to an oblast that is named too.
func findRegion(text string) (name string, from, to int) {
	for _, r := range regions {
		if m := r.pattern.FindStringIndex(text); m != nil && (name == "" || m[0] < from) {
			name, from, to = r.name, m[0], m[1]
		}
	}
	for from < to && !startsLower(text[from:]) && !startsUpper(text[from:]) {
		from++
	}
	return name, from, to
}
