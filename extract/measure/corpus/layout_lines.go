package corpus

import (
	"fmt"
	"strings"
)

// plainLines is a statement that an applicant typed without a form, a line or
// paragraph for each thing.
func plainLines(p *press, a Application) States {
	a.Authors, a.Refused = a.Authors[:min(2, len(a.Authors))], false
	line := func(label, value string) {
		if value != "" {
			p.para(3, run{p.hand.body, label + ":"}, run{p.hand.body, value})
		}
	}
	p.para(8, p.body("В Федеральную службу по интеллектуальной собственности"))
	p.y += 10
	p.heading("ЗАЯВЛЕНИЕ", "о государственной регистрации (отметить [X]):")
	p.boxes = boxTyped
	c := p.column(marginLeft, bodyWidth)
	c.tick(a.Kind == "program", c.body("программы для ЭВМ"))
	c.tick(a.Kind == "database-1259", c.body("базы данных по пункту 4 статьи 1259"))
	c.tick(a.Kind == "database-1334", c.body("базы данных по пункту 3 статьи 1334"))
	p.y = c.y + 4
	line("АДРЕС ДЛЯ ПЕРЕПИСКИ", a.Address)
	line("Телефон", a.Phone)
	line("E-mail", a.Email)
	line("Представитель заявителя", a.Agent)
	line("1. НАЗВАНИЕ", a.Title)
	for _, h := range a.Holders {
		line("2. ПРАВООБЛАДАТЕЛЬ (ЗАЯВИТЕЛЬ)", h.Name)
		line(strings.TrimSuffix(h.placeLabel(), ":"), printedPlace(h.Country, h.Address))
		line("ИНН", h.INN)
		line("ОГРН", h.OGRN)
		line("СНИЛС", h.SNILS)
	}
	line("5. ГОД СОЗДАНИЯ", a.Year)
	line("7. АВТОРЫ. Всего авторов", fmt.Sprint(len(a.Authors)))
	for _, author := range a.Authors {
		p.para(3, p.body("7А. СВЕДЕНИЯ ОБ АВТОРЕ"))
		line("Фамилия Имя Отчество", author.Name)
		line("Дата рождения", dotted(author.Born))
		line("Гражданство", author.Country)
		line("Место жительства, включая указание страны", printedPlace(author.Country, author.Address))
		line("Краткое описание творческого вклада автора", author.Contribution)
		c := p.column(marginLeft, bodyWidth)
		mentionTicks(c, author)
		p.y = c.y + 3
	}
	p.para(3, p.body("8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ"))
	p.para(3, p.body("реферат на 1 л.; исходный текст на ___ л."))
	p.para(6, p.body("11. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ)"))
	p.closing(a)
	a.Published = ""
	return a.statementStates(len(a.Authors))
}

// heading centres a title and what it is about.
func (p *press) heading(title, about string) {
	c := p.column(marginLeft, bodyWidth)
	c.centred(run{p.hand.title, title})
	if about != "" {
		c.centred(p.body(about))
	}
	p.y = c.y + 6
}

// closing prints a line for each signature: position, a scribble over a rule, the
// name, the date.
func (p *press) closing(a Application) {
	p.rooms(float64(40 * len(a.Signatures)))
	for _, sign := range a.Signatures {
		x := marginLeft
		top := p.y
		if sign.Position != "" {
			c := &column{press: p, x: x, w: 150, y: p.y}
			c.text(p.body(sign.Position))
			p.y = max(p.y, c.y-p.hand.body.size*leading)
		}
		base := p.y + p.hand.body.size*1.1
		p.rule(210, base, 290, base, 0.5)
		p.scribble(216, base, 64)
		p.put(p.hand.body, 300, p.y, sign.Name)
		p.put(p.hand.body, 480, p.y, dotted(sign.Date))
		p.y = max(p.y, top) + 30
	}
}

// rooms begins a new page unless so many points are left on this one.
func (p *press) rooms(points float64) {
	if p.y+points > bodyBottom {
		p.page()
	}
}

// dottedLines is a printed form with dotted lines to write on.
func dottedLines(p *press, a Application) States {
	a.Holders, a.Authors, a.Refused = a.Holders[:1], a.Authors[:1], false
	a.Signatures, a.Agent, a.Published = a.Signatures[:1], "", ""
	dots := strings.Repeat(".", 14+p.rng.IntN(10))
	line := func(parts ...string) { p.para(5, run{p.hand.body, strings.Join(parts, " ")}) }
	h, author := a.Holders[0], a.Authors[0]
	p.para(8, p.body("В Федеральную службу по интеллектуальной собственности"))
	p.heading("ЗАЯВЛЕНИЕ", "на государственную регистрацию программы для ЭВМ")
	line("Прошу зарегистрировать программу для ЭВМ")
	line("Название программы для ЭВМ:", dots, a.Title, dots)
	line("Правообладатель:", dots, h.Name, dots)
	line("Адрес:", dots, printedPlace(h.Country, h.Address), dots)
	ids := []string{"ИНН", dots, h.INN}
	if h.OGRN != "" {
		ids = append(ids, dots, "ОГРН", dots, h.OGRN)
	}
	if h.SNILS != "" {
		ids = append(ids, dots, "СНИЛС", dots, h.SNILS)
	}
	line(append(ids, dots)...)
	line("Год создания", dots, a.Year, dots)
	line("Сведения об авторе")
	line("Фамилия, имя, отчество:", dots, author.Name, dots)
	line("Дата рождения:", dots, dotted(author.Born), dots, "Гражданство:", dots, author.Country, dots)
	line("Место жительства:", dots, printedPlace(author.Country, author.Address), dots)
	line("Творческий вклад:", dots, author.Contribution, dots)
	p.boxes = boxTyped
	p.para(3, p.body("При публикации сведений:"))
	c := p.column(marginLeft, bodyWidth)
	c.tick(author.Mention == "named", c.body("под своим именем"))
	c.tick(author.Mention == "anonymous", c.body("анонимно"))
	c.tick(author.Mention == "pseudonym", c.body("под псевдонимом:"), c.body(author.Pseudonym))
	p.y = c.y + 4
	line("Адрес для переписки:", dots, a.Address, dots)
	line("Тел.", dots, a.Phone, dots, "E-mail", dots, a.Email, dots)
	line("Приложение: реферат, исходный текст.")
	p.para(10, p.body("Подпись:"))
	p.closing(a)
	return a.statementStates(1)
}
