package corpus

import (
	"fmt"
	"slices"
	"strings"
)

const entrepreneur = "Индивидуальный предприниматель "

// person draws a full name.
func (s source) person() string {
	if s.chance(0.03) {
		return of(s, foreigners)
	}
	woman := s.chance(0.45)
	last := s.surname()
	if s.chance(0.06) {
		last += "-" + s.surname()
	}
	if woman {
		parts := strings.Split(last, "-")
		for i := range parts {
			parts[i] = feminine(parts[i])
		}
		return strings.Join(parts, "-") + " " + of(s, womenNames) + " " + patronymic(of(s, patronymicStems), "на")
	}
	return last + " " + of(s, menNames) + " " + patronymic(of(s, patronymicStems), "ич")
}

func (s source) surname() string {
	if s.chance(0.3) {
		return of(s, surnamesOfOthers)
	}
	stem := upperFirst(of(s, surnameStems))
	end := of(s, fields("ов ов ов ев ин ский енко"))
	last, _ := strings.CutSuffix(stem, "ь")
	if strings.HasSuffix(last, "ц") && end == "ов" {
		end = "ев"
	}
	return last + end
}

// feminine is a surname as a woman bears it.
func feminine(surname string) string {
	for _, end := range []string{"ов", "ев", "ёв", "ин", "ын"} {
		if strings.HasSuffix(surname, end) {
			return surname + "а"
		}
	}
	if cut, ok := strings.CutSuffix(surname, "ский"); ok {
		return cut + "ская"
	}
	if cut, ok := strings.CutSuffix(surname, "ой"); ok {
		return cut + "ая"
	}
	return surname
}

// patronymic joins the stem with «на» of a woman or «ич» of a man.
func patronymic(stem, end string) string {
	stem = strings.TrimSuffix(stem, "ич")
	return stem + end
}

// shortOf is a name with initials: Ткачук О. Л.
func shortOf(name string) string {
	parts := strings.Fields(name)
	if len(parts) != 3 {
		return name
	}
	return fmt.Sprintf("%s %s. %s.", parts[0], string([]rune(parts[1])[:1]), string([]rune(parts[2])[:1]))
}

func (s source) author() Author {
	country, code, address := s.home()
	a := Author{Name: s.person(), Born: s.date(1941, 2004), Country: country, Code: code, Address: address,
		Contribution: of(s, contributions), Mention: "named"}
	switch {
	case s.chance(0.05):
		a.Mention, a.Pseudonym = "pseudonym", string([]rune(of(s, menNames))[:1])+". "+s.surname()
	case s.chance(0.05):
		a.Mention = "anonymous"
	}
	return a
}

func (s source) holder() Holder {
	country, code, address := s.home()
	if s.chance(0.4) {
		h := Holder{Name: s.person(), Country: country, Code: code, Address: address, INN: personINN(s.digits(10)), SNILS: snils(s.digits(9))}
		h.Short = shortOf(h.Name)
		if s.chance(0.15) {
			h.Name, h.OGRN, h.SNILS = entrepreneur+h.Name, ogrn("3"+s.digits(13)), ""
		}
		return h
	}
	h := Holder{Organisation: true, Country: of(s, russias), Code: "RU", Address: s.seat(),
		OGRN: ogrn("1" + s.digits(11)), INN: organisationINN(s.digits(9)), KPP: s.digits(4) + "01001"}
	if s.chance(0.35) {
		of1 := of(s, learnedOf)
		h.Name = fmt.Sprintf(of(s, learned), of1)
		if strings.Contains(h.Name, "отделения") {
			h.Name = strings.Replace(h.Name, of1, strings.TrimSuffix(of1, "ий")+"ого", 1)
		}
		if strings.Contains(h.Name, "больница") {
			h.Name = strings.Replace(h.Name, of1, strings.TrimSuffix(of1, "ий")+"ая", 1)
		}
		h.Short = "отдел интеллектуальной собственности"
		return h
	}
	name := of(s, bodyNames)
	h.Name = fmt.Sprintf(of(s, bodies), name)
	h.Short = "ООО «" + name + "»"
	return h
}

// home is where a person lives.
func (s source) home() (country, code, address string) {
	if s.chance(0.06) {
		p := of(s, abroad)
		return p.country, p.code, p.address
	}
	address = s.street()
	if s.chance(0.8) {
		address += fmt.Sprintf(", %s %d", of(s, []string{"кв.", "кв.", "квартира", "ком."}), 1+s.IntN(320))
	}
	return of(s, russias), "RU", address
}

func (s source) seat() string {
	address := s.street()
	if s.chance(0.5) {
		address += of(s, []string{", офис ", ", оф. ", ", пом. ", ", стр. ", ", корп. "}) + fmt.Sprint(1+s.IntN(60))
	}
	return address
}

func (s source) street() string {
	p := of(s, places)
	parts := []string{p.index + s.digits(2), p.region, p.town, of(s, streetKinds) + " " + of(s, streets), "д. " + s.house()}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}

func (s source) house() string {
	n := fmt.Sprint(1 + s.IntN(140))
	switch {
	case s.chance(0.12):
		return n + of(s, fields("а б А Б/1 в"))
	case s.chance(0.1):
		return n + "/" + fmt.Sprint(1+s.IntN(20))
	}
	return n
}

func (s source) phone() string {
	code := of(s, phoneCodes)
	if s.chance(0.3) {
		code = "9" + s.digits(2)
	}
	rest := s.digits(10 - len(code))
	n := len(rest)
	spaced := rest[:n-4] + "-" + rest[n-4:n-2] + "-" + rest[n-2:]
	switch s.IntN(4) {
	case 0:
		return "8 (" + code + ") " + spaced
	case 1:
		return "+7 " + code + " " + strings.ReplaceAll(spaced, "-", " ")
	case 2:
		return "+7(" + code + ")" + spaced
	}
	return "+7 (" + code + ") " + spaced
}

func (s source) email(h Holder) string {
	name := of(s, fields("info patent office nauka ois zayavka kancelyaria is2012 r.amirov t_petrenko sokol77 mail.lab dir nti uchet"))
	return name + "@" + of(s, mailHosts) + "." + of(s, fields("example example.ru example.com"))
}

func (s source) date(from, to int) string {
	return fmt.Sprintf("%04d-%02d-%02d", from+s.IntN(to-from+1), 1+s.IntN(12), 1+s.IntN(28))
}
