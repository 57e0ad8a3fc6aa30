package corpus

import "strings"

// twoColumnTable is a ruled table: what is asked at the left, what is answered at
// the right.
func twoColumnTable(p *press, a Application) States {
	a.Authors, a.Refused, a.Published = a.Authors[:1], false, ""
	left := bodyWidth * (0.32 + 0.12*p.rng.Float64())
	row := func(name string, value func(*column)) {
		p.row(0, cell{left, func(c *column) { c.text(c.label(name)) }}, cell{bodyWidth - left, value})
	}
	plain := func(text string) func(*column) { return func(c *column) { c.text(c.value(text)) } }
	p.para(6, p.label("В Федеральную службу по интеллектуальной собственности"))
	p.heading("ЗАЯВЛЕНИЕ", "о государственной регистрации программы для ЭВМ или базы данных")
	row("Вид объекта (отметить [X])", func(c *column) {
		c.tick(a.Kind == "program", c.label("программа для ЭВМ"))
		c.tick(a.Kind == "database-1259", c.label("база данных по пункту 4 статьи 1259 ГК РФ"))
		c.tick(a.Kind == "database-1334", c.label("база данных по пункту 3 статьи 1334 ГК РФ"))
	})
	row("1. Название программы для ЭВМ или базы данных", plain(a.Title))
	for _, h := range a.Holders {
		row("2. Правообладатель (заявитель)", plain(h.Name))
		row("Место жительства (место нахождения), страна", plain(printedPlace(h.Country, h.Address)))
		row("ИНН", plain(h.INN))
		if h.OGRN != "" {
			row("ОГРН (ОГРНИП)", plain(h.OGRN))
		}
		if h.SNILS != "" {
			row("СНИЛС", plain(h.SNILS))
		}
	}
	row("3. Адрес для переписки", plain(a.Address))
	row("Телефон", plain(a.Phone))
	row("Адрес электронной почты", plain(a.Email))
	if a.Agent != "" {
		row("Представитель", plain(a.Agent))
	}
	row("4. Год создания", plain(a.Year))
	author := a.Authors[0]
	row("5. Сведения об авторе", func(c *column) {})
	row("Фамилия, имя, отчество", plain(author.Name))
	row("Дата рождения", plain(dated(p.rng, author.Born)))
	row("Гражданство", plain(author.Country))
	row("Место жительства, включая указание страны", plain(printedPlace(author.Country, author.Address)))
	row("Краткое описание творческого вклада автора", plain(author.Contribution))
	row("При публикации сведений прошу (отметить [X])", func(c *column) { mentionTicks(c, author) })
	row("6. Приложенные документы", plain("реферат, исходный текст программы"))
	p.rooms(80)
	p.full(func(c *column) {
		c.text(c.label("7. Подпись заявителя"))
		for _, sign := range a.Signatures {
			signatureLine(c, sign, dotted(sign.Date))
		}
	})
	return a.statementStates(1)
}

// labelsAbove has small labels over their values, in two columns where they are
// short, without any rules.
func labelsAbove(p *press, a Application) States {
	a.Authors, a.Refused, a.Agent, a.Published = a.Authors[:1], false, "", ""
	block := func(label, value string) func(*column) {
		return func(c *column) {
			c.text(c.label(label))
			c.gap(1)
			c.text(c.value(value))
			c.gap(7)
		}
	}
	one := func(label, value string) {
		p.rooms(40)
		c := p.column(marginLeft, bodyWidth)
		block(label, value)(c)
		p.y = c.y
	}
	two := func(l1, v1, l2, v2 string) {
		p.rooms(50)
		c := p.column(marginLeft, bodyWidth)
		c.beside(cell{bodyWidth / 2, block(l1, v1)}, cell{bodyWidth / 2, block(l2, v2)})
		p.y = c.y
	}
	p.heading("ЗАЯВЛЕНИЕ О ГОСУДАРСТВЕННОЙ РЕГИСТРАЦИИ", "")
	c := p.column(marginLeft, bodyWidth)
	c.tick(true, c.label("программы для ЭВМ"))
	c.tick(false, c.label("базы данных (п. 4 ст. 1259 ГК РФ)"))
	c.tick(false, c.label("базы данных (п. 3 ст. 1334 ГК РФ)"))
	p.y = c.y + 6
	one("Название:", a.Title)
	for _, h := range a.Holders {
		p.para(2, p.head("ПРАВООБЛАДАТЕЛЬ"))
		two("Полное наименование", h.Name, "Место нахождения", printedPlace(h.Country, h.Address))
		ids := "ИНН " + h.INN
		if h.OGRN != "" {
			ids += " ОГРН " + h.OGRN
		}
		if h.SNILS != "" {
			ids += " СНИЛС " + h.SNILS
		}
		p.para(8, p.value(strings.TrimSpace(ids)))
	}
	author := a.Authors[0]
	p.para(2, p.head("АВТОРЫ"))
	one("Фамилия, имя, отчество", author.Name)
	two("Дата рождения", dotted(author.Born), "Гражданство", author.Country)
	one("Место жительства", printedPlace(author.Country, author.Address))
	one("Описание творческого вклада автора", author.Contribution)
	c = p.column(marginLeft, bodyWidth)
	mentionTicks(c, author)
	p.y = c.y + 6
	one("Год создания", a.Year)
	one("Адрес для переписки", a.Address)
	two("Телефон", a.Phone, "E-mail", a.Email)
	p.rooms(80)
	p.para(8, p.label("Подпись заявителя"))
	p.closing(a)
	return a.statementStates(1)
}
