package corpus

import "strconv"

// olderForm is the older form РП: front and back of one sheet, the same matter
// under other numbers, often typed.
func olderForm(p *press, a Application) States {
	a.Authors, a.Agent = a.Authors[:1], ""
	if p.rng.chance(0.6) {
		p.hand.value = Face{"gomono", 9.5, 0.92}
	}
	p.put(p.hand.note, 480, 20, "Лицевая сторона")
	p.put(p.hand.head, 500, 34, "Форма РП")
	p.put(p.hand.label, marginLeft, 40, "N Входящий ____________")
	p.put(p.hand.label, 300, 40, "N Регистрационный ____________")
	p.y = 60
	p.full(func(c *column) {
		c.centred(c.head("В ФЕДЕРАЛЬНЫЙ ОРГАН ИСПОЛНИТЕЛЬНОЙ ВЛАСТИ\nПО ИНТЕЛЛЕКТУАЛЬНОЙ СОБСТВЕННОСТИ"))
		c.centred(c.label("Бережковская наб., 30, корп. 1, Москва, Г-59, ГСП-5, 123995"))
		c.gap(4)
		c.centred(run{c.hand.title, "ЗАЯВЛЕНИЕ"})
		c.centred(c.head("НА ГОСУДАРСТВЕННУЮ РЕГИСТРАЦИЮ (отметить [X]):"))
		c.tick(a.Kind == "program", c.label("программы для ЭВМ"))
		c.tick(a.Kind == "database-1259", c.label("базы данных, охраняемой авторским правом (пункт 4 статьи 1259 Кодекса)"))
		c.tick(a.Kind == "database-1334", c.label("базы данных, охраняемой смежным правом (пункт 3 статьи 1334 Кодекса)"))
		c.text(c.label("Представляя указанные ниже документы, прошу (просим) зарегистрировать программу для ЭВМ или базу данных и выдать свидетельство о государственной регистрации."))
	})
	p.full(func(c *column) {
		c.text(c.head("1. ПРАВООБЛАДАТЕЛЬ(И) (ЗАЯВИТЕЛЬ(И))"), c.label("(полное имя или наименование согласно учредительным документам, место жительства или место нахождения, включая указание страны)"))
		for _, h := range a.Holders {
			c.gap(3)
			c.text(c.value(h.Name))
			c.text(c.label(h.placeLabel()), c.value(printedPlace(h.Country, h.Address)))
			c.gap(3)
			c.beside(
				cell{c.w * 0.38, func(c *column) { c.filled("ОГРН:", h.OGRN) }},
				cell{c.w * 0.31, func(c *column) { c.filled("ИНН:", h.INN) }},
				cell{c.w * 0.31, func(c *column) { c.filled("СНИЛС:", h.SNILS) }})
		}
	})
	p.full(func(c *column) {
		c.text(c.head("2. ОСНОВАНИЕ ВОЗНИКНОВЕНИЯ ПРАВА"), c.label("(отметить [X], если заявитель не является автором)"))
		c.tick(a.Holders[0].Organisation, c.label("заявитель является работодателем автора"))
		c.tick(false, c.label("передача прав автором заявителю"))
	})
	p.full(func(c *column) {
		c.text(c.head("3. НАЗВАНИЕ РЕГИСТРИРУЕМОЙ ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ"))
		c.gap(2)
		c.text(c.value(a.Title))
	})
	p.full(func(c *column) {
		c.filled("4. Предыдущее или альтернативное название:", "")
	})
	p.row(0, cell{bodyWidth / 3, func(c *column) { c.text(c.head("6. ГОД СОЗДАНИЯ:"), c.value(a.Year)) }},
		cell{bodyWidth * 2 / 3, func(c *column) {
			c.text(c.head("7. СТРАНА И ГОД ПЕРВОГО ВЫПУСКА В СВЕТ"))
			c.filled("Страна:", a.Country)
			c.filled("Год:", a.Published)
		}})
	p.full(func(c *column) {
		c.tick(false, c.label("8. Программа для ЭВМ или база данных содержит персональные данные"))
	})
	p.page()
	p.put(p.hand.note, 480, 20, "Оборотная сторона")
	olderBack(p, a)
	return a.statementStates(1)
}

func olderBack(p *press, a Application) {
	p.full(func(c *column) {
		c.text(c.head("9. АВТОРЫ:"), c.label("Всего авторов"), c.value(strconv.Itoa(len(a.Authors))))
		c.tick(a.Refused, c.label("авторы отказались быть упомянутыми в качестве таковых"))
	})
	if !a.Refused {
		authorBox(p, "9А. ", a.Authors[0])
	}
	p.full(func(c *column) {
		c.text(c.head("10. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ"), c.label("(отметить [X])"))
		c.tick(true, c.label("идентифицирующие материалы в форме распечатки исходного текста на ___ л. в 1 экз."))
		c.tick(true, c.label("реферат на 1 л. в 1 экз."))
		c.tick(false, c.label("дополнение к заявлению на ___ л. в 1 экз."))
	})
	p.full(func(c *column) {
		c.text(c.head("11. СВЕДЕНИЯ О ПЛАТЕЛЬЩИКЕ"))
		c.filled("Плательщик государственной пошлины:", "")
	})
	p.full(func(c *column) {
		c.text(c.head("12. АДРЕС ДЛЯ ПЕРЕПИСКИ"), c.label("(почтовый индекс, адрес, имя или наименование адресата)"))
		c.text(c.value(a.Address))
		c.gap(3)
		c.beside(
			cell{c.w * 0.38, func(c *column) { c.filled("Телефон:", a.Phone) }},
			cell{c.w * 0.2, func(c *column) { c.filled("Факс:", "") }},
			cell{c.w * 0.42, func(c *column) { c.filled("E-mail:", a.Email) }})
	})
	p.full(func(c *column) {
		c.filled("13. Контактные реквизиты для предоставления информации заинтересованным лицам:", "")
	})
	p.full(func(c *column) {
		c.text(c.head("14. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ) ИЛИ ПРЕДСТАВИТЕЛЯ"), c.label("(подпись, фамилия, имя, отчество; для юридического лица — должность руководителя; дата)"))
		for _, sign := range a.Signatures {
			signatureLine(c, sign, dotted(sign.Date))
		}
	})
}
